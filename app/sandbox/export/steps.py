"""An export as it was lived: one step for each thing that happened, in the order of their times.

An export keeps the end, not the way there. So a message that was edited is said with its last text and edited at the
time of the edit; reactions have no time and follow their message at once.
"""

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from itertools import chain

from app.sandbox.channels import Channel
from app.sandbox.errors import SlackError
from app.sandbox.export.content import ExportedChannel
from app.sandbox.export.people import SLACKBOT, speaking_bot
from app.sandbox.jsonvalue import Json, JsonMap, as_object, as_objects, as_text, as_texts
from app.sandbox.posting import Content
from app.sandbox.timestamps import is_ts, microseconds
from app.sandbox.workspace import Workspace

JOINS = frozenset({"channel_join", "group_join"})
SAID = frozenset({"", "me_message", "file_share", "thread_broadcast", "file_comment"})


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that happened. `ts` is its time as Slack writes it; `act` makes it happen in the workspace, once.

    `kind` is `message` or, for what else is in a channel, its subtype; `edit`, `reaction` or `pin`.
    """

    ts: str
    kind: str
    channel_id: str
    act: Callable[[], object]

    @property
    def at_us(self) -> int:
        """Microseconds since 1970."""
        return microseconds(self.ts)


def steps_of(workspace: Workspace, channels: tuple[ExportedChannel, ...]) -> list[Step]:
    """Every step of these channels, which are in the workspace already. Their timestamps are kept free for them."""
    workspace.stamps.reserve(as_text(message["ts"]) for exported in channels for message in exported.messages)
    tellers = (_Teller(workspace, workspace.channels[exported.id], exported) for exported in channels)
    return sorted(chain.from_iterable(teller.steps() for teller in tellers), key=lambda step: step.at_us)


class _Teller:
    """Tells one channel's messages again."""

    def __init__(self, workspace: Workspace, channel: Channel, exported: ExportedChannel) -> None:
        self._workspace = workspace
        self._channel = channel
        self._messages = exported.messages

    def steps(self) -> Iterator[Step]:
        for message in self._messages:
            if _says_nothing(message):
                continue
            ts, kind = as_text(message["ts"]), as_text(message.get("subtype")) or "message"
            yield self._step(ts, kind, partial(self._tell, message, ts))
            for reaction in as_objects(message.get("reactions")):
                for user_id in dict.fromkeys(as_texts(reaction.get("users"))):
                    name = as_text(reaction.get("name"))
                    yield self._step(ts, "reaction", partial(self._if_possible, self._react, ts, user_id, name))
            pinned_by = as_text(as_object(message.get("pinned_info")).get("pinned_by"))
            if pinned_by:
                yield self._step(ts, "pin", partial(self._if_possible, self._pin, ts, pinned_by))
            edited = as_object(message.get("edited"))
            if edited:
                yield self._edit_step(message, edited)

    def _step(self, ts: str, kind: str, act: Callable[[], object]) -> Step:
        return Step(ts, kind, self._channel.id, act)

    def _edit_step(self, message: JsonMap, edited: JsonMap) -> Step:
        ts, edited_ts = as_text(message["ts"]), as_text(edited.get("ts"))
        editor = as_text(edited.get("user")) or as_text(message.get("user"))
        later = edited_ts if is_ts(edited_ts) and microseconds(edited_ts) > microseconds(ts) else ""
        return self._step(later or ts, "edit", partial(self._if_possible, self._edit, message, editor, later))

    def _if_possible(self, act: Callable[..., None], *details: object) -> None:
        """What is put on a message is left out where it can no longer be: it was deleted, the channel is archived."""
        with suppress(SlackError):
            act(*details)

    def _tell(self, message: JsonMap, ts: str) -> None:
        subtype, user = as_text(message.get("subtype")), as_text(message.get("user"))
        if subtype == "bot_message" or not user:
            self._say_as_bot(message, ts)
        elif subtype in SAID:
            self._say(message, user, subtype, ts)
        elif subtype in JOINS:
            inviter = as_text(message.get("inviter"))
            self._workspace.membership.enter(self._channel, user, inviter=inviter, ts=ts)
        else:
            self._note(message, user, subtype, ts)

    def _say(self, message: JsonMap, user: str, subtype: str, ts: str) -> None:
        parent = self._parent_ts(message)
        broadcast = subtype == "thread_broadcast" and bool(parent)
        kept = subtype if subtype == "me_message" else ""
        posting = self._workspace.posting
        posting.say(self._channel, user, _content(message), thread_ts=parent, broadcast=broadcast, ts=ts, subtype=kept)

    def _say_as_bot(self, message: JsonMap, ts: str) -> None:
        bot = speaking_bot(self._workspace, message)
        parent = self._parent_ts(message)
        self._workspace.posting.say_as_bot(self._channel, bot, _content(message), thread_ts=parent, ts=ts)

    def _note(self, message: JsonMap, user: str, subtype: str, ts: str) -> None:
        """What Slack itself wrote. Where it tells of a change of the channel, the channel changes, if it still can."""
        membership, channel = self._workspace.membership, self._channel
        try:
            match subtype.rpartition("_")[2]:
                case "leave" if user in channel.members:
                    membership.leave(channel, user, ts=ts)
                case "topic":
                    membership.set_topic(channel, user, as_text(message.get("topic")), ts=ts)
                case "purpose":
                    membership.set_purpose(channel, user, as_text(message.get("purpose")), ts=ts)
                case "archive":
                    membership.archive(channel, user, ts=ts)
                case "unarchive":
                    membership.unarchive(channel, user, ts=ts)
                case _:
                    self._workspace.posting.note(channel, user, subtype, as_text(message.get("text")), ts=ts)
        except SlackError:
            self._workspace.posting.note(channel, user, subtype, as_text(message.get("text")), ts=ts)

    def _react(self, ts: str, user_id: str, name: str) -> None:
        self._workspace.marks.react(self._channel, self._channel.log.known(ts), user_id, name)

    def _pin(self, ts: str, user_id: str) -> None:
        self._workspace.marks.pin(self._channel, self._channel.log.known(ts), user_id)

    def _edit(self, message: JsonMap, editor: str, edited_ts: str) -> None:
        said = self._channel.log.known(as_text(message["ts"]))
        self._workspace.posting.edit(self._channel, said, editor or SLACKBOT, _content(message), ts=edited_ts)

    def _parent_ts(self, message: JsonMap) -> str:
        """The thread a message belongs to; none where its first message is not there, or not yet."""
        thread_ts = as_text(message.get("thread_ts"))
        return thread_ts if self._channel.log.find(thread_ts) is not None else ""


def _content(message: JsonMap) -> Content:
    return Content(
        text=as_text(message.get("text")),
        blocks=_objects(message, "blocks"),
        attachments=_objects(message, "attachments"),
        files=_objects(message, "files"),
        metadata=as_object(message.get("metadata")) or None,
    )


def _objects(message: JsonMap, key: str) -> list[Json] | None:
    return as_objects(message.get(key)) or None


def _says_nothing(message: JsonMap) -> bool:
    """Such messages stay behind when all files of a message were deleted; Slack would take none like it."""
    return not as_text(message.get("text")).strip() and not any(
        _objects(message, key) for key in ("blocks", "attachments", "files")
    )
