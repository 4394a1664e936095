// Slack's own markup as page elements: *bold*, _italic_, ~strike~, `code`, fences, > quotes, <@U1>, <#C1>, <url|label>.

import { h } from "./dom.js";
import { link } from "./links.js";
import { broadcastMention, channelMention, emoji, groupMention, userMention } from "./mentions.js";
import { exactTime, formatDate } from "./time.js";

const INLINE = new RegExp(
  [
    "`(?<code>[^`\\n]+)`",
    "<(?<entity>[^<>\\n]+)>",
    "(?<![\\w*])\\*(?<bold>[^\\s*](?:[^*\\n]*[^\\s*])?)\\*(?![\\w*])",
    "(?<![\\w_])_(?<italic>[^\\s_](?:[^_\\n]*[^\\s_])?)_(?![\\w_])",
    "(?<![\\w~])~(?<strike>[^\\s~](?:[^~\\n]*[^\\s~])?)~(?![\\w~])",
    "(?<![\\w:]):(?<emoji>[a-z0-9_+'-]{1,60}(?:::skin-tone-[2-6])?):",
    "(?<url>https?://[^\\s<>|`]+)",
  ].join("|"),
  "g",
);

/** Slack sends &, < and > escaped; nothing else is. */
export function unescape(text) {
  return text.replace(/&(amp|lt|gt);/g, (_, name) => ({ amp: "&", lt: "<", gt: ">" })[name]);
}

function dateEntity(body, label) {
  const [, seconds, format, address] = body.split("^");
  const shown = formatDate(seconds, format ?? "") ?? label ?? "";
  const time = h("time", { title: shown === label ? null : exactTime(seconds) }, unescape(shown));
  return address ? link(unescape(address), time) : time;
}

/** One <…> reference. What is none stays as it was written. */
function entity(content) {
  const bar = content.indexOf("|");
  const body = bar < 0 ? content : content.slice(0, bar);
  const label = bar < 0 ? undefined : content.slice(bar + 1);
  if (body.startsWith("@")) return userMention(body.slice(1), label);
  if (body.startsWith("#")) return channelMention(body.slice(1), label);
  if (body.startsWith("!subteam^")) return groupMention(body.slice(9), label);
  if (body.startsWith("!date^")) return dateEntity(body, label);
  if (body.startsWith("!")) return broadcastMention(label ?? body.slice(1));
  if (!/^[a-z][a-z0-9+.-]*:/i.test(body)) return unescape(`<${content}>`);
  return link(unescape(body), ...(label ? [unescape(label)] : []));
}

function bareLink(text) {
  const address = text.replace(/[.,;:!?)\]}'"]+$/, "");
  return [link(unescape(address)), unescape(text.slice(address.length))];
}

function one(found, options) {
  if (found.code !== undefined) return h("code", {}, unescape(found.code));
  if (found.entity !== undefined) return entity(found.entity);
  if (found.bold !== undefined) return h("strong", {}, inline(found.bold, options));
  if (found.italic !== undefined) return h("em", {}, inline(found.italic, options));
  if (found.strike !== undefined) return h("s", {}, inline(found.strike, options));
  if (found.emoji !== undefined) return emoji(found.emoji);
  return options.verbatim ? unescape(found.url) : bareLink(found.url);
}

/** A run of text without line structure, as a list of nodes. */
export function inline(text, options = {}) {
  const nodes = [];
  let end = 0;
  for (const match of text.matchAll(INLINE)) {
    if (match.index > end) nodes.push(unescape(text.slice(end, match.index)));
    nodes.push(one(match.groups, options));
    end = match.index + match[0].length;
  }
  if (end < text.length) nodes.push(unescape(text.slice(end)));
  return nodes;
}

function lines(text, options) {
  const nodes = [];
  let quoted = null;
  const rows = text.split("\n");
  rows.forEach((row, index) => {
    const quote = /^(?:&gt;|>)(?!&gt;|>) ?(.*)$/.exec(row);
    if (quote) {
      if (!quoted) nodes.push((quoted = h("blockquote")));
      else quoted.append("\n");
      quoted.append(...inline(quote[1], options).flat());
      return;
    }
    if (index > 0 && !quoted) nodes.push("\n");
    quoted = null;
    nodes.push(...inline(row, options));
  });
  return nodes;
}

function withLongQuote(text, options) {
  const start = /(?:^|\n)(?:&gt;|>){3}\s?/.exec(text);
  if (!start) return lines(text, options);
  const before = text.slice(0, start.index);
  const rest = text.slice(start.index + start[0].length);
  return [before && lines(before, options), h("blockquote", {}, lines(rest, options))];
}

/** A whole text. Line breaks are kept by the style sheet (white-space: pre-wrap). */
export function mrkdwn(text, options = {}) {
  const parts = String(text ?? "").split(/```\n?([\s\S]*?)\n?```\n?/);
  return parts.map((part, index) => {
    if (index % 2 === 1) return h("pre", {}, unescape(part));
    return part ? withLongQuote(part.replace(/\n$/, index + 1 < parts.length ? "" : "\n"), options) : null;
  });
}

/** A text object of Block Kit: {type: "mrkdwn" | "plain_text", text}. */
export function textObject(object) {
  if (!object) return null;
  if (object.type === "plain_text") return plainText(object.text);
  return mrkdwn(object.text, { verbatim: object.verbatim });
}

/** Plain text: only emoji names are read. */
export function plainText(text) {
  return String(text ?? "").split(/:([a-z0-9_+'-]{1,60}):/).map((part, index) => (index % 2 ? emoji(part) : part || null));
}
