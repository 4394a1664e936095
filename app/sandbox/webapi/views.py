"""views.*: modals and Home tabs."""

from app.sandbox.errors import SlackError
from app.sandbox.jsonvalue import Json
from app.sandbox.views import View
from app.sandbox.webapi.call import Call, Method


def _shown(call: Call, view: View) -> Json:
    return {"view": view.as_json(call.workspace.team_id)}


def _user_of_trigger(call: Call) -> str:
    return call.workspace.triggers.redeem(call.app, call.args.text("trigger_id"))


def open_modal(call: Call) -> Json:
    return _shown(call, call.workspace.views.open(call.app, _user_of_trigger(call), call.args.object("view")))


def push(call: Call) -> Json:
    return _shown(call, call.workspace.views.push(call.app, _user_of_trigger(call), call.args.object("view")))


def update(call: Call) -> Json:
    args = call.args
    view = call.workspace.views.update(
        call.app, args.object("view"), view_id=args.text("view_id"), external_id=args.text("external_id"),
        known_hash=args.text("hash"),
    )  # fmt: skip
    return _shown(call, view)


def publish(call: Call) -> Json:
    user = call.args.text("user_id")
    if user not in call.workspace.users:
        raise SlackError("invalid_arguments")
    view = call.workspace.views.publish(call.app, user, call.args.object("view"), call.args.text("hash"))
    return _shown(call, view)


METHODS = (
    Method("views.open", open_modal),
    Method("views.publish", publish),
    Method("views.push", push),
    Method("views.update", update),
)
