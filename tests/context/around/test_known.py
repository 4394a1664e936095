"""Which services are in trouble, by what is known."""

import time
from dataclasses import replace
from datetime import timedelta

from app.context.around.known import Known, about, affected, known_of, neighbours, related, services_of
from app.domain.brief import Context
from app.domain.entry import Author, Entry, Kind, Source, Voice
from app.domain.incident import Incident
from app.domain.lines import lines
from app.domain.service import Service, catalog
from tests.context.systems import NOW, SERVICES, alert, ended

CATALOG = catalog(SERVICES)
INCIDENT = Incident(
    id=1, key="INC-1", title="Checkout is down", channel="C1", channel_name="inc", declared_at=NOW, declared_by="U1"
)


def known(title="It is down", words="", **more) -> Known:
    incident = replace(INCIDENT, title=title, **more)
    return Known(incident=incident, now=NOW, headline=title, words=words, alerted_at=NOW)


def entry(seq, text, kind=Kind.MESSAGE, voice=Voice.PERSON, minutes=0):
    return Entry(
        key=f"k{seq}", kind=kind, happened_at=NOW - timedelta(minutes=minutes), author=Author(voice, "U1"),
        source=Source("slack", f"C1/{seq}"), text=text, seq=seq, recorded_at=NOW, salt="", content_digest="", digest="",
    )  # fmt: skip


def test_what_people_set_counts_before_anything_else():
    told = known("Ledger is slow", services=("checkout", "new-thing"))
    assert services_of(told, [alert("x", "payslips")], [], CATALOG) == ("checkout", "new-thing")


def test_else_the_headline_and_the_incidents_own_signals():
    assert services_of(known("Ledger is slow"), [alert("x", "checkout")], [alert("y", "payslips")], CATALOG) == (
        "ledger",
        "checkout",
    )


def test_services_stay_in_trouble_when_their_alerts_of_the_incident_have_ended():
    over = ended(alert("x", "ledger"), 3)
    assert services_of(known("Checkout is slow"), [over], [], CATALOG) == ("checkout", "ledger")


def test_else_alerts_that_fire_now_else_what_people_talk_of():
    over = ended(alert("z", "checkout"), 3)
    assert services_of(known(), [], [alert("y", "payslips"), over], CATALOG) == ("payslips",)
    talk = known(words="the ledger hangs\nledger again\nis checkout fine?")
    assert services_of(talk, [], [over], CATALOG)[0] == "ledger"


def test_about_a_service_is_what_names_that_very_one():
    told = [alert("x", name) for name in ("Ledger", "api", "")]
    assert about(told, ["ledger"]) == told[:1]


def test_near_are_those_that_call_or_are_called():
    near, far = alert("a", "ledger"), alert("b", "payslips")
    nameless = alert("c")
    assert related([near, far, nameless], ("checkout",), CATALOG) == [near, nameless]
    assert related([near, far], (), CATALOG) == [near, far]
    assert affected(("checkout",), [near], CATALOG) == ("checkout", "ledger")
    assert set(neighbours(("ledger",), CATALOG)) == {"ledger", "checkout", "ledger-db"}


def test_in_a_storm_of_a_large_company_it_does_not_take_long():
    many = 10_000
    company = catalog(
        Service(name=f"s{one}", calls=tuple(f"s{(one * 7 + other) % many}" for other in range(5)))
        for one in range(many)
    )
    storm = [alert(f"a{one}", f"s{one}") for one in range(3000)]
    core = tuple(f"s{one}" for one in range(100))
    started = time.monotonic()
    near = related(storm, core, company)
    assert len(neighbours(core, company)) > len(core)
    assert time.monotonic() - started < 2
    ways = [
        [company.hops(one.service, ours, 2), company.hops(ours, one.service, 2)] for one in storm for ours in core[:1]
    ]
    assert [one for one, way in zip(storm, ways, strict=True) if way != [None, None]] == related(
        storm, core[:1], company
    )
    assert len(near) > 100


def test_the_words_are_those_of_people_and_machines_not_ours():
    recorded = [
        entry(1, "the <https://x.example|pool> is *full*", minutes=3),
        entry(2, "Errors are high", Kind.SIGNAL, Voice.MACHINE, minutes=9),
        entry(3, "I am recording", Kind.MESSAGE, Voice.WATCHKEEPER),
    ]
    context = Context(incident=INCIDENT, lines=lines(recorded), people={}, channels={}, now=NOW)
    told = known_of(context)
    assert told.words.splitlines() == ["Checkout is down", "Errors are high", "the pool is full"]
    assert told.alerted_at == NOW - timedelta(minutes=9)


def test_of_a_long_talk_the_first_and_the_last_are_read():
    recorded = [entry(number, f"line {number} " + "x" * 2000, minutes=500 - number) for number in range(1, 400)]
    context = Context(incident=INCIDENT, lines=lines(recorded), people={}, channels={}, now=NOW)
    words = known_of(context).words
    assert "line 1 " in words
    assert "line 399 " in words
    assert "line 200 " not in words
    assert len(words) < 70_000
