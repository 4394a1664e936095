import asyncio

from app.context.intake import traffic
from app.context.intake.traffic import Counts
from tests.context.telling import at


async def _count(database, name, counts):
    async with database.transaction() as tx:
        await traffic.count(tx, name, counts)


async def test_counts_add_up_and_the_last_word_stays(database):
    await _count(database, "a", Counts(received=5, dropped=1, merged=2, heard_at=at(0)))
    await _count(database, "a", Counts(received=1, posted=1, heard_at=at(3)))
    await _count(database, "a", Counts(refused=2))
    await _count(database, "b", Counts(trouble="no list of alerts", trouble_at=at(1)))
    async with database.reading() as connection:
        found = await traffic.all_counts(connection)
    assert found["a"] == Counts(received=6, dropped=1, merged=2, posted=1, refused=2, heard_at=at(3))
    assert found["a"].new == 3
    assert found["b"] == Counts(trouble="no list of alerts", trouble_at=at(1))


async def test_replicas_lose_no_count(database, replica):
    async def send(base):
        for _ in range(20):
            await _count(base, "a", Counts(received=1))

    await asyncio.gather(send(database), send(replica))
    async with database.reading() as connection:
        assert (await traffic.all_counts(connection))["a"].received == 40


async def test_years_of_counting_fit(database):
    many = 2**31 - 1
    for _ in range(2):
        await _count(database, "a", Counts(received=many, dropped=many, merged=many, posted=many, refused=many))
    async with database.reading() as connection:
        assert (await traffic.all_counts(connection))["a"].received == 2 * many
