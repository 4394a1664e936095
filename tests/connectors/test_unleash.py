"""The connector alone: pages, filters, and what is refused. Against a real server: test_unleash_real.py."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from app.connectors.unleash import KIND
from app.domain.connecting import Delivery, Refused, Unreadable
from app.domain.errors import Unavailable
from app.domain.window import Scope, Window
from tests.connectors.standin import connected, standing_in

END = datetime(2026, 3, 14, 10, tzinfo=UTC)
WINDOW = Window(END - timedelta(hours=2), END)
TOKEN = "only-unleash-knows"


def event(number, minutes_ago, kind="feature-environment-enabled", **more):
    at = END - timedelta(minutes=minutes_ago)
    said = {"type": kind, "createdBy": "ada", "createdAt": at.isoformat(timespec="milliseconds")}
    place = {"featureName": "new-search", "project": "shop", "environment": "production"}
    return {"id": number, **said, "data": None, "preData": None, "tags": [], **place, **more}


def log(events):
    """An event log that answers as the server does: newest first, by offset and limit."""

    def answer(request):
        first, most = int(request.query["offset"]), int(request.query["limit"])
        return {"events": events[first : first + most], "total": len(events)}

    return {"GET /api/admin/search/events": answer}


async def look(answers, scope=None, **given):
    async with standing_in(answers) as there, connected(KIND, url=there.url, token="t", **given) as one:
        return await one.connector.changes(WINDOW, scope or Scope()), there.asked


async def test_the_log_is_read_page_by_page_until_before_the_window():
    events = [event(1000 - number, number / 2) for number in range(700)]
    found, asked = await look(log(events))
    assert [one.query["offset"] for one in asked] == ["0", "100", "200"]
    assert len(found.items) == 241
    assert not found.remark


async def test_more_events_than_are_read_are_said_to_be_more():
    found, _ = await look(log([event(5000 - number, number / 100) for number in range(1500)]))
    assert found.remark == "only the newest 1000 events"


async def test_an_event_that_moved_to_the_next_page_counts_once():
    pages = iter([[event(300 - n, 1) for n in range(100)], [event(201 - n, 2) for n in range(50)]])
    found, _ = await look({"GET /api/admin/search/events": lambda _: {"events": next(pages), "total": 150}})
    assert len(found.items) == len({one.ref for one in found.items}) == 149


@pytest.mark.parametrize(
    "answer",
    [{"events": [], "total": 3}, {"events": [{"id": 1, "type": "x"}], "total": 1}, {"total": 0}, {"events": []}],
    ids=["counted, not given", "no time", "no events", "no total"],
)
async def test_an_answer_that_makes_no_sense_is_not_nothing(answer):
    with pytest.raises(Unavailable):
        await look({"GET /api/admin/search/events": answer})


async def test_half_of_the_pages_are_no_answer():
    pages = iter([{"events": [event(300 - n, 1) for n in range(100)], "total": 150}, {"message": "down"}])
    with pytest.raises(Unavailable):
        await look({"GET /api/admin/search/events": lambda _: next(pages)})


async def test_an_incident_in_one_environment_does_not_hear_of_another():
    events = [event(2, 1, environment="staging"), event(1, 2), event(3, 3, "feature-archived", environment=None)]
    found, _ = await look(log(events), Scope(environment="production"))
    assert [one.ref for one in found.items] == ["event/1", "event/3"]


async def test_a_flag_or_project_that_is_listed_belongs_to_a_service():
    events = [event(1, 1), event(2, 1, tags=[{"type": "service", "value": "find"}]), event(3, 1, featureName="fast")]
    found, _ = await look(log(events), services={"shop": "shop-web", "fast": "checkout"})
    assert [one.service for one in found.items] == ["shop-web", "find", "checkout"]


async def hear(body, token=TOKEN, **given):
    headers = {"authorization": f"Bearer {token}", "content-type": "application/json"}
    async with connected(KIND, url="http://127.0.0.1:9", webhook_token=TOKEN, **given) as one:
        return one.connector.hear(Delivery(headers=headers, body=body, at=END))


async def test_what_is_sent_is_a_change():
    heard = await hear(json.dumps(event(7, 1, "feature-environment-disabled")).encode())
    (change,) = heard.changes
    assert (change.ref, change.title, heard.key) == ("event/7", "new-search: switched off in production", "7")


async def test_what_changes_nothing_for_anybody_is_dropped():
    for kind, given in (("feature-created", {}), ("feature-tagged", {}), ("feature-archived", {"projects": ["other"]})):
        heard = await hear(json.dumps(event(7, 1, kind)).encode(), **given)
        assert (heard.changes, heard.dropped, heard.key) == ((), 1, "7")
    heard = await hear(json.dumps(event(7, 1, environment="staging")).encode(), environments=["production"])
    assert heard.dropped == 1


@pytest.mark.parametrize("body", [b"", b"[]", b"{}", b"\xff", b'{"type": "feature-archived"}', b'{"text": "**ada**"}'])
async def test_garbage_is_a_sentence(body):
    with pytest.raises(Unreadable, match=r"^It "):
        await hear(body)


async def test_another_token_is_refused():
    with pytest.raises(Refused):
        await hear(json.dumps(event(7, 1)).encode(), token="wrong")
