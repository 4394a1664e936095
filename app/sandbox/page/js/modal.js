// Modals: the top view of the acting person's stack, with what has been entered kept over the app's updates.

import { act } from "./api.js";
import { attempt } from "./attempt.js";
import { blocks } from "./blocks.js";
import { fill, h, iconButton } from "./dom.js";
import { plainText } from "./mrkdwn.js";
import { store } from "./store.js";
import { Surface } from "./surface.js";

export class ModalHost {
  constructor() {
    this.dialog = null;
    this.surface = null;
  }

  /** Shows the top of the stack, or nothing. */
  draw() {
    const view = store.modal.at(-1) ?? null;
    if (!view) return this.#hide();
    if (!this.dialog) this.#open();
    if (this.surface?.container.view !== view.id) this.surface = new Surface({ view: view.id }, this.kept.get(view.id) ?? new Map());
    else if (this.view === view) return null;
    this.kept.set(view.id, this.surface.entered);
    this.view = view;
    this.busy = false;
    this.#fill();
    return null;
  }

  #open() {
    this.kept = new Map();
    this.dialog = h("dialog", { class: "dialog modal", oncancel: (event) => {
      event.preventDefault();
      this.#close();
    } });
    document.body.append(this.dialog);
    this.dialog.showModal();
  }

  #hide() {
    this.dialog?.close();
    this.dialog?.remove();
    this.dialog = this.surface = this.view = null;
    return null;
  }

  #fill() {
    const { view } = this;
    const submit = view.submit && h("button", { type: "submit", class: "button primary", disabled: this.busy }, this.busy ? "Sending…" : plainText(view.submit.text));
    const close = h("button", { type: "button", class: "button", onclick: () => this.#close() }, view.close ? plainText(view.close.text) : "Close");
    const bot = store.apps.get(view.app_id)?.name;
    const back = store.modal.length > 1 && iconButton("back", "Back", () => this.#close());
    const scroll = this.dialog.querySelector(".dialog-body")?.scrollTop ?? 0;
    fill(
      this.dialog,
      h("header", {}, back, h("h2", {}, plainText(view.title?.text), bot && h("small", { class: "muted" }, bot)), iconButton("close", "Close", () => this.#close(true))),
      h("form", { onsubmit: (event) => {
        event.preventDefault();
        this.#submit();
      } }, h("div", { class: "dialog-body" }, this.failure && h("p", { class: "input-error", role: "alert" }, this.failure), blocks(view.blocks, this.surface)),
      h("footer", {}, close, submit)),
    );
    this.dialog.querySelector(".dialog-body").scrollTop = scroll;
    this.dialog.querySelector("[autofocus], .wrong .field, .dialog-body .field, .dialog-body select")?.focus();
  }

  #close(clear = false) {
    return attempt("close_view", { view: this.view.id, all_of_them: clear });
  }

  async #submit() {
    this.busy = true;
    const button = this.dialog.querySelector("[type=submit]");
    if (button) Object.assign(button, { disabled: true, textContent: "Sending…" });
    const { view } = this;
    try {
      const result = await act(store.me, "submit_view", { view: view.id, values: this.surface.values });
      this.busy = false;
      if (this.view === view) this.#showErrors(Object.entries(result?.errors ?? {}));
    } catch (error) {
      this.busy = false;
      if (this.view !== view) return;
      this.failure = error.message;
      this.#fill();
    }
  }

  #showErrors(errors) {
    this.failure = null;
    this.surface.errors = new Map(errors);
    this.#fill();
  }
}
