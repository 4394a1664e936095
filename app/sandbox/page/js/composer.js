// Where people write: Enter sends, Shift+Enter breaks the line, a leading slash is a command.

import { act } from "./api.js";
import { attempt } from "./attempt.js";
import { Completion } from "./completion.js";
import { h, iconButton } from "./dom.js";
import { toSlack, toTyped } from "./outgoing.js";
import { pickEmoji } from "./picker.js";
import { menu } from "./popover.js";
import { store } from "./store.js";
import { toast } from "./toast.js";
import { upload } from "./upload.js";

function isCommand(name) {
  return [...store.apps.values()].some((app) => app.commands.some((command) => command.name === name));
}

/** Commands go as typed: the workspace makes references of names if the app asked for that. */
async function runCommand(channel, typed) {
  const [name] = typed.split(/\s/, 1);
  if (!isCommand(name)) {
    store.addOwnWord(channel, `\`${name}\` is not a command of any app in this workspace. To send it as a message, put a space in front.`);
    return;
  }
  try {
    await act(store.me, "command", { channel, text: typed });
  } catch (error) {
    store.addOwnWord(channel, error.message);
  }
}

function globalShortcuts(anchor) {
  const all = [...store.apps.values()].flatMap((app) => app.shortcuts.filter((one) => one.type === "global").map((one) => ({ app, one })));
  if (!all.length) return toast("No installed app has global shortcuts.");
  return menu(anchor, all.map(({ app, one }) => ({ label: one.name, detail: app.name, run: () => attempt("global_shortcut", { callback_id: one.callback_id }) })));
}

function grow(field) {
  field.style.height = "auto";
  field.style.height = `${Math.min(field.scrollHeight + 2, innerHeight * 0.4)}px`;
}

function insert(field, text, replaced = 0) {
  const { selectionStart: start, selectionEnd: end } = field;
  field.setRangeText(text, start - replaced, end, "end");
  field.focus();
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

async function say(options, typed, broadcast) {
  const { channel, thread, edit } = options;
  if (edit) return act(store.me, "edit", { channel, ts: edit.ts, text: toSlack(typed) });
  if (/^\/[\w-]/.test(typed)) return thread ? toast("Slash commands do not work in threads.") : runCommand(channel, typed);
  return act(store.me, "say", { channel, text: toSlack(typed), thread_ts: thread ?? undefined, broadcast: broadcast || undefined });
}

/** A composer for a channel, for a thread (`thread`), or to change a message (`edit`, `onDone`). */
export function composer(options) {
  const { channel, thread, edit, onDone } = options;
  const name = store.channels.get(channel)?.name;
  const where = thread ? "Reply…" : `Message ${name ? `#${name}` : (options.label ?? "")}`;
  const field = h("textarea", { class: "composer-field", rows: 1, placeholder: where, "aria-label": where, value: edit ? toTyped(edit.text ?? "") : "" });
  const broadcast = h("input", { type: "checkbox" });
  const completion = new Completion(field, (offer, typed) => insert(field, `${offer.insert} `, typed));
  const sendNow = async () => {
    const typed = field.value.replace(/\s+$/, "");
    if (!typed) return;
    field.value = "";
    grow(field);
    try {
      await say(options, typed, broadcast.checked);
      broadcast.checked = false;
      onDone?.();
    } catch (error) {
      field.value = typed;
      toast(error.message);
    }
  };
  field.addEventListener("input", () => grow(field));
  field.addEventListener("keydown", (event) => {
    if (event.isComposing || completion.handle(event)) return;
    if (event.key === "Escape" && onDone) onDone();
    if (event.key !== "Enter" || event.shiftKey) return;
    event.preventDefault();
    sendNow();
  });
  const tools = edit
    ? [h("button", { type: "button", class: "button", onclick: onDone }, "Cancel"), h("button", { type: "button", class: "button primary", onclick: sendNow }, "Save")]
    : composerTools({ channel, thread, field, sendNow });
  const also = thread && !edit && h("label", { class: "check also" }, broadcast, `Also send to #${name ?? "channel"}`);
  const element = h("div", { class: "composer" }, completion.list, field, h("div", { class: "composer-tools" }, also, tools));
  requestAnimationFrame(() => {
    grow(field);
    if (edit) field.focus();
  });
  return { element, field };
}

function composerTools({ channel, thread, field, sendNow }) {
  return [
    !thread && iconButton("bolt", "Shortcuts", (event) => globalShortcuts(event.currentTarget)),
    iconButton("clip", "Attach a file", () => upload(channel, thread)),
    iconButton("smile", "Emoji", (event) => pickEmoji(event.currentTarget, (chosen) => insert(field, `:${chosen}: `))),
    h("span", { class: "spacer" }),
    iconButton("send", "Send", sendNow, "send"),
  ];
}
