// What can be done with a message: react, answer in the thread, edit, delete, pin, copy its link, and the apps' own shortcuts.

import { attempt } from "./attempt.js";
import { ask } from "./dialog.js";
import { h, icon, iconButton } from "./dom.js";
import { emojiCharacter } from "./emoji.js";
import { permalinkPath } from "./links.js";
import { pickEmoji } from "./picker.js";
import { menu } from "./popover.js";
import { react } from "./reactions.js";
import { store } from "./store.js";
import { toast } from "./toast.js";

const QUICK = ["eyes", "white_check_mark", "pushpin"];

async function remove(channel, message) {
  const sure = await ask("Delete this message?", (close) => h("div", {},
    h("div", { class: "dialog-body" }, "It disappears for everybody in this channel."),
    h("footer", {},
      h("button", { type: "button", class: "button", onclick: () => close(false) }, "Keep it"),
      h("button", { type: "button", class: "button danger", onclick: () => close(true) }, "Delete"))));
  if (sure) await attempt("delete", { channel, ts: message.ts });
}

async function copyLink(channel, message) {
  const address = new URL(permalinkPath(channel, message.ts, message.thread_ts), location.origin).href;
  try {
    await navigator.clipboard.writeText(address);
    toast("Link copied.");
  } catch {
    toast(address);
  }
}

function shortcuts(channel, message) {
  const found = [...store.apps.values()].flatMap((app) => app.shortcuts.filter((one) => one.type === "message").map((one) => ({ app, one })));
  const entry = ({ app, one }) => ({
    label: one.name, detail: app.name, mark: icon("bolt"),
    run: () => attempt("message_shortcut", { callback_id: one.callback_id, channel, ts: message.ts }),
  });
  return found.length ? [null, ...found.map(entry)] : [];
}

function choices(channel, message, options) {
  const pinned = message.pinned_to?.length;
  const own = message.user === store.me;
  return [
    { label: "Reply in thread", mark: icon("reply"), run: () => options.openThread(channel, message.thread_ts ?? message.ts) },
    { label: pinned ? "Un-pin from channel" : "Pin to channel", mark: icon("pin"), run: () => attempt(pinned ? "unpin" : "pin", { channel, ts: message.ts }) },
    { label: "Copy link", mark: icon("link"), run: () => copyLink(channel, message) },
    own && { label: "Edit message", mark: icon("edit"), run: () => options.edit(message) },
    own && { label: "Delete message…", mark: icon("trash"), danger: true, run: () => remove(channel, message) },
    ...shortcuts(channel, message),
  ].filter((entry) => entry !== false);
}

export function toolbar(channel, message, options) {
  const quick = (name) => h("button", { type: "button", class: "icon-button quick", title: `React with :${name}:`, "aria-label": `React with ${name}`,
    onclick: () => react(channel, message, name) }, emojiCharacter(name));
  const other = (event) => pickEmoji(event.currentTarget, (name) => react(channel, message, name));
  return h(
    "div",
    { class: "toolbar", role: "toolbar", "aria-label": "Message actions" },
    QUICK.map(quick),
    iconButton("smile", "Add reaction", other),
    !options.inThread && iconButton("reply", "Reply in thread", () => options.openThread(channel, message.thread_ts ?? message.ts)),
    iconButton("more", "More actions", (event) => menu(event.currentTarget, choices(channel, message, options)), "always"),
  );
}
