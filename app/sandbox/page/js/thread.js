// The panel at the side: one message and its replies.

import { composer } from "./composer.js";
import { fill, h, iconButton } from "./dom.js";
import { channelTitle } from "./header.js";
import { store } from "./store.js";
import { Timeline } from "./timeline.js";

export class ThreadPanel {
  constructor(onClose) {
    this.title = h("div", { class: "thread-title" });
    const header = h("header", { class: "thread-header" }, this.title, iconButton("close", "Close thread", onClose));
    this.timeline = new Timeline({ inThread: true, openThread: () => null });
    this.foot = h("div", { class: "channel-foot" });
    this.element = h("aside", { class: "thread", "aria-label": "Thread", hidden: true }, header, this.timeline.element, this.foot);
  }

  async open(channel, ts, highlight = null) {
    this.channel = channel;
    this.ts = ts;
    this.highlight = highlight;
    this.element.hidden = false;
    this.timeline.clear();
    const where = store.channels.get(channel);
    fill(this.title, h("h2", {}, "Thread"), h("span", { class: "muted" }, `${where.name ? "#" : ""}${channelTitle(where)}`));
    const { archived, members } = where;
    const writing = !archived && members.includes(store.me) ? composer({ channel, thread: ts }) : null;
    fill(this.foot, writing?.element);
    await store.loadThread(channel, ts);
    this.draw();
    if (highlight) this.timeline.reveal(highlight);
    else if (matchMedia("(hover: hover)").matches) writing?.field.focus({ preventScroll: true });
  }

  close() {
    this.element.hidden = true;
    this.channel = null;
  }

  draw() {
    if (this.channel) this.timeline.show(this.channel, store.messages(this.channel, this.ts), { highlight: this.highlight });
  }
}
