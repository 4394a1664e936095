// One message as it stands: who, when, what, with its blocks, attachments, files, reactions and thread.

import { speaker } from "./avatar.js";
import { blocks, picture } from "./blocks.js";
import { h, icon } from "./dom.js";
import { link, permalinkPath } from "./links.js";
import { userMention } from "./mentions.js";
import { mrkdwn, plainText } from "./mrkdwn.js";
import { reactions } from "./reactions.js";
import { store } from "./store.js";
import { Surface } from "./surface.js";
import { clockTime, exactTime, shortTime } from "./time.js";
import { toolbar } from "./toolbar.js";

function size(bytes) {
  if (bytes < 1000) return `${bytes} B`;
  return bytes < 1_000_000 ? `${Math.round(bytes / 1000)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}

function file(one) {
  const address = one.url_private ?? one.permalink;
  const title = one.title || one.name || "file";
  if (one.mimetype?.startsWith("image/") && address) {
    return h("figure", { class: "block-image" }, h("figcaption", {}, title), picture({ image_url: address, alt_text: title }, "block-picture"));
  }
  const detail = [one.pretty_type ?? one.filetype, one.size === undefined ? null : size(one.size)].filter(Boolean).join(" · ");
  return h("div", { class: "file" }, icon("file"), h("div", {}, address ? link(address, title) : title, h("div", { class: "muted" }, detail)));
}

const NAMED_COLOURS = { good: "#2eb67d", warning: "#ecb22e", danger: "#e01e5a" };

function attachmentField(field) {
  return h("div", { class: "text" }, h("strong", {}, plainText(field.title)), h("div", {}, mrkdwn(field.value)));
}

function attachment(one, surface) {
  const colour = NAMED_COLOURS[one.color] ?? (/^#?[0-9a-f]{6}$/i.test(one.color ?? "") ? `#${one.color.replace("#", "")}` : null);
  const title = one.title && (one.title_link ? link(one.title_link, plainText(one.title)) : plainText(one.title));
  const plain = !one.blocks && !one.text && !one.title && !one.fields && one.fallback;
  const box = h(
    "div",
    { class: "attachment" },
    one.pretext && h("div", { class: "text" }, mrkdwn(one.pretext)),
    one.author_name && h("div", { class: "muted" }, one.author_name),
    title && h("div", { class: "attachment-title" }, title),
    one.text && h("div", { class: "text" }, mrkdwn(one.text)),
    plain && h("div", { class: "text" }, mrkdwn(plain)),
    one.fields && h("div", { class: "fields" }, one.fields.map(attachmentField)),
    one.blocks && blocks(one.blocks, surface),
    one.image_url && picture({ image_url: one.image_url, alt_text: one.fallback ?? "picture" }, "block-picture"),
    one.footer && h("div", { class: "muted" }, plainText(one.footer)),
  );
  if (colour) box.style.borderLeftColor = colour;
  return box;
}

function edited(message) {
  return message.edited && h("span", { class: "edited", title: message.edited.ts ? exactTime(message.edited.ts) : null }, "(edited)");
}

/** What is said, without who and when. */
export function content(channel, message) {
  const surface = new Surface({ channel, ts: message.ts });
  const written = !message.bot_id && message.text; // a person's blocks only repeat the text, without its *marks*
  const shown = message.blocks?.length && !written ? blocks(message.blocks, surface) : message.text && h("div", { class: "text" }, mrkdwn(message.text));
  return h(
    "div",
    { class: "content" },
    shown,
    edited(message),
    message.attachments?.map((one) => attachment(one, surface)),
    message.files?.length ? h("div", { class: "files" }, message.files.map(file)) : null,
  );
}

function replies(channel, message, openThread) {
  if (!message.reply_count) return null;
  const faces = (message.reply_users ?? []).slice(0, 4).map((id) => speaker({ user: id, bot_id: id.startsWith("B") ? id : undefined }).avatar("small"));
  const count = `${message.reply_count} ${message.reply_count === 1 ? "reply" : "replies"}`;
  const last = message.latest_reply && h("span", { class: "muted" }, `last ${shortTime(message.latest_reply)}`);
  return h("button", { type: "button", class: "replies", onclick: () => openThread(channel, message.ts) }, faces, h("span", { class: "replies-count" }, count), last);
}

