// What was typed, as Slack's markup, and back again for editing.

import { unescape } from "./mrkdwn.js";
import { store } from "./store.js";

const escape = (text) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");

const quoted = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

/** Every name that a typed text may use, the longest first, with its reference. */
function references() {
  const people = [...store.people.values()].filter((one) => !one.deleted);
  const pairs = [
    ...people.map((one) => [`@${one.name}`, `<@${one.id}>`]),
    ...people.map((one) => [`@${store.nameOf(one.id)}`, `<@${one.id}>`]),
    ...[...store.groups.values()].map((one) => [`@${one.handle}`, `<!subteam^${one.id}>`]),
    ...[...store.channels.values()].filter((one) => one.name && one.kind !== "im").map((one) => [`#${one.name}`, `<#${one.id}>`]),
    ...["here", "channel", "everyone"].map((range) => [`@${range}`, `<!${range}>`]),
  ];
  return new Map(pairs.sort(([a], [b]) => b.length - a.length).map(([name, id]) => [escape(name).toLowerCase(), id]));
}

function convert(text) {
  const known = references();
  const names = [...known.keys()].map(quoted).join("|");
  const pattern = new RegExp(`(?<![\\w&@#])(?:${names})(?![\\p{L}\\p{N}_-])|https?://[^\\s<>\`|]+`, "giu");
  return text.replace(pattern, (found) => {
    const id = known.get(found.toLowerCase());
    if (id) return id;
    const address = found.replace(/(?:[.,;:!?)\]}'"*_~]|&gt;)+$/, "");
    return `<${address}>${found.slice(address.length)}`;
  });
}

/** Escaped text with names and addresses as references; code is left alone. */
export function toSlack(typed) {
  const parts = escape(typed).split(/(```[\s\S]*?```|`[^`\n]+`)/);
  return parts.map((part, index) => (index % 2 ? part : convert(part))).join("");
}

/** A message's text as somebody would have typed it. */
export function toTyped(text) {
  const plain = text.replace(/<([^<>\n]+)>/g, (_, content) => {
    const [body, label] = content.split("|");
    if (body.startsWith("@")) return `@${store.nameOf(body.slice(1))}`;
    if (body.startsWith("#")) return `#${store.channels.get(body.slice(1))?.name ?? label ?? body.slice(1)}`;
    if (body.startsWith("!subteam^")) return `@${store.groups.get(body.slice(9))?.handle ?? label ?? "group"}`;
    if (body.startsWith("!")) return label ?? `@${body.slice(1)}`;
    return body;
  });
  return unescape(plain);
}
