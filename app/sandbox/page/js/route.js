// The address bar: /archives/C1/p1700000000000100?as=U1 names a channel, a message in it, and who is acting.

import { permalinkPath, permalinkTarget } from "./links.js";
import { store } from "./store.js";

const listeners = new Set();

/** Registers what to do when the visitor goes somewhere: called with {kind, id, ts, thread}. */
export function onNavigate(listener) {
  listeners.add(listener);
}

function arrive(place) {
  for (const listener of listeners) listener(place);
}

function addressOf(place) {
  const path = place.kind === "app" ? "/sandbox/" : permalinkPath(place.id, place.ts, place.thread);
  const url = new URL(path, location.origin);
  if (store.me) url.searchParams.set("as", store.me);
  if (place.kind === "app") url.searchParams.set("app", place.id);
  return url;
}

export function go(place, { replace = false } = {}) {
  const method = replace ? "replaceState" : "pushState";
  history[method](place, "", addressOf(place));
  arrive(place);
}

export const goToChannel = (id) => go({ kind: "channel", id, ts: null, thread: null });
export const goToApp = (id) => go({ kind: "app", id });
export const goToMessage = (channel, ts, thread = null) => go({ kind: "channel", id: channel, ts, thread });

/** Where the address bar points now, and who it says is acting. */
export function currentPlace() {
  const query = new URL(location.href).searchParams;
  const target = permalinkTarget(location.href);
  const as = query.get("as");
  if (target) return { as, place: { kind: "channel", id: target.channel, ts: target.ts, thread: target.thread } };
  return { as, place: query.get("app") ? { kind: "app", id: query.get("app") } : null };
}

/** Follows links to the sandbox's own messages inside the page, and the browser's back and forward. */
export function watchAddress() {
  addEventListener("popstate", () => {
    const { place } = currentPlace();
    if (place) arrive(place);
  });
  document.addEventListener("click", (event) => {
    const anchor = event.target.closest?.("a[href]");
    const target = anchor && !event.defaultPrevented && !event.metaKey && !event.ctrlKey ? permalinkTarget(anchor.href) : null;
    if (!target || !store.channels.has(target.channel)) return;
    event.preventDefault();
    goToMessage(target.channel, target.ts, target.thread);
  });
}
