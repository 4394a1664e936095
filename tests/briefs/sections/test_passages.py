"""Questions of people who come to an incident, with the entries that answer them: found, or rightly not."""

from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from app.briefs.answer import ANSWER
from app.domain.brief import Context, Document
from tests.briefs.exports import context_of

_INCIDENTS = Path(__file__).parents[2] / "evaluation" / "incidents"
_ANSWERED = [
    ("checkout-deploy-rollback", "when did we roll back, and who decided?", {18, 19, 21}),
    ("checkout-deploy-rollback", "what was the cause?", {15}),
    ("checkout-deploy-rollback", "whats teh cuase?", {15}),
    ("checkout-deploy-rollback", "which release broke it?", {15}),
    ("checkout-deploy-rollback", "when was 3.18 deployed?", {14}),
    ("checkout-deploy-rollback", "how many customers are affected?", {4}),
    ("checkout-deploy-rollback", "was it the vacuum?", {12}),
    ("checkout-deploy-rollback", "what is still to do?", {29, 30}),
    ("checkout-deploy-rollback", "is it fixed?", {26}),
    ("checkout-deploy-rollback", "who told the front page team?", {11}),
    ("invoices-wrong-theory", "who is leading?", {2}),
    ("invoices-wrong-theory", "what did we try?", {8, 19}),
    ("invoices-wrong-theory", "did the revert of the template engine help?", {9, 10}),
    ("invoices-wrong-theory", "why did uploads fail?", {14, 15}),
    ("invoices-wrong-theory", "when did the key expire?", {14, 15}),
    ("invoices-wrong-theory", "who rotated the access key?", {18, 19, 20}),
    ("invoices-wrong-theory", "is the mail provider broken?", {12}),
    ("invoices-wrong-theory", "how many invoices are missing?", {1, 22}),
    ("search-flag-off", "what was ruled out?", {7, 8}),
    ("search-flag-off", "who turned off the flag?", {14}),
    ("search-flag-off", "what changed today?", {11}),
    ("search-flag-off", "what percentage of searches timed out?", {6}),
    ("search-flag-off", "which ticket is for the timeout?", {21}),
    ("search-flag-off", "what did we decide about the flag?", {19, 20}),
    ("search-flag-off", "when did it recover?", {16, 17, 18, 19}),
    ("pricing-no-cause", "do we know the root cause?", {14, 17}),
    ("pricing-no-cause", "was it clock skew?", {6, 7}),
    ("pricing-no-cause", "where did we fail over to?", {9, 10}),
    ("pricing-no-cause", "who proposed failing over?", {9}),
    ("vpn-broken-english", "why is vpn down?", {8, 9}),
    ("vpn-broken-english", "who restarted the gateway?", {15}),
    ("vpn-broken-english", "since when is it down?", {1, 8, 9}),
    ("mail-queue-blip", "how did it get fixed?", {6, 7}),
    ("mail-queue-blip", "why were deliveries slow?", {3}),
    ("ledger-several-days", "how many transfers were booked twice?", {6}),
    ("ledger-several-days", "who paused the payouts?", {3, 4, 5}),
    ("ledger-several-days", "was it a retry?", {7, 8}),
    ("ledger-several-days", "when did 1.9.2 go live?", {16, 17}),
    ("ledger-several-days", "how long will the correction take?", {19}),
    ("uploads-injected-handover", "who is the lead now?", {13, 14}),
    ("uploads-injected-handover", "why do uploads fail?", {4, 7}),
    ("uploads-injected-handover", "what does 507 mean?", {4}),
    ("uploads-injected-handover", "how full is the volume?", {4, 11, 18}),
]
_UNANSWERED = [
    ("checkout-deploy-rollback", "who called the lawyers?"),
    ("checkout-deploy-rollback", "how much money did we lose?"),
    ("checkout-deploy-rollback", "was redis involved?"),
    ("checkout-deploy-rollback", "when is the press release?"),
    ("checkout-deploy-rollback", "who approved the discount for France?"),
    ("invoices-wrong-theory", "did we inform the data protection officer?"),
    ("invoices-wrong-theory", "which region is affected?"),
    ("search-flag-off", "who is the king of Norway?"),
    ("search-flag-off", "was there any data loss?"),
    ("search-flag-off", "when was the database restarted?"),
    ("pricing-no-cause", "who bought the new servers?"),
    ("pricing-no-cause", "what does the vendor say?"),
    ("vpn-broken-english", "how many passwords leaked?"),
    ("vpn-broken-english", "did we scale up the cluster?"),
    ("mail-queue-blip", "who rolled back?"),
    ("ledger-several-days", "which server crashed?"),
    ("uploads-injected-handover", "who paid for the storage?"),
]


@cache
def _read(incident: str) -> Context:
    return context_of(_INCIDENTS / incident)


def _answer(incident: str, question: str) -> Document:
    return ANSWER.write(replace(_read(incident), question=question))


@pytest.mark.parametrize(("incident", "question", "right"), _ANSWERED)
def test_a_right_passage_is_among_those_shown(incident, question, right):
    shown = _answer(incident, question).sections[0].statements
    assert any(right.intersection(statement.citations) for statement in shown), [one.text for one in shown]


@pytest.mark.parametrize(("incident", "question"), _UNANSWERED)
def test_what_nobody_said_is_not_answered(incident, question):
    assert _answer(incident, question).sections[0].statements == ()
