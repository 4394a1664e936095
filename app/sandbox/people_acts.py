"""What the chat page can ask to be done, by name: each asks the workspace's Acts to do it as the acting person."""

import base64
import binascii
from collections.abc import Awaitable, Callable, Mapping

from app.sandbox.acts import Acts
from app.sandbox.delivery.interaction import Outcome
from app.sandbox.jsonvalue import Json, as_object, as_text


class ActError(Exception):
    """What was asked cannot be done; the message is a sentence for the person."""


class Given:
    """The details that came with an act."""

    def __init__(self, details: Mapping[str, object]) -> None:
        self._details = details

    def text(self, name: str) -> str:
        """A text that must be there."""
        value = self._details.get(name)
        if not isinstance(value, str) or not value:
            raise ActError(f"This act needs `{name}`.")
        return value

    def optional(self, name: str) -> str:
        return as_text(self._details.get(name))

    def flag(self, name: str) -> bool:
        return self._details.get(name) is True

    def mapping(self, name: str) -> Json:
        return as_object(self._details.get(name))


Done = Json | None
Act = Callable[[Acts, str, Given], Awaitable[Done]]


def _came_of(outcome: Outcome) -> Done:
    """Says so where the app did not answer; what is wrong with a form is a result, not a failure."""
    if outcome.error:
        raise ActError(outcome.error)
    return {"errors": dict(outcome.errors)}


async def say(acts: Acts, me: str, given: Given) -> Done:
    thread_ts, text = given.optional("thread_ts"), given.text("text")
    return {"ts": acts.say(me, given.text("channel"), text, thread_ts=thread_ts, broadcast=given.flag("broadcast"))}


async def edit(acts: Acts, me: str, given: Given) -> Done:
    acts.edit(me, given.text("channel"), given.text("ts"), given.text("text"))
    return None


async def delete(acts: Acts, me: str, given: Given) -> Done:
    acts.delete(me, given.text("channel"), given.text("ts"))
    return None


async def react(acts: Acts, me: str, given: Given) -> Done:
    acts.react(me, given.text("channel"), given.text("ts"), given.text("name"))
    return None


async def unreact(acts: Acts, me: str, given: Given) -> Done:
    acts.unreact(me, given.text("channel"), given.text("ts"), given.text("name"))
    return None


async def pin(acts: Acts, me: str, given: Given) -> Done:
    acts.pin(me, given.text("channel"), given.text("ts"))
    return None


async def unpin(acts: Acts, me: str, given: Given) -> Done:
    acts.unpin(me, given.text("channel"), given.text("ts"))
    return None


async def upload(acts: Acts, me: str, given: Given) -> Done:
    try:
        content = base64.b64decode(given.optional("content"), validate=True)
    except binascii.Error as error:
        raise ActError("The file's `content` is not base64.") from error
    channel, filename, title = given.text("channel"), given.text("filename"), given.optional("title")
    return {"ts": acts.upload(me, channel, filename, content, title, thread_ts=given.optional("thread_ts"))}


async def create_channel(acts: Acts, me: str, given: Given) -> Done:
    return {"channel": acts.create_channel(me, given.text("name"), private=given.flag("private"))}


async def join(acts: Acts, me: str, given: Given) -> Done:
    acts.join(me, given.text("channel"))
    return None


async def leave(acts: Acts, me: str, given: Given) -> Done:
    acts.leave(me, given.text("channel"))
    return None


async def invite(acts: Acts, me: str, given: Given) -> Done:
    acts.invite(me, given.text("channel"), given.text("user"))
    return None


async def archive(acts: Acts, me: str, given: Given) -> Done:
    acts.archive(me, given.text("channel"))
    return None


async def unarchive(acts: Acts, me: str, given: Given) -> Done:
    acts.unarchive(me, given.text("channel"))
    return None


async def rename(acts: Acts, me: str, given: Given) -> Done:
    acts.rename(me, given.text("channel"), given.text("name"))
    return None


async def set_topic(acts: Acts, me: str, given: Given) -> Done:
    acts.set_topic(me, given.text("channel"), given.optional("topic"))
    return None


async def set_purpose(acts: Acts, me: str, given: Given) -> Done:
    acts.set_purpose(me, given.text("channel"), given.optional("purpose"))
    return None


async def open_direct(acts: Acts, me: str, given: Given) -> Done:
    return {"channel": acts.direct(me, given.text("user"))}


async def open_home(acts: Acts, me: str, given: Given) -> Done:
    acts.open_home(me, given.text("app"))
    return None


async def command(acts: Acts, me: str, given: Given) -> Done:
    return _came_of(await acts.command(me, given.text("channel"), given.text("text")))


def _choice(given: Given) -> tuple[str, str, object]:
    """Block id, action id, and what was chosen in Slack's own form (`None` for a button)."""
    action = given.mapping("action")
    block_id, action_id = as_text(action.pop("block_id", "")), as_text(action.pop("action_id", ""))
    action.pop("type", None)
    return block_id, action_id, action or None


async def click(acts: Acts, me: str, given: Given) -> Done:
    block_id, action_id, choice = _choice(given)
    channel, ts = given.text("channel"), given.text("ts")
    values = given.mapping("values")
    return _came_of(await acts.click(me, channel, ts, action_id, choice, block_id=block_id, values=values))


async def click_in_view(acts: Acts, me: str, given: Given) -> Done:
    block_id, action_id, choice = _choice(given)
    view, values = given.text("view"), given.mapping("values")
    return _came_of(await acts.click_in_view(me, view, action_id, choice, block_id=block_id, values=values))


async def submit_view(acts: Acts, me: str, given: Given) -> Done:
    return _came_of(await acts.submit_view(me, given.text("view"), given.mapping("values")))


async def close_view(acts: Acts, me: str, given: Given) -> Done:
    return _came_of(await acts.close_view(me, given.text("view"), all_of_them=given.flag("all_of_them")))


async def message_shortcut(acts: Acts, me: str, given: Given) -> Done:
    callback_id, channel = given.text("callback_id"), given.text("channel")
    return _came_of(await acts.message_shortcut(me, callback_id, channel, given.text("ts")))


async def global_shortcut(acts: Acts, me: str, given: Given) -> Done:
    return _came_of(await acts.global_shortcut(me, given.text("callback_id")))


PEOPLE_ACTS: tuple[Act, ...] = (
    say, edit, delete, react, unreact, pin, unpin, upload, create_channel, join, leave, invite, archive, unarchive, rename,
    set_topic, set_purpose, open_direct, open_home, command, click, click_in_view, submit_view, close_view,
    message_shortcut, global_shortcut,
)  # fmt: skip
"""Everything that `POST /sandbox/act` can do; an act is called by its function's name."""
