// The emoji picker: the usual ones first, the rest by search.

import { h, fill } from "./dom.js";
import { emojiCharacter, findEmoji, FREQUENT } from "./emoji.js";
import { closePopover, popover } from "./popover.js";

export function pickEmoji(anchor, choose) {
  const pick = (name) => () => {
    closePopover();
    choose(name);
  };
  const tile = ([name, character]) => h("button", { type: "button", class: "emoji-tile", title: `:${name}:`, "aria-label": name, onclick: pick(name) }, character);
  const frequent = FREQUENT.map((name) => [name, emojiCharacter(name)]);
  const grid = h("div", { class: "emoji-grid" });
  const show = (letters) => fill(grid, (letters ? findEmoji(letters, 120) : [...frequent, ...findEmoji("", 300)]).map(tile));
  const search = h("input", { class: "field", type: "search", placeholder: "Search emoji", "aria-label": "Search emoji" });
  search.addEventListener("input", () => show(search.value.replaceAll(":", "").trim()));
  search.addEventListener("keydown", (event) => {
    if (event.key === "Enter") grid.querySelector("button")?.click();
  });
  show("");
  popover(anchor, "emoji-picker", search, grid);
}
