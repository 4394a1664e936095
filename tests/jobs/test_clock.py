"""The clock only enqueues, under keys on which replicas agree."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from app.jobs.clock import Clock, Tick
from app.store.tables import jobs

REMIND = Tick("remind", 60)
FORGET = Tick("forget", 3600)


async def enqueued(database):
    async with database.reading() as connection:
        return (await connection.execute(select(jobs).order_by(jobs.c.id))).all()


@pytest.mark.parametrize(
    ("every_s", "key"),
    [
        (60, "remind:2026-11-21T14:05"),
        (300, "remind:2026-11-21T14:05"),
        (3600, "remind:2026-11-21T14:00"),
        (86400, "remind:2026-11-21T00:00"),
        (20, "remind:2026-11-21T14:05:40"),
    ],
)
def test_the_key_names_what_is_due(every_s, key):
    job = Tick("remind", every_s).job(datetime(2026, 11, 21, 14, 5, 59, 999_999, tzinfo=UTC))
    assert job.key == key
    assert job.lane == job.kind == "remind"


@given(st.datetimes(timezones=st.just(UTC)), st.integers(1, 100_000))
def test_due_is_the_newest_multiple_up_to_now(now, every_s):
    due = Tick("remind", every_s).due(now)
    assert timedelta(0) <= now - due < timedelta(seconds=every_s)
    assert (due - datetime(1970, 1, 1, tzinfo=UTC)) % timedelta(seconds=every_s) == timedelta(0)


async def test_what_is_due_at_the_start_is_enqueued_at_once(database, clock):
    async with Clock(database, (REMIND, FORGET), clock):
        rows = await enqueued(database)
    assert [(row.key, row.kind, row.run_at) for row in rows] == [
        ("remind:2026-03-14T09:26", "remind", datetime(2026, 3, 14, 9, 26, tzinfo=UTC)),
        ("forget:2026-03-14T09:00", "forget", datetime(2026, 3, 14, 9, 0, tzinfo=UTC)),
    ]


async def test_replicas_agree(database, replica, clock):
    async with Clock(database, (REMIND,), clock) as one, Clock(replica, (REMIND,), clock) as other:
        for _ in range(3):
            clock.forward(60)
            await asyncio.gather(one.enqueue((REMIND,)), other.enqueue((REMIND,)))
    assert [row.key for row in await enqueued(database)] == [f"remind:2026-03-14T09:{m}" for m in (26, 27, 28, 29)]


async def test_time_that_jumps_back_repeats_nothing(database, clock):
    async with Clock(database, (REMIND,), clock) as ticking:
        clock.forward(60)
        await ticking.enqueue((REMIND,))
        clock.forward(-60)
        await ticking.enqueue((REMIND,))
    assert len(await enqueued(database)) == 2


async def test_workers_are_woken(database, clock):
    async with Clock(database, (REMIND,), clock):
        assert database.jobs_added.is_set()


@pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
async def test_it_ticks_by_itself_at_whole_multiples(database, clock):
    async with Clock(database, (Tick("beat", 1),), clock):
        database.jobs_added.clear()
        clock.forward(1)
        await asyncio.wait_for(database.jobs_added.wait(), 60)  # within a second, by the machine's time
    assert [row.key for row in await enqueued(database)] == ["beat:2026-03-14T09:26:53", "beat:2026-03-14T09:26:54"]


@pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
async def test_it_stops_when_left(database, clock):
    async with Clock(database, (Tick("beat", 1),), clock) as ticking:
        pass
    assert not ticking._scheduler.running
