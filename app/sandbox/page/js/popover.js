// Small panels beside the thing that opened them: menus, the emoji picker, lists of people. One is open at a time.

import { h } from "./dom.js";

let open = null;

export function closePopover() {
  if (!open) return;
  const { panel, anchor, stop } = open;
  open = null;
  stop.abort();
  if (panel.contains(document.activeElement)) anchor.focus?.();
  panel.remove();
}

function place(panel, anchor) {
  const box = anchor.getBoundingClientRect();
  const { width, height } = panel.getBoundingClientRect();
  const margin = 8;
  const below = box.bottom + 4 + height < innerHeight - margin;
  const top = below ? box.bottom + 4 : Math.max(margin, box.top - 4 - height);
  const left = Math.min(Math.max(margin, box.left), innerWidth - width - margin);
  panel.style.top = `${Math.max(margin, Math.min(top, innerHeight - height - margin))}px`;
  panel.style.left = `${left}px`;
}

/** Shows `content` beside `anchor` until a click elsewhere, Escape, or closePopover(). */
export function popover(anchor, className, ...content) {
  const again = open?.anchor === anchor;
  closePopover();
  if (again) return null;
  const panel = h("div", { class: `popover ${className}` }, ...content);
  const stop = new AbortController();
  const host = anchor.closest("dialog") ?? document.body;
  host.append(panel);
  place(panel, anchor);
  open = { panel, anchor, stop };
  const { signal } = stop;
  document.addEventListener("pointerdown", (event) => {
    if (!panel.contains(event.target) && !anchor.contains(event.target)) closePopover();
  }, { signal });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    event.preventDefault();
    closePopover();
  }, { signal, capture: true });
  panel.querySelector("input, button")?.focus({ preventScroll: true });
  return panel;
}

function moveFocus(event) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step) return;
  event.preventDefault();
  const items = [...event.currentTarget.querySelectorAll("button:not(:disabled)")];
  items[(items.indexOf(document.activeElement) + step + items.length) % items.length]?.focus();
}

/** A menu of {label, icon?, danger?, detail?, run}; null entries are dividers. */
export function menu(anchor, entries) {
  const row = (entry) =>
    entry
      ? h("button", { type: "button", role: "menuitem", class: `menu-item${entry.danger ? " danger" : ""}`, onclick: () => {
          closePopover();
          entry.run();
        } }, entry.mark, h("span", {}, entry.label), entry.detail && h("span", { class: "muted" }, entry.detail))
      : h("hr");
  return popover(anchor, "menu", h("div", { role: "menu", onkeydown: moveFocus }, entries.map(row)));
}
