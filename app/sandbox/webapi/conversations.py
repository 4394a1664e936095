"""conversations.*: channels, their members and their topics."""

from app.sandbox.channels import Channel, channel_json
from app.sandbox.errors import SlackError
from app.sandbox.jsonvalue import Json
from app.sandbox.webapi.call import Call, Method
from app.sandbox.webapi.paging import page

_KINDS = {"public_channel": "channel", "private_channel": "group", "im": "im", "mpim": "mpim"}


def shown(call: Call, channel: Channel) -> Json:
    return channel_json(channel, call.workspace.team_id, call.actor)


def create(call: Call) -> Json:
    private = call.args.flag("is_private")
    channel = call.workspace.membership.create(call.actor, call.args.text("name"), private=private)
    return {"channel": shown(call, channel)}


def rename(call: Call) -> Json:
    channel = call.channel()
    call.workspace.membership.rename(channel, call.actor, call.args.text("name"))
    return {"channel": shown(call, channel)}


def archive(call: Call) -> Json:
    call.workspace.membership.archive(call.channel(), call.actor)
    return {}


def unarchive(call: Call) -> Json:
    call.workspace.membership.unarchive(call.channel(), call.actor)
    return {}


def info(call: Call) -> Json:
    channel = call.channel()
    counted: Json = {"num_members": len(channel.members)} if call.args.flag("include_num_members") else {}
    return {"channel": shown(call, channel) | counted}


def select(call: Call, kinds: list[str]) -> list[Channel]:
    """The conversations of these types that the bot can see and has the scope for. Raises `invalid_types`."""
    if any(kind not in _KINDS for kind in kinds):
        raise SlackError("invalid_types")
    wanted = {_KINDS[kind] for kind in kinds}
    without_archived = call.args.flag("exclude_archived")
    return [
        channel
        for channel in call.workspace.channels.values()
        if channel.kind in wanted and channel.visible_to(call.actor) and not (without_archived and channel.archived)
    ]


def list_all(call: Call) -> Json:
    channels = select(call, call.args.many("types") or ["public_channel"])
    some, following = page(call, channels)
    counted = [shown(call, channel) | {"num_members": len(channel.members)} for channel in some]
    return {"channels": counted} | following


def members(call: Call) -> Json:
    some, following = page(call, list(call.channel().members))
    return {"members": some} | following


def join(call: Call) -> Json:
    channel = call.channel()
    if call.workspace.membership.join(channel, call.actor):
        return {"channel": shown(call, channel)}
    return {
        "channel": shown(call, channel),
        "warning": "already_in_channel",
        "response_metadata": {"warnings": ["already_in_channel"]},
    }


def leave(call: Call) -> Json:
    left = call.workspace.membership.leave(call.channel(), call.actor)
    return {} if left else {"not_in_channel": True}


def invite(call: Call) -> Json:
    channel, users = call.channel(), call.args.many("users")
    if not users:
        raise SlackError("no_user")
    errors: list[Json] = []
    for user in users:
        try:
            call.workspace.membership.invite(channel, call.actor, user)
        except SlackError as error:
            errors.append({"user": user, "ok": False, "error": error.code})
    if errors and not (call.args.flag("force") and len(errors) < len(users)):
        raise SlackError(str(errors[0]["error"]), errors=errors)
    return {"channel": shown(call, channel)}


def kick(call: Call) -> Json:
    call.workspace.membership.kick(call.channel(), call.actor, call.args.text("user"))
    return {"errors": {}}


def open_direct(call: Call) -> Json:
    if call.args.has("channel"):
        channel, known = call.channel(), True
        if not channel.is_direct:
            raise SlackError("method_not_supported_for_channel_type")
    else:
        users = call.args.many("users")
        if not users:
            raise SlackError("users_list_not_supplied")
        if len(users) > 8:
            raise SlackError("too_many_users")
        for user in users:
            if call.workspace.users.known(user).deleted:
                raise SlackError("user_disabled")
        channel, known = call.workspace.membership.open_direct({call.actor, *users})
    shown_channel = shown(call, channel) if call.args.flag("return_im") else {"id": channel.id}
    return ({"no_op": True, "already_open": True} if known else {}) | {"channel": shown_channel}


def close(call: Call) -> Json:
    if not call.channel().is_direct:
        raise SlackError("method_not_supported_for_channel_type")
    return {}


def mark(call: Call) -> Json:
    call.joined_channel()
    call.args.ts("ts", "invalid_timestamp")
    return {}


def set_topic(call: Call) -> Json:
    channel = call.channel()
    call.workspace.membership.set_topic(channel, call.actor, call.args.text("topic"))
    return {"channel": shown(call, channel)}


def set_purpose(call: Call) -> Json:
    channel = call.channel()
    call.workspace.membership.set_purpose(channel, call.actor, call.args.text("purpose"))
    return {"channel": shown(call, channel)}


METHODS = (
    Method("conversations.archive", archive),
    Method("conversations.close", close),
    Method("conversations.create", create),
    Method("conversations.info", info),
    Method("conversations.invite", invite),
    Method("conversations.join", join),
    Method("conversations.kick", kick),
    Method("conversations.leave", leave),
    Method("conversations.list", list_all),
    Method("conversations.mark", mark),
    Method("conversations.members", members),
    Method("conversations.open", open_direct),
    Method("conversations.rename", rename),
    Method("conversations.setPurpose", set_purpose),
    Method("conversations.setTopic", set_topic),
    Method("conversations.unarchive", unarchive),
)
