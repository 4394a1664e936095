"""reactions.* and pins.*: what an app puts on messages."""

from app.sandbox.channels import Channel
from app.sandbox.errors import SlackError
from app.sandbox.jsonvalue import Json
from app.sandbox.messages import Message
from app.sandbox.webapi.call import Call, Method
from app.sandbox.webapi.paging import page


def _item(call: Call, *, member: bool) -> tuple[Channel, Message]:
    if not call.args.has("timestamp"):
        raise SlackError("no_item_specified")
    ts = call.args.ts("timestamp", "bad_timestamp")
    channel = call.joined_channel() if member else call.channel()
    return channel, channel.log.known(ts)


def react(call: Call) -> Json:
    channel, message = _item(call, member=False)
    call.workspace.marks.react(channel, message, call.actor, call.args.text("name"))
    return {}


def unreact(call: Call) -> Json:
    channel, message = _item(call, member=False)
    call.workspace.marks.unreact(channel, message, call.actor, call.args.text("name"))
    return {}


def get_reactions(call: Call) -> Json:
    channel, message = _item(call, member=False)
    permalink = call.workspace.permalink(channel, message)
    return {"type": "message", "channel": channel.id, "message": message.as_json() | {"permalink": permalink}}


def list_reactions(call: Call) -> Json:
    """What a user, usually the bot, has reacted to: the newest channel messages first."""
    user = call.args.text("user", call.actor)
    call.workspace.users.known(user)
    items: list[Json] = [
        {"type": "message", "channel": channel.id, "message": message.as_json()}
        for channel in call.workspace.channels.values()
        if call.actor in channel.members
        for message in reversed(channel.log.all())
        if any(user in users for users in message.reactions.values())
    ]
    some, following = page(call, items)
    return {"items": some} | following


def pin(call: Call) -> Json:
    channel, message = _item(call, member=True)
    call.workspace.marks.pin(channel, message, call.actor)
    return {}


def unpin(call: Call) -> Json:
    channel, message = _item(call, member=True)
    call.workspace.marks.unpin(channel, message, call.actor)
    return {}


def list_pins(call: Call) -> Json:
    return {"items": call.workspace.marks.pins_json(call.channel())}


METHODS = (
    Method("pins.add", pin),
    Method("pins.list", list_pins),
    Method("pins.remove", unpin),
    Method("reactions.add", react),
    Method("reactions.get", get_reactions),
    Method("reactions.list", list_reactions),
    Method("reactions.remove", unreact),
)
