"""canvases.* and conversations.canvases.*: documents beside the talk."""

from app.sandbox.errors import SlackError
from app.sandbox.jsonvalue import Json
from app.sandbox.webapi.call import Call, Method


def create(call: Call) -> Json:
    channel = call.joined_channel("channel_id") if call.args.has("channel_id") else None
    document = call.args.object("document_content")
    canvas = call.workspace.canvases.create(call.actor, call.args.text("title"), document, channel)
    return {"canvas_id": canvas.id}


def create_in_channel(call: Call) -> Json:
    document = call.args.object("document_content")
    channel = call.joined_channel("channel_id")
    canvas = call.workspace.canvases.create(call.actor, call.args.text("title"), document, channel)
    return {"canvas_id": canvas.id}


def edit(call: Call) -> Json:
    canvases = call.workspace.canvases
    canvases.edit(call.actor, canvases.known(call.args.text("canvas_id")), call.args.objects("changes") or [])
    return {}


def delete(call: Call) -> Json:
    canvases = call.workspace.canvases
    canvases.delete(canvases.known(call.args.text("canvas_id")))
    return {}


def lookup_sections(call: Call) -> Json:
    canvases = call.workspace.canvases
    found = canvases.lookup(canvases.known(call.args.text("canvas_id")), call.args.object("criteria"))
    return {"sections": [{"id": section.id} for section in found]}


def change_access(call: Call) -> Json:
    """Setting and taking away access: checked, and otherwise without effect, for everybody here may read all."""
    call.workspace.canvases.known(call.args.text("canvas_id"))
    channels, users = call.args.many("channel_ids"), call.args.many("user_ids")
    if not channels and not users:
        raise SlackError("invalid_parameters")
    for channel in channels:
        call.workspace.channels.visible(channel, call.actor)
    for user in users:
        call.workspace.users.known(user)
    return {}


METHODS = (
    Method("canvases.access.delete", change_access),
    Method("canvases.access.set", change_access),
    Method("canvases.create", create),
    Method("canvases.delete", delete),
    Method("canvases.edit", edit),
    Method("canvases.sections.lookup", lookup_sections),
    Method("conversations.canvases.create", create_in_channel),
)
