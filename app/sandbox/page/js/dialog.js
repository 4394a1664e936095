// Questions that must be answered before anything else: an app's "are you sure", and the page's own small forms.

import { h, iconButton } from "./dom.js";
import { plainText, textObject } from "./mrkdwn.js";

/** Shows a dialog and resolves to what closed it: a value given to `close`, or null for Escape or the cross. */
export function ask(title, build, className = "") {
  return new Promise((resolve) => {
    let result = null;
    const dialog = h("dialog", { class: `dialog ${className}`, onclose: () => {
      dialog.remove();
      resolve(result);
    } });
    const close = (value) => {
      result = value;
      dialog.close();
    };
    dialog.append(h("header", {}, h("h2", {}, title), iconButton("close", "Close", () => dialog.close())), build(close));
    document.body.append(dialog);
    dialog.showModal();
  });
}

/** Block Kit's confirmation object; resolves to whether the person went ahead. */
export async function askFirst(confirm) {
  const answer = await ask(plainText(confirm.title?.text ?? "Are you sure?"), (close) => [
    h("div", { class: "dialog-body text" }, textObject(confirm.text)),
    h("footer", {},
      h("button", { type: "button", class: "button", onclick: () => close(false) }, plainText(confirm.deny?.text ?? "Cancel")),
      h("button", { type: "button", class: `button ${confirm.style ?? "primary"}`, autofocus: true, onclick: () => close(true) },
        plainText(confirm.confirm?.text ?? "Yes"))),
  ].reduce((box, part) => (box.append(part), box), document.createDocumentFragment()));
  return answer === true;
}

/** A form of one to three fields ({name, label, value?, type?}); resolves to {name: value} or null. */
export function askFor(title, fields, submit) {
  return ask(title, (close) => {
    const inputs = fields.map((field) => h("input", {
      name: field.name, class: field.type === "checkbox" ? "" : "field", type: field.type ?? "text", value: field.value ?? "", maxlength: field.most, autocomplete: "off",
    }));
    const rows = fields.map((field, index) => field.type === "checkbox"
      ? h("label", { class: "check" }, inputs[index], field.label)
      : h("label", { class: "block-input" }, h("span", { class: "input-label" }, field.label), inputs[index]));
    const values = () => Object.fromEntries(inputs.map((input) => [input.name, input.type === "checkbox" ? input.checked : input.value.trim()]));
    return h("form", { method: "dialog", onsubmit: (event) => {
      event.preventDefault();
      close(values());
    } }, h("div", { class: "dialog-body" }, rows), h("footer", {}, h("button", { class: "button primary" }, submit)));
  });
}
