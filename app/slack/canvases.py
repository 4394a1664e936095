"""Canvases and files: where a long document can be read in Slack."""

from app.domain.json import Json, object_of, text_of
from app.ports import Identity
from app.slack.client import Web

_LARGEST_CANVAS_BYTES = 1024 * 1024
_HAS_ONE = ("channel_canvas_already_exists", "free_team_canvas_tab_already_exists")
_GONE = ("canvas_not_found", "file_not_found", "file_deleted")


class Canvases:
    """The part of the Chat port that is about canvases and files."""

    def __init__(self, web: Web, me: Identity) -> None:
        self._web = web
        self._me = me

    async def write(self, channel: str, title: str, markdown: str, canvas: str) -> str:
        """Write `canvas`, or a new one: the channel's own if it has none yet, else one that the channel may read."""
        content: Json = {"type": "markdown", "markdown": _fitting(markdown)}
        if canvas:
            changes: Json = [{"operation": "replace", "document_content": content}]
            answer = await self._web.call("canvases.edit", canvas_id=canvas, changes=changes, fine=_GONE)
            if answer.get("ok") is True:
                return canvas
        answer = await self._web.call(
            "conversations.canvases.create", channel_id=channel, title=title, document_content=content, fine=_HAS_ONE
        )
        if answer.get("ok") is not True:
            answer = await self._web.call("canvases.create", title=title, document_content=content)
            made = text_of(answer.get("canvas_id"))
            await self._web.call("canvases.access.set", canvas_id=made, access_level="read", channel_ids=[channel])
        return text_of(answer.get("canvas_id"))

    async def edited_by_people(self, canvas: str) -> bool:
        """Whether its last editor, or any editor that Slack names, is somebody else."""
        answer = await self._web.call("files.info", file=canvas, fine=_GONE)
        file = object_of(answer.get("file"))
        editors = file.get("editors")
        named = {
            text_of(file.get("last_editor")),
            *([text_of(one) for one in editors] if isinstance(editors, list) else []),
        }
        return bool(named - {"", self._me.user, self._me.bot})

    async def upload(self, channel: str, filename: str, content: str, thread_ts: str) -> None:
        data = content.encode()
        ticket = await self._web.call("files.getUploadURLExternal", filename=filename, length=len(data))
        await self._web.put(text_of(ticket.get("upload_url")), data)
        await self._web.call(
            "files.completeUploadExternal",
            files=[{"id": text_of(ticket.get("file_id")), "title": filename}],
            channel_id=channel,
            thread_ts=thread_ts or None,
        )


def _fitting(markdown: str) -> str:
    """Cut at the size that a canvas may have, which is counted in bytes."""
    data = markdown.encode()
    return markdown if len(data) <= _LARGEST_CANVAS_BYTES else data[:_LARGEST_CANVAS_BYTES].decode(errors="ignore")
