from app.briefs.writers.effort import DROPPED_CHARS, MOST_DROPPED, Effort
from app.briefs.writers.floor import laid
from app.domain.brief import BriefKind
from app.domain.model import ModelCard
from tests.briefs import pool_incident
from tests.briefs.writers.scripted import LOCAL

CARD = ModelCard(name="small", model="small-1", endpoint=LOCAL, input_price=2.0, output_price=8.0)


def test_a_trace_has_what_was_tried():
    floor = laid(BriefKind.CATCHUP, pool_incident.context(until=10))
    effort = Effort(prompt_version="v1", entries=frozenset({3, 1}))
    effort.tried(CARD, "answered", 1.23456, 1_000_000, 500_000)
    effort.findings["name"] += 2
    trace = effort.trace(floor, floor.document, 1)
    assert (trace.id, trace.kind, trace.writer, trace.entries) == (effort.id, "catchup", "rules", (1, 3))
    assert trace.attempts[0].cost_usd == 6.0
    assert trace.attempts[0].duration_s == 1.235
    assert trace.findings == {"name": 2}
    assert trace.kept + trace.filled == len(floor.document.statements)


def test_two_efforts_have_two_names():
    assert Effort().id != Effort().id


def test_no_trace_grows_without_end():
    effort = Effort()
    for _ in range(100):
        effort.drop("x" * 10_000)
    assert len(effort.dropped) == MOST_DROPPED
    assert {len(text) for text in effort.dropped} == {DROPPED_CHARS}
