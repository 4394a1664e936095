"""Answers in the shape of Grafana's annotations API."""

from datetime import UTC, datetime, timedelta

import pytest

from app.connectors.grafana import KIND
from app.domain.attributes import SERVICE, VERSION
from app.domain.change import ChangeKind
from app.domain.errors import Unavailable
from app.domain.window import Scope, Window
from tests.connectors.standin import connected, standing_in

END = datetime(2026, 3, 14, 10, tzinfo=UTC)
WINDOW = Window(END - timedelta(hours=1), END)
AT_MS = int((END - timedelta(minutes=20)).timestamp() * 1000)


def annotation(number=1, *tags, **more):
    said = {"id": number, "dashboardUID": "abc", "panelId": 2, "time": AT_MS, "timeEnd": AT_MS + 60_000, "login": "ci"}
    return said | {"text": "Deployed <b>checkout</b> 7", "tags": list(tags)} | more


async def look(given, scope=None, **settings):
    async with standing_in({"GET /api/annotations": given}) as there, connected(KIND, url=there.url, **settings) as one:
        return await one.connector.changes(WINDOW, scope or Scope()), there


async def test_an_annotation_with_a_tag_of_a_change_is_one():
    found, there = await look([annotation(5, "Deploy", "service:checkout", "version=7")])
    [one] = found.items
    assert (one.kind, one.ref, one.title, one.author) == (ChangeKind.DEPLOY, "5", "Deployed checkout 7", "ci")
    assert one.finished_at - one.started_at == timedelta(minutes=1)
    assert one.attributes.items() >= {SERVICE: "checkout", VERSION: "7"}.items()
    assert one.url.startswith(f"{there.url}/d/abc?from=")
    assert one.query.startswith("GET /api/annotations?from=")
    assert there.asked[0].query["matchAny"] == "true"


async def test_other_annotations_are_not():
    found, _ = await look([annotation(1, "lunch"), annotation(2)])
    assert found.items == ()


async def test_a_tag_that_is_a_service_in_trouble_names_it():
    found, _ = await look([annotation(1, "release", "check out")], Scope(services=("check-out",)))
    assert found.items[0].service == "check-out"


async def test_the_tags_can_be_others():
    found, _ = await look(
        [annotation(1, "cutover"), annotation(2, "deploy")], change_tags={"cutover": "infrastructure"}
    )
    assert [one.kind for one in found.items] == [ChangeKind.INFRASTRUCTURE]


async def test_a_tag_may_be_written_with_capital_letters():
    found, there = await look([annotation(1, "Cutover")], change_tags={"Cutover": "infrastructure"})
    assert [one.kind for one in found.items] == [ChangeKind.INFRASTRUCTURE]
    assert there.asked[0].query["tags"] == "Cutover"  # Grafana tells capital letters apart


async def test_a_full_page_is_said_to_be_full():
    found, _ = await look([annotation(n, "deploy") for n in range(500)])
    assert found.remark == "only the newest 500 annotations"


@pytest.mark.parametrize("broken", [{"time": None}, {"id": None}])
async def test_an_annotation_in_another_shape_is_no_answer(broken):
    with pytest.raises(Unavailable):
        await look([annotation(1, "deploy") | broken])
