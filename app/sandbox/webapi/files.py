"""files.*: uploads in three steps (address, content, sharing), and what became of them."""

from app.sandbox.errors import SlackError
from app.sandbox.files import File
from app.sandbox.jsonvalue import Json, as_text
from app.sandbox.webapi.call import Call, Method


def get_upload_url(call: Call) -> Json:
    length = call.args.number("length", 0)
    if length <= 0:
        raise SlackError("invalid_arguments")
    file_id, url = call.workspace.files.begin(call.actor, call.args.text("filename"), length)
    return {"upload_url": url, "file_id": file_id}


def complete_upload(call: Call) -> Json:
    files = call.workspace.files
    given = call.args.objects("files") or []
    channels = call.args.many("channels") or call.args.many("channel_id")
    where = [call.workspace.channels.visible(channel, call.actor) for channel in channels]
    if any(call.actor not in channel.members for channel in where):
        raise SlackError("not_in_channel")
    done = [files.complete(call.actor, as_text(one.get("id")), as_text(one.get("title"))) for one in given]
    comment, thread_ts = call.args.text("initial_comment"), call.args.ts("thread_ts", "invalid_thread_ts")
    for channel in where:
        files.share(channel, call.actor, done, comment, thread_ts=thread_ts)
    return {"files": [_shown(call, file) for file in done]}


def info(call: Call) -> Json:
    """A file, or a canvas, which is one, too. Who wrote in a canvas is told here only."""
    wanted, canvases = call.args.text("file"), call.workspace.canvases
    canvas = next((one for one in canvases.all() if one.id == wanted), None)
    shown = canvases.as_file(canvas) if canvas else _shown(call, call.workspace.files.known(wanted))
    return {"file": shown, "comments": [], "response_metadata": {"next_cursor": ""}}


def list_all(call: Call) -> Json:
    channel, user = call.args.text("channel"), call.args.text("user")
    found = [
        file
        for file in call.workspace.files.all()
        if (not channel or channel in file.shares) and (not user or file.user_id == user)
    ]
    count, number = max(call.args.number("count", 100), 1), max(call.args.number("page", 1), 1)
    some = found[count * (number - 1) : count * number]
    pages = -(-len(found) // count)
    paging: Json = {"count": count, "total": len(found), "page": number, "pages": pages}
    return {"files": [_shown(call, file) for file in some], "paging": paging}


def delete(call: Call) -> Json:
    file = call.workspace.files.known(call.args.text("file"))
    if file.user_id != call.actor:
        raise SlackError("cant_delete_file")
    call.workspace.files.delete(file)
    return {}


def _shown(call: Call, file: File) -> Json:
    channels = call.workspace.channels
    public = [one for one in file.shares if channels[one].is_public]
    private = [one for one in file.shares if channels[one].kind == "group"]
    direct = [one for one in file.shares if channels[one].is_direct]
    return call.workspace.files.as_json(file) | {"channels": public, "groups": private, "ims": direct}


METHODS = (
    Method("files.completeUploadExternal", complete_upload),
    Method("files.delete", delete),
    Method("files.getUploadURLExternal", get_upload_url),
    Method("files.info", info),
    Method("files.list", list_all),
)
