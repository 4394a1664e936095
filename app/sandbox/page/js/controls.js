// Block Kit's interactive elements: buttons, menus, pickers and the fields of a form.

import { askFirst } from "./dialog.js";
import { h, icon } from "./dom.js";
import { safeUrl } from "./links.js";
import { plainText, textObject } from "./mrkdwn.js";
import { withEmoji } from "./emoji.js";
import { menu } from "./popover.js";
import { store } from "./store.js";

const label = (option) => withEmoji(option?.text?.text ?? "");

/** Remembers a value and, where the element is not a field of a form, tells the app; asks first if it says so. */
async function settle(item, block, surface, value) {
  if (item.confirm && !(await askFirst(item.confirm))) return false;
  surface.remember(block, item, value);
  if (block.type !== "input" || block.dispatch_action) await surface.fire(block, item, value);
  return true;
}

function button(item, block, surface) {
  const style = item.style ? ` ${item.style}` : "";
  const press = async (event) => {
    const target = event.currentTarget;
    if (item.confirm && !(await askFirst(item.confirm))) return;
    const url = item.url && safeUrl(item.url);
    if (url) window.open(url.href, "_blank", "noopener,noreferrer");
    target.classList.add("busy");
    await surface.fire(block, item, item.value === undefined ? {} : { value: item.value });
    target.classList.remove("busy");
  };
  const properties = { type: "button", class: `button${style}`, "data-action": item.action_id, "aria-label": item.accessibility_label, onclick: press };
  return h("button", properties, item.text ? plainText(item.text.text) : icon("trash"));
}

function overflow(item, block, surface) {
  const choose = (option) => () => {
    if (option.url && safeUrl(option.url)) window.open(safeUrl(option.url).href, "_blank", "noopener,noreferrer");
    return settle(item, block, surface, { selected_option: option });
  };
  const open = (event) => menu(event.currentTarget, item.options.map((option) => ({ label: label(option), run: choose(option) })));
  const properties = { type: "button", class: "button overflow", "data-action": item.action_id, "aria-label": "More choices", onclick: open };
  return h("button", properties, icon("more"));
}

// ---- menus: every kind is a native <select> over {value, label}; `pack` makes Slack's value of a choice

const peopleChoices = () => [...store.people.values()].filter((one) => !one.deleted).map((one) => ({ value: one.id, label: store.nameOf(one.id) }));

const channelChoices = () =>
  [...store.channels.values()].filter((one) => one.kind !== "im" && !one.archived).map((one) => ({ value: one.id, label: `#${one.name}` }));

const optionGroups = (item) => item.option_groups ?? [{ label: null, options: item.options ?? [] }];
const allOptions = (item) => optionGroups(item).flatMap((group) => group.options);

const MENUS = {
  static: { initial: "initial_option", single: "selected_option", many: "selected_options", initials: "initial_options" },
  external: { initial: "initial_option", single: "selected_option", many: "selected_options", initials: "initial_options" },
  users: { initial: "initial_user", single: "selected_user", many: "selected_users", initials: "initial_users", choices: peopleChoices },
  channels: { initial: "initial_channel", single: "selected_channel", many: "selected_channels", initials: "initial_channels", choices: channelChoices },
  conversations: {
    initial: "initial_conversation", single: "selected_conversation", many: "selected_conversations", initials: "initial_conversations",
    choices: channelChoices,
  },
};

const menuKind = (item) => MENUS[item.type.replace(/^multi_/, "").replace(/_select$/, "")];
const keyOf = (chosen) => (typeof chosen === "object" && chosen !== null ? chosen.value : chosen);

function choiceOf(item, value) {
  if (menuKind(item).choices) return value;
  return allOptions(item).find((option) => option.value === value) ?? null;
}

function singleMenu(item, block, surface) {
  const kind = menuKind(item);
  const known = surface.value(block, item);
  const current = keyOf(known ? known[kind.single] : item[kind.initial]) ?? "";
  const option = ({ value, label: text }) => h("option", { value, selected: value === current }, text);
  const group = ({ label: name, options }) => {
    const rows = options.map((one) => option({ value: one.value, label: label(one) }));
    return name ? h("optgroup", { label: withEmoji(name.text) }, rows) : rows;
  };
  const rows = kind.choices ? kind.choices().map(option) : optionGroups(item).map(group);
  const empty = h("option", { value: "", selected: current === "", disabled: block.type !== "input" }, withEmoji(item.placeholder?.text ?? "Choose"));
  const select = h("select", { class: "select", "data-action": item.action_id, "aria-label": item.placeholder?.text ?? "Choose" }, empty, rows);
  select.addEventListener("change", async () => {
    const chosen = select.value ? choiceOf(item, select.value) : null;
    if (!(await settle(item, block, surface, { [kind.single]: chosen }))) select.value = current;
  });
  return select;
}

function checkRows(item, block, surface, { type, choices, chosen, pack }) {
  const name = `${block.block_id}-${item.action_id}`;
  const boxes = choices.map((choice) => h("input", { type, name, value: choice.value, checked: chosen.includes(choice.value) }));
  const changed = () => settle(item, block, surface, pack(boxes.filter((box) => box.checked).map((box) => box.value)));
  const rows = choices.map((choice, index) =>
    h("label", { class: "check" }, boxes[index], h("span", {}, choice.text, choice.detail && h("small", { class: "muted" }, choice.detail))));
  return h("div", { class: "checks", "data-action": item.action_id, onchange: changed }, rows);
}

