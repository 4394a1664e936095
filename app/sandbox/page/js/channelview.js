// The middle of the page while a channel is open: header, messages, and the composer or why there is none.

import { attempt } from "./attempt.js";
import { composer } from "./composer.js";
import { fill, h } from "./dom.js";
import { channelIcon, channelTitle, drawHeader } from "./header.js";
import { store } from "./store.js";
import { Timeline } from "./timeline.js";

export class ChannelView {
  constructor({ openThread, openSidebar }) {
    this.openSidebar = openSidebar;
    this.header = h("header", { class: "channel-header" });
    this.foot = h("div", { class: "channel-foot" });
    this.timeline = new Timeline({ openThread });
    this.element = h("section", { class: "channel-view", "aria-label": "Channel" }, this.header, this.timeline.element, this.foot);
    this.shown = null;
    this.footKey = null;
  }

  /** Opens a channel, at a message if the place names one. */
  async open(place) {
    const { id, ts, thread } = place;
    const channel = store.channels.get(id);
    this.awaited = channel ? null : place;
    if (!channel) return this.#missing();
    if (this.shown !== id) {
      this.timeline.clear();
      this.shown = id;
    }
    const target = thread && thread !== ts ? thread : ts;
    this.highlight = ts && !thread ? ts : target;
    const known = store.timeline(id);
    if (!known || (target && !known.messages.has(target))) await store.loadChannel(id, { from: target });
    if (this.shown !== id) return null;
    this.draw();
    if (target) this.timeline.reveal(target);
    return channel;
  }

  #missing() {
    this.shown = null;
    this.footKey = null;
    fill(this.header, h("div", { class: "header-row" }, h("h1", { class: "channel-title" }, "No such channel")));
    fill(this.foot, h("p", { class: "muted" }, `${store.nameOf(store.me)} cannot see this channel.`));
    this.timeline.clear();
    return null;
  }

  /** A channel that was only just made, or that the person is invited to, opens as soon as it is known. */
  draw() {
    if (this.awaited && store.channels.has(this.awaited.id)) return this.open(this.awaited);
    const channel = store.channels.get(this.shown);
    if (!channel) return this.shown && this.#missing();
    drawHeader(this.header, channel, this.openSidebar);
    this.drawMessages();
    this.#drawFoot(channel);
    return null;
  }

  drawMessages() {
    const channel = store.channels.get(this.shown);
    const known = channel && store.timeline(channel.id);
    if (!known) return;
    this.timeline.show(channel.id, store.messages(channel.id), { head: this.#head(channel, known), highlight: this.highlight });
  }

  #head(channel, known) {
    const key = `${channel.id}/${known.more}/${channelTitle(channel)}`;
    if (this.headKey === key) return this.headNode;
    this.headKey = key;
    this.headNode = known.more ? this.#earlier(channel) : this.#beginning(channel);
    return this.headNode;
  }

  #earlier(channel) {
    return h("button", { type: "button", class: "button earlier", onclick: async () => {
      const { list } = this.timeline;
      const below = list.scrollHeight - list.scrollTop;
      this.timeline.atEnd = false;
      await store.loadChannel(channel.id, { before: store.timeline(channel.id).messages.keys().next().value });
      this.drawMessages();
      list.scrollTop = list.scrollHeight - below;
    } }, "Show earlier messages");
  }

  #beginning(channel) {
    const direct = channel.kind === "im" || channel.kind === "mpim";
    const about = direct ? `Messages between you and ${channelTitle(channel)}.` : `The very beginning of #${channel.name}.`;
    return h("div", { class: "beginning" }, h("h2", {}, direct ? null : channelIcon(channel), channelTitle(channel)), h("p", { class: "muted" }, about));
  }

  #drawFoot(channel) {
    const inIt = channel.members.includes(store.me);
    const key = [channel.id, store.me, inIt, channel.archived, channel.name].join();
    if (key === this.footKey) return;
    this.footKey = key;
    if (channel.archived) fill(this.foot, h("p", { class: "foot-note" }, "This channel is archived: nothing can be written here."));
    else if (!inIt) fill(this.foot, this.#joinBar(channel));
    else {
      const writing = composer({ channel: channel.id, label: channelTitle(channel) });
      fill(this.foot, writing.element);
      if (matchMedia("(hover: hover)").matches) writing.field.focus({ preventScroll: true });
    }
  }

  #joinBar(channel) {
    const join = () => attempt("join", { channel: channel.id });
    return h("div", { class: "foot-note join-bar" }, h("span", {}, `${store.nameOf(store.me)} is looking at `, h("strong", {}, `#${channel.name}`)),
      h("button", { type: "button", class: "button primary", onclick: join }, "Join channel"));
  }
}
