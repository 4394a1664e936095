// Reactions to messages: shown, added and taken off.

import { attempt } from "./attempt.js";
import { h, iconButton } from "./dom.js";
import { emoji } from "./mentions.js";
import { pickEmoji } from "./picker.js";
import { store } from "./store.js";

export async function react(channel, message, name) {
  const mine = message.reactions?.find((one) => one.name === name)?.users.includes(store.me);
  await attempt(mine ? "unreact" : "react", { channel, ts: message.ts, name });
}

/** The chips under a message; a click on one adds or takes off one's own. */
export function reactions(channel, message) {
  if (!message.reactions?.length) return null;
  const chip = (one) => {
    const names = one.users.map((id) => (id === store.me ? "You" : store.nameOf(id))).join(", ");
    const mine = one.users.includes(store.me);
    return h("button", { type: "button", class: `reaction${mine ? " mine" : ""}`, "aria-pressed": String(mine), title: `${names} reacted with :${one.name}:`,
      "data-reaction": one.name, onclick: () => react(channel, message, one.name) }, emoji(one.name), h("span", {}, String(one.count ?? one.users.length)));
  };
  const more = iconButton("smile", "Add reaction", (event) => pickEmoji(event.currentTarget, (name) => react(channel, message, name)), "reaction add");
  return h("div", { class: "reactions" }, message.reactions.map(chip), more);
}
