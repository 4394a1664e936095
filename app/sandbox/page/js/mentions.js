// People, channels and groups inside texts: shown by name, with a click that leads there.

import { h } from "./dom.js";
import { emojiCharacter } from "./emoji.js";
import { goToChannel } from "./route.js";
import { store } from "./store.js";

export function userMention(id, label) {
  const known = store.people.get(id);
  const name = known ? store.nameOf(id) : (label ?? id).replace(/^@/, "");
  const mine = id === store.me ? " mention-me" : "";
  return h("span", { class: `mention${mine}`, "data-user": id, title: known?.title || null }, `@${name}`);
}

export function channelMention(id, label) {
  const channel = store.channels.get(id);
  const name = channel?.name ?? label;
  if (!channel) return h("span", { class: "mention" }, name ? `#${name}` : "#private channel");
  return h("a", { class: "mention", href: `/archives/${id}`, onclick: (event) => {
    event.preventDefault();
    goToChannel(id);
  } }, `#${name}`);
}

export function groupMention(id, label) {
  const handle = store.groups.get(id)?.handle ?? (label ?? id).replace(/^@/, "");
  return h("span", { class: "mention" }, `@${handle}`);
}

export function broadcastMention(range) {
  return h("span", { class: "mention mention-me" }, `@${range}`);
}

export function emoji(name, characters = null) {
  const character = characters ?? emojiCharacter(name);
  if (!character) return h("span", { class: "emoji-unknown" }, `:${name}:`);
  return h("span", { class: "emoji", role: "img", "aria-label": name, title: `:${name}:` }, character);
}
