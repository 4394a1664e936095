import asyncio

import pytest
from sqlalchemy import select
from structlog.testing import capture_logs

from app.briefs import write
from app.briefs.writers import Writers
from app.briefs.writers.chain import AWAY, GARBLED, LATE, NOTHING_NEW, TOO_LONG, UNSOUND
from app.domain.brief import BriefKind
from app.domain.errors import Unavailable
from app.domain.incident import Audience
from app.policy.budget import Budget
from app.policy.gate import Gate
from app.ports import TooLong
from app.record import traces
from app.record.append import append
from app.record.reading import Reader
from app.store.tables import answers as answers_table
from tests.briefs import pool_incident
from tests.briefs.writers.scripted import HOSTED, ScriptedModel, sections, writers
from tests.record.facts import CARD_EVERY_S, Facts, declared

BETTER = "Tomasz's failover, redis-wh-02 is primary now, had no effect: Priya saw no change, lag still climbing"
GOOD = sections(tried=[(BETTER, [16, 18, 19])])
WRONG = sections(tried=[("Zed rebooted db-9 at 03:33", [16])])


@pytest.fixture
def context():
    return pool_incident.context(until=24)


def _by_rules(context):
    return write(BriefKind.CATCHUP, context)


async def _trace(database, document):
    async with database.reading() as connection:
        found = await traces.load(connection, document.trace)
    assert found is not None
    return found


async def test_a_model_writes_what_it_says_better(database, clock, context):
    model = ScriptedModel([GOOD])
    document = await writers(database, clock, model).write(BriefKind.CATCHUP, context)
    assert BETTER in [each.text for each in document.statements]
    assert (document.written_by, document.remark) == ("small", "")
    trace = await _trace(database, document)
    assert (trace.writer, trace.kept, trace.filled) == ("small", 1, len(document.statements) - 1)
    assert trace.attempts[0].outcome == "answered"
    assert trace.attempts[0].input_tokens == 100
    assert trace.prompt_version == model.asked[0].version
    assert set(trace.entries) <= set(range(1, 25))


async def test_kinds_without_a_route_cost_nothing(database, clock, context):
    model = ScriptedModel([GOOD])
    document = await writers(database, clock, model).write(BriefKind.SUMMARY, context)
    assert document == write(BriefKind.SUMMARY, context)
    assert model.asked == []


async def test_where_the_rules_have_nothing_to_say_no_model_is_asked(database, clock):
    model = ScriptedModel([GOOD])
    document = await writers(database, clock, model).write(BriefKind.CATCHUP, pool_incident.context(until=0))
    assert document.statements == ()
    assert (model.asked, document.trace, document.remark) == ([], "", "")


@pytest.mark.parametrize(
    ("answer", "remark"),
    [
        ("", GARBLED),
        ("I cannot help with that.", GARBLED),
        (WRONG, UNSOUND),
        (sections(tried=[("Things happened", [16])]), UNSOUND),
        (sections(tried=[("Tomasz: failover done", [18])]), NOTHING_NEW),
        (Unavailable("small", "connection refused"), AWAY),
        (TooLong(), TOO_LONG),
    ],
)
async def test_whatever_goes_wrong_the_rules_write_and_it_is_said_why(database, clock, context, answer, remark):
    document = await writers(database, clock, ScriptedModel([answer])).write(BriefKind.CATCHUP, context)
    expected = _by_rules(context)
    assert document.sections == expected.sections
    assert (document.written_by, document.remark) == ("rules", remark)
    trace = await _trace(database, document)
    assert (trace.writer, trace.remark, trace.kept) == ("rules", remark, 0)


async def test_a_bug_of_ours_is_logged_and_the_rules_write(database, clock, context):
    with capture_logs() as logged:
        document = await writers(database, clock, ScriptedModel([ZeroDivisionError()])).write(
            BriefKind.CATCHUP, context
        )
    assert document.sections == _by_rules(context).sections
    assert document.remark == "the model could not be used"
    assert [one["event"] for one in logged] == ["model_writer_bug"]


class Stuck(ScriptedModel):
    """Never answers, whatever it was told about time."""

    async def complete(self, prompt, time_limit_s):
        self.asked.append(prompt)
        await asyncio.Event().wait()


async def test_nobody_waits_longer_than_the_limit(database, clock, context):
    start_s = asyncio.get_running_loop().time()
    document = await writers(database, clock, Stuck([""]), time_limit_s=0.4).write(BriefKind.CATCHUP, context)
    assert asyncio.get_running_loop().time() - start_s < 2
    assert document.sections == _by_rules(context).sections
    assert document.remark == LATE
    (attempt,) = (await _trace(database, document)).attempts
    assert attempt.outcome == "stopped: no time left"


