"""Connectors that answer, fail, hang and break, asked side by side."""

import asyncio
import time
from datetime import UTC, datetime

import pytest

from app.context.around.gathering import Question, gather, in_time, is_our_own_end
from app.domain.connecting import Found
from app.domain.errors import Unavailable
from app.domain.signal import Signal, SignalKind
from app.ports import Connected

NOW = datetime(2026, 3, 14, 9, 30, tzinfo=UTC)
SIGNAL = Signal(connector="p", kind=SignalKind.ALERT, fingerprint="f", title="t", started_at=NOW, last_at=NOW)


class Silent:
    async def check(self):
        return ()


def asking(name, ask, time_limit_s=8.0) -> Question:
    return Question(Connected(name, name, name.capitalize(), Silent(), time_limit_s), "signals", ask)


async def finds():
    return Found((SIGNAL,), "only the newest 1")


async def finds_nothing():
    return Found()


async def hangs():
    await asyncio.Event().wait()


async def is_down():
    raise Unavailable("Loki", "it does not accept the credentials (401)")


async def has_a_bug():
    return {}["secret token"]


async def gives_nonsense():
    return None


async def test_each_has_its_own_answer_in_the_order_asked():
    asked = [asking("a", finds), asking("b", is_down), asking("c", finds_nothing), asking("d", has_a_bug)]
    found = await gather(asked, enough_s=5, limit_s=5)
    assert [one.system for one in found] == ["A", "B", "C", "D"]
    assert found[0].items == (SIGNAL,)
    assert found[0].remark == "only the newest 1"
    assert found[1].trouble == "it does not accept the credentials (401)"
    assert found[2].items == ()
    assert not found[2].trouble
    assert "KeyError" in found[3].trouble
    assert "secret" not in found[3].trouble


async def test_an_answer_that_is_none_is_a_bug_of_that_one_alone():
    found = await gather([asking("a", gives_nonsense), asking("b", finds)], enough_s=5, limit_s=5)
    assert "AttributeError" in found[0].trouble
    assert found[1].items


async def test_a_cancellation_that_a_connector_lets_out_is_a_bug_of_that_one():
    async def cancelled():
        raise asyncio.CancelledError

    found = await gather([asking("a", cancelled), asking("b", finds)], enough_s=5, limit_s=5)
    assert "CancelledError" in found[0].trouble
    assert not found[0].is_late
    assert found[1].items


async def test_work_of_our_own_that_fails_is_logged_without_what_it_read(capsys):
    found, look = await in_time("runbooks", has_a_bug(), 5)
    assert found is None
    assert look.trouble
    logged = capsys.readouterr().out
    assert "KeyError" in logged
    assert "secret token" not in logged


async def test_one_that_hangs_is_late_and_the_others_are_not_waited_for_longer_than_is_useful():
    started = time.monotonic()
    found = await gather([asking("a", finds), asking("b", hangs)], enough_s=0.05, limit_s=30)
    assert time.monotonic() - started < 5
    assert [one.is_late for one in found] == [False, True]


async def test_while_nothing_is_found_they_are_waited_for():
    gate = asyncio.Event()

    async def later():
        await gate.wait()
        return await finds()

    async def opens():
        await asyncio.sleep(0)  # after the time at which something would have been enough
        gate.set()
        return Found()

    found = await gather([asking("a", opens), asking("b", later), asking("c", hangs)], enough_s=0, limit_s=30)
    assert [bool(one.items) for one in found] == [False, True, False]
    assert found[2].is_late


async def test_its_own_time_limit_ends_a_look():
    found = await gather([asking("a", hangs, time_limit_s=0.01)], enough_s=5, limit_s=5)
    assert found[0].trouble == "timed out"
    assert not found[0].is_late


async def test_the_limit_ends_all_even_those_that_will_not_be_cancelled():
    over = asyncio.Event()

    async def deaf():
        while not over.is_set():
            try:
                await over.wait()
            except asyncio.CancelledError:
                continue
        return Found()

    started = time.monotonic()
    found = await gather([asking("a", deaf), asking("b", hangs)], enough_s=0.01, limit_s=0.05)
    assert time.monotonic() - started < 3
    assert all(one.is_late for one in found)
    over.set()
    await asyncio.sleep(0)


async def test_cancelled_it_leaves_nothing_behind():
    ended = asyncio.Event()

    async def hangs_and_says_so():
        try:
            await asyncio.Event().wait()
        finally:
            ended.set()

    task = asyncio.create_task(gather([asking("a", hangs_and_says_so)], enough_s=9, limit_s=9))
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert ended.is_set()


async def test_nobody_to_ask():
    assert await gather([], enough_s=1, limit_s=1) == []


@pytest.mark.parametrize("bug", [BaseExceptionGroup("several", [asyncio.CancelledError()]), GeneratorExit()])
async def test_whatever_a_connector_lets_out_is_a_bug_of_that_one(bug):
    async def breaks():
        raise bug

    found = await gather([asking("a", breaks), asking("b", finds)], enough_s=5, limit_s=5)
    assert type(bug).__name__ in found[0].trouble
    assert found[1].items


def test_the_end_of_the_process_is_nobodys_bug():
    assert is_our_own_end(BaseExceptionGroup("several", [ValueError(), BaseExceptionGroup("in", [SystemExit()])]))
    assert not is_our_own_end(BaseExceptionGroup("several", [asyncio.CancelledError()]))
    assert not is_our_own_end(GeneratorExit())
