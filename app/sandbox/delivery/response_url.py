"""response_url: the address by which an app answers an interaction later, five times within half an hour."""

import secrets
from dataclasses import dataclass

from app.sandbox.channels import Channel
from app.sandbox.checks import Checks
from app.sandbox.errors import SlackError
from app.sandbox.install import App
from app.sandbox.jsonvalue import Json, as_object, as_objects, as_text
from app.sandbox.messages import Message
from app.sandbox.posting import Content
from app.sandbox.workspace import Workspace

MOST_USES = 5
LIFE_S = 30 * 60.0


@dataclass(slots=True)
class _Hook:
    app: App
    channel: Channel
    user_id: str
    message: Message | None
    issued_s: float
    uses: int = 0


class ResponseUrls:
    """Issues the addresses and does what is posted to them."""

    def __init__(self, workspace: Workspace, checks: Checks) -> None:
        self._workspace = workspace
        self._checks = checks
        self._timer = workspace.timer
        self._hooks: dict[str, _Hook] = {}

    def issue(self, app: App, channel: Channel, user_id: str, message: Message | None = None) -> str:
        """An address for one interaction; `message` is the one that was clicked."""
        now_s = self._timer()
        while self._hooks and now_s - next(iter(self._hooks.values())).issued_s > LIFE_S:
            del self._hooks[next(iter(self._hooks))]
        secret = secrets.token_urlsafe(18)
        self._hooks[secret] = _Hook(app, channel, user_id, message, now_s)
        return f"{self._workspace.url}hooks/{app.app_id}/{secret}"

    def use(self, secret: str, payload: Json) -> None:
        """Does what an app posts. Raises `expired_url`, `used_url`, `no_text`, `message_not_found`."""
        hook = self._hooks.get(secret)
        if hook is None or self._timer() - hook.issued_s > LIFE_S:
            raise SlackError("expired_url")
        if hook.uses >= MOST_USES:
            raise SlackError("used_url")
        hook.uses += 1
        self.apply(hook.app, hook.channel, hook.user_id, payload, hook.message)

    def apply(self, app: App, channel: Channel, user_id: str, payload: Json, clicked: Message | None = None) -> None:
        """An app's answer to an interaction, as body of its acknowledgement or posted later.

        Raises `no_text`, `invalid_blocks` and other refusals.
        """
        self._checks.blocks(payload.get("blocks"))
        if payload.get("delete_original") is True and clicked is not None:
            self._delete(channel, clicked)
        elif payload.get("replace_original") is True and clicked is not None:
            self._replace(app, channel, clicked, _content(payload))
        else:
            self._post(app, channel, user_id, payload, clicked)

    def _post(self, app: App, channel: Channel, user_id: str, payload: Json, clicked: Message | None) -> None:
        content, posting = _content(payload), self._workspace.posting
        if content.is_empty:
            raise SlackError("no_text")
        thread_ts = as_text(payload.get("thread_ts"))
        if payload.get("response_type") == "in_channel":
            posting.say(channel, app.bot_user_id, content, thread_ts=thread_ts)
        else:
            where = thread_ts or (clicked.thread_ts if clicked else "")
            posting.whisper(channel, user_id, self._workspace.bots[app.bot_id], content, where)

    def _replace(self, app: App, channel: Channel, clicked: Message, content: Content) -> None:
        if clicked.only_for:
            self._workspace.posting.rewrite_whisper(channel, clicked, content)
        else:
            self._workspace.posting.edit(channel, channel.log.known(clicked.ts), app.bot_user_id, content)

    def _delete(self, channel: Channel, clicked: Message) -> None:
        if clicked.only_for:
            self._workspace.posting.take_whisper(channel, clicked)
        else:
            self._workspace.posting.delete(channel, channel.log.known(clicked.ts))


def _content(payload: Json) -> Content:
    return Content(
        text=as_text(payload["text"]) if "text" in payload else None,
        blocks=as_objects(payload["blocks"]) if "blocks" in payload else None,
        attachments=as_objects(payload["attachments"]) if "attachments" in payload else None,
        metadata=as_object(payload["metadata"]) if "metadata" in payload else None,
    )
