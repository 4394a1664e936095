"""Requests and answers as in getsentry/sentry-api-schema; webhooks as Sentry's integration platform documents them."""

import hashlib
import hmac
import json
from datetime import UTC, datetime, timedelta

import pytest
from aiohttp import web

from app.connectors.sentry import KIND
from app.context.intake.episodes import followed
from app.domain.attributes import COMMIT, ENVIRONMENT, ERROR, REPOSITORY, SERVICE, VERSION
from app.domain.connecting import Delivery, Refused, Unreadable
from app.domain.errors import Unavailable
from app.domain.signal import SignalKind, SignalState
from app.domain.window import Scope, Window
from tests.connectors.odd import hearing_survives, looks_survive
from tests.connectors.standin import connected, standing_in

END = datetime(2026, 3, 14, 10, tzinfo=UTC)
WINDOW = Window(END - timedelta(hours=2), END)
GIVEN = {"organization": "acme", "token": "t"}
ISSUES = "GET /api/0/organizations/acme/issues/"
RELEASES = "GET /api/0/organizations/acme/releases/"


def issue(ref="101", **more):
    return {
        "id": ref,
        "shortId": "CHECKOUT-9",
        "title": "TimeoutError: payments did not answer",
        "culprit": "checkout.pay in charge",
        "permalink": f"https://acme.sentry.io/issues/{ref}/",
        "level": "error",
        "status": "unresolved",
        "substatus": "new",
        "count": "1204",
        "userCount": 88,
        "firstSeen": "2026-03-14T09:11:30Z",
        "lastSeen": "2026-03-14T09:58:00Z",
        "project": {"id": "2", "name": "Checkout", "slug": "checkout"},
        "metadata": {"type": "TimeoutError", "value": "payments did not answer"},
        **more,
    }


def release(version="checkout@1.4.2", **more):
    return {
        "version": version,
        "shortVersion": version.partition("@")[2],
        "dateCreated": "2026-03-14T08:50:00Z",
        "dateReleased": None,
        "firstEvent": None,
        "deployCount": 1,
        "commitCount": 3,
        "newGroups": 2,
        "lastCommit": {
            "id": "6ba09a7c",
            "message": "Retry payments twice\n\nBecause",
            "author": {"name": "Ana Ruiz"},
            "repository": {"name": "acme/checkout"},
        },
        "lastDeploy": {
            "id": "7",
            "environment": "prod",
            "dateStarted": "2026-03-14T09:00:00Z",
            "dateFinished": "2026-03-14T09:04:00Z",
            "url": "https://ci.example/7",
        },
        "projects": [{"name": "Checkout", "slug": "checkout"}],
        **more,
    }


async def test_errors_of_the_window_with_their_release():
    answers = {
        ISSUES: [issue(), issue("55", firstSeen="2026-01-01T00:00:00Z", status="resolved")],
        "GET /api/0/organizations/acme/issues/101/": issue(firstRelease={"version": "checkout@1.4.2"}),
    }
    async with standing_in(answers) as there, connected(KIND, url=there.url, projects=["checkout"], **GIVEN) as one:
        found = await one.connector.signals(WINDOW, Scope())
    new, old = found.items
    assert (new.kind, new.fingerprint, new.count, new.severity) == (SignalKind.ERROR, "101", 1204, 3)
    assert new.title == "TimeoutError: payments did not answer"
    assert new.started_at == datetime(2026, 3, 14, 9, 11, 30, tzinfo=UTC)
    assert new.last_at == datetime(2026, 3, 14, 9, 58, tzinfo=UTC)
    assert (new.attributes[SERVICE], new.attributes[ERROR]) == ("checkout", "TimeoutError")
    assert new.attributes[VERSION] == "checkout@1.4.2"
    assert new.query.startswith("GET /api/0/organizations/acme/issues/?query=project:[checkout]&start=2026-03-14T08:00")
    assert old.state is SignalState.ENDED
    assert found.remark == ""
    assert there.asked[0].query["query"] == "project:[checkout]"
    assert there.asked[0].headers["Authorization"] == "Bearer t"
    assert len(there.asked) == 2, "releases of errors that are not new are not asked for"


async def test_a_release_that_cannot_be_looked_up_is_said():
    async with standing_in({ISSUES: [issue()]}) as there, connected(KIND, url=there.url, **GIVEN) as one:
        found = await one.connector.signals(WINDOW, Scope())
    assert VERSION not in found.items[0].attributes
    assert found.remark == "the release of some errors could not be looked up"
    assert there.asked[0].query["query"] == ""


