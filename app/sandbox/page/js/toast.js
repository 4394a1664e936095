// One short line at the foot of the page, for what could not be done.

import { h } from "./dom.js";

const SHOWN_MS = 6000;

export function toast(text) {
  document.querySelector(".toast")?.remove();
  const line = h("div", { class: "toast", role: "status" }, text);
  (document.querySelector("dialog[open]") ?? document.body).append(line);
  setTimeout(() => line.remove(), SHOWN_MS);
}
