// Markdown as page elements, for Block Kit's markdown block and for canvases: headings, lists, tasks, quotes, tables, code.

import { h } from "./dom.js";
import { link } from "./links.js";
import { broadcastMention, channelMention, emoji, groupMention, userMention } from "./mentions.js";
import { unescape } from "./mrkdwn.js";

const INLINE = new RegExp(
  [
    "\\\\(?<escaped>[\\\\`*_{}\\[\\]()#+.!|~<>-])",
    "(?<ticks>`+)(?<code>[^`]|[^`][\\s\\S]*?[^`])\\k<ticks>(?!`)",
    "!?\\[(?<label>[^\\[\\]]*)\\]\\((?<target>[^()\\s]+(?:\\([^()\\s]*\\)[^()\\s]*)?)(?:\\s+\"[^\"]*\")?\\)",
    "<(?<entity>[@#!][^<>\\n]+)>",
    "<(?<auto>(?:https?:\\/\\/|mailto:)[^<>\\s]+)>",
    "\\*\\*(?<bold>[^\\s*](?:[^*]|\\*(?!\\*))*?)\\*\\*",
    "(?<!\\w)__(?<strong>[^\\s_](?:[^_]|_(?!_))*?)__(?!\\w)",
    "~~(?<strike>[^~\\n]+)~~",
    "\\*(?<italic>[^\\s*](?:[^*\\n]*[^\\s*])?)\\*",
    "(?<!\\w)_(?<emphasis>[^\\s_](?:[^_\\n]*[^\\s_])?)_(?!\\w)",
    "(?<![\\w:]):(?<emoji>[a-z0-9_+'-]{1,60}):",
    "(?<url>https?:\\/\\/[^\\s<>|`)\\]]+)",
  ].join("|"),
  "g",
);

function reference(content) {
  const [body, label] = content.split("|");
  if (body.startsWith("@")) return userMention(body.slice(1), label);
  if (body.startsWith("#")) return channelMention(body.slice(1), label);
  if (body.startsWith("!subteam^")) return groupMention(body.slice(9), label);
  return broadcastMention(label ?? body.slice(1).split("^")[0]);
}

function one(found) {
  if (found.escaped) return found.escaped;
  if (found.code !== undefined) return h("code", {}, unescape(found.code));
  if (found.target) return link(unescape(found.target), inline(found.label || found.target));
  if (found.entity) return reference(found.entity);
  if (found.auto || found.url) return link(unescape(found.auto ?? found.url));
  if (found.bold ?? found.strong) return h("strong", {}, inline(found.bold ?? found.strong));
  if (found.strike) return h("s", {}, inline(found.strike));
  if (found.italic ?? found.emphasis) return h("em", {}, inline(found.italic ?? found.emphasis));
  return emoji(found.emoji);
}

function inline(text) {
  const nodes = [];
  let end = 0;
  for (const match of text.matchAll(INLINE)) {
    if (match.index > end) nodes.push(unescape(text.slice(end, match.index)));
    nodes.push(one(match.groups));
    end = match.index + match[0].length;
  }
  if (end < text.length) nodes.push(unescape(text.slice(end)));
  return nodes;
}

const DEEPEST = 12;

