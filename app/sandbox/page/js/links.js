// Decides which addresses may become links. Everything else is shown as plain text.

import { h } from "./dom.js";

const SCHEMES = new Set(["http:", "https:", "mailto:"]);

/** The address as a URL object if it may be a link, else null. */
export function safeUrl(address) {
  try {
    const url = new URL(address);
    return SCHEMES.has(url.protocol) ? url : null;
  } catch {
    return null;
  }
}

/** A link that gives nothing away to the page it opens; text where the address may not be a link. */
export function link(address, ...label) {
  const url = safeUrl(address);
  const shown = label.length ? label : [String(address).replace(/^mailto:/, "")];
  if (!url) return h("span", {}, ...shown);
  return h("a", { href: url.href, target: "_blank", rel: "noopener noreferrer", title: url.href }, ...shown);
}

/** Only the sandbox's own pictures are loaded, so that opening a message tells no other server about it. */
export function isOwn(address) {
  return safeUrl(new URL(address ?? "", location.origin).href)?.origin === location.origin;
}

/** "/archives/C1/p1700000000000100?thread_ts=…" as {channel, ts, thread}, or null for any other address. */
export function permalinkTarget(address) {
  const url = new URL(address, location.origin);
  const match = /^\/archives\/([A-Z0-9]+)(?:\/p(\d{10,})(\d{6}))?$/.exec(url.pathname);
  if (url.origin !== location.origin || !match) return null;
  const [, channel, seconds, micros] = match;
  return { channel, ts: seconds ? `${seconds}.${micros}` : null, thread: url.searchParams.get("thread_ts") };
}

/** The path of a permalink: shareable, and understood by the page itself. */
export function permalinkPath(channel, ts, thread) {
  const path = ts ? `/archives/${channel}/p${ts.replace(".", "")}` : `/archives/${channel}`;
  return thread && thread !== ts ? `${path}?thread_ts=${thread}&cid=${channel}` : path;
}
