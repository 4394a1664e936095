"""Requests and answers as in Zendesk's API reference: search export with cursors."""

from datetime import UTC, datetime, timedelta

import pytest

from app.connectors.zendesk import KIND
from app.domain.errors import Unavailable
from app.domain.signal import SignalState
from app.domain.window import Scope, Window
from tests.connectors.odd import looks_survive
from tests.connectors.standin import connected, standing_in

END = datetime(2026, 3, 14, 10, tzinfo=UTC)
WINDOW = Window(END - timedelta(hours=2), END)
GIVEN = {"token": "t", "user": "agent@example.com"}
SCOPE = Scope(services=("checkout",))
SEARCH = "GET /api/v2/search/export"


def ticket(ref=35436, **more):
    return {
        "id": ref,
        "subject": "Bo Lind cannot pay",
        "description": "I am Bo Lind of Acme and my card is refused",
        "status": "open",
        "priority": "urgent",
        "created_at": "2026-03-14T09:12:00Z",
        "updated_at": "2026-03-14T09:30:00Z",
        "organization_id": 509974,
        "requester_id": 20978392,
        "tags": ["acme"],
        "via": {"channel": "email", "source": {"from": {"name": "Bo Lind", "address": "bo@example.com"}}},
        **more,
    }


def page(*tickets, cursor=""):
    return {
        "results": list(tickets),
        "meta": {"has_more": bool(cursor), "after_cursor": cursor},
        "links": {"next": None},
    }


async def look(answer, scope=SCOPE, **given):
    async with standing_in({SEARCH: answer}) as there, connected(KIND, url=there.url, **(GIVEN | given)) as one:
        return await one.connector.signals(WINDOW, scope), there


async def test_tickets_are_counted_and_nobody_is_named():
    def pages(request):
        if "page[after]" in request.query:
            return page(ticket(2, organization_id=None, requester_id=7, status="solved", priority=None))
        return page(ticket(), ticket(3, created_at="2026-03-14T11:00:00Z"), cursor="c1")

    found, there = await look(pages, narrowed="-tags:spam")
    first, second = found.items
    assert (first.fingerprint, first.title, first.severity) == ("35436", "[person] cannot pay", 1)
    assert {name: first.attributes[name] for name in ("tickets", "tickets.customers", "tickets.organisations")} == {
        "tickets": "2",
        "tickets.customers": "2",
        "tickets.organisations": "1",
    }
    assert first.url == f"{there.url}/agent/tickets/35436"
    assert first.query == 'created>=2026-03-14T08:00:00Z created<=2026-03-14T10:00:00Z "checkout" -tags:spam'
    assert (second.state, second.ended_at) == (SignalState.ENDED, datetime(2026, 3, 14, 9, 30, tzinfo=UTC))
    kept = repr(found)
    assert not any(who in kept for who in ("Lind", "bo@", "acme", "Acme", "509974", "20978392"))
    asked = there.asked[0]
    assert asked.query == {"query": first.query, "filter[type]": "ticket", "page[size]": "100"}
    assert asked.headers["Authorization"].startswith("Basic ")


async def test_a_ticket_that_mentions_two_services_is_one():
    found, there = await look(page(ticket()), Scope(services=("checkout", "web-shop")))
    assert [(one.fingerprint, one.service) for one in found.items] == [("35436", "checkout")]
    assert sorted(one.query["query"][-10:] for one in there.asked) == ['"checkout"', '"web shop"']


async def test_up_to_a_limit_with_an_oauth_token():
    found, there = await look(page(*(ticket(one) for one in range(1, 101)), cursor="more"), user="")
    assert found.remark == "only 500 tickets of each service"
    assert there.asked[0].headers["Authorization"] == "Bearer t"


@pytest.mark.parametrize("broken", [{"results": []}, page(ticket(id=None)), page(ticket(created_at=None))])
async def test_another_shape_is_not_nothing(broken):
    with pytest.raises(Unavailable):
        await look(broken)


async def test_without_a_service_nobody_is_asked():
    found, there = await look(page(), Scope())
    assert (found.items, found.remark, there.asked) == ((), "no service is known yet to search tickets for", [])


async def test_the_check():
    async with standing_in({SEARCH: page()}) as there, connected(KIND, url=there.url, **GIVEN) as one:
        assert all(each.ok for each in await one.connector.check())


async def test_odd_answers_break_nothing():
    await looks_survive(KIND, GIVEN, {SEARCH: page(ticket())}, lambda one: one.signals(WINDOW, SCOPE))
