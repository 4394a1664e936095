// What the page knows: the workspace as the acting person sees it, kept up to date by the stream of changes.

import { read } from "./api.js";

const PAGE_SIZE = 200;

const byTs = (a, b) => (a.ts < b.ts ? -1 : a.ts > b.ts ? 1 : 0);

class Store extends EventTarget {
  me = null;
  workspace = { name: "", url: "" };
  people = new Map();
  groups = new Map();
  channels = new Map();
  apps = new Map();
  modal = [];
  place = { kind: "channel", id: null, ts: null };
  connected = false;
  namesVersion = 0;
  #timelines = new Map();
  #private = new Map();
  #dismissed = new Set();
  #unread = new Map();
  #changed = new Set();

  /** Tells the views what changed, at most once per frame however fast changes come. */
  touch(...topics) {
    if (this.#changed.size === 0) {
      const once = { done: false };
      const tell = () => {
        if (once.done) return;
        once.done = true;
        const changed = new Set(this.#changed);
        this.#changed.clear();
        this.dispatchEvent(new CustomEvent("change", { detail: changed }));
      };
      requestAnimationFrame(tell);
      setTimeout(tell, 100); // a background tab gets no frames
    }
    for (const topic of topics) this.#changed.add(topic);
  }

  async load(person) {
    const state = await read("/sandbox/state", { as: person });
    if (state.me !== this.me) this.#unread.clear();
    this.#timelines.clear();
    this.me = state.me;
    this.workspace = state.workspace;
    this.#setPeople(state);
    this.channels = new Map(state.channels.map((channel) => [channel.id, channel]));
    this.modal = state.modal;
    this.touch("people", "channels", "apps", "modal", "messages", "place");
  }

  #setPeople({ people, groups, apps }) {
    this.people = new Map(people.map((person) => [person.id, person]));
    this.groups = new Map(groups.map((group) => [group.id, group]));
    this.apps = new Map(apps.map((app) => [app.id, app]));
    this.namesVersion += 1;
  }

  // ---- messages: a timeline is a channel ("C1") or a thread ("C1/1700000000.000100")

  timeline(channel, thread = null) {
    return this.#timelines.get(thread ? `${channel}/${thread}` : channel);
  }

  messages(channel, thread = null) {
    const timeline = this.timeline(channel, thread);
    const own = (this.#private.get(`${this.me}/${channel}`) ?? []).filter((message) => (message.thread_ts ?? null) === thread);
    return [...(timeline?.messages.values() ?? []), ...own].sort(byTs);
  }

  message(channel, ts) {
    for (const [key, timeline] of this.#timelines) {
      if (key.startsWith(channel) && timeline.messages.has(ts)) return timeline.messages.get(ts);
    }
    return null;
  }

  async loadChannel(channel, { from = null, before = null } = {}) {
    const page = await read("/sandbox/history", { as: this.me, channel, from, before, limit: PAGE_SIZE });
    const known = before ? (this.timeline(channel)?.messages ?? []) : [];
    const messages = new Map([...page.messages.map((message) => [message.ts, message]), ...known]);
    for (const message of page.private) this.#keepPrivate(channel, message);
    this.#timelines.set(channel, { messages, more: page.more });
    this.touch("messages");
  }

  async loadThread(channel, ts) {
    const page = await read("/sandbox/thread", { as: this.me, channel, ts });
    this.#timelines.set(`${channel}/${ts}`, { messages: new Map(page.messages.map((message) => [message.ts, message])), more: false });
    this.touch("messages", "thread");
  }

  /** A message that only the acting person sees: from an app, or the page's own word on what went wrong. */
  addPrivate(channel, message) {
    this.#keepPrivate(channel, message);
    if (channel !== this.place.id) this.#markUnread(channel, true);
    this.touch("messages", "channels");
  }

  #keepPrivate(channel, message) {
    if (this.#dismissed.has(message.ts)) return;
    const key = `${this.me}/${channel}`;
    const others = (this.#private.get(key) ?? []).filter((known) => known.ts !== message.ts);
    this.#private.set(key, [...others, { ...message, is_ephemeral: true }]);
  }

  /** A word of the page itself, after the last message of the channel whatever clock the workspace goes by. */
  addOwnWord(channel, text) {
    const last = this.messages(channel).at(-1)?.ts ?? "0000000001.000000";
    this.addPrivate(channel, { ts: `${last}1`, username: this.workspace.name, icons: { emoji: ":information_source:" }, text });
  }

  dismiss(channel, ts) {
    const key = `${this.me}/${channel}`;
    this.#dismissed.add(ts);
    this.#private.set(key, (this.#private.get(key) ?? []).filter((message) => message.ts !== ts));
    this.touch("messages");
  }

  // ---- changes

  apply(changes) {
    for (const change of changes) this.#applyOne(change);
  }

  #applyOne(change) {
    if (change.type === "message") this.#applyMessage(change);
    else if (change.type === "ephemeral") this.#applyEphemeral(change);
    else if (change.type === "channel") this.#replace(this.channels, change.id, change.channel, "channels");
    else if (change.type === "app") this.#replace(this.apps, change.id, change.app, "apps");
    else if (change.type === "people") this.#setPeople(change);
    else if (change.type === "modal") this.modal = change.views;
    this.touch(change.type === "people" ? "people" : change.type === "modal" ? "modal" : "messages");
  }

  #replace(map, id, value, topic) {
    if (value) map.set(id, value);
    else map.delete(id);
    this.namesVersion += 1;
    this.touch(topic);
  }

