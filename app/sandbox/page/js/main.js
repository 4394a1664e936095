// Starts the page and keeps its parts in step with the store and the address bar.

import { Stream } from "./api.js";
import { ChannelView } from "./channelview.js";
import { h } from "./dom.js";
import { HomeView } from "./home.js";
import { ModalHost } from "./modal.js";
import { PlayerBar } from "./player.js";
import { closePopover } from "./popover.js";
import { currentPlace, go, onNavigate, watchAddress } from "./route.js";
import { drawSidebar } from "./sidebar.js";
import { store } from "./store.js";
import { ThreadPanel } from "./thread.js";
import { toast } from "./toast.js";

const REMEMBERED = "sandbox.as";

const app = h("div", { class: "app" });
const sidebar = h("nav", { class: "sidebar", "aria-label": "Workspace" });
const showSidebar = (shown) => app.classList.toggle("sidebar-open", shown);
const openSidebar = () => showSidebar(true);
const thread = new ThreadPanel(closeThread);
const view = new ChannelView({ openThread, openSidebar });
const home = new HomeView(openSidebar);
const modal = new ModalHost();
const player = new PlayerBar();
let stream = null;

function closeThread() {
  thread.close();
  app.classList.remove("thread-open");
}

function openThread(channel, ts, highlight = null) {
  app.classList.add("thread-open");
  return guarded(thread.open(channel, ts, highlight));
}

async function guarded(work) {
  try {
    return await work;
  } catch (error) {
    toast(error.message);
    return null;
  }
}

function drawPlace() {
  const isApp = store.place.kind === "app";
  view.element.hidden = isApp;
  home.element.hidden = !isApp;
  const channel = store.channel;
  const unread = [...store.channels.keys()].reduce((sum, id) => sum + store.unread(id).mentions, 0);
  document.title = `${unread ? `(${unread}) ` : ""}${channel?.name ? `#${channel.name}` : (store.apps.get(store.place.id)?.name ?? "Messages")} · ${store.workspace.name}`;
}

function draw(changed) {
  if (!store.me) return;
  const has = (...topics) => topics.some((topic) => changed.has(topic));
  if (has("people", "channels", "apps", "place", "status")) drawSidebar(sidebar, { actAs: follow, close: () => showSidebar(false) });
  if (has("place", "channels")) drawPlace();
  if (store.place.kind === "app" && has("apps", "people", "place")) home.draw();
  if (store.place.kind === "channel") {
    if (has("people", "channels")) guarded(view.draw());
    else if (has("messages", "apps")) view.drawMessages();
  }
  if (has("messages", "thread", "people", "channels")) thread.draw();
  if (has("modal")) modal.draw();
}

async function arrive(place) {
  closePopover();
  showSidebar(false);
  const sameChannel = place.kind === "channel" && store.place.id === place.id;
  store.place = place;
  if (!sameChannel) closeThread();
  store.touch("place");
  if (place.kind === "app") {
    await home.open(place.id);
    return;
  }
  store.markRead(place.id);
  const opened = await guarded(view.open(place));
  if (opened && place.thread) await openThread(place.id, place.thread, place.ts);
}

function firstPlace() {
  const mine = [...store.channels.values()].filter((one) => one.members.includes(store.me) && !one.archived && one.kind !== "im");
  const channel = mine.sort((a, b) => b.latest.localeCompare(a.latest))[0] ?? [...store.channels.values()][0];
  if (channel) return { kind: "channel", id: channel.id, ts: null, thread: null };
  const [firstApp] = store.apps.keys();
  return firstApp ? { kind: "app", id: firstApp } : { kind: "channel", id: null };
}

/** Loads everything for the acting person again and opens the same place, if that person can see it. */
async function reload(person, place) {
  await store.load(person);
  sessionStorage.setItem(REMEMBERED, store.me);
  const visible = place && (place.kind === "app" ? store.apps.has(place.id) : store.channels.has(place.id));
  view.shown = null;
  go(visible ? place : firstPlace(), { replace: true });
}

function follow(person, place) {
  stream?.close();
  const refresh = () => guarded(reload(person, store.me ? store.place : place));
  stream = new Stream(person, {
    onChanges: (changes) => (changes.some((change) => change.type === "reset") ? refresh() : store.apply(changes)),
    onStatus: (connected) => {
      store.connected = connected;
      store.touch("status");
      if (connected) refresh().then(() => store.workspace.player && player.start());
    },
  });
}

async function start() {
  app.append(sidebar, h("main", { class: "middle" }, view.element, home.element), thread.element, h("div", { class: "shade", onclick: () => showSidebar(false) }));
  document.body.append(player.element, app);
  store.addEventListener("change", ({ detail }) => draw(detail));
  onNavigate((place) => guarded(arrive(place)));
  watchAddress();
  const { as, place } = currentPlace();
  follow(as ?? sessionStorage.getItem(REMEMBERED) ?? "", place);
}

guarded(start());
