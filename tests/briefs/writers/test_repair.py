import json

import pytest

from app.briefs.guardrails import Rule
from app.briefs.writers.answer import Said
from app.briefs.writers.effort import Effort
from app.briefs.writers.floor import laid
from app.briefs.writers.grounding import Ground
from app.briefs.writers.inquiry import Inquiry
from app.briefs.writers.repair import repaired
from app.domain.brief import BriefKind
from app.domain.errors import Unavailable
from app.policy.gate import Gate
from tests.briefs import pool_incident
from tests.briefs.writers.scripted import ScriptedModel

GOOD = Said("causes", "Priya: not dns, resolver latency is flat at 2ms", (10,))
WRONG = Said("causes", "Priya: resolver latency is flat at 77ms", (10,))
UNCITED = Said("seen", "Tomasz: redis primary looks sad", ())
MENDED = "Priya: resolver latency is flat at 2ms"


@pytest.fixture(scope="module")
def ground():
    return Ground(laid(BriefKind.CATCHUP, pool_incident.context()), frozenset(range(1, 61)))


def _mending(*statements):
    return json.dumps(
        {"statements": [{"number": n, "text": text, "entries": entries} for n, text, entries in statements]}
    )


async def _repaired(database, clock, ground, said, model, *, left_s=10.0):
    inquiry = Inquiry(
        database=database,
        gate=Gate(database, clock),
        purpose="catchup",
        context=ground.floor.context,
        effort=Effort(),
        deadline_s=left_s,
        clock_s=lambda: 0.0,
    )
    kept = await repaired(ground.grounded(said), ground, model, inquiry)
    return [each.statement.text for each in kept], inquiry.effort


async def test_what_holds_needs_no_question(database, clock, ground):
    model = ScriptedModel(["never asked"])
    kept, effort = await _repaired(database, clock, ground, [GOOD], model)
    assert kept == [GOOD.text]
    assert (model.asked, effort.dropped) == ([], [])


async def test_all_that_is_wrong_is_asked_for_in_one_question(database, clock, ground):
    model = ScriptedModel([_mending((1, MENDED, [10]), (2, "", []))])
    kept, effort = await _repaired(database, clock, ground, [WRONG, GOOD, UNCITED], model)
    assert kept == [MENDED, GOOD.text]
    (prompt,) = model.asked
    assert prompt.task == "repair"
    assert f"WRONG: it {Rule.TIME.value}: 77ms" in prompt.material
    assert "not dns, resolver latency is flat at 2ms" in prompt.material
    assert "STATEMENT 2: [person-" in prompt.material
    assert "77" not in prompt.instructions
    assert effort.findings == {"time": 1, "uncited": 1}
    assert effort.dropped == [f"{Rule.UNCITED.value}: {UNCITED.text}"]
    assert len(effort.answers) == 1


async def test_what_fails_again_is_gone(database, clock, ground):
    model = ScriptedModel([_mending((1, "Priya: resolver latency is flat at 78ms", [10]))])
    kept, effort = await _repaired(database, clock, ground, [WRONG], model)
    assert kept == []
    assert (len(model.asked), effort.answers) == (1, [])


async def test_it_need_not_cite_again(database, clock, ground):
    kept, _ = await _repaired(database, clock, ground, [WRONG], ScriptedModel([_mending((1, MENDED, []))]))
    assert kept == [MENDED]


@pytest.mark.parametrize("answer", ["", "no", Unavailable("m", "down"), _mending((7, MENDED, [10]))])
async def test_without_an_answer_what_holds_stays(database, clock, ground, answer):
    kept, _ = await _repaired(database, clock, ground, [WRONG, GOOD], ScriptedModel([answer]))
    assert kept == [GOOD.text]


async def test_there_must_be_time_and_not_too_much_must_be_wrong(database, clock, ground):
    model = ScriptedModel([_mending((1, MENDED, [10]))])
    kept, _ = await _repaired(database, clock, ground, [WRONG], model, left_s=0.5)
    assert (kept, model.asked) == ([], [])
    many = [Said("causes", f"{WRONG.text} and {n}00 s", (10,)) for n in range(1, 30)]
    kept, effort = await _repaired(database, clock, ground, many, model)
    assert (kept, model.asked) == ([], [])
    assert len(effort.dropped) == 20
