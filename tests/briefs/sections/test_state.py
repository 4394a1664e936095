from datetime import UTC, datetime

import pytest

from app.briefs import BRIEFS, write
from app.briefs.guardrails import check
from app.briefs.markdown import render
from app.briefs.sections.state import STATE
from app.domain.brief import BriefKind, Standing
from app.domain.entry import Author, Draft, Kind, Source, Voice
from app.record.timeline import timeline
from tests.briefs.exports import context_from, record
from tests.briefs.saying import PEOPLE, told_about

RULED = ("investigating", Kind.STATUS, "Ledger is slow"), ("1", Kind.SEVERITY, "SEV1")


def _by_rule(person=""):
    """Status and severity, set by an alert rule; the severity by a person, if one is named."""
    drafts = [
        Draft(
            key=f"s{number}",
            kind=kind,
            happened_at=datetime(2026, 4, 12, 10, 0, number, tzinfo=UTC),
            author=Author(Voice.PERSON, person)
            if person and kind is Kind.SEVERITY
            else Author(Voice.WATCHKEEPER, "watchkeeper"),
            source=Source("watchkeeper", "rule:ledger:1"),
            text=text,
            details={"to": to, "was": ""},
        )
        for number, (to, kind, text) in enumerate(RULED)
    ]
    return context_from(record(drafts), PEOPLE, {"C1": "inc"})


def _texts(read):
    return [point.statement.text for point in STATE.points(read)]


def test_the_last_command():
    read = told_about(
        "10:00 !status ana:\n10:05 !status ben:",
        {1: {"was": "investigating", "to": "identified"}, 2: {"was": "identified", "to": "monitoring"}},
    )
    assert _texts(read) == ["Status: identified → monitoring, set by ben"]


def test_the_reason_that_came_with_it():
    read = told_about(
        "10:00 !status ana: search is down\n10:05 !status ben: the rollback is done\n10:06 !severity ben: SEV2",
        {
            1: {"was": "", "to": "investigating"},
            2: {"was": "investigating", "to": "monitoring"},
            3: {"was": "", "to": "2"},
        },
    )
    assert _texts(read) == [
        "Status: investigating → monitoring, “the rollback is done”, set by ben",
        "Severity: 2, set by ben",
    ]


def test_a_blip_is_said_to_be_just_that():
    blip = "10:00 bot: High CPU on api\n10:02 >1 bot: Auto-resolved: Metrics returned to normal"
    assert _texts(told_about(blip)) == [
        "The monitoring says it is over: “Auto-resolved: Metrics returned to normal”",
        "A single alert that ended by itself after 2 min",
    ]
    touched = told_about(f"{blip}\n10:03 ana: restarted api-1")
    assert not any("by itself" in text for text in _texts(touched))


def test_a_false_alarm_is_called_one_by_who_said_so():
    assert _texts(told_about("10:00 bot: High CPU on api\n10:01 ana: false alarm")) == [
        "Dismissed – ana: “false alarm”"
    ]


def test_what_ended_after_the_status_was_set_is_told():
    read = told_about(
        "09:59 !status ana:\n10:00 bot: High CPU on api\n10:02 >2 bot: Auto-resolved: Metrics returned to normal",
        {1: {"was": "", "to": "investigating"}},
    )
    assert _texts(read) == [
        "The monitoring says it is over: “Auto-resolved: Metrics returned to normal”",
        "A single alert that ended by itself after 2 min",
    ]


def test_the_status_it_began_with_is_only_told_where_there_is_nothing_else_to_say():
    declared = {1: {"was": "", "to": "investigating"}}
    assert _texts(told_about("10:00 !status ana:", declared)) == ["Status: investigating, set by ana"]
    over = _texts(
        told_about("10:00 !status ana:\n10:05 ben: errors are at 40%\n10:20 ben: all clear, resolved", declared)
    )
    assert over == ["Declared over – ben: “all clear, resolved”"]


def test_what_an_alert_rule_set_is_observed():
    context = _by_rule()
    assert {row.observed for row in timeline(context)} == {True}
    for brief in BRIEFS:
        document = brief.write(context)
        assert not check(document, context), brief.kind
        assert {each.standing for each in document.statements} <= {Standing.OBSERVED, Standing.INFERRED}
        assert all(not each.who for each in document.statements)


@pytest.mark.parametrize(
    ("person", "line"),
    [("", "◉ 10:00 Severity: 1, set by an alert rule"), ("ana", "❝ 10:00 Severity: 1, set by ana")],
)
def test_who_set_it_is_named(person, line):
    document = write(BriefKind.SUMMARY, _by_rule(person))
    assert line in render(document, {})