async def test_a_model_is_told_how_long_it_may_take(database, clock, context):
    first, second = ScriptedModel([Unavailable("x", "down")]), ScriptedModel([GOOD], name="other")
    await writers(database, clock, first, second, time_limit_s=10).write(BriefKind.CATCHUP, context)
    assert 3 < first.limits_s[0] < 7
    assert 7 < second.limits_s[0] < 10


@pytest.mark.parametrize("answer", [Unavailable("large", "down"), TooLong(), "garbage", WRONG])
async def test_the_next_model_is_tried(database, clock, context, answer):
    large, small = ScriptedModel([answer], name="large"), ScriptedModel([GOOD])
    document = await writers(database, clock, large, small).write(BriefKind.CATCHUP, context)
    assert document.written_by == "small"
    assert document.remark
    assert [each.model for each in (await _trace(database, document)).attempts][-1] == "small"


async def test_the_question_shrinks_until_it_fits(database, clock):
    context = pool_incident.context()
    model = ScriptedModel([TooLong(2_000), TooLong(), GOOD])
    document = await writers(database, clock, model, kind="handover").write(BriefKind.HANDOVER, context)
    sizes = [len(prompt.material) for prompt in model.asked]
    assert sizes == sorted(sizes, reverse=True)
    assert len(set(sizes)) == 3 or document.remark == TOO_LONG
    assert (await _trace(database, document)).attempts[0].outcome == "too long"


async def test_the_same_question_is_asked_once(database, clock, context):
    model = ScriptedModel([GOOD])
    desk = writers(database, clock, model)
    first = await desk.write(BriefKind.CATCHUP, context)
    second = await desk.write(BriefKind.CATCHUP, context)
    assert first.sections == second.sections
    assert len(model.asked) == 1
    assert (await _trace(database, second)).attempts[0].outcome == "as answered before"
    await desk.write(BriefKind.CATCHUP, pool_incident.context(until=30))
    assert len(model.asked) == 2


async def test_what_could_not_be_used_is_asked_again(database, clock, context):
    model = ScriptedModel(["garbage"])
    desk = writers(database, clock, model)
    await desk.write(BriefKind.CATCHUP, context)
    await desk.write(BriefKind.CATCHUP, context)
    assert len(model.asked) == 2


async def test_nothing_that_was_taken_back_meanwhile_is_kept_or_told(database, clock):
    """The answer comes from before the deletion; nobody must be given it after."""
    incident = await declared(database, clock())
    facts, reader = Facts(), Reader(database)
    said = [
        facts.message(1, "errors on checkout are at 40%"),
        facts.message(2, "restarted api-1"),
        facts.message(3, "that helped, errors are down to 2%"),
        facts.message(4, "support says 300 customers have written in"),
    ]
    async with database.transaction() as tx:
        await append(tx, incident.id, said, clock(), CARD_EVERY_S)

    class Slow(ScriptedModel):
        async def complete(self, prompt, time_limit_s):
            async with database.transaction() as tx:
                await append(tx, incident.id, [facts.deletion(4, 50)], clock(), CARD_EVERY_S)
            return await super().complete(prompt, time_limit_s)

    context = await reader.context(incident, clock())
    number = next(line.entry.seq for line in context.lines if "300" in line.text)
    assert "300 customers" in str(_by_rules(context))
    answer = sections(
        impact=[("Support has heard of 300 customers who have written in", [number]), ("17 hosts", [number])]
    )
    document = await writers(database, clock, Slow([answer, "{}"])).write(BriefKind.CATCHUP, context)
    assert "300 customers" not in str(document)
    assert "api-1" in str(document)
    async with database.reading() as connection:
        assert (await connection.execute(select(answers_table))).all() == []
    assert (await _trace(database, document)).dropped == ()


async def test_policy_and_budget_are_said_and_the_next_model_is_tried(database, clock, context):
    from dataclasses import replace

    private = replace(context, incident=replace(context.incident, audience=Audience.CHANNEL))
    hosted, local = ScriptedModel([GOOD], endpoint=HOSTED), ScriptedModel([GOOD], name="local")
    document = await writers(database, clock, hosted).write(BriefKind.CATCHUP, private)
    assert (document.written_by, hosted.asked) == ("rules", [])
    assert "private" in document.remark
    document = await writers(database, clock, hosted, local).write(BriefKind.CATCHUP, private)
    assert document.written_by == "local"
    spent = Gate(database, clock, budget=Budget(tokens_per_incident=1))
    other = ScriptedModel([GOOD], name="other")
    document = await Writers(database, spent, {"catchup": [other]}).write(BriefKind.CATCHUP, context)
    assert document.written_by == "rules"
    assert "budget" in document.remark


@pytest.mark.parametrize("kind", list(BriefKind))
async def test_every_kind_can_be_written(database, clock, kind):
    context = pool_incident.context(question="who rolled back?")
    floor = write(kind, context)
    document = await writers(database, clock, ScriptedModel([WRONG]), kind=kind.value).write(kind, context)
    assert document.sections == floor.sections
    assert (document.title, document.headline) == (floor.title, floor.headline)
