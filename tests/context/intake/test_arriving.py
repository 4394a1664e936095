import asyncio

import pytest
from sqlalchemy import select

from app.context.intake import changes, signals, traffic
from app.context.intake.arriving import Intake, forget_deliveries, notice_job
from app.domain.connecting import Heard
from app.domain.errors import Unavailable
from app.domain.window import Window
from app.store.tables import deliveries, jobs
from app.store.tables import signals as table
from tests.conftest import ManualClock
from tests.context.telling import NOON, at, deploy, ended, firing


@pytest.fixture
def clock():
    clock = ManualClock()
    clock.now = at(60)
    return clock


@pytest.fixture
async def intake(database, clock):
    async with Intake(database, clock) as opened:
        yield opened


async def _counts(database, name="alertmanager"):
    async with database.reading() as connection:
        return (await traffic.all_counts(connection))[name]


async def _signals(database):
    async with database.reading() as connection:
        return await signals.recent(connection, NOON)


async def test_what_was_taken_is_kept_and_counted(database, clock, intake):
    heard = Heard(signals=(firing(0), firing(1, since=0), ended(2)), changes=(deploy(),), dropped=2, missing=3)
    await intake.take("alertmanager", heard, b"1")
    counts = await _counts(database)
    assert (counts.received, counts.dropped, counts.merged, counts.new) == (9, 5, 2, 2)
    assert counts.heard_at == clock()
    (one,) = await _signals(database)
    assert one.signal.count == 2
    async with database.reading() as connection:
        (change,) = await changes.within(connection, Window(NOON, at(9)))
        assert change.connector == "alertmanager"  # as the settings call it, whatever it calls itself
        assert [row.kind for row in await connection.execute(select(jobs))] == ["notice"]


async def test_many_at_once_are_counted_to_the_last(database, intake):
    async def send(number):
        told = (
            firing(number % 7, since=0, fingerprint=f"f{number % 5}"),
            firing(1, since=0, fingerprint=f"f{number % 3}"),
        )
        await intake.take("alertmanager", Heard(signals=told, dropped=1), str(number).encode())

    await asyncio.gather(*[send(number) for number in range(300)])
    counts = await _counts(database)
    assert (counts.received, counts.dropped, counts.merged) == (900, 300, 595)
    assert sum(one.signal.count for one in await _signals(database)) == 600


async def test_a_delivery_counts_once(database, clock, intake):
    named, unnamed = Heard(signals=(firing(),), key="42"), Heard(signals=(firing(),))
    await asyncio.gather(intake.take("alertmanager", named, b"a"), intake.take("alertmanager", named, b"b"))
    clock.forward(3600)
    await intake.take("alertmanager", named, b"c")
    assert (await _counts(database)).received == 1
    await intake.take("other", named, b"a")
    assert (await _counts(database, "other")).received == 1
    await intake.take("alertmanager", unnamed, b"a")
    clock.forward(59)
    await intake.take("alertmanager", unnamed, b"a")
    assert (await _counts(database)).received == 2
    clock.forward(60)
    await intake.take("alertmanager", unnamed, b"a")
    assert (await _counts(database)).received == 3


async def test_clocks_that_are_ahead(database, clock, intake):
    await intake.take("alertmanager", Heard(signals=(firing(90), ended(95, fingerprint="f2"))), b"")
    for one in await _signals(database):
        assert one.signal.last_at == clock()
        assert one.signal.ended_at in {None, clock()}


async def test_refusals_and_trouble_are_counted_without_waiting(database, clock):
    async with Intake(database, clock) as intake:
        for _ in range(5):
            intake.refuse("alertmanager")
        intake.misread("alertmanager", "There is no list of alerts.")
    counts = await _counts(database)
    assert (counts.refused, counts.trouble, counts.trouble_at) == (5, "There is no list of alerts.", clock())
    assert counts.heard_at is None


async def test_after_it_was_left_it_takes_no_more(database, clock):
    async with Intake(database, clock) as intake:
        pass
    with pytest.raises(Unavailable):
        await intake.take("alertmanager", Heard(), b"")


async def test_one_that_cannot_be_stored_does_not_take_the_others_along(database, intake):
    bad = firing(fingerprint="bad", severity=object())
    sent = [intake.take("alertmanager", Heard(signals=(one,)), one.fingerprint.encode()) for one in (firing(), bad)]
    fine, error = await asyncio.gather(*sent, return_exceptions=True)
    assert fine is None
    assert isinstance(error, Exception)
    assert (await _counts(database)).received == 1


async def test_while_the_database_is_away_nothing_is_taken_and_nothing_lost(database, clock, intake):
    async with database.transaction() as tx:
        await tx.connection.exec_driver_sql("ALTER TABLE traffic RENAME TO away")
    intake.refuse("alertmanager")
    with pytest.raises(Exception, match="traffic"):
        await intake.take("alertmanager", Heard(signals=(firing(),)), b"1")
    async with database.transaction() as tx:
        await tx.connection.exec_driver_sql("ALTER TABLE away RENAME TO traffic")
    async with database.reading() as connection:
        assert not (await connection.execute(select(table))).all()
    await intake.take("alertmanager", Heard(signals=(firing(),)), b"1")
    counts = await _counts(database)
    assert (counts.received, counts.refused) == (1, 1)


async def test_replicas_lose_no_count(database, replica, clock):
    async with Intake(database, clock) as one, Intake(replica, clock) as other:

        async def send(intake, number):
            told = tuple(firing(number, since=0, fingerprint=f"f{n}") for n in range(number % 9))
            await intake.take("alertmanager", Heard(signals=told), f"{number}".encode())

        numbers = range(60)
        await asyncio.gather(*(send(one if number % 2 else other, number) for number in numbers))
        await asyncio.gather(*(send(other if number % 2 else one, number) for number in numbers))  # delivered again
    told = sum(number % 9 for number in numbers)
    assert (await _counts(database)).received == told
    assert sum(one.signal.count for one in await _signals(database)) == told


async def test_deliveries_are_forgotten(database, clock, intake):
    await intake.take("alertmanager", Heard(key="1"), b"")
    async with database.transaction() as tx:
        await forget_deliveries(tx, clock.forward(1))
    async with database.reading() as connection:
        assert not (await connection.execute(select(deliveries))).all()


def test_one_look_for_each_stretch_of_time():
    job = notice_job(at(0))
    assert job.run_at == at(1 / 6)
    assert notice_job(at(0.1)).key == job.key
    assert notice_job(at(0.2)).key != job.key
