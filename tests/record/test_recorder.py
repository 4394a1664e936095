"""Capturing returns when what was captured is durable; what arrives together is committed together."""

import asyncio
import os
import random
import signal
import sys
from dataclasses import replace

import pytest
from sqlalchemy import select

from app.domain.entry import Kind
from app.domain.errors import Unavailable
from app.jobs.job import NewJob
from app.record.recorder import Recorder
from app.store.tables import jobs
from tests.record.facts import CARD_EVERY_S, CHANNEL, Facts, declared, record_of

PATIENCE_S = 60


@pytest.fixture
def commits(database, monkeypatch):
    """The transactions begun; each waits for `let`."""
    write, counted = database.write, Commits()

    async def watched(work):
        counted.begun += 1
        counted.began.set()
        await counted.let.wait()
        return await write(work)

    monkeypatch.setattr(database, "write", watched)
    return counted


class Commits:
    def __init__(self):
        self.begun = 0
        self.began = asyncio.Event()
        self.let = asyncio.Event()
        self.let.set()


def job(key, clock):
    return NewJob(key=key, kind="call", lane="", run_at=clock())


async def job_keys(database):
    async with database.reading() as connection:
        return set((await connection.execute(select(jobs.c.key))).scalars())


def texts(recorded):
    return [entry.text for entry in recorded if entry.kind is Kind.MESSAGE]


async def test_durable_when_it_returns(recorder, incident, replica, facts, clock):
    assert await recorder.capture(CHANNEL, [facts.message(1, "hello")], [job("a job", clock)])
    assert texts(await record_of(replica, incident)) == ["hello"]
    assert "a job" in await job_keys(replica)


async def test_another_channel_is_not_recorded_but_its_jobs_are_kept(recorder, incident, replica, facts, clock):
    assert not await recorder.capture("C0THER", [facts.message(1, "hello")], [job("a job", clock)])
    assert texts(await record_of(replica, incident)) == []
    assert "a job" in await job_keys(replica)


async def test_what_arrives_together_is_committed_together(recorder, incident, database, facts, commits):
    commits.let.clear()
    first = asyncio.create_task(recorder.capture(CHANNEL, [facts.message(0, "message 0")]))
    await commits.began.wait()
    others = [asyncio.create_task(recorder.capture(CHANNEL, [facts.message(n, f"message {n}")])) for n in range(1, 100)]
    await asyncio.sleep(0)
    commits.let.set()
    async with asyncio.timeout(PATIENCE_S):
        assert all(await asyncio.gather(first, *others))
    assert commits.begun == 2
    assert texts(await record_of(database, incident)) == [f"message {n}" for n in range(100)]


async def test_a_bad_arrival_does_not_fail_the_others(recorder, incident, database, facts, clock):
    bad = replace(facts.message(50, "bad"), kind=Kind.STATUS, details={"to": "no such status"})
    captures = [recorder.capture(CHANNEL, [facts.message(n, f"message {n}")]) for n in range(5)]
    outcomes = await asyncio.gather(*captures, recorder.capture(CHANNEL, [bad]), return_exceptions=True)
    assert outcomes[:5] == [True] * 5
    assert isinstance(outcomes[5], ValueError)
    assert len(texts(await record_of(database, incident))) == 5
    assert await recorder.capture(CHANNEL, [facts.message(6, "after")])


async def test_nobody_is_told_before_the_commit(recorder, incident, facts, commits):
    commits.let.clear()
    capture = asyncio.create_task(recorder.capture(CHANNEL, [facts.message(1, "hello")]))
    await commits.began.wait()
    for _ in range(20):
        await asyncio.sleep(0)
        assert not capture.done()
    commits.let.set()
    assert await asyncio.wait_for(capture, PATIENCE_S)


async def test_a_commit_that_fails_is_not_acknowledged(recorder, incident, database, facts, monkeypatch):
    write = database.write

    async def broken(work):
        async def too_late(tx):
            await work(tx)
            raise ConnectionResetError("the database went away")

        await write(too_late)

    monkeypatch.setattr(database, "write", broken)
    captures = [recorder.capture(CHANNEL, [facts.message(n, "lost")]) for n in range(3)]
    outcomes = await asyncio.gather(*captures, return_exceptions=True)
    assert [type(outcome) for outcome in outcomes] == [ConnectionResetError] * 3
    monkeypatch.undo()
    assert await recorder.capture(CHANNEL, [facts.message(1, "said again")])
    assert texts(await record_of(database, incident)) == ["said again"]


