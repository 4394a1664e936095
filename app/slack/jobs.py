"""The work that only Slack knows: somebody's Home tab, the bot's own 📌, and a message that was dismissed."""

import contextlib
from collections.abc import Mapping

from app.commands.call import Desk
from app.domain.errors import UserError
from app.domain.json import text_of
from app.jobs.worker import Handler, Lease
from app.record.recorder import Recorder
from app.slack.actions import DISMISS
from app.slack.assistant import BUSY, PANE, Pane
from app.slack.chat import SlackChat
from app.slack.home import home_view, overview
from app.slack.marks import MARK, PUSHPIN, mark
from app.slack.places import HOME
from app.store.database import Database


def handlers(chat: SlackChat, desk: Desk, recorder: Recorder, database: Database) -> Mapping[str, Handler]:
    """By kind of job."""
    errands = _Errands(chat, desk, recorder)
    pane = Pane(chat, database)
    return {
        HOME: errands.show_home,
        MARK: errands.mark,
        DISMISS: errands.dismiss,
        PANE: pane.follow,
        BUSY: pane.show_busy,
    }


class _Errands:
    def __init__(self, chat: SlackChat, desk: Desk, recorder: Recorder) -> None:
        self._chat = chat
        self._desk = desk
        self._recorder = recorder

    async def show_home(self, lease: Lease) -> None:
        person = text_of(lease.job.payload["person"])
        view = home_view(await overview(self._desk, person), self._desk.command)
        await self._chat.web.call("views.publish", user_id=person, view=view)

    async def mark(self, lease: Lease) -> None:
        """Taking ours off is recorded only where it was there."""
        channel, ts, person, at = (text_of(lease.job.payload[key]) for key in ("channel", "ts", "person", "at"))
        if lease.job.payload["added"]:
            await self._chat.conversations.react(channel, ts, PUSHPIN)
        elif await self._chat.conversations.unreact(channel, ts, PUSHPIN):
            draft = mark(channel, ts, person, at, self._chat.me, added=False)
            await self._recorder.capture(channel, [draft])

    async def dismiss(self, lease: Lease) -> None:
        reply_to, channel, ts = (text_of(lease.job.payload[key]) for key in ("reply_to", "channel", "ts"))
        if reply_to:
            with contextlib.suppress(UserError):  # too old: it vanishes by itself
                await self._chat.web.post(reply_to, {"delete_original": True})
        elif channel and ts:
            await self._chat.web.call("chat.delete", channel=channel, ts=ts, fine=("message_not_found",))
