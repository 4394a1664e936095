"""Answers that are odd: parts of them replaced, missing or of another kind. A look finds something, or says in a sentence
that it could not look; nothing else is raised.
"""

import asyncio

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.connectors import CONNECTORS
from app.domain.errors import Unavailable
from app.domain.window import Scope, Window
from app.ports import FindsChanges, FindsSignals
from tests.connectors import test_argocd, test_kubernetes, test_launchdarkly, test_unleash
from tests.connectors.github import objects as github
from tests.connectors.github.test_looking import AT, WINDOW, deployed
from tests.connectors.gitlab import objects as gitlab
from tests.connectors.standin import connected, standing_in
from tests.connectors.test_odd_deliveries import ODD, places, replaced

ANSWERS = {
    "argocd": (
        {},
        {
            "GET /api/v1/applications": {
                "metadata": {},
                "items": [
                    test_argocd.app(
                        history=[test_argocd.deployed(1, 9, "a"), test_argocd.deployed(2, 5, "b")],
                        operation=test_argocd.operation("Failed", 2),
                        health="Degraded",
                    )
                ],
            }
        },
    ),
    "github": (
        {"repositories": ["acme/shop"]},
        deployed(
            (github.deployment(2, 10), [github.status("success", 9)]),
            (github.deployment(1, 20, "a" * 40), [github.status("failure", 19)]),
            pulls=[github.pull(12, 20)],
            releases=[github.release(1, 5)],
            runs=[github.run(1, 5)],
        )
        | {f"{AT}/pulls/12/files": [github.file("a.py")], f"{AT}/compare/{'a' * 40}...{'b' * 40}": {"files": []}},
    ),
    "gitlab": (
        {"projects": ["acme/shop"]},
        gitlab.answers(
            deployments=[gitlab.deployment(2, 5), gitlab.deployment(1, 9, "a" * 40)],
            merge_requests=[gitlab.merge_request(1, 5)],
            releases=[gitlab.release("v1", 5)],
            pipelines=[gitlab.pipeline(1, 5)],
        ),
    ),
    "kubernetes": (
        {},
        test_kubernetes.cluster(
            [test_kubernetes.deployment(8)],
            [test_kubernetes.replica_set(8, 6, earlier="3"), test_kubernetes.replica_set(7, 9)],
            events=[test_kubernetes.event("BackOff"), test_kubernetes.event("BackOff", 7)],
            pods=[test_kubernetes.pod()],
        ),
    ),
    "launchdarkly": (
        {},
        {
            "GET /api/v2/auditlog": {
                "items": [test_launchdarkly.entry(2, 4), test_launchdarkly.entry(1, 5, "turned off the")]
            }
        },
    ),
    "unleash": (
        {},
        {
            "GET /api/admin/search/events": {
                "events": [
                    test_unleash.event(2, 5, "feature-strategy-update", data={"id": "s"}, preData={"id": "s"}),
                    test_unleash.event(1, 5),
                ],
                "total": 2,
            }
        },
    ),
}


async def look(kind, given_settings, answers) -> None:
    async with standing_in(answers) as there, connected(kind, url=there.url, time_limit_s=5, **given_settings) as one:
        for ability, ask in ((FindsChanges, "changes"), (FindsSignals, "signals")):
            if isinstance(one.connector, ability):
                try:
                    found = await getattr(one.connector, ask)(Window(WINDOW.start, WINDOW.end), Scope())
                except Unavailable:
                    continue
                assert all(each.title and "\n" not in each.title for each in found.items)


@pytest.mark.parametrize("key", ANSWERS)
@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_an_odd_answer_is_read_or_said_to_be_none(key, data):
    given_settings, answers = ANSWERS[key]
    place = data.draw(st.sampled_from(sorted(answers)))
    body = answers[place]
    for _ in range(data.draw(st.integers(1, 3))):
        body = replaced(body, data.draw(st.sampled_from([*places(body)])), data.draw(ODD))
    (kind,) = [one for one in CONNECTORS if one.key == key]
    asyncio.run(look(kind, given_settings, answers | {place: body}))
