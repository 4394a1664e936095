"""The jobs table under any number of processes: once enqueued, one at a time in a lane, done together with its effects."""

import asyncio
from collections import Counter
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import insert, select

from app.jobs.job import NewJob
from app.jobs.queue import LeaseLost, Queue, enqueue, forget_mentioning
from app.store.tables import people

LEASE_S = 60


def effect(name):
    """A change of the database that a job makes."""
    return insert(people), [{"id": name, "name": name, "handle": name, "is_bot": False}]


async def effects(database):
    async with database.reading() as connection:
        return sorted((await connection.execute(select(people.c.id))).scalars())


async def keys(queue, clock, limit=10):
    return [job.key for job in await queue.claim(clock(), limit)]


async def test_a_key_is_enqueued_once(table, clock):
    assert await table.put("a", "b") == 2
    assert await table.put("b", "c", "c") == 1
    assert list(await table.rows()) == ["a", "b", "c"]


async def test_a_key_stays_known_after_it_is_done(table, queue, clock):
    await table.put("a")
    [job] = await queue.claim(clock(), 1)
    async with queue.finish(job, clock()):
        pass
    assert await table.put("a") == 0
    assert await keys(queue, clock) == []


async def test_enqueueing_nothing(database):
    async with database.transaction() as tx:
        assert await enqueue(tx, []) == 0
        assert not tx.jobs_added


async def test_many_at_once_are_counted(table, clock):
    assert await table.put(*(f"job {n}" for n in range(1500))) == 1500
    assert await table.put(*(f"job {n}" for n in range(1490, 1510))) == 10


async def test_concurrent_enqueues_of_the_same_keys(database, replica, clock):
    async def put(into, start):
        async with into.transaction() as tx:
            new = [NewJob(key=f"k{n}", kind="work", lane="", run_at=clock()) for n in range(start, start + 20)]
            return await enqueue(tx, new)

    added = await asyncio.gather(*(put(into, 5 * n) for n in range(4) for into in (database, replica)))
    assert sum(added) == 35


async def test_what_is_rolled_back_was_never_enqueued(database, table, clock):
    database.jobs_added.clear()

    async def enqueue_and_fail():
        async with database.transaction() as tx:
            await enqueue(tx, [table.job("a")])
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await enqueue_and_fail()
    assert await table.rows() == {}
    assert not database.jobs_added.is_set()


async def test_a_claimed_job_is_what_was_enqueued(table, queue, clock):
    await table.put("a", kind="greet", lane="l", payload={"who": ["Ada", 1, None], "deep": {"x": 1.5}})
    [job] = await queue.claim(clock(), 10)
    assert (job.key, job.kind, job.lane, job.run_at) == ("a", "greet", "l", clock())
    assert job.payload == {"who": ["Ada", 1, None], "deep": {"x": 1.5}}
    assert (job.attempt, job.failures) == (1, 0)


async def test_not_before_its_time(table, queue, clock):
    await table.put("later", in_s=0.000001)
    assert await keys(queue, clock) == []
    clock.forward(0.000001)
    assert await keys(queue, clock) == ["later"]


async def test_in_order_within_a_lane(table, queue, clock):
    await table.put("a", "b", "c", lane="l")
    done = []
    while claimed := await queue.claim(clock(), 10):
        [job] = claimed
        done.append(job.key)
        async with queue.finish(job, clock()):
            pass
    assert done == ["a", "b", "c"]


async def test_the_order_holds_whatever_the_times(table, queue, clock):
    """Within a lane it is the order of enqueueing; a job that is not due yet lets the next one pass."""
    await table.put_jobs(
        table.job("a", lane="l", in_s=-1),
        table.job("not yet", lane="l", in_s=5),
        table.job("b", lane="l", in_s=-10),
    )
    assert await keys(queue, clock) == ["a"]


async def test_claims_no_more_than_the_limit(table, queue, other_queue, clock):
    await table.put(*"abcdefgh")
    assert len(await queue.claim(clock(), 3)) == 3
    assert len(await other_queue.claim(clock(), 4)) == 4
    assert len(await other_queue.claim(clock(), 0)) == 0
    assert len(await queue.claim(clock(), 9)) == 1


async def test_a_lane_never_overlaps_and_each_job_is_done_once(database, replica, table, clock):
    """Eight claimers on two connections pools; the running set is checked at each step."""
    expected = [f"{lane}{n}" for n in range(6) for lane in "abcde"]
    await table.put_jobs(*[table.job(key, lane=key[0]) for key in expected])
    running, order = Counter(), []

    async def work(queue):
        for _ in range(200):
            for job in await queue.claim(clock(), 2):
                running[job.lane] += 1
                assert running[job.lane] == 1
                order.append(job.key)
                async with queue.finish(job, clock()) as tx:
                    await tx.execute(*effect(job.key))
                    running[job.lane] -= 1
            if len(order) == len(expected):
                return

    await asyncio.gather(*(work(Queue(into, f"holder {n}")) for n in range(4) for into in (database, replica)))
    assert sorted(order) == sorted(expected)
    assert [key for key in order if key[0] == "a"] == [f"a{n}" for n in range(6)]
    assert await effects(database) == sorted(expected)
    assert set((await table.states()).values()) == {"done"}


async def test_effects_and_done_commit_together(database, table, queue, clock):
    await table.put("a")
    [job] = await queue.claim(clock(), 1)

    async def finish_and_fail():
        async with queue.finish(job, clock()) as tx:
            await tx.execute(*effect("half"))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await finish_and_fail()
    assert await effects(database) == []
    assert await table.states() == {"a": "leased"}
    async with queue.finish(job, clock()) as tx:
        await tx.execute(*effect("whole"))
    assert await effects(database) == ["whole"]
    assert await table.states() == {"a": "done"}


