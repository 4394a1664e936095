// The left side: the workspace, who is acting, and where one can go.

import { attempt } from "./attempt.js";
import { avatar } from "./avatar.js";
import { askFor } from "./dialog.js";
import { fill, h, icon, iconButton } from "./dom.js";
import { channelIcon, channelTitle } from "./header.js";
import { menu } from "./popover.js";
import { goToApp, goToChannel } from "./route.js";
import { store } from "./store.js";

const byName = (a, b) => channelTitle(a).localeCompare(channelTitle(b));

function row({ current, unread, dim, mark, label, onclick, key }) {
  const names = ["side-row", current && "current", unread?.unread && "unread", dim && "dim"].filter(Boolean).join(" ");
  const count = unread?.mentions > 0 && h("span", { class: "count" }, String(unread.mentions));
  return h("button", { type: "button", class: names, "aria-current": current ? "page" : null, "data-key": key, onclick }, mark, h("span", { class: "side-label" }, label), count);
}

function channelRow(channel) {
  const current = store.place.kind === "channel" && store.place.id === channel.id;
  const outside = !channel.members.includes(store.me);
  const mark = channel.kind === "im" ? avatar(channel.user, "tiny") : channel.kind === "mpim" ? icon("people") : channelIcon(channel);
  return row({
    current, unread: store.unread(channel.id), dim: channel.archived || outside, mark, label: channelTitle(channel), key: channel.id,
    onclick: () => goToChannel(channel.id),
  });
}

function appRow(app) {
  const current = store.place.kind === "app" && store.place.id === app.id;
  return row({ current, mark: avatar(app.bot_user, "tiny"), label: app.name, key: app.id, unread: app.dm ? store.unread(app.dm) : null, onclick: () => goToApp(app.id) });
}

async function createChannel() {
  const fields = [{ name: "name", label: "Name (lower case, no spaces)", most: 80 }, { name: "private", label: "Private: only invited people see it", type: "checkbox" }];
  const entered = await askFor("New channel", fields, "Create");
  if (!entered?.name) return;
  const made = await attempt("create_channel", entered);
  if (made?.channel) goToChannel(made.channel);
}

function section(title, rows, tool = null) {
  if (!rows.length && !tool) return null;
  return h("section", { class: "side-section" }, h("h2", {}, h("span", {}, title), tool), rows);
}

function archived(rows) {
  if (!rows.length) return null;
  return h("details", { class: "side-section" }, h("summary", {}, `Archived (${rows.length})`), rows);
}

function actingAs(actAs) {
  const me = store.person(store.me);
  const choose = (event) => menu(event.currentTarget, store.humans.map((one) => ({
    label: store.nameOf(one.id), detail: one.id === store.me ? "you" : one.title, mark: avatar(one.id, "small"), run: () => actAs(one.id),
  })));
  return h("button", { type: "button", class: "acting", "aria-haspopup": "menu", "data-acting": store.me, onclick: choose },
    avatar(store.me), h("span", { class: "acting-names" }, h("small", {}, "Acting as"), h("strong", {}, store.nameOf(me.id))), icon("down"));
}

export function drawSidebar(element, { actAs, close }) {
  const scroll = element.querySelector(".side-scroll")?.scrollTop ?? 0;
  const wasOpen = element.querySelector("details")?.open;
  const all = [...store.channels.values()];
  const appDms = new Set([...store.apps.values()].map((app) => app.bot_user));
  const named = all.filter((one) => one.kind === "channel" || one.kind === "group").sort(byName);
  const direct = all.filter((one) => (one.kind === "im" || one.kind === "mpim") && !appDms.has(one.user)).sort(byName);
  const old = archived(named.filter((one) => one.archived).map(channelRow));
  if (old && wasOpen) old.open = true;
  fill(
    element,
    h("div", { class: "workspace" }, h("strong", {}, store.workspace.name),
      h("span", { class: `status${store.connected ? " on" : ""}`, title: store.connected ? "Live" : "Not connected; trying again" }),
      iconButton("close", "Hide channels", close, "only-narrow")),
    actingAs(actAs),
    h("div", { class: "side-scroll" },
      section("Channels", named.filter((one) => !one.archived).map(channelRow), iconButton("plus", "New channel", createChannel)),
      section("Direct messages", direct.map(channelRow)),
      section("Apps", [...store.apps.values()].map(appRow)),
      old),
  );
  element.querySelector(".side-scroll").scrollTop = scroll;
}