const FENCE = /^ {0,3}(`{3,}|~{3,})/;
const HEADING = /^ {0,3}(#{1,6})\s+(.*?)\s*#*$/;
const RULE = /^ {0,3}([-*_])(?:\s*\1){2,}\s*$/;
const ITEM = /^(\s*)([-*+•]|\d{1,9}[.)])\s+(.*)$/;
const QUOTE = /^ {0,3}(?:>|&gt;) ?(.*)$/;
const TABLE_RULE = /^\s*\|?\s*:?-+:?\s*(\|\s*:?-+:?\s*)*\|?\s*$/;

const isTable = (rows, at) => rows[at].includes("|") && at + 1 < rows.length && rows[at + 1].includes("-") && TABLE_RULE.test(rows[at + 1]);

const startsBlock = (rows, at) =>
  !rows[at].trim() || [FENCE, HEADING, RULE, ITEM, QUOTE].some((pattern) => pattern.test(rows[at])) || isTable(rows, at);

/** Rows from `at` on while `belongs(index)` says so; returns [rows, the index after them]. */
function take(rows, at, belongs) {
  let end = at;
  while (end < rows.length && belongs(end)) end += 1;
  return [rows.slice(at, end), end];
}

function fence(rows, at) {
  const mark = FENCE.exec(rows[at])[1];
  const [body, end] = take(rows, at + 1, (index) => !rows[index].trim().startsWith(mark));
  return [h("pre", {}, unescape(body.join("\n"))), end + 1];
}

function quote(rows, at, depth) {
  const [body, end] = take(rows, at, (index) => QUOTE.test(rows[index]));
  return [h("blockquote", {}, blocks(body.map((row) => QUOTE.exec(row)[1]), depth + 1)), end];
}

function paragraph(rows, at) {
  const [body, end] = take(rows, at, (index) => index === at || !startsBlock(rows, index));
  const nodes = body.flatMap((row, index) => (index ? [h("br"), ...inline(row.trim())] : inline(row.trim())));
  return [h("p", {}, nodes), end];
}

function listItem(text, children) {
  const task = /^\[([ xX])\]\s+(.*)$/.exec(text);
  if (!task) return h("li", {}, inline(text), children);
  const box = h("input", { type: "checkbox", disabled: true, checked: task[1] !== " " });
  return h("li", { class: "task" }, box, " ", inline(task[2]), children);
}

const indentOf = (row) => /^\s*/.exec(row)[0].replace(/\t/g, "    ").length;

function list(rows, at, depth) {
  const [, lead, marker] = ITEM.exec(rows[at]);
  const ordered = /\d/.test(marker);
  const indent = indentOf(lead);
  const element = h(ordered ? "ol" : "ul", ordered && parseInt(marker, 10) !== 1 ? { start: parseInt(marker, 10) } : {});
  let index = at;
  while (index < rows.length) {
    const item = ITEM.exec(rows[index]);
    if (!item || indentOf(item[1]) !== indent || /\d/.test(item[2]) !== ordered) break;
    const inside = (next) => rows[next].trim() && indentOf(rows[next]) > indent;
    const [body, end] = take(rows, index + 1, inside);
    const margin = Math.min(...body.map(indentOf));
    element.append(listItem(item[3], blocks(body.map((row) => row.slice(Math.min(margin, indentOf(row)))), depth + 1)));
    index = end;
    if (index + 1 < rows.length && !rows[index].trim() && ITEM.test(rows[index + 1])) index += 1;
  }
  return [element, index];
}

function cells(row) {
  const inner = row.trim().replace(/^\|/, "").replace(/(?<!\\)\|$/, "");
  return inner.split(/(?<!\\)\|/).map((cell) => cell.trim().replace(/\\\|/g, "|"));
}

function table(rows, at) {
  const head = cells(rows[at]);
  const align = cells(rows[at + 1]).map((rule) => (/^:-+:$/.test(rule) ? "center" : /-:$/.test(rule) ? "right" : "left"));
  const [body, end] = take(rows, at + 2, (index) => rows[index].trim() && rows[index].includes("|"));
  const cell = (tag) => (text, column) => h(tag, { class: `align-${align[column] ?? "left"}` }, inline(text));
  const bodyRows = body.map((row) => h("tr", {}, cells(row).slice(0, head.length).map(cell("td"))));
  const grid = h("table", {}, h("thead", {}, h("tr", {}, head.map(cell("th")))), h("tbody", {}, bodyRows));
  return [h("div", { class: "table-scroll" }, grid), end];
}

function block(rows, at, depth) {
  if (depth > DEEPEST) return paragraph(rows, at);
  if (FENCE.test(rows[at])) return fence(rows, at);
  const heading = HEADING.exec(rows[at]);
  if (heading) return [h(`h${Math.min(heading[1].length + 2, 6)}`, { class: `md-h${heading[1].length}` }, inline(heading[2])), at + 1];
  if (RULE.test(rows[at])) return [h("hr"), at + 1];
  if (QUOTE.test(rows[at])) return quote(rows, at, depth);
  if (ITEM.test(rows[at])) return list(rows, at, depth);
  if (isTable(rows, at)) return table(rows, at);
  return paragraph(rows, at);
}

function blocks(rows, depth = 0) {
  const nodes = [];
  let at = 0;
  while (at < rows.length) {
    if (!rows[at].trim()) {
      at += 1;
      continue;
    }
    const [node, next] = block(rows, at, depth);
    nodes.push(node);
    at = next;
  }
  return nodes;
}

export function markdown(text) {
  return h("div", { class: "markdown" }, blocks(String(text ?? "").replace(/\r\n?/g, "\n").split("\n")));
}
