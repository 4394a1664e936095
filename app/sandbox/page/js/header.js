// Above the messages: the channel's name and topic, who is in it, what is pinned, its bookmarks and what can be done with it.

import { read } from "./api.js";
import { attempt } from "./attempt.js";
import { avatar, speaker } from "./avatar.js";
import { ask, askFor } from "./dialog.js";
import { fill, h, icon, iconButton } from "./dom.js";
import { emojiCharacter } from "./emoji.js";
import { link } from "./links.js";
import { markdown } from "./markdown.js";
import { content } from "./message.js";
import { inline } from "./mrkdwn.js";
import { closePopover, menu, popover } from "./popover.js";
import { goToMessage } from "./route.js";
import { store } from "./store.js";
import { shortTime } from "./time.js";

export function channelIcon(channel) {
  if (channel.archived) return icon("archive");
  return icon(channel.kind === "group" ? "lock" : "hash");
}

export function channelTitle(channel) {
  if (channel.kind === "im") return store.nameOf(channel.user);
  if (channel.kind === "mpim") return channel.members.filter((id) => id !== store.me).map((id) => store.nameOf(id)).join(", ");
  return channel.name;
}

function members(channel) {
  return (event) => {
    const row = (id) => h("div", { class: "member" }, avatar(id, "small"), h("span", {}, store.nameOf(id)), h("span", { class: "muted" }, store.person(id).title));
    popover(event.currentTarget, "members", h("h3", {}, "Members"), h("div", { class: "scroll" }, channel.members.map(row)));
  };
}

async function showPins(event, channel) {
  const anchor = event.currentTarget;
  const { messages } = await read("/sandbox/pins", { as: store.me, channel: channel.id });
  const row = (message) => h("div", { class: "pin-row" },
    h("button", { type: "button", class: "link-button", onclick: () => {
      closePopover();
      goToMessage(channel.id, message.ts, message.thread_ts === message.ts ? null : message.thread_ts);
    } }, h("strong", {}, speaker(message).name), " ", h("span", { class: "muted" }, shortTime(message.ts))), content(channel.id, message));
  popover(anchor, "pins", h("h3", {}, "Pinned"), h("div", { class: "scroll" }, messages.length ? messages.map(row) : h("p", { class: "muted" }, "Nothing is pinned here.")));
}

function inviteChoices(anchor, channel) {
  const others = [...store.people.values()].filter((one) => !one.deleted && !channel.members.includes(one.id));
  const run = (one) => () => attempt("invite", { channel: channel.id, user: one.id });
  menu(anchor, others.map((one) => ({ label: store.nameOf(one.id), detail: one.is_bot ? "app" : one.title, mark: avatar(one.id, "small"), run: run(one) })));
}

async function change(channel, act, field, title, value) {
  const entered = await askFor(title, [{ name: field, label: title, value }], "Save");
  if (entered) await attempt(act, { channel: channel.id, [field]: entered[field] });
}

function channelMenu(event, channel) {
  const anchor = event.currentTarget;
  const id = { channel: channel.id };
  const inIt = channel.members.includes(store.me);
  menu(anchor, channel.archived ? [{ label: "Open again (unarchive)", run: () => attempt("unarchive", id) }] : [
    { label: "Set the topic…", run: () => change(channel, "set_topic", "topic", "Topic", channel.topic) },
    { label: "Set the description…", run: () => change(channel, "set_purpose", "purpose", "Description", channel.purpose) },
    { label: "Rename…", run: () => change(channel, "rename", "name", "Name", channel.name) },
    { label: "Invite somebody…", run: () => inviteChoices(anchor, channel) },
    null,
    inIt ? { label: "Leave channel", run: () => attempt("leave", id) } : { label: "Join channel", run: () => attempt("join", id) },
    { label: "Archive channel", danger: true, run: () => attempt("archive", id) },
  ]);
}

async function showCanvas(channel) {
  const canvas = await read("/sandbox/canvas", { as: store.me, channel: channel.id });
  await ask(canvas.title || "Canvas", () => h("div", { class: "dialog-body canvas" }, markdown(canvas.markdown)), "wide");
}

function bookmarks(channel) {
  const canvas = channel.canvas && h("button", { type: "button", class: "bookmark", onclick: () => showCanvas(channel) }, icon("file"), "Canvas");
  const one = (mark) => h("span", { class: "bookmark" },
    mark.emoji ? (emojiCharacter(mark.emoji.replaceAll(":", "")) ?? icon("bookmark")) : icon("bookmark"), link(mark.link ?? "", mark.title));
  if (!channel.bookmarks.length && !canvas) return null;
  return h("nav", { class: "bookmarks", "aria-label": "Bookmarks" }, channel.bookmarks.map(one), canvas);
}

function channelTools(channel) {
  const direct = channel.kind === "im" || channel.kind === "mpim";
  const count = String(channel.members.length);
  return [
    channel.pins > 0 && h("button", { type: "button", class: "chip", title: "Pinned messages", onclick: (event) => showPins(event, channel) }, icon("pin"), String(channel.pins)),
    !direct && h("button", { type: "button", class: "chip", title: `${count} members`, "aria-label": `${count} members`, onclick: members(channel) }, icon("people"), count),
    !direct && iconButton("more", "Channel menu", (event) => channelMenu(event, channel)),
  ];
}

export function drawHeader(element, channel, openSidebar) {
  const direct = channel.kind === "im";
  const title = h("h1", { class: "channel-title" }, direct ? avatar(channel.user, "small") : channelIcon(channel), h("span", {}, channelTitle(channel)));
  const topic = h("div", { class: "topic" }, channel.archived ? "This channel is archived." : inline(channel.topic || channel.purpose || ""));
  fill(element, h("div", { class: "header-row" }, iconButton("menu", "Show channels", openSidebar, "only-narrow"),
    h("div", { class: "header-names" }, title, topic), h("div", { class: "header-tools" }, channelTools(channel))), bookmarks(channel));
}
