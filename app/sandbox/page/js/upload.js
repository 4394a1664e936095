// Attaching a file from the visitor's computer to a channel of the sandbox.

import { attempt } from "./attempt.js";
import { h } from "./dom.js";
import { toast } from "./toast.js";

const MOST_BYTES = 5_000_000;
const CHUNK = 8192;

async function base64(file) {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let text = "";
  for (let at = 0; at < bytes.length; at += CHUNK) text += String.fromCharCode(...bytes.subarray(at, at + CHUNK));
  return btoa(text);
}

export function upload(channel, thread) {
  const input = h("input", { type: "file", onchange: async () => {
    const [file] = input.files;
    if (!file) return;
    if (file.size > MOST_BYTES) toast("The sandbox takes files of up to 5 MB.");
    else await attempt("upload", { channel, thread_ts: thread ?? undefined, filename: file.name, content: await base64(file), title: file.name });
  } });
  input.click();
}