async def test_pages_follow_the_link_header():
    def pages(request):
        cursor = request.query.get("cursor", "0:0:0")
        more = "true" if cursor == "0:0:0" else "false"
        link = f'<{request.url}>; rel="previous"; results="false"; cursor="0:0:1", '
        link += f'<{request.url}>; rel="next"; results="{more}"; cursor="0:100:0"'
        return web.json_response([issue(cursor[2:3], firstSeen="2026-01-01T00:00:00Z")], headers={"Link": link})

    async with standing_in({ISSUES: pages}) as there, connected(KIND, url=there.url, **GIVEN) as one:
        found = await one.connector.signals(WINDOW, Scope())
    assert [signal.fingerprint for signal in found.items] == ["0", "1"]


@pytest.mark.parametrize("broken", [{"firstSeen": None}, {"id": None}])
async def test_an_issue_in_another_shape_is_not_nothing(broken):
    async with standing_in({ISSUES: [issue() | broken]}) as there, connected(KIND, url=there.url, **GIVEN) as one:
        with pytest.raises(Unavailable):
            await one.connector.signals(WINDOW, Scope())


async def test_deploys_of_the_window():
    answers = {
        RELEASES: [
            release(),
            release(
                "checkout@1.4.1", dateCreated="2026-03-01T00:00:00Z", lastDeploy=None, firstEvent="2026-03-01T01:00:00Z"
            ),
            release("web@7", deployCount=2, projects=[{"slug": "web"}, {"slug": "shop"}]),
        ],
        "GET /api/0/organizations/acme/releases/web@7/deploys/": [
            {"id": "9", "environment": "prod", "dateStarted": None, "dateFinished": "2026-03-14T09:30:00Z"},
            {"id": "8", "environment": "staging", "dateStarted": None, "dateFinished": "2026-03-13T09:30:00Z"},
        ],
    }
    async with standing_in(answers) as there, connected(KIND, url=there.url, **GIVEN) as one:
        found = await one.connector.changes(WINDOW, Scope())
    first, *others = found.items
    assert first.title == "Release 1.4.2 of checkout to prod: Retry payments twice"
    assert (first.started_at, first.finished_at) == (
        datetime(2026, 3, 14, 9, 0, tzinfo=UTC),
        datetime(2026, 3, 14, 9, 4, tzinfo=UTC),
    )
    assert {name: first.attributes[name] for name in (SERVICE, VERSION, ENVIRONMENT, COMMIT, REPOSITORY)} == {
        SERVICE: "checkout",
        VERSION: "checkout@1.4.2",
        ENVIRONMENT: "prod",
        COMMIT: "6ba09a7c",
        REPOSITORY: "acme/checkout",
    }
    assert (first.author, first.url, first.ref) == (
        "Ana Ruiz",
        "https://ci.example/7",
        "checkout@1.4.2:checkout:prod:7",
    )
    assert [(one.service, one.reach) for one in others] == [("web", "prod"), ("shop", "prod")]


async def test_a_release_without_deploys_counts_from_its_first_event():
    answers = {RELEASES: [release(deployCount=0, lastDeploy=None, firstEvent="2026-03-14T09:05:00Z")]}
    async with standing_in(answers) as there, connected(KIND, url=there.url, **GIVEN) as one:
        found = await one.connector.changes(WINDOW, Scope())
    assert found.items[0].finished_at == datetime(2026, 3, 14, 9, 5, tzinfo=UTC)
    assert found.items[0].title == "Release 1.4.2 of checkout: Retry payments twice"


async def test_each_permission_is_checked_on_its_own():
    async with standing_in({ISSUES: []}) as there, connected(KIND, url=there.url, **GIVEN) as one:
        issues, releases = await one.connector.check()
    assert issues.ok
    assert releases.advice.endswith("Give the internal integration the permission Release: Read.")


def delivery(resource, body, secret="s3cret", at=END):
    sent = json.dumps(body).encode()
    signature = hmac.new(secret.encode(), sent, hashlib.sha256).hexdigest()
    headers = {"sentry-hook-resource": resource, "sentry-hook-signature": signature, "request-id": "r-1"}
    return Delivery(headers=headers, body=sent, at=at)


async def hear(resource, action, at=END, **data):
    async with connected(KIND, webhook_secret="s3cret", **GIVEN) as one:
        return one.connector.hear(delivery(resource, {"action": action, "data": data}, at=at))


