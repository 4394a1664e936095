"""The documents of the invented incidents, whole, so that a change to a rule shows what it changes."""

from dataclasses import replace

import pytest

from app.briefs import markdown, write
from app.domain.brief import BriefKind
from tests.briefs import cert_incident, pool_incident


@pytest.mark.parametrize("kind", [kind for kind in BriefKind if kind is not BriefKind.ANSWER])
@pytest.mark.parametrize("incident", [pool_incident, cert_incident], ids=["pool", "cert"])
def test_at_the_end(incident, kind, snapshot):
    assert markdown.render(write(kind, incident.context()), {}) == snapshot


@pytest.mark.parametrize("question", ["what was tried, and what came of it?", "who is affected?", "who won the cup?"])
def test_an_answer(question, snapshot):
    context = replace(pool_incident.context(), question=question)
    assert markdown.render(write(BriefKind.ANSWER, context), {}) == snapshot


@pytest.mark.parametrize("until", [10, 30])
def test_catchup_on_the_way(until, snapshot):
    assert markdown.render(write(BriefKind.CATCHUP, pool_incident.context(until)), {}) == snapshot
