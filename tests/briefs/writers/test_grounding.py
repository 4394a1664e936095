import pytest

from app.briefs.writers.answer import Said
from app.briefs.writers.floor import laid
from app.briefs.writers.grounding import Ground
from app.domain.brief import BriefKind, Standing
from tests.briefs import pool_incident

ALL = frozenset(range(1, 61))


@pytest.fixture(scope="module")
def floor():
    return laid(BriefKind.CATCHUP, pool_incident.context())


def _grounded(floor, text, *entries, section="causes", shown=ALL):
    return Ground(floor, shown).grounded([Said(section, text, entries)])


def test_time_and_people_come_from_the_record(floor):
    (found,) = _grounded(floor, "Yuki rolled back, Priya saw it got worse", 27, 25, section="tried")
    assert found.section == "tried"
    assert found.statement.at == floor.context.lines[24].at
    assert found.statement.who == ("U1", "U5")
    assert found.statement.citations == (27, 25)


@pytest.mark.parametrize(
    ("text", "entries", "standing"),
    [
        ("Priya: not dns, resolver latency is flat at 2ms", (10,), Standing.STATED),
        ("Prometheus: WebhookDeliveryLag, webhook_delivery_lag_seconds is 340", (1,), Standing.OBSERVED),
        ("Name resolution was cleared of suspicion after measurements", (10,), Standing.INFERRED),
        ("Priya and Tomasz looked at redis", (14, 15), Standing.INFERRED),
        ("Nobody knows anything", (), Standing.INFERRED),
    ],
)
def test_standing_comes_from_what_is_cited(floor, text, entries, standing):
    (found,) = _grounded(floor, text, *entries)
    assert found.statement.standing is standing


def test_what_was_not_shown_stays_for_the_check_to_find(floor):
    (found,) = _grounded(floor, "Priya: not dns", 10, 11, 999, shown=frozenset({10}))
    assert found.statement.citations == (10, 11, 999)
    assert len(Ground(floor, frozenset({10})).context.lines) == 1


@pytest.mark.parametrize("name", ["causes", "Causes and theories", "CAUSES"])
def test_sections_by_any_of_their_names(floor, name):
    (found,) = _grounded(floor, "Priya: not dns", 10, section=name.lower())
    assert found.section == "causes"


def test_a_section_that_there_is_not_is_where_the_rules_cite_the_same(floor):
    (found,) = _grounded(floor, "Roll back to 2.40", 24, section="key choices")
    assert found.section == "decisions"
    assert _grounded(floor, "Lol what a night", 58, section="gossip") == []


def test_the_name_of_a_section_is_no_part_of_a_statement(floor):
    (found,) = _grounded(floor, "causes: Priya: not dns", 10)
    assert found.statement.text == "Priya: not dns"
