from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.connectors.parts.tickets import Ticket, signals, terms, without_people
from app.domain.attributes import SERVICE
from app.domain.signal import SignalKind, SignalState
from app.domain.window import Scope

AT = datetime(2026, 3, 14, 9, tzinfo=UTC)
NOW = AT + timedelta(hours=1)


def test_services_are_searched_for_as_words_else_what_tells_of_the_trouble():
    assert terms(Scope(services=("payment-gateway", 'web_"shop"'), words=("timeout",))) == {
        "payment gateway": "payment-gateway",
        "web shop": 'web_"shop"',
    }
    assert terms(Scope(words=("card declined", "!?"))) == {"card declined": ""}
    assert terms(Scope()) == {}
    assert len(terms(Scope(services=tuple("abcdefgh")))) == 5


@pytest.mark.parametrize(
    ("subject", "kept"),
    [
        ("Checkout broken, call +49 30 1234567", "Checkout broken, call [phone]"),
        ("ana.ruiz@example.com cannot pay", "[email] cannot pay"),
        ("From Ana Ruiz: ana cannot pay\nnow", "From [person]: [person] cannot pay now"),
        ("Canary is broken", "Canary is broken"),
        ("4111 1111 1111 1111 declined", "[card] declined"),
    ],
)
def test_the_subject_without_people(subject, kept):
    assert without_people(subject, ("Ana Ruiz", "", "x")) == kept


@given(st.text(max_size=300), st.lists(st.text(max_size=20), max_size=3))
def test_any_subject_can_be_read(subject, names):
    assert len(without_people(subject, names)) <= 200


def test_each_signal_says_how_many_there_are_and_not_who():
    tickets = [
        Ticket(ref="1", subject="Cannot pay", created_at=AT, customer="anaruiz", organisation="acme", severity=2),
        Ticket(ref="2", subject="checkout broken", created_at=AT, customer="bolind", organisation="acme", ended_at=NOW),
        Ticket(ref="3", subject="", created_at=AT, customer="cleo"),
    ]
    first, second, third = signals("desk", tickets, Scope(services=("checkout",)), NOW, "q")
    assert first.attributes == {
        SERVICE: "checkout",
        "tickets": "3",
        "tickets.customers": "3",
        "tickets.organisations": "1",
    }
    assert (first.kind, first.connector, first.fingerprint, first.query) == (SignalKind.TICKET, "desk", "1", "q")
    assert (first.severity, first.state, first.last_at) == (2, SignalState.FIRING, NOW)
    assert (second.state, second.ended_at) == (SignalState.ENDED, NOW)
    assert third.title == "3"
    assert not any(who in repr((first, second, third)) for who in ("acme", "anaruiz", "bolind", "cleo"))


def test_among_several_services_the_one_that_the_subject_names():
    tickets = [
        Ticket(ref="1", subject="Payment gateway down", created_at=AT),
        Ticket(ref="2", subject="Help", created_at=AT),
    ]
    made = signals("desk", tickets, Scope(services=("checkout", "payment-gateway")), NOW, "q")
    assert [one.service for one in made] == ["payment-gateway", ""]
