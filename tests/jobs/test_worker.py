"""The worker takes jobs to their handlers; what a failure means is decided here. No test sleeps: they wait on events."""

import asyncio
from contextlib import asynccontextmanager
from datetime import timedelta

import pytest
from sqlalchemy import insert, select

from app.domain.errors import Unavailable, UserError
from app.jobs import worker as worker_module
from app.jobs.queue import Queue, enqueue
from app.jobs.worker import MOST_FAILURES_BUG, MOST_FAILURES_UNAVAILABLE, Worker
from app.store.tables import people

PATIENCE_S = 60


@asynccontextmanager
async def running(worker):
    task = asyncio.create_task(worker.run())
    try:
        async with asyncio.timeout(PATIENCE_S):
            yield task
    finally:
        worker.stop()
        await task


@pytest.fixture
def make(database, queue, clock):
    """A worker with these handlers, by kind."""

    def worker(lanes=4, of=None, **handlers):
        return Worker(database, of or queue, handlers, clock, lanes)

    return worker


async def drained(worker):
    async with asyncio.timeout(PATIENCE_S):
        await worker.drain()


async def test_a_handler_that_returns_has_done_its_job(make, table):
    seen = []

    async def work(lease):
        seen.append((lease.job.key, lease.now))

    await table.put("a")
    await drained(make(work=work))
    assert seen == [("a", table._clock())]
    assert await table.states() == {"a": "done"}


async def test_effects_and_done_commit_together(make, table, database):
    async def work(lease):
        async with lease.finish() as tx:
            await tx.execute(insert(people), [{"id": "U1", "name": "", "handle": "", "is_bot": False}])
            if lease.job.attempt == 1:
                raise ZeroDivisionError

    await table.put("a")
    worker = make(work=work)
    await drained(worker)
    assert await table.states() == {"a": "ready"}
    table._clock.forward(1)
    await drained(worker)
    async with database.reading() as connection:
        assert list((await connection.execute(select(people.c.id))).scalars()) == ["U1"]
    assert (await table.rows())["a"].attempt == 2


async def test_draining_does_what_follows_too(make, table):
    async def work(lease):
        depth = lease.job.payload["depth"]
        async with lease.finish() as tx:
            if depth:
                new = [table.job(f"{lease.job.key}.{n}", payload={"depth": depth - 1}) for n in range(2)]
                await enqueue(tx, new)

    await table.put("root", payload={"depth": 3})
    await drained(make(work=work, lanes=2))
    states = await table.states()
    assert len(states) == 1 + 2 + 4 + 8
    assert set(states.values()) == {"done"}


async def test_draining_an_empty_table(make):
    await drained(make())


async def test_draining_leaves_what_is_not_due(make, table):
    await table.put("later", in_s=1)
    await drained(make())
    assert await table.states() == {"later": "ready"}


async def test_as_many_at_once_as_there_are_lanes(make, table):
    inside, most, release = 0, 0, asyncio.Event()

    async def work(lease):
        nonlocal inside, most
        inside += 1
        most = max(most, inside)
        if inside == 3:
            release.set()
        await release.wait()
        inside -= 1

    await table.put(*"abcdefg")
    await drained(make(work=work, lanes=3))
    assert most == 3
    assert set((await table.states()).values()) == {"done"}


async def test_two_workers_never_overlap_in_a_lane(table, database, replica, clock):
    inside, done = set(), []

    async def work(lease):
        assert lease.job.lane not in inside
        inside.add(lease.job.lane)
        async with lease.finish():
            inside.remove(lease.job.lane)
        done.append(lease.job.key)

    await table.put_jobs(*[table.job(f"{lane}{n}", lane=lane) for n in range(5) for lane in "abc"])
    workers = [
        Worker(into, Queue(into, f"holder {n}"), {"work": work}, clock, lanes=2)
        for n in range(2)
        for into in (database, replica)
    ]
    while len(done) < 15:
        await asyncio.gather(*(drained(worker) for worker in workers))
    assert sorted(done) == sorted(f"{lane}{n}" for n in range(5) for lane in "abc")
    assert {key: row.failures for key, row in (await table.rows()).items() if row.failures} == {}


async def test_wakes_at_once(make, table, monkeypatch):
    monkeypatch.setattr(worker_module, "_POLL_S", 1000.0)
    done = asyncio.Event()

    async def work(lease):
        done.set()

    async with running(make(work=work)):
        for key in "abc":
            done.clear()
            await table.put(key)
            await done.wait()


async def test_looks_for_what_other_processes_enqueue(make, table, replica, monkeypatch):
    monkeypatch.setattr(worker_module, "_POLL_S", 0.01)
    done = asyncio.Event()

    async def work(lease):
        done.set()

    async with running(make(work=work)):
        async with replica.transaction() as tx:
            await enqueue(tx, [table.job("a")])
        await done.wait()


async def test_stopping_lets_the_job_in_hand_finish(make, table):
    started, release = asyncio.Event(), asyncio.Event()

    async def work(lease):
        started.set()
        await release.wait()

    worker = make(work=work)
    async with running(worker) as task:
        await table.put("a", "b", lane="l")
        await started.wait()
        worker.stop()
        release.set()
        await task
    states = await table.states()
    assert states["a"] == "done"
    assert states["b"] in {"ready", "done"}  # done if it was being taken at that very moment; never left in between


async def test_a_cancelled_worker_leaves_nothing_running(make, table, clock, queue):
    started, cancelled = asyncio.Event(), []

    async def work(lease):
        started.set()
        try:
            await asyncio.Event().wait()
        except asyncio.CancelledError:
            cancelled.append(lease.job.key)
            raise

    task = asyncio.create_task(make(work=work).run())
    await table.put("a")
    await asyncio.wait_for(started.wait(), PATIENCE_S)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert cancelled == ["a"]
    assert await table.states() == {"a": "leased"}
    clock.forward(60)
    [again] = await queue.claim(clock(), 1)
    assert (again.attempt, again.failures) == (2, 0)


