"""Says commands to the real dispatcher, with a real queue and database; only chat itself is a stand-in."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import pytest
from sqlalchemy import select

from app.briefs.writers import Writers
from app.commands import COMMANDS
from app.commands.call import Desk
from app.commands.dispatch import Dispatcher
from app.context.surroundings import Surroundings
from app.domain.entry import Author, Draft, Entry, Kind, Source, Voice
from app.domain.errors import Unavailable, UserError
from app.domain.incident import Incident
from app.domain.post import Body, SentPost
from app.jobs.job import NewJob
from app.jobs.queue import Queue, enqueue
from app.jobs.worker import Worker
from app.policy.gate import Gate
from app.ports import Channel, Identity, Person
from app.record import consequences, entries, incidents, people, posts
from app.record.declaring import Declaration, declare
from app.record.reading import Reader
from app.record.recorder import Recorder
from app.store.tables import jobs as jobs_table
from app.store.tables import posts as posts_table

ANA = Person("UANA", "Ana Lima", "ana", is_bot=False)
BEN = Person("UBEN", "Ben", "ben", is_bot=False)
CID = Person("UCID", "Cid", "cid", is_bot=False)
CARD_EVERY_S = 30.0


class ChatStandIn:
    """As much of chat as commands look at."""

    me = Identity(user="UBOT", bot="BBOT", team="T1", url="https://example.slack.com/")

    def __init__(self) -> None:
        self.members_of: dict[str, list[str]] = {}
        self.channels_there: dict[str, Channel] = {}
        self.down = False

    async def members(self, channel: str) -> Sequence[str]:
        self._answer()
        if channel not in self.members_of:
            raise UserError("The channel is gone.")
        return self.members_of[channel]

    async def channel(self, channel: str) -> Channel:
        self._answer()
        made = Channel(channel, "ops-talk", is_private=False, is_archived=False, is_member=True, created_by="")
        return self.channels_there.get(channel, made)

    async def people(self) -> Sequence[Person]:
        self._answer()
        return [
            ANA,
            BEN,
            CID,
            replace(CID, id="UCID2", name="Twin", handle="twin"),
            Person("UT", "Twin", "t2", is_bot=False),
        ]

    def _answer(self) -> None:
        if self.down:
            raise Unavailable("Slack", "timed out")


@dataclass
class Heard:
    """What came of one use of a command."""

    posts: list[SentPost]
    entries: list[Entry]
    jobs: list[tuple[str, dict]] = field(default_factory=list)

    @property
    def answer(self) -> str:
        """The private or threaded answer's text, or the empty string."""
        return next((one.post.body.text for one in self.posts if one.post.key.endswith(":answer")), "")

    @property
    def answer_body(self) -> Body:
        return next(one.post.body for one in self.posts if one.post.key.endswith(":answer"))

    @property
    def line(self) -> str:
        """What everybody sees."""
        return "\n".join(one.post.body.text for one in self.public)

    @property
    def public(self) -> list[SentPost]:
        return [one for one in self.posts if not one.post.key.endswith(":answer")]

    @property
    def kinds(self) -> list[Kind]:
        return [entry.kind for entry in self.entries if entry.kind is not Kind.POST]

    @property
    def entry(self) -> Entry:
        (only,) = [entry for entry in self.entries if entry.kind is not Kind.POST]
        return only


