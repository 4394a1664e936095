"""Each closed window is digested once by a model; what does not hold up is not in it; a taken-back message is not either."""

import json

import pytest

from app.briefs.writers import Writers
from app.domain.brief import BriefKind
from app.domain.entry import Author, Draft, Kind, Source, Voice
from app.domain.errors import Unavailable
from app.policy.gate import Gate
from app.record import digests
from app.record.append import append
from app.record.declaring import Declaration, declare
from app.record.keys import deletion_key
from app.record.reading import Reader
from tests.briefs.writers.scripted import ScriptedModel

WORDS = "the queue of the payment service keeps growing and nobody knows why, look at the graph of the consumer"


def answers(prompt) -> str:
    """One true statement and one made up, of what it is shown."""
    number = int(prompt.material.split("[", 1)[1].split("]")[0])
    true = {"text": f"Message {number} says that the queue of the payment service keeps growing.", "entries": [number]}
    false = {"text": "Zorblax deployed version 9.9.9 at 03:33.", "entries": [number]}
    return json.dumps({"statements": [false, true]})


@pytest.fixture
async def incident(database, clock):
    async with database.transaction() as tx:
        return await declare(tx, Declaration(title="Checkout", person="U1", key="k", channel="C1"), clock(), 5.0)


async def say(database, incident, clock, first: int, count: int) -> None:
    drafts = [
        Draft(
            key=f"m:C1/{number}.0",
            kind=Kind.MESSAGE,
            happened_at=clock(),
            author=Author(Voice.PERSON, "U1"),
            source=Source("slack", f"C1/{number}.0"),
            text=f"message {number + 1}: {WORDS}",
        )
        for number in range(first, first + count)
    ]
    async with database.transaction() as tx:
        await append(tx, incident.id, drafts, clock(), 5.0)


async def digested(database, clock, model, incident) -> int:
    writers = Writers(database, Gate(database, clock), {"digest": [model], BriefKind.CATCHUP.value: [model]})
    return await writers.digest(await Reader(database).context(incident, clock()))


async def kept(database, incident):
    async with database.reading() as connection:
        return await digests.of_incident(connection, incident.id)


async def test_a_window_is_digested_once(database, incident, clock):
    model = ScriptedModel([answers])
    await say(database, incident, clock, 0, 250)
    made = await digested(database, clock, model, incident)
    assert made == len(model.asked) > 1
    assert await digested(database, clock, model, incident) == 0
    await say(database, incident, clock, 250, 5)
    assert await digested(database, clock, model, incident) == 0
    assert len(model.asked) == made


async def test_what_does_not_hold_up_is_not_in_it(database, incident, clock):
    await say(database, incident, clock, 0, 250)
    await digested(database, clock, ScriptedModel([answers]), incident)
    texts = [one.text for digest in await kept(database, incident) for one in digest.statements]
    assert texts
    assert not any("Zorblax" in text for text in texts)


async def test_garbage_is_replaced_by_what_the_rules_find_and_not_asked_again(database, incident, clock):
    model = ScriptedModel(["I am sorry, but"])
    await say(database, incident, clock, 0, 250)
    made = await digested(database, clock, model, incident)
    assert {one.writer for one in await kept(database, incident)} == {"rules"}
    assert await digested(database, clock, model, incident) == 0
    assert len(model.asked) == made


async def test_a_deletion_costs_one_window(database, incident, clock):
    model = ScriptedModel([answers])
    await say(database, incident, clock, 0, 250)
    made = await digested(database, clock, model, incident)
    gone = Draft(
        key=deletion_key("m:C1/3.0"),
        kind=Kind.DELETION,
        happened_at=clock(),
        author=Author(Voice.MACHINE, "slack"),
        source=Source("slack", "C1/3.0"),
        about="m:C1/3.0",
    )
    async with database.transaction() as tx:
        await append(tx, incident.id, [gone], clock(), 5.0)
    assert (await kept(database, incident))[0].statements == ()
    assert await digested(database, clock, model, incident) == 1
    assert len(model.asked) == made + 1
    assert "message 4:" not in model.asked[-1].material


async def test_an_absent_model_is_asked_another_time(database, incident, clock):
    await say(database, incident, clock, 0, 250)
    assert await digested(database, clock, ScriptedModel([Unavailable("the model", "is away")]), incident) == 0
    assert await kept(database, incident) == []
    assert await digested(database, clock, ScriptedModel([answers]), incident) > 1
