"""The documents of the invented incidents, whole, so that a change to a rule shows what it changes."""

import pytest

from app.briefs import markdown, write
from app.domain.brief import BriefKind
from tests.briefs import cert_incident, pool_incident


@pytest.mark.parametrize("kind", list(BriefKind))
@pytest.mark.parametrize("incident", [pool_incident, cert_incident], ids=["pool", "cert"])
def test_at_the_end(incident, kind, snapshot):
    assert markdown.render(write(kind, incident.context()), {}) == snapshot


@pytest.mark.parametrize("until", [10, 30])
def test_catchup_on_the_way(until, snapshot):
    assert markdown.render(write(BriefKind.CATCHUP, pool_incident.context(until)), {}) == snapshot