class Inc:
    """`await inc("status resolved")`: typed by Ana in the incident's channel, unless said otherwise."""

    def __init__(self, database, clock) -> None:
        self.database = database
        self.clock = clock
        self.chat = ChatStandIn()
        self.reader = Reader(database)
        self.desk = Desk(
            surroundings=Surroundings(database=database, clock=clock),
            reader=self.reader,
            chat=self.chat,
            writers=Writers(database, Gate(database, clock), {}),
            clock=clock,
        )
        self.recorder = Recorder(database, clock, CARD_EVERY_S)
        self.dispatcher = Dispatcher(self.desk, database, self.recorder, COMMANDS)
        self.incident: Incident | None = None
        self._count = itertools.count(1)

    async def __call__(self, text: str, person: str = "UANA", channel: str = "C1", key: str = "", **more: str) -> Heard:
        key = key or f"k{next(self._count)}"
        payload = {"text": text, "person": person, "channel": channel, "channel_name": "somewhere"}
        payload |= {"at": self.clock().isoformat(), "reply_to": "", "thread_ts": "", "key": key, **more}
        job = NewJob(key=f"call:{key}", kind=consequences.CALL, lane=channel, run_at=self.clock(), payload=payload)
        before = set(await self.job_keys())
        async with self.database.transaction() as tx:
            await enqueue(tx, [job])
        await self.drain()
        return await self._heard(key, before)

    async def drain(self) -> None:
        await Worker(
            self.database, Queue(self.database, "t"), Handlers(self.dispatcher.handle), self.clock, lanes=1
        ).drain()

    async def declared(
        self, title: str = "Checkout is down", channel: str = "C1", *, private: bool = False
    ) -> Incident:
        declaration = Declaration(
            key=f"d:{channel}", title=title, person="UBEN", channel=channel, channel_name="inc", private=private
        )
        async with self.database.transaction() as tx:
            return await declare(tx, declaration, self.clock(), CARD_EVERY_S)

    async def linked(self, channel: str, incident_id: int = 1) -> None:
        async with self.database.transaction() as tx:
            await incidents.link(tx, incident_id, channel, "beside")

    async def says(self, text: str, person: str = "UBEN") -> None:
        """Somebody says something in the incident's channel."""
        ts = next(self._count)
        draft = Draft(
            key=f"m:C1/{ts}",
            kind=Kind.MESSAGE,
            happened_at=self.clock(),
            author=Author(Voice.PERSON, person),
            source=Source("slack", f"C1/{ts}", "https://chat.example/p1"),
            text=text,
        )
        async with self.database.transaction() as tx:
            await self.recorder.append(tx, 1, [draft])

    async def now(self) -> Incident:
        return await self.reader.incident_by_id(1)

    async def job_keys(self) -> dict[str, tuple[str, dict]]:
        async with self.database.reading() as connection:
            rows = (await connection.execute(select(jobs_table))).all()
        return {row.key: (row.kind, row.payload) for row in rows}

    async def _heard(self, key: str, before: set[str]) -> Heard:
        async with self.database.reading() as connection:
            keys = (await connection.execute(select(posts_table.c.key).order_by(posts_table.c.key))).scalars()
            sent = [await posts.load(connection, one) for one in keys if one.startswith(f"c:{key}:")]
            recorded = [one for number in (1, 2, 3) for one in await entries.all_entries(connection, number)]
        return Heard(
            posts=[one for one, _ in sent],
            entries=[one for one in recorded if one.key.startswith((f"c:{key}:", f"s:c:{key}:"))],
            jobs=[what for name, what in (await self.job_keys()).items() if name not in before],
        )


class Handlers(dict):
    """Calls go to the dispatcher; what else there is to do is somebody else's."""

    def __init__(self, handle) -> None:
        super().__init__({consequences.CALL: handle})

    def __missing__(self, kind: str):
        return _nothing


async def _nothing(lease) -> None:
    pass


@pytest.fixture
def engine_name() -> str:
    """What the store does on each database is tested with the store."""
    return "sqlite"


@pytest.fixture
async def bare(database, clock) -> Inc:
    """No incident anywhere; Ana and Ben are known."""
    async with database.transaction() as tx:
        await people.remember(tx, [ANA, BEN])
    return Inc(database, clock)


@pytest.fixture
async def inc(bare) -> Inc:
    """INC-1 is going on in C1."""
    bare.incident = await bare.declared()
    bare.clock.forward(60)
    return bare
