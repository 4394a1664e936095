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


async def test_what_was_quoted_and_is_taken_back_is_forgotten(database):
    [like] = FULL.similar
    rolled_back, other = "https://chat.example/C1/p1?thread_ts=1&cid=C1", "https://chat.example/C1/p10_"
    quoting = [replace(like, fix_url=rolled_back), replace(like, name="INC-4", fix_url=other)]
    async with database.transaction() as tx:
        await kept.save(tx, 1, replace(FULL, similar=tuple(quoting)))
        await kept.save(tx, 2, FULL)
        await kept.forget_quotes(tx, {rolled_back, "https://chat.example/C1/p10%"})
        await kept.forget_quotes(tx, ())
        first, second = await kept.load(tx.connection, 1), await kept.load(tx.connection, 2)
    assert [(one.name, one.fix) for one in first.similar] == [("INC-3", ""), ("INC-4", "We rolled back.")]
    assert second == FULL
