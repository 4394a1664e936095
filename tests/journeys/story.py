"""A workspace with a few people and the real bot in it, over the wire, by a clock that a test moves."""

import re
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select

from app.domain.entry import Entry, Kind
from app.domain.incident import Incident
from app.jobs.job import NewJob
from app.jobs.queue import enqueue
from app.record.consequences import REMIND
from app.record.timeline import Row, timeline
from app.rehearsal import Rehearsal, StepClock, new_workspace, rehearse
from app.sandbox.acts import Acts
from app.sandbox.channels import Channel
from app.sandbox.delivery.interaction import Outcome
from app.sandbox.jsonvalue import Json, as_object, as_objects, as_text
from app.sandbox.messages import Message
from app.sandbox.server import SandboxServer
from app.sandbox.views import View
from app.sandbox.workspace import Workspace
from app.store.tables import metadata

START_S = 1_773_480_413.0  # 2026-03-14 09:26:53 UTC
ANA, BEN, CLEO, DAN = "U0ANA", "U0BEN", "U0CLEO", "U0DAN"
PEOPLE = {
    ANA: ("ana", "Ana Ferreira"),
    BEN: ("ben", "Ben Okafor"),
    CLEO: ("cleo", "Cleo Marin"),
    DAN: ("dan", "Dan Ruiz"),
}
NO_PORT = -1


@dataclass
class Story:
    """`inc`, `say` and the other acts are done as a person and followed by everything that comes of them."""

    rehearsal: Rehearsal
    incidents: str
    general: str
    documents: Path

    @property
    def server(self) -> SandboxServer:
        return self.rehearsal.server

    @property
    def workspace(self) -> Workspace:
        return self.server.workspace

    @property
    def acts(self) -> Acts:
        return self.server.acts

    @property
    def bot_user(self) -> str:
        return self.rehearsal.app.bot_user_id

    async def settle(self) -> None:
        await self.rehearsal.settle()

    async def later(self, seconds: float = 10.0) -> None:
        """Time passes, and what is due by then is done."""
        self.jump(seconds)
        await self.settle()

    def jump(self, seconds: float) -> None:
        clock = self.rehearsal.clock
        at_s = clock.now_s() + seconds
        clock.move_to(at_s, at_s)

    async def inc(self, person: str, channel: str, words: str = "", *, slash: str = "/inc") -> Outcome:
        self.jump(1)
        outcome = await self.acts.command(person, channel, f"{slash} {words}".strip())
        await self.settle()
        return outcome

    async def say(self, person: str, channel: str, text: str, *, thread_ts: str = "") -> str:
        self.jump(1)
        ts = self.acts.say(person, channel, text, thread_ts=thread_ts)
        await self.settle()
        return ts

    async def delete(self, person: str, channel: str, ts: str) -> None:
        """Delete a message; a while later all that follows from it is done."""
        self.jump(1)
        self.acts.delete(person, channel, ts)
        await self.settle()
        await self.later(30)

    async def declare(self, words: str = "new Checkout is down", person: str = ANA) -> Channel:
        """A new incident, settled; its channel."""
        before = set(self.workspace.channels)
        await self.inc(person, self.general, words)
        await self.later()
        [channel] = [one for one in self.channels() if one.id not in before]
        return channel

    async def click(self, person: str, channel: str, message: Message, label: str) -> Outcome:
        """Press the button of that label."""
        self.jump(1)
        outcome = await self.acts.click(person, channel, message.ts, action_of(message.body.get("blocks"), label))
        await self.settle()
        return outcome

    async def submit(self, person: str, view: View, **values: object) -> Outcome:
        self.jump(1)
        outcome = await self.acts.submit_view(person, view.id, values)
        await self.settle()
        return outcome

    async def home(self, person: str) -> View:
        """The Home tab, opened anew."""
        self.jump(1)
        self.acts.open_home(person, self.rehearsal.app.app_id)
        await self.settle()
        view = self.workspace.views.home(person, self.rehearsal.app.app_id)
        assert view
        return view

    async def press_in_view(self, person: str, view: View, label: str) -> Outcome:
        self.jump(1)
        outcome = await self.acts.click_in_view(person, view.id, action_of(view.blocks, label))
        await self.settle()
        return outcome

    def modal(self, person: str) -> View:
        """The form that is open."""
        return self.workspace.views.stack(person)[-1]

    async def remind(self) -> None:
        """What the clock of the running bot does once a minute."""
        bot = self.rehearsal.bot
        now = bot.clock()
        async with bot.database.transaction() as tx:
            await enqueue(tx, [NewJob(key=f"remind:{now.isoformat()}", kind=REMIND, lane="remind", run_at=now)])
        await self.settle()

    def channels(self) -> list[Channel]:
        return [one for one in self.workspace.channels.values() if not one.is_direct]

    def named(self, name: str) -> Channel:
        channel = self.workspace.channels.named(name)
        assert channel, name
        return channel

    def messages(self, channel: str) -> list[Message]:
        return self.workspace.channels[channel].log.all()

    def from_bot(self, channel: str) -> list[Message]:
        """What the bot says in a channel, without Slack's own notices about it."""
        return [one for one in self.messages(channel) if one.user == self.bot_user and not one.body.get("subtype")]

    def posts(self, channel: str) -> list[str]:
        return [shown(one) for one in self.from_bot(channel)]

    def post(self, channel: str, containing: str) -> Message:
        found = [one for one in self.from_bot(channel) if containing in shown(one)]
        assert found, f"{containing!r} is not in {self.posts(channel)}"
        return found[-1]

    def card(self, channel: str) -> Message:
        return self.post(channel, "This card is kept up to date")

    def private(self, person: str, channel: str = "") -> list[Message]:
        """What the bot showed to one person alone."""
        return [
            one
            for one in self.workspace.posting.ephemeral.values()
            if one.only_for == person and (not channel or one.channel_id == channel)
        ]

    def last_private(self, person: str) -> str:
        return shown(self.private(person)[-1])

    def direct(self, person: str) -> list[Message]:
        """What the bot wrote in the direct messages with a person."""
        channel = self.workspace.channels.direct({person, self.bot_user})
        return [one for one in channel.log.all() if one.user == self.bot_user] if channel else []

    async def incident(self, key: str = "INC-1") -> Incident:
        return await self.rehearsal.bot.reader.incident(key)

    async def entries(self, key: str = "INC-1") -> list[Entry]:
        return await self.rehearsal.bot.reader.entries(await self.incident(key))

    async def of_kind(self, kind: Kind, key: str = "INC-1") -> list[Entry]:
        return [entry for entry in await self.entries(key) if entry.kind is kind]

    async def rows(self, key: str = "INC-1") -> list[Row]:
        reader = self.rehearsal.bot.reader
        return timeline(await reader.context(await self.incident(key), self.rehearsal.clock.now()))

    async def faults(self, key: str = "INC-1") -> list[str]:
        return await self.rehearsal.bot.verify(await self.incident(key))

    async def kept(self) -> str:
        """Everything that the bot keeps: all tables, and the documents."""
        async with self.rehearsal.bot.database.reading() as connection:
            rows = [
                str(tuple(row)) for table in metadata.sorted_tables for row in await connection.execute(select(table))
            ]
        files = [path.read_text() for path in sorted(self.documents.glob("*")) if path.is_file()]
        return "\n".join([*rows, *files])

    def told(self) -> str:
        """Everything that the bot says where it can still be changed: posts, canvases, topics."""
        own = [shown(one) for channel in self.workspace.channels.values() for one in self.from_bot(channel.id)]
        canvases = [one.markdown for one in self.workspace.canvases.all()]
        return "\n".join([*own, *canvases, *(one.topic.value for one in self.workspace.channels.values())])

    async def failed(self) -> list[str]:
        """Jobs that were given up."""
        table = metadata.tables["jobs"]
        async with self.rehearsal.bot.database.reading() as connection:
            rows = await connection.execute(select(table.c.key, table.c.error).where(table.c.state == "failed"))
            return [f"{row.key}: {row.error}" for row in rows]