async def test_a_lease_that_runs_out_is_taken_over(database, table, queue, other_queue, clock):
    await table.put("a", "b", lane="l")
    [late] = await queue.claim(clock(), 10)
    clock.forward(LEASE_S - 1)
    assert await keys(other_queue, clock) == []
    clock.forward(1)
    [taken] = await other_queue.claim(clock(), 10)
    assert (taken.key, taken.attempt, taken.failures) == ("a", 2, 0)
    with pytest.raises(LeaseLost, match="a"):
        async with queue.finish(late, clock()) as tx:
            await tx.execute(*effect("late"))
    for settle in (queue.renew(late, clock()), queue.retry(late, clock(), ""), queue.give_up(late, clock(), "")):
        with pytest.raises(LeaseLost):
            await settle
    async with other_queue.finish(taken, clock()) as tx:
        await tx.execute(*effect("in time"))
    assert await effects(database) == ["in time"]


async def test_finishing_twice_has_effects_once(database, table, queue, clock):
    await table.put("a")
    [job] = await queue.claim(clock(), 1)
    async with queue.finish(job, clock()) as tx:
        await tx.execute(*effect("first"))
    with pytest.raises(LeaseLost):
        async with queue.finish(job, clock()) as tx:
            await tx.execute(*effect("second"))
    assert await effects(database) == ["first"]


async def test_takeover_and_late_finish_at_the_same_moment(database, table, queue, other_queue, clock):
    await table.put("a")
    [late] = await queue.claim(clock(), 1)
    now = clock.forward(LEASE_S)

    async def finish_late():
        try:
            async with queue.finish(late, now) as tx:
                await tx.execute(*effect("late"))
        except LeaseLost:
            return False
        return True

    finished, taken = await asyncio.gather(finish_late(), other_queue.claim(now, 1))
    assert finished is not bool(taken)
    assert await effects(database) == (["late"] if finished else [])


async def test_renewing_keeps_the_lease(table, queue, other_queue, clock):
    await table.put("a")
    [job] = await queue.claim(clock(), 1)
    await queue.renew(job, clock.forward(LEASE_S - 1))
    clock.forward(LEASE_S - 1)
    assert await keys(other_queue, clock) == []
    async with queue.finish(job, clock()):
        pass


async def test_given_back_to_run_later(table, queue, clock):
    await table.put("a", "b", lane="l")
    [job] = await queue.claim(clock(), 1)
    await queue.retry(job, clock() + timedelta(seconds=30), "it broke")
    [following] = await queue.claim(clock(), 10)
    assert following.key == "b"  # which does not wait for it
    clock.forward(30)
    assert await keys(queue, clock) == []  # but never overlaps with it
    async with queue.finish(following, clock()):
        pass
    [again] = await queue.claim(clock(), 10)
    assert (again.key, again.attempt, again.failures) == ("a", 2, 1)
    assert (await table.rows())["a"].error == "it broke"


async def test_given_up_stays_for_people_to_look_at(table, queue, clock):
    await table.put("a", "b", lane="l")
    [job] = await queue.claim(clock(), 1)
    await queue.give_up(job, clock(), "it broke")
    row = (await table.rows())["a"]
    assert (row.state, row.failures, row.error, row.finished_at) == ("failed", 1, "it broke", clock())
    assert await keys(queue, clock) == ["b"]


async def test_next_due(table, queue, clock):
    assert await queue.next_due() is None
    await table.put("later", in_s=100)
    assert await queue.next_due() == clock() + timedelta(seconds=100)
    await table.put("now")
    assert await queue.next_due() == clock()
    await queue.claim(clock(), 1)
    assert await queue.next_due() == clock() + timedelta(seconds=LEASE_S)


async def test_next_due_passes_over_what_waits_for_its_lane(table, queue, clock):
    """Else a worker would look again and again while a long job holds the lane."""
    await table.put("a", "b", lane="l")
    await queue.claim(clock(), 1)
    assert await queue.next_due() == clock() + timedelta(seconds=LEASE_S)


async def test_done_jobs_are_forgotten_after_a_while(table, queue, clock):
    await table.put("old", "failed", "waiting")
    old, failed, _ = await queue.claim(clock(), 3)
    async with queue.finish(old, clock()):
        pass
    await queue.give_up(failed, clock(), "it broke")
    assert await queue.forget(clock()) == 0
    assert await queue.forget(clock.forward(1)) == 1
    assert await table.states() == {"failed": "failed", "waiting": "leased"}


async def test_what_done_jobs_of_a_kind_mention_is_forgotten(database, table, queue, clock):
    for key in ("says", "waits"):
        await table.put_jobs(replace(table.job(key), payload={"text": "amend 1:a_b:m:C1/2.0 zebra"}))
    await table.put_jobs(replace(table.job("other"), payload={"text": "amend 1:axb:m:C1/2.0 zebra"}))
    done = await queue.claim(clock(), 3)
    for job in done:
        if job.key != "waits":
            async with queue.finish(job, clock()):
                pass
    async with database.transaction() as tx:
        await forget_mentioning(tx, done[0].kind, ["amend 1:a_b:m:C1/2.0 "])
    assert {key for key, row in (await table.rows()).items() if row.payload} == {"waits", "other"}


async def test_whoever_waits_for_the_lane_is_woken(database, table, queue, clock):
    await table.put("a", "b", lane="l")
    [job] = await queue.claim(clock(), 1)
    database.jobs_added.clear()
    async with queue.finish(job, clock()):
        pass
    assert database.jobs_added.is_set()
