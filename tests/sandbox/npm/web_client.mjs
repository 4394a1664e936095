// Goes through the Web API with Slack's own client and tells each finding as one line of JSON on standard output.
// Settings come as JSON in the environment variable SANDBOX: apiUrl, botToken, user, limitedMethod.

import { WebClient } from "@slack/web-api";

const settings = JSON.parse(process.env.SANDBOX);
const tell = (what, details = {}) => process.stdout.write(`${JSON.stringify({ what, ...details })}\n`);
const client = new WebClient(settings.botToken, {
  slackApiUrl: settings.apiUrl,
  logLevel: "error",
  rejectRateLimitedCalls: true,
  retryConfig: { retries: 0 },
});

const refusal = async (call) => {
  try {
    await call();
    return null;
  } catch (error) {
    return { code: error.code, ...error.data, retryAfter: error.retryAfter };
  }
};

tell("auth", await client.auth.test());

const { channel } = await client.conversations.create({ name: "inc-1" });
await client.conversations.invite({ channel: channel.id, users: settings.user });
await client.conversations.setTopic({ channel: channel.id, topic: "SEV-1 · investigating" });
for (let number = 1; number <= 7; number += 1) {
  await client.chat.postMessage({
    channel: channel.id,
    text: `message ${number}`,
    metadata: { event_type: "delivery", event_payload: { key: `k${number}` } },
  });
}
const texts = [];
for await (const page of client.paginate("conversations.history", {
  channel: channel.id,
  limit: 3,
  include_all_metadata: true,
})) {
  texts.push(page.messages.filter((message) => message.metadata).map((message) => message.metadata.event_payload.key));
}
tell("pages", { texts });

const blocks = [
  { type: "header", text: { type: "plain_text", text: "INC-1" } },
  { type: "actions", elements: [{ type: "button", action_id: "go", text: { type: "plain_text", text: "Go" } }] },
];
const posted = await client.chat.postMessage({ channel: channel.id, text: "card", blocks });
const changed = await client.chat.update({ channel: channel.id, ts: posted.ts, text: "new card", blocks });
await client.reactions.add({ channel: channel.id, timestamp: posted.ts, name: "eyes" });
await client.pins.add({ channel: channel.id, timestamp: posted.ts });
const { permalink } = await client.chat.getPermalink({ channel: channel.id, message_ts: posted.ts });
const reacted = await client.reactions.get({ channel: channel.id, timestamp: posted.ts });
const pins = await client.pins.list({ channel: channel.id });
tell("card", {
  text: changed.message.text,
  permalink,
  ts: posted.ts,
  reactions: reacted.message.reactions,
  pins: pins.items.length,
});

const uploaded = await client.filesUploadV2({
  channel_id: channel.id,
  content: "12:01 it burns\n",
  filename: "log.txt",
  title: "The log",
  initial_comment: "From the host",
});
const { file } = await client.files.info({ file: uploaded.files[0].files[0].id });
const content = await fetch(file.url_private_download, { headers: { Authorization: `Bearer ${settings.botToken}` } });
tell("file", { name: file.name, size: file.size, content: await content.text() });

const { canvas_id: canvas } = await client.conversations.canvases.create({
  channel_id: channel.id,
  document_content: { type: "markdown", markdown: "# Postmortem" },
});
tell("canvas", { canvas });

tell("refusals", {
  missing: await refusal(() => client.chat.postMessage({ text: "where to?" })),
  unknown: await refusal(() => client.conversations.history({ channel: "C404" })),
  blocks: await refusal(() => client.chat.postMessage({ channel: channel.id, blocks: [{ type: "header" }] })),
  taken: await refusal(() => client.conversations.create({ name: "inc-1" })),
  scope: await refusal(() => client.users.profile.get()),
  method: await refusal(() => client.apiCall("chat.telepathy")),
  token: await refusal(() => new WebClient("xoxb-wrong", { slackApiUrl: settings.apiUrl, logLevel: "error" }).auth.test()),
  limited: await refusal(() => client.apiCall(settings.limitedMethod)),
});
