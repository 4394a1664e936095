"""bookmarks.*: the links at the top of a channel."""

from app.sandbox.errors import SlackError
from app.sandbox.jsonvalue import Json
from app.sandbox.webapi.call import Call, Method


def add(call: Call) -> Json:
    args = call.args
    if args.text("type") != "link":
        raise SlackError("invalid_bookmark_type")
    bookmark = call.workspace.bookmarks.add(
        call.joined_channel("channel_id"), call.actor, title=args.text("title"), link=args.text("link"),
        emoji=args.text("emoji"), app_id=call.app.app_id,
    )  # fmt: skip
    return {"bookmark": bookmark.as_json(call.workspace.team_id)}


def edit(call: Call) -> Json:
    args = call.args
    bookmark = call.workspace.bookmarks.edit(
        call.joined_channel("channel_id"), args.text("bookmark_id"), call.actor, title=args.text("title"),
        link=args.text("link"), emoji=args.text("emoji"),
    )  # fmt: skip
    return {"bookmark": bookmark.as_json(call.workspace.team_id)}


def list_all(call: Call) -> Json:
    bookmarks = call.workspace.bookmarks.of(call.joined_channel("channel_id"))
    return {"bookmarks": [bookmark.as_json(call.workspace.team_id) for bookmark in bookmarks]}


def remove(call: Call) -> Json:
    call.workspace.bookmarks.remove(call.joined_channel("channel_id"), call.args.text("bookmark_id"))
    return {}


METHODS = (
    Method("bookmarks.add", add),
    Method("bookmarks.edit", edit),
    Method("bookmarks.list", list_all),
    Method("bookmarks.remove", remove),
)
