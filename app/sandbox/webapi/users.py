"""users.*: who is here."""

from app.sandbox.errors import SlackError
from app.sandbox.jsonvalue import Json
from app.sandbox.users import User, profile_json, user_json
from app.sandbox.webapi.call import Call, Method
from app.sandbox.webapi.conversations import select, shown
from app.sandbox.webapi.paging import page


def _shown(call: Call, user: User) -> Json:
    return user_json(user, call.workspace.team_id, email="users:read.email" in call.app.scopes)


def info(call: Call) -> Json:
    locale: Json = {"locale": "en-US"} if call.args.flag("include_locale") else {}
    return {"user": _shown(call, call.workspace.users.known(call.args.text("user"))) | locale}


def list_all(call: Call) -> Json:
    some, following = page(call, list(call.workspace.users.values()))
    return {"members": [_shown(call, user) for user in some], "cache_ts": call.workspace.now_s()} | following


def conversations(call: Call) -> Json:
    user = call.args.text("user", call.actor)
    call.workspace.users.known(user)
    channels = select(call, call.args.many("types") or ["public_channel"])
    some, following = page(call, [channel for channel in channels if user in channel.members])
    answers = [shown(call, channel) for channel in some]
    for answer in answers:
        answer.pop("is_member", None)  # of the one who calls, which here need not be the one asked about
    return {"channels": answers} | following


def lookup_by_email(call: Call) -> Json:
    wanted = call.args.text("email").casefold()
    found = next((user for user in call.workspace.users.values() if user.email.casefold() == wanted), None)
    if found is None or not wanted:
        raise SlackError("users_not_found")
    return {"user": _shown(call, found)}


def get_presence(call: Call) -> Json:
    user = call.workspace.users.known(call.args.text("user", call.actor))
    return {"presence": "away" if user.deleted else "active"}


def get_profile(call: Call) -> Json:
    user = call.workspace.users.known(call.args.text("user", call.actor))
    return {"profile": profile_json(user, call.workspace.team_id, email="users:read.email" in call.app.scopes)}


METHODS = (
    Method("users.conversations", conversations),
    Method("users.getPresence", get_presence),
    Method("users.info", info),
    Method("users.list", list_all),
    Method("users.lookupByEmail", lookup_by_email),
    Method("users.profile.get", get_profile),
)
