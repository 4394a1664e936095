from dataclasses import replace

import pytest

from app.context.alerts.assigning import Candidate
from app.context.alerts.belonging import change_drafts, is_told, signal_drafts
from app.context.intake.episodes import followed
from app.domain.change import ChangeKind, ChangeState
from app.domain.incident import Status
from app.domain.service import Service, catalog
from app.domain.signal import SignalKind
from tests.context.alerts.test_assigning import incident
from tests.context.telling import at, deploy, ended, firing

CATALOG = catalog(
    [Service(name="api", calls=("ledger",)), Service(name="ledger", repository="https://git.example.com/pay/books")]
)


def after(*told):
    known = None
    for one in told:
        known = followed(known, one)[-1]
    return known


def texts(episode, minutes):
    return [draft.text for draft in signal_drafts([episode], {"alertmanager": "Alertmanager"}, at(minutes))]


def entries(*made, only_one=True, **more):
    candidate = Candidate(incident=incident(services=("ledger",), **more))
    return [draft.text for draft in change_drafts(candidate, made, {}, CATALOG, only_one=only_one)]


def test_start_and_end_also_where_both_came_before_anybody_looked():
    assert texts(after(firing(0)), 1) == ["Errors are high (ledger)"]
    assert texts(after(firing(0), ended(7)), 8) == ["Errors are high (ledger)", "Ended: Errors are high (ledger)"]
    assert texts(after(ended(7)), 8) == ["Ended: Errors are high (ledger)"]


def test_flapping_is_recorded_once_it_has_stood():
    flapping = after(firing(0), ended(1), firing(2, since=2), ended(3), firing(4))
    assert len(texts(flapping, 5)) == 1
    assert len(texts(flapping, 10)) == 2


def test_the_same_facts_have_the_same_keys_whenever_somebody_looks():
    early = {draft.key for draft in signal_drafts([after(firing(0))], {}, at(0))}
    late = {draft.key for draft in signal_drafts([after(firing(0), ended(7))], {}, at(99))}
    assert early < late


def test_what_we_searched_for_ourselves_is_not_told():
    assert is_told(after(firing(0)))
    assert is_told(after(firing(0, query="ALERTS")))
    assert not is_told(after(replace(firing(0, query="rate(x)"), kind=SignalKind.METRIC)))


@pytest.mark.parametrize(
    ("change", "text"),
    [
        (deploy(5), "Deploy finished: ledger 2.31"),
        (deploy(5, state=ChangeState.FAILED), "Deploy failed: ledger 2.31"),
        (deploy(5, undoes="d0"), "Rolled back: ledger 2.31"),
        (deploy(5, service="", title="t", attributes={"vcs.repository.name": "pay/books"}), "Deploy finished: t"),
        (deploy(5, service="", title="t", attributes={"vcs.repository.name": "acme/ledger"}), "Deploy finished: t"),
        (deploy(5, service="", title="t", attributes={"vcs.repository.name": "Books"}), "Deploy finished: t"),
        (
            deploy(5, service="", title="t", attributes={"vcs.repository.name": "git.example.com:pay/books.git"}),
            "Deploy finished: t",
        ),
        (deploy(5, service="", title="fast", kind=ChangeKind.FLAG), "Flag changed: fast"),
        (deploy(5, service="api", state=ChangeState.UNDONE), "Rolled back: api 2.31"),
    ],
)
def test_what_is_done_to_the_services_meanwhile(change, text):
    assert entries(change) == [text]


@pytest.mark.parametrize(
    "change",
    [
        deploy(-5),
        deploy(5, state=ChangeState.RUNNING),
        deploy(5, kind=ChangeKind.MERGE),
        deploy(5, service="mail"),
        deploy(5, service="api"),
        deploy(5, service=""),
        deploy(5, service="", attributes={"vcs.repository.name": "book"}),
        deploy(5, service="", attributes={"vcs.repository.name": "/"}),
    ],
)
def test_what_is_not_about_it(change):
    assert entries(change) == []


def test_a_flag_without_a_service_while_several_incidents_are_open():
    assert entries(deploy(5, service="", kind=ChangeKind.FLAG), only_one=False) == []


def test_what_is_taken_back_is_told_once():
    undone = deploy(5, state=ChangeState.UNDONE)
    assert entries(undone, deploy(9, ref="d2", title="ledger 2.30", undoes="d1")) == ["Rolled back: ledger 2.30"]


def test_long_after_the_end_nothing_belongs_to_it_any_more():
    over = {"status": Status.RESOLVED, "resolved_at": at(10)}
    assert entries(deploy(30), **over)
    assert not entries(deploy(50), **over)


def test_what_two_systems_tell_of_one_alert_is_told_once():
    pushed, pulled = after(firing(0)), replace(after(firing(1, query="ALERTS", connector="prometheus")), id=7)
    assert len(list(signal_drafts([pulled, pushed], {}, at(2)))) == 1
    later = replace(after(firing(60, connector="prometheus")), id=8)
    assert len(list(signal_drafts([pushed, later], {}, at(61)))) == 2