async def test_who_stops_waiting_does_not_stop_the_commit(recorder, incident, database, facts, commits):
    commits.let.clear()
    impatient = asyncio.create_task(recorder.capture(CHANNEL, [facts.message(1, "from the impatient")]))
    patient = asyncio.create_task(recorder.capture(CHANNEL, [facts.message(2, "from the patient")]))
    await commits.began.wait()
    impatient.cancel()
    commits.let.set()
    assert await asyncio.wait_for(patient, PATIENCE_S)
    assert texts(await record_of(database, incident)) == ["from the impatient", "from the patient"]


async def test_leaving_commits_what_has_arrived(database, incident, facts, clock, commits):
    commits.let.clear()
    async with Recorder(database, clock, CARD_EVERY_S) as recorder:
        captures = [
            asyncio.create_task(recorder.capture(CHANNEL, [facts.message(n, f"message {n}")])) for n in range(10)
        ]
        await asyncio.sleep(0)
        commits.let.set()
    assert all([await capture for capture in captures])
    assert len(texts(await record_of(database, incident))) == 10


async def test_after_leaving_it_takes_no_more(database, incident, facts, clock):
    async with Recorder(database, clock, CARD_EVERY_S) as recorder:
        pass
    with pytest.raises(Unavailable, match="stopping"):
        await recorder.capture(CHANNEL, [facts.message(1, "too late")])


async def test_two_recorders_on_one_database(database, replica, incident, clock):
    """Two processes, two incidents, each message delivered to both: each recorded once, no number twice, no deadlock."""
    second = await declared(database, clock(), key="second", channel="C0002")
    here, there = Facts(CHANNEL), Facts("C0002")
    said = [facts.message(n, f"message {n}") for n in range(40) for facts in (here, there)]
    shuffled = random.Random(7).sample(said, len(said))
    async with Recorder(database, clock, CARD_EVERY_S) as one, Recorder(replica, clock, CARD_EVERY_S) as other:
        captures = [
            recorder.capture(draft.details["channel"], [draft])
            for recorder, drafts in ((one, said), (other, shuffled))
            for draft in drafts
        ]
        async with asyncio.timeout(PATIENCE_S):
            assert all(await asyncio.gather(*captures))
    for recorded in (incident, second):
        found = texts(await record_of(database, recorded))
        assert sorted(found) == sorted(f"message {n}" for n in range(40))


BOT = """
import asyncio, sys
from datetime import UTC, datetime
from app.record.recorder import Recorder
from app.store.database import Database
from tests.record.facts import CHANNEL, Facts

async def main(address):
    facts = Facts()
    async with Recorder(Database(address), lambda: datetime.now(UTC), 5) as recorder:
        async def say(n):
            await recorder.capture(CHANNEL, [facts.message(n, f"message {n}")])
            print(n, flush=True)
        for n in range(int(sys.argv[2]), 1_000_000, 5):
            await asyncio.gather(*(say(n + i) for i in range(5)))

asyncio.run(main(sys.argv[1]))
"""


async def test_killed_in_the_middle_nothing_acknowledged_is_lost(database, database_address, incident, pytestconfig):
    """Another process says what it was told is durable, until it is killed."""
    chance = random.Random(20260314)
    for start in (0, 100_000):
        after = chance.randrange(1, 60)
        bot = await asyncio.create_subprocess_exec(
            *(sys.executable, "-c", BOT, database_address, str(start)),
            stdout=asyncio.subprocess.PIPE,
            env=os.environ | {"PYTHONPATH": str(pytestconfig.rootpath)},
        )
        async with asyncio.timeout(PATIENCE_S):
            acknowledged = [await bot.stdout.readline() for _ in range(after)]
            bot.send_signal(signal.SIGKILL)
            rest, _ = await bot.communicate()
        acknowledged += [line for line in rest.splitlines(keepends=True) if line.endswith(b"\n")]
        kept = set(texts(await record_of(database, incident)))
        assert {f"message {int(line)}" for line in acknowledged} <= kept, f"killed after {after}"
