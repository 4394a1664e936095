// A scrolling list of messages that is changed in place: only what differs is drawn again, and the reader is not moved.

import { fill, h } from "./dom.js";
import { composer } from "./composer.js";
import { isNote, messageView } from "./message.js";
import { store } from "./store.js";
import { dayKey, dayName } from "./time.js";

const GROUP_S = 300;
const NEAR_END_PX = 120;
const FEWEST_FOLDED = 3;

const authorOf = (message) => `${message.user ?? ""}/${message.bot_id ?? ""}/${message.username ?? ""}`;

function follows(message, previous) {
  if (!previous || isNote(message) || isNote(previous) || previous.gone || previous.is_ephemeral || message.is_ephemeral) return false;
  return authorOf(message) === authorOf(previous) && Number(message.ts) - Number(previous.ts) < GROUP_S && !message.pinned_to?.length;
}

/** Three or more people who join one after another are one line. */
function foldJoins(messages) {
  const shown = [];
  for (const message of messages) {
    const last = shown.at(-1);
    const joins = message.subtype === "channel_join" && last?.subtype === "channel_join" && !message.gone && !last.gone;
    if (!joins || dayKey(last.ts) !== dayKey(message.ts)) shown.push(message);
    else shown[shown.length - 1] = { ...last, together: [...(last.together ?? [last]), message] };
  }
  return shown.flatMap((message) => (message.together?.length < FEWEST_FOLDED ? message.together : [message]));
}

export class Timeline {
  /** `options`: {inThread, openThread}; `head` is shown above the first message. */
  constructor(options) {
    this.options = options;
    this.rows = new Map();
    this.body = h("div", { class: "timeline-body" });
    this.list = h("div", { class: "timeline", tabindex: "0", role: "log", "aria-label": options.inThread ? "Thread" : "Messages" }, this.body);
    this.jump = h("button", { type: "button", class: "jump", hidden: true, onclick: () => this.toEnd() }, "New messages ↓");
    this.element = h("div", { class: "timeline-frame" }, this.list, this.jump);
    this.editing = null;
    this.atEnd = true;
    this.list.addEventListener("scroll", () => {
      const { scrollTop, scrollHeight, clientHeight } = this.list;
      this.atEnd = scrollHeight - scrollTop - clientHeight < NEAR_END_PX;
      if (this.atEnd) this.jump.hidden = true;
    }, { passive: true });
    new ResizeObserver(() => this.atEnd && this.toEnd()).observe(this.body);
  }

  toEnd() {
    this.atEnd = true;
    this.jump.hidden = true;
    this.list.scrollTop = this.list.scrollHeight;
  }

  clear() {
    this.rows.clear();
    this.newest = null;
    this.editing = null;
    fill(this.body);
    this.atEnd = true;
  }

  /** Draws `messages` (oldest first) of `channel`; `highlight` is the ts of a message that a permalink named. */
  show(channel, messages, { head = null, highlight = null } = {}) {
    const nodes = head ? [head] : [];
    const kept = new Map();
    let previous = null;
    let sameDay = null;
    for (const message of foldJoins(messages)) {
      const day = dayKey(message.ts);
      if (day !== sameDay && !this.options.inThread) nodes.push(this.#day(kept, day, message.ts));
      const compact = day === sameDay && follows(message, previous);
      nodes.push(this.#row(kept, channel, message, compact, message.ts === highlight));
      [previous, sameDay] = [message, day];
    }
    if (!this.atEnd && this.newest && previous && previous.ts > this.newest) this.jump.hidden = false;
    this.newest = previous?.ts ?? null;
    this.rows = kept;
    this.#place(nodes);
    if (this.atEnd) this.toEnd();
  }

  #day(kept, day, ts) {
    const key = `day/${day}`;
    const row = this.rows.get(key) ?? { node: h("div", { class: "day" }, h("span", {}, dayName(ts))) };
    kept.set(key, row);
    return row.node;
  }

  #row(kept, channel, message, compact, highlighted) {
    const editing = this.editing === message.ts;
    const stamp = [compact, highlighted, editing, store.namesVersion, store.me].join();
    const known = this.rows.get(message.ts);
    const row = known && known.message === message && known.stamp === stamp ? known : { message, stamp, node: this.#draw(channel, message, { compact, highlighted, editing }) };
    kept.set(message.ts, row);
    return row.node;
  }

  #draw(channel, message, { compact, highlighted, editing }) {
    const redraw = () => store.touch("messages");
    const edit = (one) => {
      this.editing = one.ts;
      redraw();
    };
    if (!editing) return messageView(channel, message, { ...this.options, compact, highlighted, edit });
    const done = () => {
      this.editing = null;
      redraw();
    };
    return h("article", { class: "message editing", "data-ts": message.ts }, composer({ channel, edit: message, onDone: done }).element);
  }

  /** Puts the nodes in order with as few moves as possible, so that focus and open menus stay. */
  #place(nodes) {
    const wanted = new Set(nodes);
    for (const child of [...this.body.childNodes]) if (!wanted.has(child)) child.remove();
    let next = this.body.firstChild;
    for (const node of nodes) {
      if (node === next) next = next.nextSibling;
      else this.body.insertBefore(node, next);
    }
  }

  /** Brings a message into view and marks it for a moment. */
  reveal(ts) {
    const row = this.rows.get(ts);
    if (!row) return false;
    this.atEnd = false;
    row.node.scrollIntoView({ block: "center" });
    row.node.focus({ preventScroll: true });
    return true;
  }
}
