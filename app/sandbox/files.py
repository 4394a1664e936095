"""Files: uploaded, shared in channels, downloaded again."""

import mimetypes
from dataclasses import dataclass, field

from app.sandbox.channels import Channel
from app.sandbox.errors import SlackError
from app.sandbox.jsonvalue import Json
from app.sandbox.messages import Message
from app.sandbox.posting import Content, Posting
from app.sandbox.state import State
from app.sandbox.tickets import Tickets

UPLOAD_LIFE_S = 3600.0


@dataclass(slots=True)
class File:
    """A file. `shares` names the messages that carry it, by channel."""

    id: str
    user_id: str
    name: str
    title: str
    content: bytes
    created_s: int
    mimetype: str
    shares: dict[str, list[str]] = field(default_factory=dict)

    @property
    def filetype(self) -> str:
        return self.name.rpartition(".")[2].lower() if "." in self.name else "text"


@dataclass(slots=True)
class _Upload:
    user_id: str
    filename: str
    length: int
    file_id: str
    content: bytes | None = None


class Files:
    """The rules of files. An upload gets an address first, then its content, and is shared at the end."""

    def __init__(self, state: State, posting: Posting) -> None:
        self._state = state
        self._posting = posting
        self._files: dict[str, File] = {}
        self._uploads: dict[str, _Upload] = {}
        self._addresses: Tickets[str] = Tickets(UPLOAD_LIFE_S, state.timer)

    def all(self) -> list[File]:
        """All files, the newest first."""
        return list(reversed(self._files.values()))

    def known(self, file_id: str) -> File:
        """Raises `file_not_found`."""
        if file_id not in self._files:
            raise SlackError("file_not_found")
        return self._files[file_id]

    def begin(self, user_id: str, filename: str, length: int) -> tuple[str, str]:
        """Opens an upload of so many bytes; gives the file's id and the address for its content."""
        file_id = self._state.ids.new("F")
        self._uploads[file_id] = _Upload(user_id, filename, length, file_id)
        return file_id, f"{self._state.url}upload/v1/{self._addresses.issue(file_id)}"

    def receive(self, ticket: str, content: bytes) -> int:
        """Takes the content posted to an upload's address and gives its size in bytes. Raises `not_found`."""
        upload = self._uploads.get(self._addresses.redeem(ticket) or "")
        if upload is None:
            raise SlackError("not_found")
        upload.content = content
        return len(content)

    def complete(self, user_id: str, file_id: str, title: str) -> File:
        """Ends an upload. Raises `file_not_found` without content or for somebody else's."""
        upload = self._uploads.get(file_id)
        if upload is None or upload.content is None or upload.user_id != user_id:
            raise SlackError("file_not_found")
        del self._uploads[file_id]
        return self.add(user_id, upload.filename, upload.content, title, file_id=file_id)

    def add(self, user_id: str, name: str, content: bytes, title: str = "", *, file_id: str = "") -> File:
        """A file that is not shared yet."""
        file = File(
            file_id or self._state.ids.new("F"), user_id, name, title or name, content, self._state.now_s(),
            mimetypes.guess_type(name)[0] or "text/plain",
        )  # fmt: skip
        self._files[file.id] = file
        event: Json = {"type": "file_created", "file_id": file.id, "user_id": user_id, "file": {"id": file.id}}
        app = self._state.apps.of_bot(user_id)
        if app is not None:
            self._state.publish_to(app.app_id, event | {"event_ts": self._state.stamps.new()})
        return file

    def share(
        self, channel: Channel, user_id: str, files: list[File], comment: str = "", *, thread_ts: str = "", ts: str = ""
    ) -> Message:
        """Posts files into a channel, with a message and a `file_shared` for each."""
        content = Content(text=comment, files=[self.as_json(file) for file in files])
        message = self._posting.say(channel, user_id, content, thread_ts=thread_ts, ts=ts)
        for file in files:
            file.shares.setdefault(channel.id, []).append(message.ts)
            event: Json = {"type": "file_shared", "channel_id": channel.id, "file_id": file.id, "user_id": user_id,
                           "file": {"id": file.id}, "event_ts": message.ts}  # fmt: skip
            self._state.publish(event, channel)
        return message

    def delete(self, file: File) -> None:
        """Takes a file away; the messages that carried it say that it is gone."""
        del self._files[file.id]
        gone: Json = {"id": file.id, "mode": "tombstone", "file_access": "file_not_found"}
        for channel_id, stamps in file.shares.items():
            channel = self._state.channels[channel_id]
            for ts in stamps:
                message = channel.log.find(ts)
                if message is not None:
                    self._posting.edit(channel, message, file.user_id, Content(files=[gone]))
        event: Json = {"type": "file_deleted", "file_id": file.id, "channel_ids": list(file.shares)}
        self._state.publish(event | {"event_ts": self._state.stamps.new()})

    def as_json(self, file: File) -> Json:
        """A file as messages and files.info show it."""
        url = f"{self._state.url}files/{file.id}/{file.name}"
        private = [one for one in file.shares if not self._state.channels[one].is_public]
        public = [one for one in file.shares if one not in private]
        return {
            "id": file.id, "created": file.created_s, "timestamp": file.created_s, "name": file.name,
            "title": file.title, "mimetype": file.mimetype, "filetype": file.filetype,
            "pretty_type": file.filetype.upper(), "user": file.user_id, "user_team": self._state.team_id,
            "mode": "hosted", "editable": False, "is_external": False, "external_type": "",
            "size": len(file.content), "is_public": bool(public), "public_url_shared": False, "display_as_bot": False,
            "username": "", "url_private": url, "url_private_download": url, "permalink": url, "file_access": "visible",
            "has_rich_preview": False, "media_display_type": "unknown",
        }  # fmt: skip
