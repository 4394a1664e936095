import pytest

from app.briefs.guardrails import Rule
from tests.briefs.guardrails.judging import rules
from tests.briefs.saying import conversation

CONTEXT = conversation("10:00 ana: customers in the EU cannot pay via the Stripe gateway on pay-db-1")


@pytest.mark.parametrize(
    "text",
    [
        "Customers in the EU cannot pay via Stripe, ana says",
        "Payments: customers cannot pay",
        "ana saw the Stripe gateway fail on pay-db-1",
    ],
)
def test_named_in_the_source(text):
    assert not rules(text, CONTEXT, 1) & {Rule.NAME, Rule.IDENTIFIER}


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("Bob Smith says customers cannot pay", Rule.NAME),
        ("Customers in Brasília cannot pay", Rule.NAME),
        ("Customers in the US cannot pay", Rule.NAME),
        ("ben says customers cannot pay", Rule.NAME),
        ("Customers cannot pay via PayPal", Rule.NAME),
        ("Customers cannot pay via the billing service", Rule.IDENTIFIER),
        ("Customers cannot pay on pay-db-2", Rule.IDENTIFIER),
        ("Customers cannot pay on ship-db", Rule.IDENTIFIER),
        ("Customers cannot pay, see /etc/pay.conf", Rule.IDENTIFIER),
        ("Customers cannot pay without --force", Rule.IDENTIFIER),
    ],
)
def test_named_nowhere(text, rule):
    assert rule in rules(text, CONTEXT, 1)
