"""Applications as Argo CD's API describes them (v1alpha1), asked for and as notifications send them."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.connectors.argocd import KIND
from app.connectors.argocd.applications import Reader
from app.domain.attributes import CLUSTER, COMMIT, ENVIRONMENT, NAMESPACE, REPOSITORY_URL, VERSION
from app.domain.change import ChangeState
from app.domain.connecting import Delivery, Refused, Unreadable
from app.domain.errors import Unavailable
from app.domain.signal import SignalState
from app.domain.window import Scope, Window
from tests.connectors.standin import connected, standing_in

END = datetime(2026, 3, 14, 10, tzinfo=UTC)
WINDOW = Window(END - timedelta(hours=2), END)
TOKEN = "only-argo-knows"
SOURCE = {"repoURL": "https://git.example/acme/deploy.git", "path": "checkout", "targetRevision": "HEAD"}
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


def ago(minutes):
    return (END - timedelta(minutes=minutes)).strftime("%Y-%m-%dT%H:%M:%SZ")


def deployed(number, minutes_ago, revision, **more):
    times = {"deployStartedAt": ago(minutes_ago + 1), "deployedAt": ago(minutes_ago)}
    return {"id": number, "revision": revision, "source": SOURCE, "initiatedBy": {"username": "ada"}, **times, **more}


def app(name="checkout-prod", history=(), operation=None, health="Healthy", **more):
    return {
        "metadata": {"name": name, "namespace": "argocd", "labels": {"app.kubernetes.io/name": "checkout"}},
        "spec": {
            "project": "shop",
            "source": SOURCE,
            "destination": {"name": "eu-1", "namespace": "shop"},
        },
        "status": {
            "history": list(history),
            "operationState": operation,
            "health": {"status": health, "lastTransitionTime": ago(7)},
            "sync": {"status": "Synced", "revision": "a" * 40},
            "summary": {"images": ["registry.example/checkout:2.1.0"]},
        },
        **more,
    }


def operation(phase, minutes_ago, revision="c" * 40, **more):
    asked = {"sync": {"revision": revision}, "initiatedBy": {"automated": True}}
    synced = {"revision": revision, "source": SOURCE}
    return {"phase": phase, "startedAt": ago(minutes_ago), "operation": asked, "syncResult": synced, **more}


async def changes(*apps, scope=None, **settings):
    answers = {"GET /api/v1/applications": {"metadata": {}, "items": list(apps)}}
    async with standing_in(answers) as there, connected(KIND, url=there.url, token="t", **settings) as one:
        return (await one.connector.changes(WINDOW, scope or Scope())).items


async def test_a_sync_says_what_where_and_when():
    (one,) = await changes(app(history=[deployed(1, 30, "a" * 40)]), environment="production")
    assert (one.title, one.service) == ("checkout-prod synced to aaaaaaa in production", "checkout")
    expected = {
        ENVIRONMENT: "production",
        NAMESPACE: "shop",
        CLUSTER: "eu-1",
        COMMIT: "a" * 40,
        VERSION: "aaaaaaa",
        REPOSITORY_URL: "https://git.example/acme/deploy",
        "container.image": "registry.example/checkout:2.1.0",
    }
    assert expected.items() <= one.attributes.items()
    assert (one.started_at, one.finished_at) == (END - timedelta(minutes=31), END - timedelta(minutes=30))
    assert (one.author, one.query) == ("ada", "GET /api/v1/applications")
    assert one.url.endswith("/applications/argocd/checkout-prod")


async def test_an_argo_cd_that_does_not_know_the_parameter_projects_is_no_way_around_it():
    deploy = deployed(1, 30, "a" * 40)
    here, elsewhere, default = (app(name, history=[deploy]) for name in ("checkout", "ledger", "guestbook"))
    elsewhere["spec"] = {**elsewhere["spec"], "project": "finance"}
    default["spec"] = {**default["spec"], "project": ""}
    for wanted, found in (("shop", "checkout"), ("default", "guestbook")):
        (one,) = await changes(here, elsewhere, default, projects=[wanted])
        assert one.attributes["argocd.application"] == found


async def test_a_revision_that_comes_again_takes_the_one_between_back():
    old, new = "a" * 40, "b" * 40
    back, bad, first = await changes(app(history=[deployed(1, 90, old), deployed(2, 40, new), deployed(3, 5, old)]))
    assert (back.undoes, bad.state, first.undoes) == (bad.ref, ChangeState.UNDONE, "")


async def test_the_same_revision_again_takes_nothing_back():
    again = await changes(app(history=[deployed(1, 90, "a"), deployed(2, 40, "b"), deployed(3, 5, "b")]))
    assert {one.undoes for one in again} == {""}


@pytest.mark.parametrize(("phase", "state"), [("Running", ChangeState.RUNNING), ("Failed", ChangeState.FAILED)])
async def test_what_runs_or_failed_is_the_same_change_when_it_is_done(phase, state):
    (before,) = await changes(app(operation=operation(phase, 6, message="one of\nmany failed")))
    (after,) = await changes(app(history=[deployed(1, 5, "c" * 40)]))
    assert before.state is state
    assert before.ref == after.ref
    assert ("one of many failed" in before.title) is (phase == "Failed")
    assert before.author == "automated"


async def test_a_chart_has_its_own_version():
    source = {"repoURL": "https://charts.example", "chart": "redis", "targetRevision": "18.1.0"}
    (one,) = await changes(app(history=[deployed(1, 5, "18.1.0", source=source)]))
    assert (one.attributes[VERSION], COMMIT in one.attributes) == ("redis 18.1.0", False)


async def test_several_sources_have_the_revision_of_the_first():
    entry = deployed(1, 5, "", source=None, sources=[SOURCE], revisions=["d" * 40, "e" * 40])
    (one,) = await changes(app(history=[entry]))
    assert one.attributes[COMMIT] == "d" * 40


async def test_what_is_listed_belongs_to_a_service():
    (one,) = await changes(app(history=[deployed(1, 5, "a")]), services={"checkout-prod": "till"})
    assert one.service == "till"


@pytest.mark.parametrize("items", [None, []])
async def test_who_may_get_no_application_is_not_told_that_nothing_changed(items):
    answers = {"GET /api/v1/applications": {"metadata": {}, "items": items}}
    async with standing_in(answers) as there, connected(KIND, url=there.url) as one:
        for look in (one.connector.changes, one.connector.signals):
            with pytest.raises(Unavailable, match="it shows no application to this token"):
                await look(WINDOW, Scope())
        read, _ = await one.connector.check()
    assert read.advice == "It shows no application to this token. Give the token's user `applications, get`."


@pytest.mark.parametrize("answer", [{"items": None}, {"items": [{}]}, {"error": "no session"}])
async def test_another_shape_is_not_nothing(answer):
    async with standing_in({"GET /api/v1/applications": answer}) as there, connected(KIND, url=there.url) as one:
        with pytest.raises(Unavailable):
            await one.connector.changes(WINDOW, Scope())


async def test_an_application_that_is_degraded_is_a_signal():
    answers = {"GET /api/v1/applications": {"metadata": {}, "items": [app(health="Degraded"), app("fine")]}}
    async with standing_in(answers) as there, connected(KIND, url=there.url) as one:
        (signal,) = (await one.connector.signals(WINDOW, Scope())).items
    assert (signal.title, signal.service) == ("Argo CD: checkout-prod is degraded", "checkout")
    assert (signal.started_at, signal.severity) == (END - timedelta(minutes=7), 2)


async def hear(body, token=TOKEN, **given):
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    headers = {"authorization": f"Bearer {token}"}
    async with connected(KIND, url="https://argocd.example.com", webhook_token=TOKEN, **given) as one:
        return one.connector.hear(Delivery(headers=headers, body=raw, at=END))


async def test_what_is_sent_is_the_same_change_as_when_it_is_asked_for():
    given = app(history=[deployed(1, 90, "a" * 40), deployed(2, 5, "b" * 40)])
    heard = await hear(given)
    asked = await changes(given)
    assert [one.ref for one in heard.changes] == [one.ref for one in asked]
    (signal,) = heard.signals
    assert signal.state is SignalState.ENDED


async def test_degraded_and_healthy_are_one_signal():
    ill, well = [(await hear(app(health=one))).signals[0] for one in ("Degraded", "Healthy")]
    assert ill.fingerprint == well.fingerprint
    assert (ill.state, well.state) == (SignalState.FIRING, SignalState.ENDED)


async def test_other_projects_and_what_says_nothing_are_counted():
    assert (await hear(app(history=[deployed(1, 5, "a")]), projects=["other"])).dropped == 1
    assert (await hear(app(health="Progressing"))).dropped == 1


@pytest.mark.parametrize("body", [b"", b"[]", b"{}", b"\xff", {"metadata": {"name": "x"}}, {"status": {"history": []}}])
async def test_garbage_is_a_sentence(body):
    with pytest.raises(Unreadable, match=r"^It .*\.$"):
        await hear(body)


async def test_another_token_is_refused():
    with pytest.raises(Refused):
        await hear(app(), token="wrong")


@given(st.fixed_dictionaries({}, optional=dict.fromkeys(("metadata", "spec", "status"), JSON)), JSON)
def test_whatever_is_in_an_application_it_is_read_or_left(extra, entry):
    reader = Reader("argocd", "https://x.example")
    for one in (app(history=[entry]), app(operation=entry), app() | extra):
        assert all("\n" not in change.title for change in reader.changes(one))
        reader.health(one, END)
