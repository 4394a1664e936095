"""What of a view counts as something, and as news."""

from dataclasses import fields, replace
from datetime import timedelta

import pytest

from app.context.around.view import Excerpt, Precedent, Responsible, Seen, Suspect, View, findings
from app.domain.window import Window
from tests.context.telling import at

EMPTY = View(looked_at=at(0), window=Window(at(0) - timedelta(hours=6), at(0)))
SEEN = Seen(title="Errors are high", kind="alert", since=at(0))
SUSPECT = Suspect(key="argocd/d1", title="ledger 2.31", kind="deploy", at=at(0), state="done")
SOMETHING = {
    "firing": (SEEN,),
    "ended": (SEEN,),
    "suspects": (SUSPECT,),
    "people": (Responsible(service="ledger"),),
    "similar": (Precedent(name="INC-3", title="Pool exhausted"),),
    "runbook": Excerpt(title="Ledger", section="", text=""),
    "statuses": (SEEN,),
    "tickets": 1,
}
NOTHING = {
    "asked": 9,
    "tellers": 7,
    "services": ("ledger",),
    "out": (SUSPECT,),
    "considered": 14,
    "change_systems": 2,
    "changes_missing": True,
    "instead": ("a third party is down",),
    "troubles": ("Loki: timed out",),
    "late": ("Tempo",),
    "remarks": ("Sentry: only the newest 200",),
    "told": ("suspect:argocd/d1",),
}


@pytest.mark.parametrize("name", SOMETHING)
def test_findings_are_something(name):
    assert replace(EMPTY, **{name: SOMETHING[name]}).has_something


@pytest.mark.parametrize("name", NOTHING)
def test_what_could_not_be_looked_at_and_how_much_was_is_nothing(name):
    assert not replace(EMPTY, **{name: NOTHING[name]}).has_something


def test_what_was_told_stays_told_once_and_in_order():
    view = EMPTY.having_told(("a", "b")).having_told(("b", "c", "c"))
    assert view.told == ("a", "b", "c")
    assert all(getattr(view, one.name) == getattr(EMPTY, one.name) for one in fields(View) if one.name != "told")


def test_each_candidate_is_a_finding_and_being_taken_back_is_another():
    undone = replace(SUSPECT, key="argocd/d2", state="undone")
    view = replace(EMPTY, firing=(SEEN,), suspects=(SUSPECT, undone), undone=(replace(undone, key="flags/a:b"),))
    assert list(findings(view)) == ["suspect:argocd/d1", "undone:argocd/d2", "undone:flags/a:b"]
    assert list(findings(replace(EMPTY, out=(SUSPECT,), firing=(SEEN,)))) == []


@pytest.mark.parametrize("state", ["running", "done", "failed"])
def test_how_far_a_change_got_is_no_news(state):
    assert list(findings(replace(EMPTY, suspects=(replace(SUSPECT, state=state),)))) == ["suspect:argocd/d1"]