/** Subtypes that are one quiet line, because Slack wrote them, not a person. */
const NOTES = new Set([
  "channel_join", "channel_leave", "channel_topic", "channel_purpose", "channel_name", "channel_archive", "channel_unarchive",
  "group_join", "group_leave", "group_topic", "group_purpose", "group_name", "group_archive", "group_unarchive",
  "pinned_item", "bot_add", "bot_remove", "reminder_add",
]);

const MOST_NAMED = 4;

export const isNote = (message) => NOTES.has(message.subtype);

function gone(message) {
  const was = message.thread_ts && message.thread_ts !== message.ts ? "reply" : "message";
  return h("div", { class: "gone", "data-ts": message.ts }, icon("trash"), `This ${was} was deleted.`);
}

/** "Ann, Ben and 3 others joined the channel" */
function joined(messages) {
  const names = messages.map((message) => userMention(message.user));
  const [last] = names.length > MOST_NAMED ? [`${names.length - MOST_NAMED + 1} others`] : names.splice(-1);
  const named = names.slice(0, MOST_NAMED - 1).flatMap((name, index) => (index ? [", ", name] : [name]));
  return h("span", { class: "text" }, named, " and ", last, " joined the channel");
}

function note(message) {
  if (message.together) return h("div", { class: "note", "data-ts": message.ts }, joined(message.together), h("time", { class: "muted" }, clockTime(message.ts)));
  const who = message.user && !message.text?.startsWith("<@") ? [h("strong", {}, store.nameOf(message.user)), " "] : null;
  return h("div", { class: "note", "data-ts": message.ts, title: exactTime(message.ts) }, h("span", { class: "text" }, who, mrkdwn(message.text)),
    h("time", { class: "muted" }, clockTime(message.ts)));
}

function headline(channel, message, who) {
  const path = permalinkPath(channel, message.ts, message.thread_ts);
  const time = message.is_ephemeral
    ? h("time", { class: "time", title: exactTime(message.ts) }, clockTime(message.ts))
    : h("a", { class: "time", href: path, title: exactTime(message.ts) }, clockTime(message.ts));
  return h("div", { class: "headline" }, h("strong", { class: "name" }, who.name), who.app && h("span", { class: "badge" }, "APP"), time);
}

function marks(channel, message) {
  if (message.is_ephemeral) {
    return h("div", { class: "mark-line" }, icon("eye"), "Only visible to you",
      h("button", { type: "button", class: "link-button", onclick: () => store.dismiss(channel, message.ts) }, "Dismiss message"));
  }
  const by = message.pinned_info?.pinned_by;
  if (message.pinned_to?.length) return h("div", { class: "mark-line" }, icon("pin"), by ? `Pinned by ${by === store.me ? "you" : store.nameOf(by)}` : "Pinned");
  if (message.subtype === "thread_broadcast") return h("div", { class: "mark-line" }, icon("reply"), "replied in a thread");
  return null;
}

/** `options`: {compact, highlighted, inThread, openThread, edit}. */
export function messageView(channel, message, options) {
  if (message.gone) return gone(message);
  if (message.subtype === "tombstone") return gone(message);
  if (isNote(message)) return note(message);
  const who = speaker(message);
  const compact = options.compact && !message.is_ephemeral;
  const side = compact
    ? h("a", { class: "side-time", href: permalinkPath(channel, message.ts, message.thread_ts), title: exactTime(message.ts) }, clockTime(message.ts))
    : who.avatar();
  const names = ["message", compact && "compact", message.is_ephemeral && "ephemeral", message.pinned_to?.length && "pinned", options.highlighted && "highlighted"];
  return h(
    "article",
    { class: names.filter(Boolean).join(" "), "data-ts": message.ts, tabindex: "-1" },
    h("div", { class: "side" }, side),
    h("div", { class: "main" }, marks(channel, message), !compact && headline(channel, message, who), content(channel, message), reactions(channel, message),
      !options.inThread && replies(channel, message, options.openThread)),
    !message.is_ephemeral && toolbar(channel, message, options),
  );
}
