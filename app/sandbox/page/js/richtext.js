// Rich text blocks: what Slack's composer makes of a person's message, and what apps send ready-made.

import { h } from "./dom.js";
import { link } from "./links.js";
import { broadcastMention, channelMention, emoji, groupMention, userMention } from "./mentions.js";
import { formatDate } from "./time.js";

function characters(unicode) {
  const points = (unicode ?? "").split("-").map((hex) => parseInt(hex, 16));
  return points.length && points.every((point) => point > 0 && point <= 0x10ffff) ? String.fromCodePoint(...points) : null;
}

const LEAVES = {
  text: (part) => part.text ?? "",
  user: (part) => userMention(part.user_id),
  channel: (part) => channelMention(part.channel_id),
  usergroup: (part) => groupMention(part.usergroup_id),
  broadcast: (part) => broadcastMention(part.range),
  emoji: (part) => emoji(part.name, characters(part.unicode)),
  link: (part) => link(part.url, ...(part.text ? [part.text] : [])),
  date: (part) => formatDate(part.timestamp, part.format ?? "") ?? part.fallback ?? "",
  color: (part) => part.value ?? "",
  team: () => "this workspace",
};

const STYLES = [["bold", "strong"], ["italic", "em"], ["strike", "s"], ["underline", "u"], ["code", "code"]];

function leaf(part) {
  const node = (LEAVES[part.type] ?? ((other) => other.text ?? ""))(part);
  return STYLES.reduce((inner, [style, tag]) => (part.style?.[style] ? h(tag, {}, inner) : inner), node);
}

const leaves = (element) => (element.elements ?? []).map(leaf);

function list(element) {
  const tag = element.style === "ordered" ? "ol" : "ul";
  const offset = element.style === "ordered" && element.offset ? { start: element.offset + 1 } : {};
  return h(tag, { ...offset, class: `indent-${Math.min(element.indent ?? 0, 8)}` }, element.elements.map((item) => h("li", {}, leaves(item))));
}

function part(element) {
  if (element.type === "rich_text_list") return list(element);
  if (element.type === "rich_text_preformatted") return h("pre", {}, leaves(element));
  if (element.type === "rich_text_quote") return h("blockquote", {}, leaves(element));
  return h("div", { class: "rich-section" }, leaves(element));
}

export function richText(block) {
  return h("div", { class: "rich-text" }, (block?.elements ?? []).map(part));
}