@asynccontextmanager
async def told(folder: Path, **given: object) -> AsyncIterator[Story]:
    """The story's beginning: four people, #general with all of them, #incidents for announcements, and the bot."""
    clock = StepClock(START_S)
    workspace = new_workspace(clock, "Lantern")
    for user, (handle, name) in PEOPLE.items():
        workspace.add_user(handle, name, user_id=user)
    page_limit = given.pop("page_limit", None)
    assert page_limit is None or isinstance(page_limit, int)
    async with SandboxServer(workspace, page_limit=page_limit) as server:
        general = server.acts.create_channel(ANA, "general")
        incidents = server.acts.create_channel(ANA, "incidents")
        for person in (BEN, CLEO, DAN):
            server.acts.join(person, general)
        settings = {"announce_channel": incidents, "port": NO_PORT, **given}
        async with rehearse(server, clock, folder, working=False, **settings) as rehearsal:
            story = Story(rehearsal, incidents, general, folder / "documents")
            await story.settle()
            yield story


def shown(message: Message) -> str:
    """What a reader sees of a message: its blocks where it has some, else its text."""
    blocks = as_objects(message.body.get("blocks"))
    return "\n".join(_lines(blocks)) if blocks else message.text


def _lines(value: object) -> list[str]:
    """The words in blocks; pieces of one line are joined."""
    if isinstance(value, list):
        return [line for item in value for line in _lines(item)]
    if not isinstance(value, dict):
        return []
    kind = value.get("type")
    if kind == "rich_text_section":
        return ["".join(as_text(as_object(item).get("text")) for item in value.get("elements", []))]
    if kind in {"mrkdwn", "plain_text"}:
        return [as_text(value.get("text"))]
    if kind == "button":
        return [f"[{as_text(as_object(value.get('text')).get('text'))}]"]
    return [
        line
        for key in ("text", "label", "element", "elements", "fields", "accessory")
        for line in _lines(value.get(key))
    ]


def buttons(blocks: object) -> list[tuple[str, str]]:
    """Label and action id of every button."""
    found: list[tuple[str, str]] = []
    if isinstance(blocks, list):
        return [one for item in blocks for one in buttons(item)]
    if isinstance(blocks, dict):
        if blocks.get("type") == "button":
            found.append((as_text(as_object(blocks.get("text")).get("text")), as_text(blocks.get("action_id"))))
        for value in blocks.values():
            found += buttons(value)
    return found


def action_of(blocks: object, label: str) -> str:
    offered = buttons(blocks)
    found = [action for text, action in offered if text == label]
    assert found, f"no button {label!r} among {[text for text, _ in offered]}"
    return found[0]


def texts(rows: Sequence[Row]) -> list[str]:
    return [f"{row.kind}: {row.text}" for row in rows]


def rubbish(text: str) -> list[str]:
    """What nobody should be shown: ids instead of names, Python, markup that did not become anything."""
    marks = (r"Traceback", r"\bNone\b", r"<@?[UC]0", r"\{[a-z_]+\}", r"&amp;amp;", r"object at 0x", r"\bException\b")
    return [found[0] for mark in marks if (found := re.search(mark, text))]


def sent_keys(messages: Sequence[Message]) -> list[Json]:
    return [as_object(as_object(one.metadata).get("event_payload")) for one in messages]


def view_lines(view: View | None) -> list[str]:
    """What a form or a Home tab shows."""
    assert view
    return _lines(view.blocks)
