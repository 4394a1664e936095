from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from app.domain.entry import Author, Entry, Kind, Source, Voice
from app.domain.incident import Audience, Incident, Status, after

START = datetime(2026, 3, 14, 9, 0, tzinfo=UTC)
INCIDENT = Incident(
    id=1,
    key="INC-1",
    title="Checkout is down",
    channel="C1",
    channel_name="inc-20260314-checkout-is-down",
    declared_at=START,
    declared_by="U1",
    updated_at=START,
)


def moved(kind, *, minutes=1, text="", incident=INCIDENT, **details):
    entry = Entry(
        key=f"{kind}{minutes}",
        kind=kind,
        happened_at=START + timedelta(minutes=minutes),
        author=Author(Voice.PERSON, "U1"),
        source=Source("test", ""),
        text=text,
        details=details,
        seq=1,
        recorded_at=START,
        salt="",
        content_digest="",
        digest="",
    )
    return after(incident, entry)


def to(status, minutes, incident=INCIDENT):
    return moved(Kind.STATUS, minutes=minutes, incident=incident, to=status.value, was=incident.status.value)


def test_resolved_closed_and_opened_again():
    resolved = to(Status.RESOLVED, 10)
    closed = to(Status.CLOSED, 20, resolved)
    again = to(Status.INVESTIGATING, 30, closed)
    assert (resolved.resolved_at, resolved.closed_at) == (START + timedelta(minutes=10), None)
    assert (closed.resolved_at, closed.closed_at) == (START + timedelta(minutes=10), START + timedelta(minutes=20))
    assert (again.resolved_at, again.closed_at, again.is_open) == (None, None, True)
    assert not resolved.is_open


def test_closed_at_once_is_resolved_too():
    assert to(Status.CLOSED, 5).resolved_at == START + timedelta(minutes=5)


@pytest.mark.parametrize("details", [{"to": "fixed"}, {"to": ""}, {}])
def test_an_unknown_status_is_refused(details):
    with pytest.raises((ValueError, KeyError)):
        moved(Kind.STATUS, **details)


def test_severity_impact_title():
    assert moved(Kind.SEVERITY, to="2", was="").severity == 2
    assert moved(Kind.IMPACT, text="EU customers cannot pay").impact == "EU customers cannot pay"
    assert moved(Kind.TITLE, text="Payments are down").title == "Payments are down"


def test_roles_are_taken_and_given_up():
    led = moved(Kind.ROLE, role="lead", person="U1")
    both = moved(Kind.ROLE, incident=led, role="comms", person="U2")
    assert both.roles == {"lead": "U1", "comms": "U2"}
    assert moved(Kind.ROLE, incident=both, role="lead", person="").roles == {"comms": "U2"}
    assert moved(Kind.ROLE, incident=led, role="ops", person="").roles == {"lead": "U1"}
    assert led.roles == {"lead": "U1"}


def test_settings_change_one_at_a_time():
    quiet = moved(Kind.SETTING, quiet=True)
    private = moved(Kind.SETTING, incident=quiet, audience="channel")
    assert (private.quiet, private.audience, private.recording) == (True, Audience.CHANNEL, True)
    assert moved(Kind.SETTING, incident=private, recording=False, quiet=False) == replace(
        private, recording=False, quiet=False
    )


@pytest.mark.parametrize(("brief", "minutes"), [("update", 5), ("catchup", 0)])
def test_only_an_update_counts_as_one(brief, minutes):
    assert moved(Kind.POST, minutes=5, brief=brief).updated_at == START + timedelta(minutes=minutes)


def test_talk_moves_nothing():
    for kind in (Kind.MESSAGE, Kind.NOTE, Kind.DECISION, Kind.REACTION, Kind.PRESENCE):
        assert moved(kind, text="resolved", to="resolved") == INCIDENT


def test_its_own_channel_is_known_by_its_name():
    assert INCIDENT.has_own_channel
    assert not replace(INCIDENT, channel_name="payments").has_own_channel
