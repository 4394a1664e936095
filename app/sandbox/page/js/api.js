// Talks to the sandbox: reading what a person may see, doing what a person can do, and following changes.

export class Refused extends Error {}

async function answer(response) {
  const body = await response.json().catch(() => ({ ok: false, error: `The sandbox answered ${response.status}.` }));
  if (!response.ok || body.ok === false) throw new Refused(body.error ?? `The sandbox answered ${response.status}.`);
  return body;
}

export async function read(path, query = {}) {
  const url = new URL(path, location.origin);
  for (const [name, value] of Object.entries(query)) if (value !== undefined && value !== null) url.searchParams.set(name, value);
  return answer(await fetch(url));
}

export async function send(path, body) {
  const headers = { "content-type": "application/json" };
  return answer(await fetch(path, { method: "POST", headers, body: JSON.stringify(body) }));
}

/** Does one act as a person; resolves to what came of it, or throws Refused with a sentence for the visitor. */
export async function act(person, name, details = {}) {
  return (await send("/sandbox/act", { as: person, act: name, ...details })).result;
}

/** Follows the changes a person may see. `onStatus(true)` comes with every connection: read everything then, for only
 * what changes afterwards is told. */
export class Stream {
  constructor(person, { onChanges, onStatus }) {
    this.person = person;
    this.onChanges = onChanges;
    this.onStatus = onStatus;
    this.wait = 500;
    this.open();
  }

  open() {
    const address = new URL("/sandbox/stream", location.href);
    address.protocol = location.protocol === "https:" ? "wss:" : "ws:";
    address.searchParams.set("as", this.person);
    this.socket = new WebSocket(address);
    this.socket.onmessage = (event) => this.heard(JSON.parse(event.data));
    this.socket.onclose = () => this.lost();
  }

  heard(changes) {
    if (changes[0]?.type !== "hello") return this.onChanges(changes);
    this.wait = 500;
    return this.onStatus(true);
  }

  lost() {
    if (this.closed) return;
    this.onStatus(false);
    this.timer = setTimeout(() => this.open(), this.wait);
    this.wait = Math.min(this.wait * 2, 8000);
  }

  close() {
    this.closed = true;
    clearTimeout(this.timer);
    this.socket.close();
  }
}
