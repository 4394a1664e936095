import pytest

from app.context.intake import changes
from app.context.intake.signals import Tally
from app.domain.change import ChangeKind, ChangeState
from app.domain.window import Window
from tests.context.telling import at, deploy

SECRET = "xoxb-1234567890-1234567890123-AbCdEfGhIjKlMnOpQrStUvWx"


async def _keep(database, *told):
    async def work(tx):
        return await changes.keep(tx, told)

    return await database.write(work)


async def _within(database, start=-1000, end=1000, services=()):
    async with database.reading() as connection:
        return await changes.within(connection, Window(at(start), at(end)), services)


async def test_everything_that_was_said_comes_back(database):
    told = deploy(
        finished_at=at(2),
        author="alice",
        files=("a.py",),
        diff="+x",
        reach="5 % of users",
        url="https://example.com/1",
        query="GET /deployments",
    )
    assert await _keep(database, told) == Tally(1, 0)
    assert await _within(database) == [told]


async def test_a_change_only_moves_on(database):
    running = deploy(state=ChangeState.RUNNING)
    done = deploy(finished_at=at(5), author="alice")
    undone = deploy(state=ChangeState.UNDONE, finished_at=at(9))
    assert await _keep(database, done, running) == Tally(1, 1)
    (one,) = await _within(database)
    assert (one.state, one.finished_at, one.author) == (ChangeState.DONE, at(5), "alice")
    assert await _keep(database, undone) == Tally(0, 1)
    await _keep(database, done)
    (one,) = await _within(database)
    assert (one.state, one.finished_at, one.author) == (ChangeState.UNDONE, at(9), "alice")


async def test_what_is_taken_back_is_undone(database):
    await _keep(database, deploy(0, finished_at=at(1)))
    await _keep(database, deploy(20, ref="d2", undoes="d1", finished_at=at(21)))
    first, second = await _within(database)
    assert (first.state, second.state) == (ChangeState.UNDONE, ChangeState.DONE)
    assert await _keep(database, deploy(30, ref="d4", undoes="d3"), deploy(25, ref="d3")) == Tally(2, 0)


async def test_by_window_and_service_those_without_one_included(database):
    await _keep(database, deploy(0), deploy(1, ref="d2", service="Check_Out"), deploy(2, ref="d3", service=""))
    await _keep(database, deploy(90, ref="d4", kind=ChangeKind.FLAG))
    assert [one.ref for one in await _within(database, 0, 60)] == ["d1", "d2", "d3"]
    assert [one.ref for one in await _within(database, 0, 60, ["check-out"])] == ["d2", "d3"]


async def test_secrets_are_masked_and_what_is_long_is_cut(database):
    await _keep(database, deploy(title=SECRET, diff=f"+{SECRET}\n" + "x\n" * 40_000, ref="r" * 999))
    (one,) = await _within(database)
    assert SECRET not in repr(one)
    assert len(one.diff) == changes.DIFF_CHARACTERS
    assert len(one.ref) == 200


async def test_what_is_old_is_forgotten(database):
    await _keep(database, deploy(0), deploy(50, ref="d2"))
    async with database.transaction() as tx:
        await changes.forget_before(tx, at(10))
    assert [one.ref for one in await _within(database)] == ["d2"]


async def test_a_rollback_that_nobody_calls_so_is_seen_through(database):
    def version(minutes, ref, number):
        attributes = {"service.name": "ledger", "service.version": number}
        return deploy(minutes, ref=ref, title=f"ledger {number}", attributes=attributes)

    await _keep(database, version(0, "d1", "2.30"))
    await _keep(database, version(10, "d2", "2.31"))
    await _keep(database, version(20, "d3", "2.30"))
    first, second, third = await _within(database)
    assert (first.state, second.state, third.undoes) == (ChangeState.DONE, ChangeState.UNDONE, "d2")


@pytest.mark.parametrize("at_once", [True, False], ids=["in one delivery", "one by one"])
async def test_of_what_is_switched_twice_in_one_second_the_first_is_taken_back(database, at_once):
    def switched(seconds, ref, to):
        attributes = {"feature_flag.key": "fast", "feature_flag.result.variant": to}
        return deploy(seconds / 60, ref=ref, title=f"fast {to}", kind=ChangeKind.FLAG, attributes=attributes)

    told = [switched(0, "f1", "on"), switched(0, "f2", "off"), switched(1, "f3", "on")]
    for part in [told] if at_once else [[one] for one in told]:
        await _keep(database, *part)
    assert [(one.ref, one.undoes) for one in await _within(database)] == [("f1", ""), ("f2", "f1"), ("f3", "f2")]
