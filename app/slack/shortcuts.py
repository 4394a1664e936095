"""Shortcuts: a message onto the timeline, and an incident declared from a message or from anywhere."""

from slack_bolt.async_app import AsyncAck, AsyncApp

from app.domain.entry import Voice
from app.domain.errors import UserError
from app.domain.json import JsonObject, object_of
from app.domain.speech.plain import plain
from app.slack.arrivals import Arrival
from app.slack.clicks import Click, click_of
from app.slack.client import Web
from app.slack.events import Listener
from app.slack.marks import mark, mark_job
from app.slack.reading import message_of
from app.slack.texts import one_line
from app.slack.views import open_form

ADD_TO_TIMELINE = "add_to_timeline"
DECLARE_FROM_MESSAGE = "declare_from_message"
DECLARE = "declare"

_LONGEST_TITLE = 120


class Shortcuts:
    """What the three shortcuts do."""

    def __init__(self, listener: Listener, web: Web) -> None:
        self._listener = listener
        self._web = web

    async def add_to_timeline(self, body: JsonObject, ack: AsyncAck) -> None:
        """As if somebody had put a 📌 there: it counts from when it was said, and taking one's 📌 off undoes it."""
        click = click_of(body)
        here = self._listener.here()
        change, _ = here.at(body, "action_ts")
        draft = mark(click.channel, click.ts, click.person, change, here.me, added=True)
        job = mark_job(click.channel, click.ts, click.person, change, here, added=True)
        if not await self._listener.keep(Arrival(channel=click.channel, drafts=[draft], people=[click.person])):
            raise UserError("This channel is not recorded. `/inc adopt` here makes it an incident's channel.")
        await self._listener.keep(Arrival(jobs=[job]))
        await ack()

    async def declare_from_message(self, body: JsonObject, ack: AsyncAck) -> None:
        """The form opens with the message's words as the title; the incident remembers the message."""
        click = click_of(body)
        title = self._title(click, object_of(body.get("message")))
        await open_form(self._web, click, "new", message=f"{click.channel}/{click.ts}", title=title)
        await ack()

    async def declare(self, body: JsonObject, ack: AsyncAck) -> None:
        await open_form(self._web, click_of(body), "new")
        await ack()

    def _title(self, click: Click, message: JsonObject) -> str:
        said = message_of(click.channel, {"ts": click.ts, **message}, self._listener.here().me)
        first = said.text.strip().partition("\n")[0] if said.author.voice is Voice.MACHINE else said.text
        return one_line(plain(first, {}, {}), _LONGEST_TITLE)


def listen(app: AsyncApp, listener: Listener, web: Web) -> None:
    shortcuts = Shortcuts(listener, web)
    app.shortcut(ADD_TO_TIMELINE)(shortcuts.add_to_timeline)
    app.shortcut(DECLARE_FROM_MESSAGE)(shortcuts.declare_from_message)
    app.shortcut(DECLARE)(shortcuts.declare)
