// A person's or app's picture: initials on a colour that follows from the id, so that it is the same everywhere.

import { h } from "./dom.js";
import { emojiCharacter } from "./emoji.js";
import { store } from "./store.js";

const COLOURS = 12;

function colourOf(id) {
  let sum = 7;
  for (const character of id) sum = (sum * 31 + character.codePointAt(0)) >>> 0;
  return sum % COLOURS;
}

function initials(name) {
  const words = name.replace(/[^\p{L}\p{N}\s._-]/gu, "").split(/[\s._-]+/).filter(Boolean);
  const letters = words.length > 1 ? [words[0], words.at(-1)].map((word) => [...word][0]) : [...(words[0] ?? "?")].slice(0, 2);
  return letters.join("").toUpperCase();
}

function tile(id, name, className, mark) {
  const sign = mark ?? initials(name);
  return h("span", { class: `avatar colour-${colourOf(id)} ${mark ? "avatar-emoji" : ""} ${className}`, "aria-hidden": "true" }, sign);
}

export function avatar(id, className = "") {
  const person = store.person(id);
  return tile(id, store.nameOf(id), `${person.is_bot ? "of-app" : ""} ${className}`);
}

/** Who stands beside a message: {id, name, app, avatar}. Apps may bring a name and an emoji of their own. */
export function speaker(message) {
  const app = Boolean(message.bot_id || message.subtype === "bot_message");
  const id = message.user ?? message.bot_id ?? message.username ?? "?";
  const profile = message.bot_profile?.name;
  const name = message.username ?? (message.user && store.people.has(message.user) ? store.nameOf(message.user) : (profile ?? id));
  const mark = emojiCharacter((message.icons?.emoji ?? "").replaceAll(":", ""));
  return { id, name, app, avatar: (className = "") => tile(id, name, `${app ? "of-app" : ""} ${className}`, mark) };
}
