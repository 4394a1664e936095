"""The card and what follows it, with systems that answer, hang and change their mind."""

import itertools
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from app.context.around import kept
from app.context.surroundings import Surroundings
from app.domain.change import ChangeState
from app.domain.entry import Author, Draft, Kind, Source, Voice
from app.domain.json import text_of
from app.domain.post import PostState
from app.duties.looking_around import look
from app.duties.tools import Tools
from app.jobs.queue import Queue, enqueue
from app.jobs.worker import Worker
from app.record import consequences, posts
from app.record.append import append
from app.record.declaring import Declaration, declare
from app.record.reading import Reader
from app.record.recorder import Recorder
from app.store.tables import jobs
from app.store.tables import posts as posts_table
from tests.context.systems import Alerts, Catalogue, Ships, System, alert, connected, deploy

CARD_EVERY_S = 30.0
BAD = deploy("Deploy ledger 2.31", "ledger", 15)


class ChatStandIn:
    def __init__(self) -> None:
        self.revised = []

    async def revise(self, post, ts) -> None:
        self.revised.append((post.body.text, ts))


class Scene:
    """`await scene.look()` does the job as the worker would, and all that follows from it at once."""

    def __init__(self, database, clock, limit_s=8.0, enough_s=4.0, **systems) -> None:
        self.database, self.clock, self.chat = database, clock, ChatStandIn()
        around = Surroundings(
            database=database, clock=clock, connected=connected(**systems), limit_s=limit_s, enough_s=enough_s
        )
        recorder = Recorder(database, clock, CARD_EVERY_S)
        self.tools = Tools(
            database=database, surroundings=around, recorder=recorder, reader=Reader(database), chat=self.chat, writers=None
        )  # fmt: skip
        self.number = itertools.count(1)

    async def declared(self, **more):
        declaration = Declaration(
            key="d", title="Checkout is down", person="UANA", channel="C1", channel_name="i", **more
        )
        async with self.database.transaction() as tx:
            self.incident = await declare(tx, declaration, self.clock(), CARD_EVERY_S)
        return self

    async def set(self, kind=Kind.SETTING, **details):
        draft = Draft(
            key=f"set{next(self.number)}", kind=kind, happened_at=self.clock(), author=Author(Voice.PERSON, "UANA"),
            source=Source("t", "t"), text="t", details=details,
        )  # fmt: skip
        async with self.database.transaction() as tx:
            await append(tx, 1, [draft], self.clock(), CARD_EVERY_S)

    async def look(self, forward_s=31.0, **payload):
        self.clock.forward(forward_s)
        async with self.database.transaction() as tx:
            why = f"t{next(self.number)}"
            await enqueue(tx, [consequences.look_around_job(self.incident, self.clock(), why, **payload)])
        await self.drain()

    async def drain(self):
        await Worker(self.database, Queue(self.database, "t"), _Handlers(self), self.clock, lanes=1).drain()

    async def said(self):
        async with self.database.reading() as connection:
            rows = (await connection.execute(select(posts_table).order_by(posts_table.c.created_at))).all()
        return {row.key: row for row in rows}

    async def card(self):
        return (await self.said())["context:1"].body["text"]

    async def news(self):
        return [row.body["text"] for key, row in (await self.said()).items() if ":news:" in key]

    async def waiting(self):
        async with self.database.reading() as connection:
            rows = await connection.execute(select(jobs).where(jobs.c.state == "ready"))
            return {row.key: row for row in rows if row.kind == consequences.LOOK_AROUND}


class _Handlers(dict):
    def __init__(self, scene) -> None:
        async def on_look(lease):
            await look(lease, scene.tools)

        async def deliver(lease):
            async with lease.finish() as tx:
                await posts.mark(tx, text_of(lease.job.payload["post"]), PostState.SENT, f"ts{lease.job.id}")

        kinds = consequences
        super().__init__({kinds.LOOK_AROUND: on_look, kinds.DELIVER: deliver})

    def __missing__(self, kind):
        return _nothing


async def _nothing(lease) -> None:
    pass


@pytest.fixture
def engine_name() -> str:
    return "sqlite"


@pytest.fixture
async def scene(database, clock):
    ships, alerts = Ships(items=(BAD,)), Alerts(items=(alert("High error rate", "checkout"),))
    made = Scene(database, clock, alerts=alerts, ships=ships, catalog=Catalogue())
    made.ships, made.alerts = ships, alerts
    return await made.declared()


async def test_one_card_that_is_edited_only_when_it_changes(scene):
    await scene.look()
    assert "Deploy ledger 2.31" in await scene.card()
    assert scene.chat.revised == []
    scene.alerts.items = ()
    await scene.look(120)
    ((text, ts),) = scene.chat.revised
    assert text == await scene.card()
    assert ts.startswith("ts")
    assert list(await scene.said()).count("context:1") == 1


