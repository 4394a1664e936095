"""usergroups.*: groups of people and who is in them."""

from app.sandbox.jsonvalue import Json
from app.sandbox.webapi.call import Call, Method


def list_all(call: Call) -> Json:
    groups, users = call.workspace.usergroups, call.args.flag("include_users")
    return {"usergroups": [groups.as_json(group, users=users) for group in groups.all()]}


def list_users(call: Call) -> Json:
    return {"users": list(call.workspace.usergroups.known(call.args.text("usergroup")).users)}


METHODS = (
    Method("usergroups.list", list_all),
    Method("usergroups.users.list", list_users),
)
