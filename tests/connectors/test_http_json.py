import json
from datetime import UTC, datetime, timedelta

import pytest

from app.connectors.http_json import KIND
from app.domain.attributes import COMMIT, ENVIRONMENT, SERVICE, VERSION
from app.domain.change import ChangeKind, ChangeState
from app.domain.connecting import Delivery, Refused, Unreadable
from app.domain.errors import Unavailable, UserError
from app.domain.signal import SignalKind, SignalState
from app.domain.window import Scope, Window
from app.ports import FindsChanges, FindsSignals, Hears
from tests.connectors.odd import hearing_survives, looks_survive
from tests.connectors.standin import connected, standing_in

END = datetime(2026, 3, 14, 10, tzinfo=UTC)
WINDOW = Window(END - timedelta(hours=2), END)
SCOPE = Scope(services=("checkout",))
DEPLOYS = {
    "brings": "deploy",
    "items": "data.deploys",
    "fields": {
        "ref": "id",
        "title": "summary",
        "started_at": "times.start",
        "finished_at": "times.end",
        "state": "result",
        "author": "by.0.name",
        "service": "app",
        "environment": "=prod",
        "version": "tag",
        "commit": "git.sha",
        "url": "link",
    },
    "attributes": {"region": "region"},
    "states": {"GREEN": "done", "took back": "undone"},
}
ALARMS = {
    "brings": "alert",
    "fields": {
        "ref": "id",
        "title": "what",
        "started_at": "since",
        "ended_at": "until",
        "severity": "prio",
        "state": "state",
        "service": "labels.app.kubernetes.io/name",
    },
}


def deploy(ref="d1", **more):
    return {
        "id": ref,
        "summary": "Checkout 1.4.2",
        "times": {"start": 1773480000, "end": "2026-03-14T09:25:00Z"},
        "result": "GREEN",
        "by": [{"name": "Ana Ruiz"}],
        "app": "checkout",
        "tag": "1.4.2",
        "git": {"sha": "6ba09a7c"},
        "link": "https://deploys.example/d1",
        "region": "eu-1",
        **more,
    }


def alarm(ref="a1", **more):
    labels = {"app.kubernetes.io/name": "checkout"}
    return {"id": ref, "what": "Queue is long", "since": "2026-03-14T09:12:00Z", "prio": "P2", "labels": labels, **more}


async def test_changes_by_their_places():
    answer = {
        "data": {"deploys": [deploy(), deploy("old", times={"start": 1773300000}), deploy("back", result="took back")]}
    }
    async with standing_in({"GET /api/deploys": answer}) as there:
        params = {"from": "{start}", "to_ms": "{end_ms}", "app": "{service}", "limit": "50"}
        url = f"{there.url}/api/deploys"
        async with connected(KIND, url=url, token="t", params=params, **DEPLOYS) as one:
            found = await one.connector.changes(WINDOW, SCOPE)
            unscoped = await one.connector.changes(WINDOW, Scope())
            assert isinstance(one.connector, FindsChanges)
            assert not isinstance(one.connector, FindsSignals)
    change, back = found.items
    assert (change.kind, change.ref, change.title, change.author) == (
        ChangeKind.DEPLOY,
        "d1",
        "Checkout 1.4.2",
        "Ana Ruiz",
    )
    assert (change.started_at, change.finished_at) == (
        datetime(2026, 3, 14, 9, 20, tzinfo=UTC),
        datetime(2026, 3, 14, 9, 25, tzinfo=UTC),
    )
    assert change.attributes == {
        SERVICE: "checkout",
        ENVIRONMENT: "prod",
        VERSION: "1.4.2",
        COMMIT: "6ba09a7c",
        "region": "eu-1",
    }
    assert change.query == f"GET {url}?from=2026-03-14T08:00:00Z&to_ms=1773482400000&app=checkout&limit=50"
    assert (change.state, back.state) == (ChangeState.DONE, ChangeState.UNDONE)
    assert len(unscoped.items) == 2
    assert there.asked[0].path == "/api/deploys"
    assert there.asked[0].headers["Authorization"] == "Bearer t"
    assert "app" not in there.asked[1].query


async def test_signals_by_their_places_with_a_key_in_a_header():
    answer = [
        alarm(),
        alarm("a2", until="2026-03-14T09:40:00Z", prio=1),
        alarm("a3", state="Resolved"),
        alarm("a4", prio="?"),
    ]
    async with standing_in({"GET /": answer}) as there:
        given = {"url": there.url, "token": "k", "token_header": "X-Api-Key", "headers": {"X-Tenant": "acme"}}
        async with connected(KIND, **given, **ALARMS) as one:
            found = await one.connector.signals(WINDOW, SCOPE)
            (checked,) = await one.connector.check()
    first, second, third, fourth = found.items
    assert (first.kind, first.service, first.severity, first.state) == (
        SignalKind.ALERT,
        "checkout",
        2,
        SignalState.FIRING,
    )
    assert (second.ended_at, second.severity) == (datetime(2026, 3, 14, 9, 40, tzinfo=UTC), 1)
    assert (third.state, fourth.severity) == (SignalState.ENDED, None)
    assert there.asked[0].headers["X-Api-Key"] == "k"
    assert there.asked[0].headers["X-Tenant"] == "acme"
    assert checked.ok


