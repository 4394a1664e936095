import pytest

from app.briefs.writers.chain import AWAY, GARBLED, LATE, tried
from app.briefs.writers.effort import Effort
from app.briefs.writers.floor import laid
from app.briefs.writers.inquiry import Inquiry
from app.domain.brief import BriefKind
from app.domain.errors import Unavailable
from app.policy.gate import Gate
from app.ports import TooLong
from tests.briefs import pool_incident
from tests.briefs.writers.scripted import ScriptedModel, sections

BETTER = "Tomasz's failover, redis-wh-02 is primary now, had no effect: Priya saw no change, lag still climbing"
GOOD = sections(tried=[(BETTER, [16, 18, 19])])


@pytest.fixture(scope="module")
def floor():
    return laid(BriefKind.CATCHUP, pool_incident.context(until=24))


async def _tried(database, clock, floor, *models):
    inquiry = Inquiry(
        database=database,
        gate=Gate(database, clock),
        purpose="catchup",
        context=floor.context,
        effort=Effort(),
        deadline_s=10.0,
        clock_s=lambda: 0.0,
    )
    return await tried(models, floor, inquiry), inquiry.effort


async def test_the_first_that_does_is_taken(database, clock, floor):
    first, second, third = ScriptedModel(["?"], name="a"), ScriptedModel([GOOD], name="b"), ScriptedModel([GOOD])
    made, effort = await _tried(database, clock, floor, first, second, third)
    assert (made.document.written_by, made.document.remark, made.kept) == ("b", GARBLED, 1)
    assert third.asked == []
    assert [answer.model for answer in effort.answers] == ["b"]


async def test_with_none_left_the_last_reason_is_given(database, clock, floor):
    models = [ScriptedModel(["?"], name="a"), ScriptedModel([Unavailable("b", "down")], name="b")]
    made, _ = await _tried(database, clock, floor, *models)
    assert (made.document.written_by, made.document.remark, made.kept) == ("rules", AWAY, 0)
    assert made.document.sections == floor.document.sections


async def test_the_room_is_what_the_endpoint_says_or_half(database, clock, floor):
    model = ScriptedModel([TooLong(2_000), TooLong(9_999_999), GOOD])
    made, _ = await _tried(database, clock, floor, model)
    sizes = [len(prompt.material) for prompt in model.asked]
    assert sizes[0] > sizes[1] or made.kept == 0
    assert len(sizes) >= 2


async def test_what_never_fits_is_given_up(database, clock, floor):
    model = ScriptedModel([TooLong()])
    await _tried(database, clock, floor, model)
    assert len(model.asked) <= 4


async def test_who_took_all_the_time_was_late_and_not_away(database, clock, floor):
    now = [0.0]

    class Slow(ScriptedModel):
        async def complete(self, prompt, time_limit_s):
            now[0] += time_limit_s
            raise Unavailable("slow", "no answer within the time limit")

    inquiry = Inquiry(
        database=database,
        gate=Gate(database, clock),
        purpose="catchup",
        context=floor.context,
        effort=Effort(),
        deadline_s=10.0,
        clock_s=lambda: now[0],
    )
    made = await tried([Slow([])], floor, inquiry)
    assert made.document.remark == LATE
