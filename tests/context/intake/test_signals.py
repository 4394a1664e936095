import asyncio

import pytest

from app.context.intake import signals
from app.context.intake.signals import Tally
from app.domain.signal import SignalState
from app.domain.window import Window
from tests.context.telling import at, ended, firing

SECRET = "xoxb-1234567890-1234567890123-AbCdEfGhIjKlMnOpQrStUvWx"


async def _keep(database, *told, repeats=True):
    async def work(tx):
        return await signals.keep(tx, told, repeats=repeats)

    return await database.write(work)


async def _all(database):
    async with database.reading() as connection:
        return await signals.recent(connection, at(-10_000))


async def test_many_repeats_are_one_row(database):
    assert await _keep(database, *[firing(n / 100, since=0) for n in range(500)]) == Tally(1, 499)
    assert await _keep(database, firing(6, since=0), firing(6, fingerprint="f2"), ended(7)) == Tally(1, 2)
    one, other = sorted(await _all(database), key=lambda each: each.signal.fingerprint)
    assert (one.signal.count, one.signal.state, one.signal.ended_at) == (501, SignalState.ENDED, at(7))
    assert other.signal.count == 1


async def test_more_than_is_written_at_once_and_counts_beyond_what_a_column_holds(database):
    assert await _keep(database, *[firing(0, fingerprint="f0") for _ in range(1100)]) == Tally(1, 1099)
    told = [firing(0, fingerprint=f"f{n}") for n in range(1, 120)]
    assert await _keep(database, *told) == Tally(119, 0)
    assert await _keep(database, *told, firing(1, since=0, fingerprint="f3", count=10**20)) == Tally(0, 120)
    kept = await _all(database)
    assert len(kept) == 120
    assert sorted(one.signal.count for one in kept)[-2:] == [1100, 2**63 - 1]


async def test_everything_that_was_said_comes_back(database):
    told = firing(3, detail="ratio 0.3", severity=2, url="https://example.com/a", query="up == 0", examples=("a", "b"))
    await _keep(database, told)
    (one,) = await _all(database)
    assert one.signal == told
    assert (one.group, one.incident, one.number, one.turned_at) == ("ledger", None, 1, at(3))


async def test_episodes_have_rows_of_their_own_also_within_one_batch(database):
    assert await _keep(database, firing(0), ended(7), firing(20), firing(21, since=20)) == Tally(2, 2)
    assert await _keep(database, ended(30, since=20), firing(60)) == Tally(1, 1)
    assert [(one.number, one.signal.count, one.is_firing) for one in await _all(database)] == [
        (1, 1, False),
        (2, 2, False),
        (3, 1, True),
    ]


async def test_secrets_are_masked_and_nothing_is_unstorable(database):
    told = firing(title=f"token {SECRET}", detail="nul \x00 \ud800", examples=(SECRET,), fingerprint=f"f {SECRET}")
    await _keep(database, told)
    await _keep(database, told)
    (one,) = await _all(database)
    assert SECRET not in repr(one)
    assert "[secret:" in one.signal.title
    assert one.signal.count == 2


async def test_long_texts_are_cut(database):
    await _keep(database, firing(fingerprint="f" * 999, title="t" * 9999, service="s" * 999, connector="c"))
    (one,) = await _all(database)
    assert len(one.signal.fingerprint) == 200
    assert len(one.signal.title) == 300


async def test_by_window_and_service(database):
    await _keep(database, firing(0), ended(7), firing(50, fingerprint="f2", service="Check Out"))
    async with database.reading() as connection:
        early = await signals.within(connection, Window(at(5), at(20)))
        assert [one.signal.fingerprint for one in early] == ["f1"]
        named = await signals.within(connection, Window(at(0), at(99)), ["check-out"])
        assert [one.signal.fingerprint for one in named] == ["f2"]
        assert await signals.within(connection, Window(at(0), at(99)), most=1) == named


async def test_what_belongs_to_an_incident_goes_on_belonging_to_it(database):
    await _keep(database, firing(0), firing(0, fingerprint="f2"))
    one = (await _all(database))[0]
    async with database.transaction() as tx:
        await signals.join(tx, [one], 7)
    await _keep(database, firing(1, since=0), ended(2))
    async with database.reading() as connection:
        (joined,) = await signals.of_incident(connection, 7)
        assert joined.signal.fingerprint == "f1"
        assert not joined.is_firing


async def test_what_has_come_to_belong_to_one_incident_joins_no_other(database):
    await _keep(database, firing(0), firing(0, fingerprint="f2"))
    both = await _all(database)
    async with database.transaction() as tx:
        await signals.join(tx, both[:1], 7)
    async with database.transaction() as tx:
        assert await signals.taken(tx, both) == {both[0].id}
        await signals.join(tx, both, 8)
    async with database.reading() as connection:
        found = [len(await signals.of_incident(connection, number)) for number in (7, 8)]
    assert found == [1, 1]


async def test_what_is_old_is_forgotten(database):
    await _keep(database, firing(0), firing(50, fingerprint="f2"))
    async with database.transaction() as tx:
        await signals.forget_before(tx, at(10))
    assert [one.signal.fingerprint for one in await _all(database)] == ["f2"]


async def test_replicas_lose_no_count(database, replica):
    async def send(base, reverse):
        names = [f"f{n}" for n in range(20)]
        for n in range(10):
            await _keep(base, *[firing(n, since=0, fingerprint=name) for name in sorted(names, reverse=reverse)])

    await asyncio.gather(send(database, False), send(replica, True))
    rows = await _all(database)
    assert [one.signal.count for one in rows] == [20] * 20


@pytest.mark.parametrize("told", [firing(service=""), firing(service="", attributes={"alertname": "Errors are high"})])
async def test_without_a_service_alerts_group_by_name(told):
    assert signals.group_of(told) == "Errors are high"


async def test_what_belongs_nowhere_yet_is_read_in_parts_the_first_first(database):
    told = [firing(number, fingerprint=f"f{number}") for number in range(5)]
    await _keep(database, *told, ended(6, fingerprint="f6"), firing(-600, fingerprint="old"))
    async with database.transaction() as tx:
        await signals.join(tx, [one for one in await _all(database) if one.signal.fingerprint == "f1"], 7)
    async with database.reading() as connection:
        first = await signals.loose(connection, at(-60), most=3)
        rest = await signals.loose(connection, at(-60), first[-1].id, most=3)
        firing_rest = await signals.loose(connection, at(-60), first[-1].id, only_firing=True)
    assert [one.signal.fingerprint for one in first] == ["f0", "f2", "f3"]
    assert [one.signal.fingerprint for one in rest] == ["f4", "f6"]
    assert [one.signal.fingerprint for one in firing_rest] == ["f4"]
