"""chat.*: what an app says."""

from app.sandbox.channels import Channel
from app.sandbox.compose import LONGEST_TEXT
from app.sandbox.errors import SlackError
from app.sandbox.jsonvalue import Json, as_object
from app.sandbox.messages import Message
from app.sandbox.posting import Content
from app.sandbox.webapi.call import Call, Method

MOST_ATTACHMENTS = 100


def content_of(call: Call) -> Content:
    """What the arguments say. Raises `markdown_text_conflict`, `invalid_metadata_format`."""
    args = call.args
    if len(args.objects("attachments") or []) > MOST_ATTACHMENTS:
        raise SlackError("too_many_attachments")
    text, blocks = (args.text("text") if "text" in args.given else None), args.objects("blocks")
    markdown = args.text("markdown_text")
    if markdown:
        if text or blocks:
            raise SlackError("markdown_text_conflict")
        text, blocks = markdown, [{"type": "markdown", "text": markdown}]
    icons: Json = {}
    if args.text("icon_emoji"):
        icons["emoji"] = args.text("icon_emoji")
    if args.text("icon_url"):
        icons["image_48"] = args.text("icon_url")
    customized = "chat:write.customize" in call.app.scopes
    return Content(
        text=text, blocks=blocks, attachments=args.objects("attachments"), metadata=_metadata(call),
        username=args.text("username") if customized else "", icons=icons or None,
    )  # fmt: skip


def _metadata(call: Call) -> Json | None:
    given = call.args.given.get("metadata")
    if given in (None, ""):
        return None
    metadata = as_object(given)
    if not isinstance(metadata.get("event_type"), str) or not isinstance(metadata.get("event_payload"), dict):
        raise SlackError("invalid_metadata_format")
    return {"event_type": metadata["event_type"], "event_payload": metadata["event_payload"]}


def _not_too_long(call: Call) -> None:
    """chat.postMessage cuts a text that is too long; the other methods refuse it."""
    if len(call.args.text("text")) > LONGEST_TEXT:
        raise SlackError("msg_too_long")


def _target(call: Call) -> Channel:
    """Where a post goes: a channel by id or name, or a person's direct messages."""
    workspace, wanted = call.workspace, call.args.text("channel")
    if wanted in workspace.users:
        return workspace.membership.open_direct({call.actor, wanted})[0]
    named = workspace.channels.named(wanted) if wanted not in workspace.channels else None
    channel = workspace.channels.visible(named.id if named else wanted, call.actor)
    if channel.archived:
        raise SlackError("is_archived")
    public_writer = channel.is_public and "chat:write.public" in call.app.scopes
    if call.actor not in channel.members and not public_writer:
        raise SlackError("not_in_channel")
    return channel


def post_message(call: Call) -> Json:
    channel = _target(call)
    message = call.workspace.posting.say(
        channel, call.actor, content_of(call),
        thread_ts=call.args.ts("thread_ts", "invalid_thread_ts"), broadcast=call.args.flag("reply_broadcast"),
    )  # fmt: skip
    return {"channel": channel.id, "ts": message.ts, "message": message.as_json(metadata=True)}


def me_message(call: Call) -> Json:
    _not_too_long(call)
    channel = _target(call)
    content = Content(text=call.args.text("text"))
    message = call.workspace.posting.say(channel, call.actor, content, subtype="me_message")
    return {"channel": channel.id, "ts": message.ts}


def post_ephemeral(call: Call) -> Json:
    _not_too_long(call)
    channel, user = _target(call), call.args.text("user")
    if user not in channel.members:
        raise SlackError("user_not_in_channel")
    content = content_of(call)
    if content.is_empty:
        raise SlackError("no_text")
    bot = call.workspace.bots[call.app.bot_id]
    message = call.workspace.posting.whisper(
        channel, user, bot, content, call.args.ts("thread_ts", "invalid_thread_ts")
    )
    return {"message_ts": message.ts}


def update(call: Call) -> Json:
    _not_too_long(call)
    channel, message = _own_message(call, "cant_update_message")
    content = content_of(call)
    if content.is_empty and not (content.text is None and content.metadata):
        raise SlackError("no_text")
    call.workspace.posting.edit(channel, message, call.actor, content)
    shown = message.as_json(metadata=True)
    return {"channel": channel.id, "ts": message.ts, "text": message.text, "message": shown}


def delete(call: Call) -> Json:
    channel, message = _own_message(call, "cant_delete_message")
    call.workspace.posting.delete(channel, message)
    return {"channel": channel.id, "ts": message.ts}


def _own_message(call: Call, otherwise: str) -> tuple[Channel, Message]:
    channel = call.channel()
    message = channel.log.known(call.args.text("ts"))
    if message.body.get("bot_id") != call.app.bot_id:
        raise SlackError(otherwise)
    if channel.archived:
        raise SlackError(otherwise)
    return channel, message


def get_permalink(call: Call) -> Json:
    channel = call.channel()
    message = channel.log.known(call.args.text("message_ts"))
    return {"channel": channel.id, "permalink": call.workspace.permalink(channel, message)}


METHODS = (
    Method("chat.delete", delete),
    Method("chat.getPermalink", get_permalink),
    Method("chat.meMessage", me_message),
    Method("chat.postEphemeral", post_ephemeral),
    Method("chat.postMessage", post_message),
    Method("chat.update", update),
)
