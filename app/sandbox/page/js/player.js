// The bar that steers a recorded incident while it plays; shown only where the server has one to play.

import { read, send } from "./api.js";
import { fill, h, iconButton } from "./dom.js";
import { toast } from "./toast.js";

const SPEEDS = [1, 2, 5, 10, 20, 50, 100];
const EVERY_MS = 1000;

export class PlayerBar {
  constructor() {
    this.element = h("div", { class: "player", role: "group", "aria-label": "Player", hidden: true });
  }

  async start() {
    clearInterval(this.timer);
    if (await this.refresh()) this.timer = setInterval(() => document.hidden || this.refresh(), EVERY_MS);
  }

  async refresh() {
    try {
      this.draw(await read("/sandbox/player"));
      return true;
    } catch {
      return false;
    }
  }

  async control(change) {
    try {
      this.draw(await send("/sandbox/player", change));
    } catch (error) {
      toast(error.message);
    }
  }

  draw({ title, position, total, speed, paused, can_step: canStep }) {
    const key = [title, position, total, speed, paused].join();
    if (key === this.key) return;
    this.key = key;
    const done = total > 0 && position >= total;
    const bar = h("progress", { max: total || 1, value: position, "aria-label": "Progress" });
    const speeds = [...new Set([...SPEEDS, speed])].sort((a, b) => a - b);
    const select = h("select", { class: "select", "aria-label": "Speed" }, speeds.map((one) => h("option", { value: one, selected: one === speed }, `${one}×`)));
    select.addEventListener("change", () => this.control({ speed: Number(select.value) }));
    const toggle = iconButton(paused ? "play" : "pause", paused ? "Play" : "Pause", () => this.control({ paused: !paused }), "play-toggle");
    const next = canStep && iconButton("next", "Next message", () => this.control({ next: true }));
    toggle.disabled = done;
    if (next) next.disabled = done;
    this.element.hidden = false;
    fill(this.element, toggle, next, h("span", { class: "player-title" }, title), bar, h("span", { class: "player-count" }, done ? "finished" : `${position} / ${total}`), select);
  }
}
