import pytest

from app.domain.model import Trace
from app.record import answers, traces
from app.record.answers import Answer
from app.record.append import append
from tests.record.facts import CARD_EVERY_S, dump

ANSWER = Answer("k1", "small", '{"sections": []}')


async def _save(database, clock, *kept, incident_id=1):
    async with database.transaction() as tx:
        for answer in kept:
            await answers.save(tx, incident_id, answer, clock())


async def _find(database, key):
    async with database.reading() as connection:
        return await answers.find(connection, key)


async def test_an_answer_is_found_by_its_key_and_the_first_stays(database, clock):
    await _save(database, clock, ANSWER)
    await _save(database, clock, Answer("k1", "small", "another"))
    assert await _find(database, "k1") == ANSWER.text
    assert await _find(database, "k2") is None


async def test_what_is_kept_is_masked_and_storable(database, clock):
    await _save(database, clock, Answer("k", "small", "key AKIAIOSFODNN7EXAMPLE \x00\ud83d"))
    assert "AKIAIOSFODNN7EXAMPLE" not in await dump(database)
    assert "\x00" not in (await _find(database, "k") or "")


async def test_forgetting_is_for_one_incident(database, clock):
    await _save(database, clock, ANSWER)
    await _save(database, clock, Answer("k2", "small", "of another"), incident_id=2)
    async with database.transaction() as tx:
        await answers.forget(tx, 1)
        assert tx.erased
    assert await _find(database, "k1") is None
    assert await _find(database, "k2") == "of another"


@pytest.mark.parametrize("correction", ["edit", "deletion"])
async def test_what_is_taken_back_takes_the_answers_with_it(database, clock, incident, facts, correction):
    said = await _record(database, clock, incident, facts.message(1, "The password is on the wiki, ring 555"))
    await _save(database, clock, Answer("k1", "small", "Ada: ring 555"), incident_id=incident.id)
    trace = Trace(id="t", kind="summary", writer="rules", dropped=("ring 555",))
    async with database.transaction() as tx:
        await traces.save(tx, incident.id, trace, clock())
    taken = facts.edit(1, 5, "never mind") if correction == "edit" else facts.deletion(1, 5)
    async with database.reading() as connection:
        assert not await answers.taken_back_since(connection, incident.id, said)
    await _record(database, clock, incident, taken)
    assert await _find(database, "k1") is None
    async with database.reading() as connection:
        assert await answers.taken_back_since(connection, incident.id, said)
        found = await traces.load(connection, "t")
        assert found is not None
        assert found.dropped == ()


async def test_what_is_only_added_leaves_them(database, clock, incident, facts):
    await _save(database, clock, ANSWER, incident_id=incident.id)
    await _record(database, clock, incident, facts.message(1, "hello"))
    await _record(database, clock, incident, facts.reaction(1, 2, "eyes"))
    assert await _find(database, "k1") == ANSWER.text


async def _record(database, clock, incident, draft):
    async with database.transaction() as tx:
        _, new = await append(tx, incident.id, [draft], clock(), CARD_EVERY_S)
    return new[-1].seq


async def test_old_answers_go(database, clock):
    await _save(database, clock, ANSWER)
    clock.forward(3600)
    await _save(database, clock, Answer("k2", "small", "newer"))
    async with database.transaction() as tx:
        await answers.forget_before(tx, clock())
    assert await _find(database, "k1") is None
    assert await _find(database, "k2") == "newer"
