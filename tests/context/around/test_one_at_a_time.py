"""One look at a time."""

import asyncio

from app.context.around.one_at_a_time import OneAtATime


async def test_the_second_waits_for_the_first():
    turns, order, gate = OneAtATime(), [], asyncio.Event()

    async def first():
        async with turns.turn(1, 5) as mine:
            order.append(("first", mine))
            await gate.wait()
            order.append("first done")

    async def second():
        async with turns.turn(1, 5) as mine:
            order.append(("second", mine))

    async with asyncio.TaskGroup() as group:
        group.create_task(first())
        await asyncio.sleep(0)
        group.create_task(second())
        await asyncio.sleep(0)
        gate.set()
    assert order == [("first", True), "first done", ("second", True)]


async def test_not_for_long_and_not_for_another_incident():
    turns = OneAtATime()
    async with turns.turn(1, 5), turns.turn(1, 0.01) as again, turns.turn(2, 0.01) as other:
        assert not again
        assert other
    async with turns.turn(1, 0.01) as free:
        assert free
