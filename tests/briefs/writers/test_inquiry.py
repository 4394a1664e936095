import pytest

from app.briefs.writers.effort import Effort
from app.briefs.writers.inquiry import Inquiry, answer_key
from app.domain.errors import Unavailable
from app.domain.model import Prompt
from app.policy.gate import Gate
from app.policy.leaving import Leaving
from app.ports import TooLong
from app.record import answers
from app.record.answers import Answer
from tests.briefs import pool_incident
from tests.briefs.writers.scripted import HOSTED, ScriptedModel

PROMPT = Prompt(
    task="catchup", version="v1", instructions="Write.", material="[1] Ana: hi", schema={}, most_output_tokens=100
)
NUMBERS = frozenset({1, 2})


@pytest.fixture
def inquiry(database, clock):
    return Inquiry(
        database=database,
        gate=Gate(database, clock, leaving=Leaving()),
        purpose="catchup",
        context=pool_incident.context(),
        effort=Effort(),
        deadline_s=10.0,
        clock_s=lambda: 4.0,
    )


async def test_an_answer_and_what_it_took(inquiry):
    model = ScriptedModel(["yes \x00"])
    answer = await inquiry.ask(model, PROMPT, NUMBERS, 3.0)
    assert answer == Answer(answer_key(model, PROMPT), "small", "yes \N{REPLACEMENT CHARACTER}")
    (attempt,) = inquiry.effort.attempts
    assert (attempt.outcome, attempt.input_tokens, attempt.output_tokens) == ("answered", 100, 20)
    assert model.limits_s == [3.0]
    assert inquiry.left_s == 6.0


async def test_what_is_kept_is_not_asked_again(inquiry, database, clock):
    model = ScriptedModel(["never asked"])
    async with database.transaction() as tx:
        await answers.save(tx, 1, Answer(answer_key(model, PROMPT), "small", "kept"), clock())
    assert (await inquiry.ask(model, PROMPT, NUMBERS, 3.0)).text == "kept"
    assert model.asked == []


@pytest.mark.parametrize(
    ("error", "outcome"), [(TooLong(), "too long"), (Unavailable("small", "refused"), "small: refused")]
)
async def test_failures_are_noted_and_passed_on(inquiry, error, outcome):
    with pytest.raises(type(error)):
        await inquiry.ask(ScriptedModel([error]), PROMPT, NUMBERS, 3.0)
    assert [one.outcome for one in inquiry.effort.attempts] == [outcome]


def test_the_key_is_made_of_all_that_was_asked():
    from dataclasses import replace

    model = ScriptedModel([])
    others = [
        answer_key(model, replace(PROMPT, **{name: f"{getattr(PROMPT, name)} "}))
        for name in ("task", "version", "instructions", "material")
    ]
    others += [answer_key(model, replace(PROMPT, schema={"type": "object"}))]
    others += [answer_key(model, replace(PROMPT, most_output_tokens=99))]
    others += [
        answer_key(ScriptedModel([], name="other"), PROMPT),
        answer_key(ScriptedModel([], endpoint=HOSTED), PROMPT),
    ]
    assert len({answer_key(model, PROMPT), *others}) == len(others) + 1


def test_nothing_stays_unless_policy_looks_closer(inquiry):
    assert inquiry.staying(ScriptedModel([])) == frozenset()