function multiMenu(item, block, surface) {
  const kind = menuKind(item);
  const known = surface.value(block, item)?.[kind.many] ?? item[kind.initials] ?? [];
  const options = kind.choices ? kind.choices() : allOptions(item).map((one) => ({ value: one.value, label: label(one) }));
  const pack = (values) => ({ [kind.many]: values.map((value) => choiceOf(item, value)) });
  const choices = options.map((one) => ({ value: one.value, text: one.label }));
  return h("div", { class: "multi" }, checkRows(item, block, surface, { type: "checkbox", choices, chosen: known.map(keyOf), pack }));
}

function checks(item, block, surface) {
  const many = item.type === "checkboxes";
  const known = surface.value(block, item);
  const chosen = many ? (known?.selected_options ?? item.initial_options ?? []) : [known?.selected_option ?? item.initial_option].filter(Boolean);
  const choices = item.options.map((option) => ({
    value: option.value, text: textObject(option.text), detail: option.description && textObject(option.description),
  }));
  const find = (value) => item.options.find((option) => option.value === value);
  const pack = (values) => (many ? { selected_options: values.map(find) } : { selected_option: find(values[0]) ?? null });
  return checkRows(item, block, surface, { type: many ? "checkbox" : "radio", choices, chosen: chosen.map(keyOf), pack });
}

// ---- fields that are typed into

const PICKERS = {
  datepicker: { input: "date", key: "selected_date", initial: "initial_date" },
  timepicker: { input: "time", key: "selected_time", initial: "initial_time" },
};

function picker(item, block, surface) {
  const { input, key, initial } = PICKERS[item.type];
  const value = surface.value(block, item)?.[key] ?? item[initial] ?? "";
  const field = h("input", { type: input, class: "field", "data-action": item.action_id, "aria-label": item.placeholder?.text ?? input, value });
  field.addEventListener("change", () => settle(item, block, surface, { [key]: field.value || null }));
  return field;
}

const twoDigits = (number) => String(number).padStart(2, "0");

function localMinute(seconds) {
  const date = new Date(seconds * 1000);
  const day = [date.getFullYear(), twoDigits(date.getMonth() + 1), twoDigits(date.getDate())].join("-");
  return `${day}T${twoDigits(date.getHours())}:${twoDigits(date.getMinutes())}`;
}

function dateTimePicker(item, block, surface) {
  const seconds = surface.value(block, item)?.selected_date_time ?? item.initial_date_time;
  const field = h("input", { type: "datetime-local", class: "field", "data-action": item.action_id, "aria-label": "Date and time" });
  if (seconds) field.value = localMinute(seconds);
  const chosen = () => (field.value ? Math.floor(new Date(field.value).getTime() / 1000) : null);
  field.addEventListener("change", () => settle(item, block, surface, { selected_date_time: chosen() }));
  return field;
}

const INPUT_TYPES = { email_text_input: "email", url_text_input: "url", number_input: "number" };

const asRichText = (text) => ({ type: "rich_text", elements: [{ type: "rich_text_section", elements: [{ type: "text", text }] }] });
const fromRichText = (block) => (block?.elements ?? []).flatMap((part) => (part.elements ?? []).map((leaf) => leaf.text ?? "")).join("");

function textField(item, block, surface) {
  const rich = item.type === "rich_text_input";
  const known = surface.value(block, item);
  const value = rich ? fromRichText(known?.rich_text_value ?? item.initial_value) : (known?.value ?? item.initial_value ?? "");
  const tall = rich || item.multiline;
  const field = h(tall ? "textarea" : "input", {
    class: "field", type: tall ? null : (INPUT_TYPES[item.type] ?? "text"), rows: tall ? 4 : null, placeholder: item.placeholder && withEmoji(item.placeholder.text),
    maxlength: item.max_length, minlength: item.min_length, min: item.min_value, max: item.max_value, step: item.is_decimal_allowed ? "any" : null,
    "data-action": item.action_id, autofocus: item.focus_on_load, value,
  });
  const pack = () => (rich ? { rich_text_value: asRichText(field.value) } : { value: field.value || null });
  field.addEventListener("input", () => surface.remember(block, item, pack()));
  if (block.dispatch_action) field.addEventListener("change", () => surface.fire(block, item, pack()));
  return field;
}

const KINDS = {
  button, overflow, checkboxes: checks, radio_buttons: checks, datepicker: picker, timepicker: picker, datetimepicker: dateTimePicker,
  plain_text_input: textField, email_text_input: textField, url_text_input: textField, number_input: textField, rich_text_input: textField,
  icon_button: button, workflow_button: button,
};

/** One interactive element. What the person enters goes to the surface, and from there to the app. */
export function control(item, block, surface) {
  if (KINDS[item.type]) return KINDS[item.type](item, block, surface);
  if (/^multi_\w+_select$/.test(item.type)) return multiMenu(item, block, surface);
  if (/_select$/.test(item.type)) return singleMenu(item, block, surface);
  return h("span", { class: "muted" }, `(${item.type})`);
}

/** An input block: label, field, hint, and what is wrong with what was entered. */
export function inputField(block, surface) {
  const optional = block.optional && h("span", { class: "muted" }, " (optional)");
  const wrong = surface.errors.get(block.block_id);
  return h(
    "div",
    { class: `block-input${wrong ? " wrong" : ""}`, "data-block": block.block_id },
    h("label", { class: "input-label" }, plainText(block.label?.text), optional),
    control(block.element, block, surface),
    wrong && h("div", { class: "input-error", role: "alert" }, wrong),
    block.hint && h("div", { class: "muted hint" }, plainText(block.hint.text)),
  );
}
