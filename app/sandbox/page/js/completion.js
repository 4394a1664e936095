// What the composer offers while somebody types: @people, #channels, :emoji: and /commands.

import { avatar } from "./avatar.js";
import { fill, h } from "./dom.js";
import { findEmoji } from "./emoji.js";
import { store } from "./store.js";

const MOST = 8;

const starts = (text, letters) => (text ?? "").toLowerCase().startsWith(letters.toLowerCase());

function people(letters, inCommand) {
  const matches = (one) => [one.name, one.real_name, one.display_name].some((name) => starts(name, letters) || (name ?? "").split(" ").some((word) => starts(word, letters)));
  const found = [...store.people.values()].filter((one) => !one.deleted && matches(one));
  const groups = [...store.groups.values()].filter((group) => starts(group.handle, letters));
  return [
    ...found.map((one) => ({ insert: `@${inCommand ? one.name : store.nameOf(one.id)}`, mark: avatar(one.id, "small"), label: store.nameOf(one.id), detail: one.title || `@${one.name}` })),
    ...groups.map((one) => ({ insert: `@${one.handle}`, mark: "👥", label: `@${one.handle}`, detail: one.name })),
    ...["here", "channel"].filter((range) => starts(range, letters)).map((range) => ({ insert: `@${range}`, mark: "📣", label: `@${range}`, detail: "Everybody in this channel" })),
  ];
}

function channels(letters) {
  const found = [...store.channels.values()].filter((one) => one.name && starts(one.name, letters) && one.kind !== "im");
  return found.map((one) => ({ insert: `#${one.name}`, mark: "#", label: one.name, detail: one.topic }));
}

function emojis(letters) {
  if (letters.length < 2) return [];
  return findEmoji(letters, MOST).map(([name, character]) => ({ insert: `:${name}:`, mark: character, label: `:${name}:` }));
}

function commands(letters) {
  const all = [...store.apps.values()].flatMap((app) => app.commands.map((command) => ({ app, command })));
  const found = all.filter(({ command }) => starts(command.name, `/${letters}`));
  return found.map(({ app, command }) => ({
    insert: command.name, mark: avatar(app.bot_user, "small"), label: [command.name, command.usage_hint].filter(Boolean).join(" "), detail: command.description || app.name,
  }));
}

const TRIGGERS = [
  { pattern: /^\/([\w-]*)$/, offer: commands },
  { pattern: /(?:^|[\s(])@([\p{L}\p{N}._-]*)$/u, offer: people },
  { pattern: /(?:^|[\s(])#([\p{L}\p{N}_-]*)$/u, offer: channels },
  { pattern: /(?:^|[\s(]):([a-z0-9_+-]+)$/, offer: emojis },
];

/** The offers for what stands before the caret, and how many typed characters an offer replaces. */
export function offersFor(before) {
  for (const { pattern, offer } of TRIGGERS) {
    const match = pattern.exec(before);
    if (match) return { offers: offer(match[1], before.startsWith("/")).slice(0, MOST), typed: match[1].length + 1 };
  }
  return { offers: [], typed: 0 };
}

/** The list above a text field; `choose(offer, typed)` puts an offer into the text. */
export class Completion {
  constructor(field, choose) {
    this.field = field;
    this.choose = choose;
    this.offers = [];
    this.list = h("div", { class: "completion", role: "listbox", hidden: true });
    field.addEventListener("input", () => this.update());
    field.addEventListener("blur", () => this.close());
  }

  update() {
    const { offers, typed } = offersFor(this.field.value.slice(0, this.field.selectionStart));
    Object.assign(this, { offers, typed, at: 0 });
    this.draw();
  }

  draw() {
    this.list.hidden = this.offers.length === 0;
    fill(this.list, this.offers.map((offer, index) =>
      h("div", { class: "offer", role: "option", "aria-selected": String(index === this.at), onmousedown: (event) => {
        event.preventDefault();
        this.take(index);
      } }, h("span", { class: "offer-mark" }, offer.mark), h("span", { class: "offer-label" }, offer.label), offer.detail && h("span", { class: "muted" }, offer.detail))));
  }

  close() {
    this.offers = [];
    this.draw();
  }

  take(index = this.at) {
    const offer = this.offers[index];
    this.close();
    this.choose(offer, this.typed);
  }

  /** Whether the key was for the list. */
  handle(event) {
    if (!this.offers.length) return false;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) this.at = (this.at + step + this.offers.length) % this.offers.length;
    else if (event.key === "Enter" || event.key === "Tab") this.take();
    else if (event.key === "Escape") this.close();
    else return false;
    if (step) this.draw();
    event.preventDefault();
    event.stopPropagation();
    return true;
  }
}
