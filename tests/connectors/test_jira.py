"""Requests and answers as in Atlassian's REST documents: Cloud v3 `search/jql`, Data Center v2 `search`."""

from datetime import UTC, datetime, timedelta

import pytest

from app.connectors.jira import KIND
from app.domain.attributes import SERVICE
from app.domain.errors import Unavailable, UserError
from app.domain.signal import SignalState
from app.domain.window import Scope, Window
from tests.connectors.odd import looks_survive
from tests.connectors.standin import connected, standing_in

END = datetime(2026, 3, 14, 10, tzinfo=UTC)
WINDOW = Window(END - timedelta(hours=2), END)
SCOPE = Scope(services=("checkout", "payment-gateway"))
CLOUD = {"token": "t", "user": "bot@example.com"}


def issue(key="SUP-7", **fields):
    said = {
        "summary": "Ana Ruiz: checkout shows an error",
        "created": "2026-03-14T10:20:30.123+0100",
        "status": {"name": "Open", "statusCategory": {"key": "new"}},
        "priority": {"name": "High"},
        "reporter": {"accountId": "5b10", "displayName": "Ana Ruiz"},
        "customfield_10002": [{"id": "31", "name": "Acme"}],
        **fields,
    }
    return {"id": "10001", "key": key, "fields": said}


async def look(answers, **given):
    async with standing_in(answers) as there, connected(KIND, url=there.url, **given) as one:
        return await one.connector.signals(WINDOW, SCOPE), there


async def test_tickets_in_the_cloud_with_who_wrote_them_counted():
    def pages(request):
        last = "nextPageToken" in request.query
        issues = [issue("SUP-8", created="2026-03-13T09:00:00.000+0000")] if last else [issue()]
        return {"issues": issues, "isLast": last, **({} if last else {"nextPageToken": "CAE"})}

    found, there = await look(
        {"GET /rest/api/3/search/jql": pages},
        projects=["SUP"],
        jql="issuetype = Incident",
        organisations_field="customfield_10002",
        **CLOUD,
    )
    (ticket,) = found.items
    assert (ticket.fingerprint, ticket.title, ticket.severity) == ("SUP-7", "[person]: checkout shows an error", 2)
    assert ticket.started_at == datetime(2026, 3, 14, 9, 20, 30, 123000, tzinfo=UTC)
    assert ticket.attributes == {
        SERVICE: "checkout",
        "status": "Open",
        "tickets": "1",
        "tickets.customers": "1",
        "tickets.organisations": "1",
    }
    assert ticket.url == f"{there.url}/browse/SUP-7"
    assert ticket.query == (
        'project IN ("SUP") AND (issuetype = Incident) AND created >= "2026-03-13 08:00" AND created <= "2026-03-15 10:00"'
        ' AND (text ~ "\\"checkout\\"" OR text ~ "\\"payment gateway\\"") ORDER BY created DESC'
    )
    first, second = there.asked
    assert first.query["jql"] == ticket.query
    assert first.query["fields"] == "summary,created,status,priority,resolutiondate,reporter,customfield_10002"
    assert first.headers["Authorization"].startswith("Basic ")
    assert second.query["nextPageToken"] == "CAE"


async def test_tickets_in_a_data_center():
    done = {"name": "Done", "statusCategory": {"key": "done"}}

    def pages(request):
        start = int(request.query["startAt"])
        issues = [issue(), issue("SUP-9", status=done, resolutiondate="2026-03-14T09:50:00.000+0000")][
            start : start + 1
        ]
        return {"startAt": start, "maxResults": 1, "total": 2, "issues": issues}

    found, there = await look({"GET /rest/api/2/search": pages}, token="t")
    assert [one.state for one in found.items] == [SignalState.FIRING, SignalState.ENDED]
    assert found.items[1].ended_at == datetime(2026, 3, 14, 9, 50, tzinfo=UTC)
    assert {one.headers["Authorization"] for one in there.asked} == {"Bearer t"}


async def test_up_to_a_limit():
    issues = [issue(f"SUP-{number}") for number in range(100)]
    found, _ = await look({"GET /rest/api/3/search/jql": {"issues": issues, "nextPageToken": "again"}}, **CLOUD)
    assert (len(found.items), found.remark) == (300, "only the newest 300 tickets")


@pytest.mark.parametrize("broken", [{"issues": [{"fields": {}}]}, {"issues": [issue(created=None)]}, {"total": 0}])
async def test_another_shape_is_not_nothing(broken):
    with pytest.raises(Unavailable):
        await look({"GET /rest/api/3/search/jql": broken}, **CLOUD)


async def test_without_a_service_nobody_is_asked():
    async with standing_in() as there, connected(KIND, url=there.url, **CLOUD) as one:
        found = await one.connector.signals(WINDOW, Scope())
    assert (found.items, found.remark, there.asked) == ((), "no service is known yet to search tickets for", [])


async def test_each_permission_is_checked_on_its_own():
    answers = {"GET /rest/api/3/myself": {"displayName": "Bot"}}
    async with standing_in(answers) as there, connected(KIND, url=there.url, **CLOUD) as one:
        credentials, search = await one.connector.check()
    assert credentials.ok
    assert "Browse projects" in search.advice


async def test_the_check_searches_where_the_looks_do():
    answers = {"GET /rest/api/3/search/jql": {"issues": [], "isLast": True}}
    async with (
        standing_in(answers) as there,
        connected(KIND, url=there.url, projects=["SUP"], jql="a = b", **CLOUD) as one,
    ):
        await one.connector.check()
    (search,) = [asked for asked in there.asked if asked.path.endswith("/jql")]
    assert search.query["jql"] == 'project IN ("SUP") AND (a = b) AND created >= -1d ORDER BY created DESC'


@pytest.mark.parametrize("project", ["Customer Support", "x OR 1", 'A"'])
def test_a_project_that_is_no_key_is_refused_and_not_passed_over(project):
    with pytest.raises(UserError, match=r"projects\.1: "):
        KIND.described("jira", {"url": "https://acme.example", "token": "t", "projects": ["SUP", project]})


async def test_odd_answers_break_nothing():
    given = {"organisations_field": "customfield_10002", **CLOUD}
    answers = {"GET /rest/api/3/search/jql": {"issues": [issue()], "isLast": True}}
    await looks_survive(KIND, given, answers, lambda one: one.signals(WINDOW, SCOPE))
    answers = {"GET /rest/api/2/search": {"issues": [issue()], "total": 1}}
    await looks_survive(KIND, {"token": "t"}, answers, lambda one: one.signals(WINDOW, SCOPE))