async def test_a_bug_is_tried_again_then_given_up(make, table, clock):
    attempts = []

    async def work(lease):
        attempts.append(clock())
        raise ZeroDivisionError("by nothing")

    await table.put("a")
    worker = make(work=work)
    for _ in range(10):
        await drained(worker)
        clock.forward(600)
    assert len(attempts) == MOST_FAILURES_BUG
    row = (await table.rows())["a"]
    assert (row.state, row.failures, row.error) == ("failed", MOST_FAILURES_BUG, "ZeroDivisionError('by nothing')")


async def test_waits_double_up_to_five_minutes(make, table, clock):
    async def work(lease):
        raise Unavailable("slack", "no answer")

    await table.put("a")
    worker, waits = make(work=work), []
    while (row := (await table.rows())["a"]).state == "ready":
        clock.now = max(clock.now, row.run_at)
        before = clock.now
        await drained(worker)
        waits.append(((await table.rows())["a"].run_at - before).total_seconds())
    assert len(waits) == MOST_FAILURES_UNAVAILABLE
    assert waits[:-1] == [1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300]
    assert (await table.states())["a"] == "failed"


async def test_waits_as_long_as_it_was_asked_to(make, table, clock):
    async def work(lease):
        raise Unavailable("slack", "slow down", retry_after_s=17.5)

    await table.put("a")
    await drained(make(work=work))
    row = (await table.rows())["a"]
    assert row.run_at == clock() + timedelta(seconds=17.5)
    assert row.error == "Unavailable('slack: slow down')"


async def test_what_cannot_be_done_is_not_tried_again(make, table):
    async def work(lease):
        raise UserError("The channel is archived.")

    await table.put("a")
    await drained(make(work=work))
    row = (await table.rows())["a"]
    assert (row.state, row.failures) == ("failed", 1)


async def test_an_unknown_kind_is_a_bug(make, table):
    await table.put("a", kind="unheard of")
    await drained(make())
    assert (await table.rows())["a"].error == "KeyError('unheard of')"


async def test_failures_in_a_group_are_judged_by_the_first(make, table):
    async def work(lease):
        async with asyncio.TaskGroup() as group:
            group.create_task(fail())

    async def fail():
        raise UserError("The channel is archived.")

    await table.put("a")
    await drained(make(work=work))
    assert (await table.states())["a"] == "failed"


async def test_a_failure_after_done_changes_nothing(make, table):
    async def work(lease):
        async with lease.finish():
            pass
        raise ZeroDivisionError

    await table.put("a")
    await drained(make(work=work))
    row = (await table.rows())["a"]
    assert (row.state, row.failures) == ("done", 0)


async def test_the_late_finisher_commits_nothing(make, table, clock, other_queue, database):
    taken = []

    async def work(lease):
        clock.forward(60)
        taken.extend(await other_queue.claim(clock(), 1))
        async with lease.finish() as tx:
            await tx.execute(insert(people), [{"id": "late", "name": "", "handle": "", "is_bot": False}])

    await table.put("a")
    await drained(make(work=work))
    assert [job.attempt for job in taken] == [2]
    async with database.reading() as connection:
        assert (await connection.execute(select(people))).all() == []
    assert await table.states() == {"a": "leased"}
    async with other_queue.finish(taken[0], clock()):
        pass


@pytest.fixture
def renewed(queue, monkeypatch):
    """Leases are renewed all the time; set after each."""
    renew, happened = queue.renew, asyncio.Event()

    async def watched(job, now):
        await renew(job, now)
        happened.set()

    monkeypatch.setattr(worker_module, "_RENEW_EVERY_S", 0.0)
    monkeypatch.setattr(queue, "renew", watched)
    return happened


async def test_long_work_keeps_its_lease(make, table, clock, other_queue, renewed):
    async def work(lease):
        for _ in range(3):
            clock.forward(50)
            renewed.clear()
            await renewed.wait()
            renewed.clear()
            await renewed.wait()  # this one began after the clock moved
            assert await other_queue.claim(clock(), 1) == []

    await table.put("a")
    await drained(make(work=work))
    assert await table.states() == {"a": "done"}


async def test_a_lost_lease_stops_the_handler(make, table, clock, other_queue, monkeypatch):
    monkeypatch.setattr(worker_module, "_RENEW_EVERY_S", 0.0)
    stopped = []

    async def work(lease):
        clock.forward(60)
        while not await other_queue.claim(clock(), 1):  # renewed in between
            clock.forward(60)
        try:
            await asyncio.Event().wait()
        except asyncio.CancelledError:
            stopped.append(lease.job.key)
            raise

    await table.put("a")
    await drained(make(work=work))
    assert stopped == ["a"]
    row = (await table.rows())["a"]
    assert (row.state, row.attempt, row.failures) == ("leased", 2, 0)


async def test_goes_on_when_the_database_is_back(make, table, queue, monkeypatch):
    monkeypatch.setattr(worker_module, "_POLL_S", 0.0)
    claim, done, broken = queue.claim, asyncio.Event(), iter([ConnectionRefusedError, OSError])

    async def flaky(now, limit):
        if error := next(broken, None):
            raise error
        return await claim(now, limit)

    async def work(lease):
        done.set()

    monkeypatch.setattr(queue, "claim", flaky)
    await table.put("a")
    async with running(make(work=work)):
        await done.wait()
    assert await table.states() == {"a": "done"}
