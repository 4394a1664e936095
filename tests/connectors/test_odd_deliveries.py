"""Deliveries that are signed but odd: parts of them replaced, missing or of another kind. Each is heard, or refused in a
sentence; nothing else is raised, and what is heard fits what is promised of signals and changes.
"""

import copy
import hashlib
import hmac
import json
from datetime import UTC

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.connectors.configured import describe
from app.connectors.parts.http import Reach
from app.domain.connecting import Delivery, Unreadable
from tests.connectors import test_argocd, test_cloudevents, test_kubernetes, test_launchdarkly, test_unleash
from tests.connectors.github import objects as github
from tests.connectors.github.test_looking import END
from tests.connectors.gitlab import test_webhook as gitlab

KEY = "only-they-know"
ODD = st.sampled_from(
    [
        None,
        True,
        -1,
        10**30,
        1e308,
        float("inf"),
        "",
        "²",
        "\ud800",
        "x" * 5000,
        "\x00\n<!channel>",
        [],
        {},
        [[]],
        [{}],
        {"": 1},
    ]
)
TOKEN = {"webhook_token": KEY}
REPOSITORY = {"full_name": "acme/shop", "default_branch": "main"}
HEAD = {"message": "m", "timestamp": "2026-03-14T09:00:00Z"}
DELIVERIES = {
    "argocd": (
        {"url": "https://x.example", **TOKEN},
        {},
        [test_argocd.app(history=[test_argocd.deployed(1, 5, "a")], operation=test_argocd.operation("Failed", 2))],
    ),
    "cloudevents": (
        TOKEN,
        {"content-type": "application/cloudevents+json"},
        [
            test_cloudevents.event(data={"service": "a", "title": "b"}),
            test_cloudevents.event("com.example.alert.firing", data={"severity": "high"}),
            test_cloudevents.cdevent("service.deployed", {"environment": {"id": "p"}, "artifactId": "pkg:oci/a@1"}),
            test_cloudevents.cdevent("incident.resolved", {"service": {"id": "p"}}),
        ],
    ),
    "github": (
        {"repositories": ["acme/shop"], "webhook_secret": KEY},
        {"x-github-delivery": "1"},
        [
            ("deployment", {"deployment": github.deployment(5, 5), "repository": REPOSITORY}),
            (
                "deployment_status",
                {
                    "deployment": github.deployment(5, 5),
                    "deployment_status": github.status("success", 1),
                    "repository": REPOSITORY,
                },
            ),
            ("release", {"action": "published", "release": github.release(1, 1), "repository": REPOSITORY}),
            ("workflow_run", {"workflow_run": github.run(1, 5), "repository": REPOSITORY}),
            ("push", {"ref": "refs/heads/main", "after": "a", "head_commit": HEAD, "repository": REPOSITORY}),
        ],
    ),
    "gitlab": (
        {"projects": ["acme/shop"], **TOKEN},
        {"x-gitlab-token": KEY},
        [gitlab.deployment(), gitlab.merge(), gitlab.push()],
    ),
    "kubernetes": ({"url": "https://x.example", **TOKEN}, {}, [test_kubernetes.event("BackOff")]),
    "launchdarkly": (
        {"webhook_secret": KEY},
        {},
        [
            test_launchdarkly.entry(1, 5)
            | {
                "previousVersion": test_launchdarkly.version(True, 5),
                "currentVersion": test_launchdarkly.version(False, 9),
            }
        ],
    ),
    "unleash": (
        {"url": "https://x.example", **TOKEN},
        {},
        [
            test_unleash.event(1, 5),
            test_unleash.event(2, 5, "feature-strategy-update", data={"parameters": {"rollout": "5"}}),
        ],
    ),
}


def places(value, at=()):
    """Every place in a JSON value."""
    yield at
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, one in inner:
        yield from places(one, (*at, key))


def replaced(value, at, by):
    if not at:
        return by
    made = copy.deepcopy(value)
    here = made
    for key in at[:-1]:
        here = here[key]
    here[at[-1]] = by
    return made


def hearing(key, given_settings):
    (described,) = describe({key: given_settings})
    reach = Reach(None, key, described.title, 1.0)  # it asks nobody
    return described.connect(reach.session).connector


@pytest.mark.parametrize("key", DELIVERIES)
@settings(max_examples=100, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_an_odd_delivery_is_heard_or_refused_in_a_sentence(key, data):
    given_settings, headers, bodies = DELIVERIES[key]
    body = data.draw(st.sampled_from(bodies))
    event, body = body if isinstance(body, tuple) else ("", body)
    for _ in range(data.draw(st.integers(1, 3))):
        body = replaced(body, data.draw(st.sampled_from([*places(body)])), data.draw(ODD))
    raw = json.dumps(body).encode()
    signature = hmac.new(KEY.encode(), raw, hashlib.sha256).hexdigest()
    signed = {"x-hub-signature-256": f"sha256={signature}", "x-ld-signature": signature, "x-github-event": event}
    sent = {"authorization": f"Bearer {KEY}", **signed, **headers}
    try:
        heard = hearing(key, given_settings).hear(Delivery(headers=sent, body=raw, at=END))
    except Unreadable as error:
        said = str(error)
        fits(said.endswith("."), said)
        return
    for one in (*heard.signals, *heard.changes):
        fits("\n" not in one.title and one.title, one)
        fits(len(one.title) <= 200, one)
        fits(one.started_at.tzinfo is UTC, one)
    fits(all(len(one.ref) <= 200 for one in heard.changes), heard)
    fits(all(len(one.fingerprint) <= 200 and one.count < 2**31 for one in heard.signals), heard)


def fits(holds, what):
    assert holds, what