  #applyEphemeral({ channel, ts, message }) {
    if (message) this.addPrivate(channel, message);
    else this.dismiss(channel, ts);
  }

  #applyMessage({ channel, ts, message, fresh }) {
    const shown = message && (!message.thread_ts || message.thread_ts === ts || message.subtype === "thread_broadcast");
    this.#put(this.timeline(channel), ts, shown ? message : null);
    const thread = message?.thread_ts ?? ts;
    if (message?.thread_ts) this.#put(this.timeline(channel, thread), ts, message);
    else if (!message) this.#forget(channel, ts);
    else this.#put(this.timeline(channel, ts), ts, message);
    if (shown && fresh) this.#noticeUnread(channel, message);
  }

  #forget(channel, ts) {
    for (const [key, timeline] of this.#timelines) if (key.startsWith(`${channel}/`)) this.#put(timeline, ts, null);
  }

  #put(timeline, ts, message) {
    if (!timeline) return;
    if (message) timeline.messages.set(ts, message);
    else if (timeline.messages.has(ts)) timeline.messages.set(ts, { ...timeline.messages.get(ts), gone: true });
  }

  // ---- what is new for the acting person

  #noticeUnread(channel, message) {
    const here = this.place.kind === "channel" && this.place.id === channel;
    if (here || message.user === this.me || !this.channels.get(channel)?.members.includes(this.me)) return;
    this.#markUnread(channel, (message.text ?? "").includes(`<@${this.me}`));
  }

  #markUnread(channel, mention) {
    this.#unread.set(channel, { mentions: this.unread(channel).mentions + Number(mention), unread: true });
    this.touch("channels");
  }

  unread(channel) {
    return this.#unread.get(channel) ?? { mentions: 0, unread: false };
  }

  markRead(channel) {
    if (this.#unread.delete(channel)) this.touch("channels");
  }

  // ---- names

  person(id) {
    return this.people.get(id) ?? { id, name: id, real_name: id, is_bot: false, unknown: true };
  }

  nameOf(id) {
    const person = this.person(id);
    return person.display_name || person.real_name || person.name;
  }

  appOfBot(user) {
    return [...this.apps.values()].find((app) => app.bot_user === user) ?? null;
  }

  get humans() {
    return [...this.people.values()].filter((person) => !person.is_bot && !person.deleted);
  }

  get channel() {
    return this.place.kind === "channel" ? (this.channels.get(this.place.id) ?? null) : null;
  }
}

export const store = new Store();