@pytest.mark.parametrize("by_cursor", [True, False])
async def test_pages_by_cursor_or_by_address(by_cursor):
    def pages(request):
        last = "after" in request.query
        following = "c1" if by_cursor else f"{there.url}/?after=c1"
        return {"list": [alarm("b" if last else "a")], "meta": {"next": None if last else following}}

    async with standing_in({"GET /": pages}) as there:
        given = {"url": there.url, "items": "list", "next": "meta.next", "next_param": "after" if by_cursor else ""}
        async with connected(KIND, **given, **ALARMS) as one:
            found = await one.connector.signals(WINDOW, SCOPE)
    assert [signal.fingerprint for signal in found.items] == ["a", "b"]


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        ({"data": {}}, "has no list of objects at `data.deploys`"),
        ({"data": {"deploys": ["x"]}}, "has no list of objects"),
        ({"data": {"deploys": [deploy(id=None)]}}, r"nothing at `id` \(fields.ref\)"),
        ({"data": {"deploys": [deploy(times={})]}}, r"no time at `times.start` \(fields.started_at\)"),
    ],
)
async def test_another_shape_is_not_nothing(answer, reason):
    async with standing_in({"GET /": answer}) as there, connected(KIND, url=there.url, **DEPLOYS) as one:
        with pytest.raises(Unavailable, match=reason):
            await one.connector.changes(WINDOW, SCOPE)


def delivery(body, token="s3cret"):
    sent = body if isinstance(body, bytes) else json.dumps(body).encode()
    return Delivery(headers={"x-watchkeeper-token": token}, body=sent, at=END)


async def test_what_is_sent_is_one_object_or_the_list():
    async with connected(KIND, webhook_token="s3cret", **DEPLOYS) as one:
        assert isinstance(one.connector, Hears)
        assert not isinstance(one.connector, FindsChanges)
        assert [change.ref for change in one.connector.hear(delivery(deploy())).changes] == ["d1"]
        several = {"data": {"deploys": [deploy("x"), deploy("y")]}}
        assert [change.ref for change in one.connector.hear(delivery(several)).changes] == ["x", "y"]
    async with connected(KIND, webhook_token="s3cret", **ALARMS) as one:
        (signal,) = one.connector.hear(delivery([alarm()])).signals
        (checked,) = await one.connector.check()
    assert signal.last_at == END
    assert checked.ok


async def test_without_the_token_it_is_refused():
    async with (
        connected(KIND, webhook_token="s3cret", **ALARMS) as one,
        connected(KIND, url="http://x", **ALARMS) as unset,
    ):
        for connector, token in ((one.connector, "guess"), (unset.connector, "")):
            with pytest.raises(Refused):
                connector.hear(delivery(alarm(), token))


@pytest.mark.parametrize("sent", [b"{", b"7", [1], {}, {"id": "a1", "what": "x"}, alarm(since="soon")])
async def test_what_does_not_fit_is_unreadable(sent):
    async with connected(KIND, webhook_token="s3cret", **ALARMS) as one:
        with pytest.raises(Unreadable):
            one.connector.hear(delivery(sent))


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"brings": "deploy", "fields": {"ref": "id"}}, "`fields` must say where title, started_at is"),
        (
            {**ALARMS, "fields": {**ALARMS["fields"], "commit": "x"}},
            "`fields` knows no commit; there are count, detail",
        ),
        ({**ALARMS, "states": {"x": "done"}}, "`states` maps words to ended, firing"),
        (ALARMS, "give a `url` to ask, or a `webhook_token` to listen, or both"),
        ({**ALARMS, "brings": "noise"}, "brings"),
    ],
)
def test_settings_that_say_too_little_or_too_much(given, sentence):
    with pytest.raises(UserError, match=sentence):
        KIND.described("http_json", given)


async def test_odd_answers_and_deliveries_break_nothing():
    await looks_survive(
        KIND, DEPLOYS, {"GET /": {"data": {"deploys": [deploy()]}}}, lambda one: one.changes(WINDOW, SCOPE)
    )
    until = "2026-03-14T09:40:00Z"
    await looks_survive(KIND, ALARMS, {"GET /": [alarm(until=until)]}, lambda one: one.signals(WINDOW, SCOPE))
    async with connected(KIND, webhook_token="s3cret", **ALARMS) as one:
        hearing_survives(lambda sent: one.connector.hear(delivery(sent)), alarm(until=until, state="open"))
