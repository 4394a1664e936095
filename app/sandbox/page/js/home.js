// An app's own place: its Home tab and the direct messages with it.

import { attempt } from "./attempt.js";
import { avatar } from "./avatar.js";
import { blocks } from "./blocks.js";
import { fill, h, iconButton } from "./dom.js";
import { goToChannel } from "./route.js";
import { store } from "./store.js";
import { Surface } from "./surface.js";

export class HomeView {
  constructor(openSidebar) {
    this.openSidebar = openSidebar;
    this.header = h("header", { class: "channel-header" });
    this.body = h("div", { class: "home-body" });
    this.element = h("section", { class: "home-view", "aria-label": "App", hidden: true }, this.header, this.body);
  }

  /** Opening the tab tells the app, which then publishes what it wants to show. */
  async open(appId) {
    this.appId = appId;
    this.draw();
    await attempt("open_home", { app: appId });
  }

  draw() {
    const app = store.apps.get(this.appId);
    if (!app) return fill(this.body, h("p", { class: "muted" }, "This app is not installed."));
    const toMessages = async () => {
      const opened = app.dm ?? (await attempt("open_direct", { user: app.bot_user }))?.channel;
      if (opened) goToChannel(opened);
    };
    fill(this.header, h("div", { class: "header-row" }, iconButton("menu", "Show channels", this.openSidebar, "only-narrow"),
      h("h1", { class: "channel-title" }, avatar(app.bot_user, "small"), h("span", {}, app.name), h("span", { class: "badge" }, "APP"))),
      h("nav", { class: "tabs" }, h("button", { type: "button", class: "tab current" }, "Home"), h("button", { type: "button", class: "tab", onclick: toMessages }, "Messages")));
    if (this.drawn === app.home && this.drawnNames === store.namesVersion) return null;
    this.drawn = app.home;
    this.drawnNames = store.namesVersion;
    const home = app.home;
    const empty = h("div", { class: "beginning" }, h("h2", {}, app.name), h("p", { class: "muted" }, "This app has not shown anything here yet."), this.#commands(app));
    return fill(this.body, home ? blocks(home.blocks, new Surface({ view: home.id })) : empty);
  }

  #commands(app) {
    return h("ul", { class: "plain" }, app.commands.map((one) => h("li", {}, h("code", {}, [one.name, one.usage_hint].filter(Boolean).join(" ")), " ", one.description)));
  }
}
