"""Names are kept up to date, whoever meets whom at the same time."""

import asyncio
from dataclasses import replace

from app.ports import Person
from app.record import people
from tests.record.facts import dump

ADA = Person("U1", "Ada Lovelace", "ada", is_bot=False)
BEN = Person("U2", "Ben", "ben", is_bot=False)


async def meet(database, *met):
    async with database.transaction() as tx:
        await people.remember(tx, met)


async def test_the_newest_name_of_each(database):
    await meet(database)
    await meet(database, ADA, BEN)
    await meet(database, replace(ADA, name="Ada K."), ADA, replace(ADA, name="Ada King"))
    async with database.reading() as connection:
        assert await people.names(connection) == {"U1": "Ada King", "U2": "Ben"}


async def test_met_by_replicas_at_once(database, replica):
    await asyncio.gather(
        *(meet(into, *met) for met in ((ADA, BEN), (BEN, ADA), (ADA,), (BEN,)) for into in (database, replica))
    )
    async with database.reading() as connection:
        assert await people.names(connection) == {"U1": "Ada Lovelace", "U2": "Ben"}


async def test_found_by_handle_or_name_if_only_one_has_it(database):
    await meet(database, ADA, BEN, Person("U3", "ben", "other", is_bot=False))
    async with database.reading() as connection:
        assert await people.find(connection, "@ADA") == ADA
        assert await people.find(connection, "ada lovelace") == ADA
        assert await people.find(connection, "ben") is None
        assert await people.find(connection, "nobody") is None


async def test_odd_and_secret_names(database):
    secret = "hunter" + "2-Xk9qLw7Rt"
    await meet(database, Person("U1", "nul \x00 and half \ud83d", f"password={secret}", is_bot=True))
    async with database.reading() as connection:
        assert await people.names(connection) == {"U1": "nul � and half �"}
    assert secret not in await dump(database)
