// A small app on Slack's own Bolt for JavaScript. It tells each thing it sees as one line of JSON on standard output.
// Settings come as JSON in the environment variable SANDBOX: apiUrl, botToken, and appToken or signingSecret and port.

import bolt from "@slack/bolt";

const settings = JSON.parse(process.env.SANDBOX);
const tell = (what, details = {}) => process.stdout.write(`${JSON.stringify({ what, ...details })}\n`);
const clientOptions = { slackApiUrl: settings.apiUrl };
const receiver = settings.appToken
  ? new bolt.SocketModeReceiver({
      appToken: settings.appToken,
      installerOptions: { clientOptions },
      clientPingTimeout: 1000, // also how long it waits before it connects again
      logLevel: "error",
    })
  : new bolt.HTTPReceiver({ signingSecret: settings.signingSecret, logLevel: "error" });
const app = new bolt.App({ token: settings.botToken, clientOptions, receiver, logLevel: "error" });

app.message("ping", async ({ message, say }) => {
  await say({ text: "pong", thread_ts: message.ts });
  tell("message", { user: message.user, text: message.text, ts: message.ts });
});

app.event("app_mention", async ({ event, context, body }) => {
  tell("app_mention", { text: event.text, botUserId: context.botUserId, retry: context.retryNum ?? null, id: body.event_id });
});

app.event("reaction_added", async ({ event }) => tell("reaction_added", { name: event.reaction, ts: event.item.ts }));

app.event("message", async ({ event }) => {
  if (event.subtype === "message_changed") {
    tell("message_changed", { text: event.message.text, before: event.previous_message.text });
  }
});

app.event("app_home_opened", async ({ event, client }) => {
  const blocks = [{ type: "section", text: { type: "mrkdwn", text: "Nothing burns." } }];
  const { view } = await client.views.publish({ user_id: event.user, view: { type: "home", blocks } });
  tell("home", { viewId: view.id });
});

app.command("/inc", async ({ ack, command, respond }) => {
  await ack(`You said ${command.text}`);
  await respond({ text: "Everybody sees this", response_type: "in_channel" });
  tell("command", { user: command.user_id, text: command.text });
});

const form = {
  type: "modal",
  callback_id: "form",
  title: { type: "plain_text", text: "New incident" },
  submit: { type: "plain_text", text: "Declare" },
  blocks: [
    {
      type: "input",
      block_id: "title",
      label: { type: "plain_text", text: "Title" },
      element: { type: "plain_text_input", action_id: "typed" },
    },
  ],
};

app.action("declare", async ({ ack, body, action, client }) => {
  await ack();
  const { view } = await client.views.open({ trigger_id: body.trigger_id, view: form });
  tell("click", { value: action.value, viewId: view.id });
});

app.view("form", async ({ ack, view }) => {
  const title = view.state.values.title.typed.value;
  if (title.length < 3) {
    await ack({ response_action: "errors", errors: { title: "Longer, please" } });
  } else {
    await ack();
  }
  tell("submission", { title });
});

app.shortcut("keep", async ({ ack, shortcut, respond }) => {
  await ack();
  await respond({ text: "Kept", replace_original: false });
  tell("message_shortcut", { text: shortcut.message.text });
});

app.shortcut("declare", async ({ ack, shortcut }) => {
  await ack();
  tell("global_shortcut", { user: shortcut.user.id });
});

app.error(async (error) => tell("error", { message: error.message }));

await app.start(settings.port);
tell("ready");
process.stdin.on("end", async () => {
  await app.stop();
  process.exit(0);
});
process.stdin.resume();
