// Where blocks stand (a message, a modal, a Home tab), what has been entered there, and how its actions reach the app.

import { act } from "./api.js";
import { store } from "./store.js";
import { toast } from "./toast.js";

export class Surface {
  /** `container` is {channel, ts} of a message or {view} of a modal or Home tab; `entered` survives a redraw. */
  constructor(container, entered = new Map()) {
    this.container = container;
    this.entered = entered;
    this.errors = new Map();
  }

  get isView() {
    return Boolean(this.container.view);
  }

  remember(block, item, value) {
    if (!this.entered.has(block.block_id)) this.entered.set(block.block_id, new Map());
    this.entered.get(block.block_id).set(item.action_id, { type: item.type, ...value });
  }

  /** What was entered, or undefined before the person has touched it. */
  value(block, item) {
    const known = this.entered.get(block.block_id)?.get(item.action_id);
    return known?.type === item.type ? known : undefined;
  }

  /** Slack's view.state.values: {block_id: {action_id: {type, value | selected_…}}}. */
  get values() {
    return Object.fromEntries([...this.entered].map(([block, actions]) => [block, Object.fromEntries(actions)]));
  }

  /** Tells the app that something was clicked or chosen. */
  async fire(block, item, value) {
    const action = { block_id: block.block_id, action_id: item.action_id, type: item.type, ...value };
    try {
      await act(store.me, this.isView ? "click_in_view" : "click", { ...this.container, action, values: this.values });
    } catch (error) {
      toast(error.message);
    }
  }
}
