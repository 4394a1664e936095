"""Who am I, and where do I connect: auth.test, apps.connections.open, api.test, team.info, bots.info."""

from app.sandbox.errors import SlackError
from app.sandbox.jsonvalue import Json
from app.sandbox.users import bot_json
from app.sandbox.webapi.call import Call, Method


def api_test(call: Call) -> Json:
    error = call.args.text("error")
    if error:
        raise SlackError(error, args=call.args.given)
    return {"args": call.args.given} if call.args.given else {}


def auth_test(call: Call) -> Json:
    workspace = call.workspace
    return {
        "url": workspace.url, "team": workspace.name, "user": workspace.users[call.actor].name,
        "team_id": workspace.team_id, "user_id": call.actor, "bot_id": call.app.bot_id, "is_enterprise_install": False,
    }  # fmt: skip


def open_connection(call: Call) -> Json:
    if not call.app.socket_mode:
        raise SlackError("forbidden_team")
    ticket = call.workspace.tickets.issue(call.app.app_id)
    address = call.workspace.url.replace("http", "ws", 1)
    return {"url": f"{address}link/?ticket={ticket}&app_id={call.app.app_id}"}


def team_info(call: Call) -> Json:
    workspace = call.workspace
    if call.args.text("team") not in {"", workspace.team_id}:
        raise SlackError("team_not_found")
    team: Json = {
        "id": workspace.team_id, "name": workspace.name, "url": workspace.url, "domain": workspace.domain,
        "email_domain": "", "icon": {"image_default": True}, "avatar_base_url": workspace.url, "is_verified": False,
    }  # fmt: skip
    return {"team": team}


def bots_info(call: Call) -> Json:
    bot = call.workspace.bots.get(call.args.text("bot", call.app.bot_id))
    if bot is None:
        raise SlackError("bot_not_found")
    return {"bot": bot_json(bot)}


METHODS = (
    Method("api.test", api_test),
    Method("apps.connections.open", open_connection),
    Method("auth.test", auth_test),
    Method("bots.info", bots_info),
    Method("team.info", team_info),
)
