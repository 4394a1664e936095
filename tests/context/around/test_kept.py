"""The view comes back as it was kept, with what was told."""

from dataclasses import replace

import pytest

from app.context.around import kept
from tests.context.around.test_telling import EMPTY, FULL


@pytest.mark.parametrize("view", [FULL, EMPTY])
async def test_it_comes_back_as_it_was(database, view):
    async with database.reading() as connection:
        assert await kept.load(connection, 1) is None
    async with database.transaction() as tx:
        assert await kept.save(tx, 1, view) == view
    async with database.reading() as connection:
        assert await kept.load(connection, 1) == view


async def test_what_was_told_stays_told(database):
    async with database.transaction() as tx:
        await kept.save(tx, 1, FULL)
        await kept.tell(tx, 1, ("suspect:a", "suspect:b"))
        await kept.tell(tx, 1, ("suspect:b", "suspect:c"))
        await kept.tell(tx, 2, ("suspect:a",))
        again = await kept.save(tx, 1, replace(EMPTY, asked=9))
    assert again.told == ("suspect:a", "suspect:b", "suspect:c")
    assert again.asked == 9


async def test_secrets_are_masked(database):
    secret = "ghp_" + "a1B2c3D4e5F6" * 3
    async with database.transaction() as tx:
        view = await kept.save(tx, 1, replace(EMPTY, troubles=(f"GitHub: refused {secret}",)))
    assert secret not in view.troubles[0]
