"""What arrives together is committed together, and whoever waits learns what became of his own."""

import asyncio

import pytest
from sqlalchemy.exc import OperationalError

from app.domain.errors import Unavailable
from app.store.together import Together


class Shop:
    """Commits once it is open; a 0 cannot be committed."""

    def __init__(self) -> None:
        self.opened = asyncio.Event()
        self.batches: list[list[int]] = []
        self.failing: Exception | None = None

    async def commit(self, items):
        await self.opened.wait()
        self.batches.append(list(items))
        if self.failing:
            raise self.failing
        if 0 in items:
            raise ValueError("a nought")
        return [item * 10 for item in items]


async def taken(together, *items):
    return await asyncio.gather(*(together.take(item) for item in items), return_exceptions=True)


async def test_what_arrives_during_a_commit_goes_into_the_next():
    shop = Shop()
    async with Together(shop.commit, "shop") as together:
        waiting = [asyncio.ensure_future(together.take(item)) for item in (1, 2, 3)]
        shop.opened.set()
        assert await asyncio.gather(*waiting) == [10, 20, 30]
        assert await together.take(4) == 40
    assert [item for batch in shop.batches for item in batch] == [1, 2, 3, 4]
    assert len(shop.batches) < 4


async def test_one_that_cannot_be_committed_refuses_no_other():
    shop = Shop()
    shop.opened.set()
    async with Together(shop.commit, "shop") as together:
        first, second, third = await taken(together, 1, 0, 3)
    assert (first, third) == (10, 30)
    assert isinstance(second, ValueError)


async def test_a_database_out_of_reach_is_not_tried_for_each():
    shop = Shop()
    shop.opened.set()
    shop.failing = OperationalError("", {}, Exception())
    async with Together(shop.commit, "shop") as together:
        answers = await taken(together, 1, 2, 3)
    assert all(isinstance(one, OperationalError) for one in answers)
    assert len(shop.batches) == 1


async def test_a_batch_weighs_no_more_than_it_may():
    shop = Shop()
    shop.opened.set()
    async with Together(shop.commit, "shop", weight=lambda item: item, most_weight=10) as together:
        await taken(together, 6, 6, 6, 1)
    assert shop.batches == [[6, 6], [6, 1]]


async def test_leaving_commits_what_has_arrived_and_then_takes_no_more():
    shop = Shop()
    shop.opened.set()
    async with Together(shop.commit, "shop") as together:
        together.put(5)
        assert together.waiting == 1
    assert shop.batches == [[5]]
    with pytest.raises(Unavailable, match="stopping"):
        await together.take(6)


async def test_nobody_waits_any_more():
    shop = Shop()
    async with Together(shop.commit, "shop") as together:
        gone = asyncio.ensure_future(together.take(1))
        stays = asyncio.ensure_future(together.take(2))
        await asyncio.sleep(0)
        gone.cancel()
        shop.opened.set()
        assert await stays == 20
