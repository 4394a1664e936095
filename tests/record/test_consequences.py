from datetime import UTC, datetime, timedelta

import pytest

from app.domain.entry import Author, Draft, Kind, Source, Voice
from app.domain.incident import Incident
from app.record.chain import GENESIS, sealed
from app.record.consequences import consequences

NOW = datetime(2026, 3, 14, 9, 26, 53, tzinfo=UTC)
INCIDENT = Incident(id=7, key="INC-7", title="", channel="C1", channel_name="c", declared_at=NOW, declared_by="U1")


def entry(kind, *, voice=Voice.PERSON, at=NOW, seq=1, **details):
    by, source = Author(voice, "U1"), Source("slack", "r")
    draft = Draft(key=f"k{seq}", kind=kind, happened_at=at, author=by, source=source, details=details)
    return sealed(draft, seq=seq, recorded_at=at, previous=GENESIS)


def caused(*entries, every_s=5):
    return {job.kind: job for job in consequences(INCIDENT, entries, every_s)}


@pytest.mark.parametrize(
    ("kind", "details", "kinds"),
    [
        (Kind.MESSAGE, {}, {"card"}),
        (Kind.STATUS, {"to": "identified"}, {"card", "topic", "announce"}),
        (Kind.STATUS, {"to": "closed"}, {"card", "topic", "announce", "postmortem"}),
        (Kind.SEVERITY, {"to": "1"}, {"card", "topic", "announce"}),
        (Kind.ROLE, {"role": "lead", "person": "U1"}, {"card", "topic", "announce"}),
        (Kind.PRESENCE, {"joined": True}, {"welcome"}),
        (Kind.PRESENCE, {"joined": False}, set()),
        (Kind.EDIT, {}, {"card", "redo"}),
        (Kind.DELETION, {}, {"card", "redo"}),
        (Kind.REACTION, {"name": "eyes", "added": True}, set()),
        (Kind.REACTION, {"name": "pushpin", "added": True}, {"card"}),
        (Kind.POST, {"brief": "reply"}, set()),
    ],
)
def test_what_an_entry_sets_in_motion(kind, details, kinds):
    assert kinds <= set(caused(entry(kind, **details)))
    assert set(caused(entry(kind, **details))) & {"postmortem", "welcome", "redo", "card"} <= kinds


def test_bots_are_not_welcomed():
    assert "welcome" not in caused(entry(Kind.PRESENCE, voice=Voice.MACHINE, joined=True))


def test_a_burst_refreshes_the_card_once_and_after_it():
    stretch = [entry(Kind.MESSAGE, at=NOW + timedelta(seconds=s), seq=n) for n, s in enumerate((2.0, 3.9, 6.9), 1)]
    cards = [caused(one)["card"] for one in stretch]
    assert len({card.key for card in cards}) == 1
    assert all(card.run_at > one.recorded_at for card, one in zip(cards, stretch, strict=True))
    assert caused(entry(Kind.MESSAGE, at=NOW + timedelta(seconds=7)))["card"].key != cards[0].key
    assert sum(job.kind == "card" for job in consequences(INCIDENT, stretch, 5)) == 1


def test_nothing_new_sets_nothing_in_motion():
    assert consequences(INCIDENT, [], 5) == []