async def test_a_new_candidate_and_what_was_undone_are_told_once(scene):
    await scene.look()
    scene.ships.items = (replace(BAD, state=ChangeState.UNDONE), deploy("Deploy checkout 7", "checkout", 8))
    await scene.look(120)
    await scene.look(120)
    (said,) = await scene.news()
    assert ":leftwards_arrow_with_hook: Undone: " in said


async def test_at_most_once_a_minute_and_nothing_is_lost(scene):
    await scene.look()
    scene.ships.items = (replace(BAD, state=ChangeState.UNDONE),)
    await scene.look(31)
    scene.ships.items = (replace(BAD, state=ChangeState.UNDONE), deploy("Deploy checkout 7", "checkout", 6))
    await scene.look(31)
    assert len(await scene.news()) == 1
    await scene.look(31)
    assert [line.partition(":")[2].partition(":")[0] for line in await scene.news()] == [
        "leftwards_arrow_with_hook",
        "mag",
    ]


async def test_quiet_means_that_the_card_is_kept_and_nothing_said(scene):
    await scene.look()
    await scene.set(quiet=True)
    scene.ships.items = (replace(BAD, state=ChangeState.UNDONE),)
    await scene.look(120)
    assert "*undone*" in await scene.card()
    await scene.set(quiet=False)
    await scene.look(120)
    assert await scene.news() == []


async def test_no_card_where_it_was_quiet_or_nothing_was_found(database, clock):
    scene = await Scene(database, clock, loki=Alerts(trouble="timed out")).declared()
    await scene.look()
    assert "context:1" not in await scene.said()


async def test_what_is_late_is_waited_for_and_told_to_whoever_asked(database, clock):
    late = Late()
    scene = await Scene(
        database, clock, 0.4, 0.05, alerts=Alerts(items=(alert("High error rate", "checkout"),)), tempo=late
    ).declared()  # fmt: skip
    asked = {"key": "k1", "channel": "C1", "reader": "UBEN", "shown": "x", "reply_to": "", "thread_ts": ""}
    await scene.look(asked=asked)
    assert late.looks == 2
    assert "Slow spans" in await scene.card()
    answer = (await scene.said())["c:k1:later"]
    assert answer.reader == "UBEN"
    assert answer.body["text"].startswith("Now with what came late:\n")
    assert "Slow spans" in answer.body["text"]


async def test_whoever_was_told_that_somebody_looks_already_is_told_what_came_of_it(scene):
    asked = {"key": "k1", "channel": "C1", "reader": "UBEN", "shown": "x", "reply_to": "", "thread_ts": ""}
    await scene.look()
    await scene.look(asked=asked)
    assert (await scene.said())["c:k1:later"].body["text"].startswith("Now with what came late:\n")


class Late(Alerts):
    """Does not answer the first time."""

    async def signals(self, window, scope):
        self.hangs, self.items = self.looks == 0, (alert("Slow spans", "checkout", 9),)
        return await super().signals(window, scope)


async def test_it_goes_on_while_the_incident_does_and_replicas_agree_when(scene):
    await scene.look()
    keys = await scene.waiting()
    assert "look_around:1:again:2026-03-14T09:28" in keys
    assert {row.lane for row in keys.values()} == {"look_around:1"}
    scene.clock.forward(3600)
    await scene.drain()
    assert "look_around:1:again:2026-03-14T10:30" in await scene.waiting()


async def test_it_ends_with_the_incident(scene):
    await scene.set(Kind.STATUS, to="closed", was="investigating")
    await scene.look()
    assert scene.alerts.looks == 0
    assert not [key for key in await scene.waiting() if ":again:" in key]


async def test_an_hour_after_it_was_resolved(scene):
    await scene.set(Kind.STATUS, to="resolved", was="investigating")
    await scene.look()
    assert [key for key in await scene.waiting() if ":again:" in key]
    scene.clock.forward(3700)
    await scene.drain()
    assert not [key for key in await scene.waiting() if ":again:" in key]


async def test_where_nothing_is_recorded_nothing_is_looked_for(scene):
    await scene.set(recording=False)
    await scene.look()
    assert scene.alerts.looks == 0


async def test_nobody_connected(database, clock):
    scene = await Scene(database, clock).declared()
    await scene.look()
    async with database.reading() as connection:
        assert await kept.load(connection, 1) is None


async def test_what_is_told_and_found_is_kept_apart_by_time(scene):
    await scene.look(patient=True)
    async with scene.database.reading() as connection:
        view = await kept.load(connection, 1)
    assert view.looked_at == scene.clock()
    assert view.window.end - view.window.start >= timedelta(hours=6)


async def test_a_system_that_says_nothing_of_itself(database, clock):
    scene = await Scene(database, clock, silent=System()).declared()
    await scene.look()
    assert "context:1" not in await scene.said()