async def test_an_issue_that_is_new_and_that_is_over():
    new, over = await hear("issue", "created", issue=issue()), await hear("issue", "resolved", issue=issue())
    assert new.key == "r-1"
    assert new.signals[0].state is SignalState.FIRING
    assert (over.signals[0].state, over.signals[0].ended_at) == (SignalState.ENDED, END)
    assert new.signals[0].fingerprint == over.signals[0].fingerprint == "101"
    assert (await hear("issue", "assigned", issue=issue())).dropped == 1
    assert (await hear("installation", "created")).dropped == 1


async def test_an_issue_that_comes_back_fires_since_then():
    acts = [("created", END), ("resolved", END), ("unresolved", END + timedelta(minutes=2))]
    told = [(await hear("issue", action, at=at, issue=issue())).signals[0] for action, at in acts]
    known = None
    for signal in told:
        known = followed(known, signal)[-1]
    assert known.is_firing


async def test_an_issue_alert_without_what_tells_of_a_user():
    event = {
        "issue_id": "101",
        "title": "TimeoutError: payments did not answer",
        "datetime": "2026-03-14T09:20:00.677000Z",
        "level": "error",
        "environment": "prod",
        "release": "checkout@1.4.2",
        "url": "https://sentry.io/api/0/projects/acme/checkout/events/e48/",
        "web_url": "https://acme.sentry.io/issues/101/events/e48/",
        "tags": [["user", "ana@example.com"], ["browser", "Chrome"], ["broken"]],
        "user": {"email": "ana@example.com"},
    }
    (signal,) = (await hear("event_alert", "triggered", event=event, triggered_rule="Many errors")).signals
    assert (signal.fingerprint, signal.kind) == ("101", SignalKind.ERROR)
    assert signal.attributes[SERVICE] == "checkout"
    assert signal.attributes["browser"] == "Chrome"
    assert signal.attributes["sentry.rule"] == "Many errors"
    assert "ana@" not in repr(signal)


async def test_a_metric_alert_begins_and_ends():
    alert = {
        "id": "12",
        "alert_rule": {"id": "7", "name": "Too many errors", "projects": ["checkout"], "environment": "prod"},
        "date_started": "2026-03-14T09:10:00Z",
        "date_closed": None,
    }
    begun = (await hear("metric_alert", "critical", metric_alert=alert, description_text="1000 events")).signals[0]
    over = (await hear("metric_alert", "resolved", metric_alert=alert)).signals[0]
    assert (begun.fingerprint, begun.severity, begun.title) == ("metric-alert:7", 1, "Too many errors")
    assert (begun.detail, begun.attributes[SERVICE]) == ("1000 events", "checkout")
    assert (over.fingerprint, over.state, over.ended_at) == ("metric-alert:7", SignalState.ENDED, END)


async def test_what_is_not_signed_is_refused():
    async with connected(KIND, webhook_secret="s3cret", **GIVEN) as one, connected(KIND, **GIVEN) as unset:
        for connector, secret in ((one.connector, "guess"), (unset.connector, "")):
            with pytest.raises(Refused):
                connector.hear(delivery("issue", {}, secret))


@pytest.mark.parametrize("resource", ["issue", "event_alert", "metric_alert"])
async def test_what_has_another_shape_is_unreadable(resource):
    with pytest.raises(Unreadable):
        await hear(resource, "created")


async def test_odd_answers_break_nothing():
    answers = {
        ISSUES: [issue()],
        "GET /api/0/organizations/acme/issues/101/": issue(firstRelease={"version": "1"}),
        RELEASES: [release(), release("web@7", deployCount=2)],
        "GET /api/0/organizations/acme/releases/web@7/deploys/": [{"id": "9", "dateFinished": "2026-03-14T09:30:00Z"}],
    }
    looks = (lambda one: one.signals(WINDOW, Scope()), lambda one: one.changes(WINDOW, Scope()))
    await looks_survive(KIND, GIVEN, answers, *looks)


@pytest.mark.parametrize(
    ("resource", "data"),
    [
        ("issue", {"issue": issue()}),
        ("event_alert", {"event": {"issue_id": "1", "title": "x", "tags": [["a", "b"]]}, "triggered_rule": "x"}),
        ("metric_alert", {"metric_alert": {"alert_rule": {"id": "7", "name": "n", "projects": ["c"]}}}),
    ],
)
async def test_odd_deliveries_break_nothing(resource, data):
    async with connected(KIND, webhook_secret="s3cret", **GIVEN) as one:
        hearing_survives(
            lambda sent: one.connector.hear(delivery(resource, sent)), {"action": "resolved", "data": data}
        )
