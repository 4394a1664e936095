"""Requests and answers as in Linear's published GraphQL schema."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from aiohttp import web

from app.connectors.linear import KIND
from app.domain.errors import Unavailable
from app.domain.signal import SignalState
from app.domain.window import Scope, Window
from tests.connectors.odd import looks_survive
from tests.connectors.standin import connected, standing_in

END = datetime(2026, 3, 14, 10, tzinfo=UTC)
WINDOW = Window(END - timedelta(hours=2), END)
SCOPE = Scope(services=("checkout",))


def issue(ref="OPS-12", **more):
    return {
        "identifier": ref,
        "title": "Checkout shows an error to bo@example.com",
        "url": f"https://linear.app/acme/issue/{ref}",
        "priority": 1.0,
        "createdAt": "2026-03-14T09:12:00.000Z",
        "completedAt": None,
        "canceledAt": None,
        "customerTicketCount": 4,
        "state": {"name": "Triage"},
        **more,
    }


def page(*issues, cursor=""):
    info = {"hasNextPage": bool(cursor), "endCursor": cursor or None}
    return {"data": {"issues": {"nodes": list(issues), "pageInfo": info}}}


async def look(answer, **given):
    async with (
        standing_in({"POST /graphql": answer}) as there,
        connected(KIND, url=there.url, token="k", **given) as one,
    ):
        return await one.connector.signals(WINDOW, SCOPE), there


async def test_issues_that_mention_the_service():
    pages = iter([page(issue(), cursor="c1"), page(issue("OPS-13", completedAt="2026-03-14T09:40:00Z", priority=0))])
    found, there = await look(lambda _: next(pages), teams=["OPS"])
    first, second = found.items
    assert (first.fingerprint, first.severity, first.service) == ("OPS-12", 1, "checkout")
    assert first.title == "Checkout shows an error to [email]"
    assert first.attributes["linear.customer_tickets"] == "4"
    assert first.query == "issues created 2026-03-14T08:00:00Z to 2026-03-14T10:00:00Z with checkout"
    assert (second.state, second.severity) == (SignalState.ENDED, None)
    asked = [json.loads(one.body)["variables"] for one in there.asked]
    assert asked[0]["filter"] == {
        "createdAt": {"gte": "2026-03-14T08:00:00Z", "lte": "2026-03-14T10:00:00Z"},
        "or": [{"title": {"containsIgnoreCase": "checkout"}}, {"description": {"containsIgnoreCase": "checkout"}}],
        "team": {"key": {"in": ["OPS"]}},
    }
    assert [one["after"] for one in asked] == [None, "c1"]
    assert there.asked[0].headers["Authorization"] == "k"


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        ({"errors": [{"extensions": {"code": "AUTHENTICATION_ERROR"}}]}, "does not accept the credentials"),
        ({**page(), "errors": [{"message": "x"}]}, "did not answer all of the question"),
        ({"data": {"issues": {"nodes": []}}}, "no `data.issues.pageInfo`"),
        (page({"title": "x"}), "an issue without `identifier`"),
        (page(issue(createdAt=None)), "no time in `createdAt`"),
    ],
)
async def test_a_refusal_or_another_shape_is_not_nothing(answer, reason):
    with pytest.raises(Unavailable, match=reason):
        await look(answer)


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        ({"errors": [{"extensions": {"code": "RATELIMITED", "statusCode": 429}}]}, "it was asked too often"),
        ({"errors": [{"extensions": {"type": "authentication error"}}]}, "does not accept the credentials"),
        ({"errors": [{"extensions": {"type": "invalid input"}}]}, "did not answer all of the question"),
        ({}, "its answer has no `data.issues.pageInfo`"),
    ],
)
async def test_a_refusal_with_400_says_what_it_is_about(answer, reason):
    with pytest.raises(Unavailable, match=reason):
        await look(lambda _: web.json_response(answer, status=400))


async def test_without_a_service_nobody_is_asked():
    async with standing_in() as there, connected(KIND, url=there.url, token="k") as one:
        assert (await one.connector.signals(WINDOW, Scope())).items == ()
    assert there.asked == []


async def test_the_check():
    def answer(request):
        return {"data": {"viewer": {"id": "1"}}}

    async with standing_in({"POST /graphql": answer}) as there, connected(KIND, url=there.url, token="k") as one:
        credentials, issues = await one.connector.check()
    assert credentials.ok
    assert issues.advice.endswith("with permission to read, and set it as `token`.")


async def test_odd_answers_break_nothing():
    await looks_survive(KIND, {"token": "k"}, {"POST /graphql": page(issue())}, lambda one: one.signals(WINDOW, SCOPE))
