from datetime import UTC, datetime

import pytest

from app.briefs import SUMMARY, write
from app.briefs.evidence.account import account
from app.briefs.guardrails import check
from app.briefs.sections.talk import about, beside, is_meeting, main_points, settled
from app.domain.brief import BriefKind
from app.domain.entry import Author, Draft, Kind, Source, Voice
from tests.briefs import pool_incident
from tests.briefs.evidence.meeting import TALK, meeting

OUTAGE = """
ana: The checkout database is down and all requests are failing.
ben: I see connection errors on every pod of the payment service.
cy: The error rate jumped to forty percent after the deploy.
ana: Let's roll back the deploy of the payment service.
ben: Rolling back now.
cy: Latency is still high on the database replica.
ana: The queue backlog is growing, consumers are stuck.
ben: The rollback is done, the error rate dropped to two percent.
cy: The database connections are recovering.
ana: Memory on the nodes is full.
ben: I restarted the consumers, the lag is dropping.
cy: All services are healthy again, errors are gone.
"""


def read(context):
    return account(context)


def test_a_call_about_a_coffee_machine_is_a_meeting():
    assert is_meeting(read(meeting()))


def test_a_call_about_an_outage_a_short_one_and_a_channel_are_not():
    assert not is_meeting(read(meeting(OUTAGE)))
    assert not is_meeting(read(meeting("\n".join(TALK.strip().split("\n")[:8]))))
    assert not is_meeting(read(pool_incident.context(60)))


@pytest.mark.parametrize("kind", [Kind.DECISION, Kind.SIGNAL, Kind.CHANGE])
def test_what_belongs_to_an_incident_makes_it_one(kind):
    voice = Voice.MACHINE if kind is Kind.SIGNAL else Voice.PERSON
    entry = Draft(
        key="x",
        kind=kind,
        happened_at=datetime(2026, 3, 2, 10, tzinfo=UTC),
        author=Author(voice, "ana"),
        source=Source("slack", "x"),
        text="We take the train.",
    )
    assert not is_meeting(read(meeting(extra=(entry,))))


def test_the_sections_of_a_meeting():
    heard = read(meeting(repeated=2))
    (topics,) = about(heard)
    assert topics.statement.text.startswith("Came up most: coffee machine, water filter")
    assert any("We will buy the bigger coffee machine" in each.statement.text for each in settled(heard))
    assert main_points(heard)
    assert beside(heard) == []
    texts = [each.statement.text for each in (*settled(heard), *main_points(heard))]
    assert len(set(texts)) == len(texts)


def test_the_summary_of_a_meeting_has_no_incident_sections_and_passes_the_check():
    context = meeting(repeated=3)
    document = SUMMARY.write(context)
    assert [each.key for each in document.sections] == ["about", "points", "settled"]
    assert check(document, context) == ()
    assert all(each.citations for each in document.statements)


def test_an_incident_on_a_call_keeps_its_sections_and_has_the_call_beside_them():
    context = meeting(OUTAGE)
    keys = [each.key for each in write(BriefKind.SUMMARY, context).sections]
    assert "impact" in keys
    assert {"about", "points", "settled"}.isdisjoint(keys)


def test_without_a_call_there_is_nothing_of_one():
    heard = read(pool_incident.context(60))
    assert about(heard) == settled(heard) == main_points(heard) == beside(heard) == []


def test_a_long_call_is_read_within_its_screen():
    context = meeting(repeated=100)
    document = write(BriefKind.SUMMARY, context)
    assert len(context.lines) == 2_000
    assert sum(len(each.text) for each in document.statements) < 1_650
