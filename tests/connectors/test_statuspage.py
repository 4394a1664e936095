"""Answers as a status page's public API (v2) gives them; webhooks as Statuspage documents them."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from app.connectors.statuspage import KIND
from app.domain.attributes import SERVICE
from app.domain.connecting import Delivery, Refused, Unreadable
from app.domain.errors import Unavailable, UserError
from app.domain.signal import SignalKind, SignalState
from app.domain.window import Scope, Window
from tests.connectors.odd import hearing_survives, looks_survive
from tests.connectors.standin import connected, standing_in

END = datetime(2026, 3, 14, 10, tzinfo=UTC)
WINDOW = Window(END - timedelta(hours=2), END)


def incident(ref="p31", **more):
    return {
        "id": ref,
        "name": "Elevated errors on payments",
        "status": "identified",
        "impact": "major",
        "created_at": "2026-03-14T09:05:00.000Z",
        "started_at": "2026-03-14T09:01:00.000Z",
        "resolved_at": None,
        "shortlink": "https://stspg.example/p31",
        "components": [{"id": "c1", "name": "API", "status": "partial_outage"}],
        "incident_updates": [{"status": "identified", "body": "We found the cause.\n\nMore soon."}],
        **more,
    }


def component(ref, status, **more):
    return {"id": ref, "name": f"Part {ref}", "status": status, "updated_at": "2026-03-14T09:30:00Z", **more}


def answers(incidents=(), components=()):
    page = {"id": "pg", "name": "PayCo", "url": "https://status.payco.example"}
    return {
        "GET /api/v2/incidents.json": {"page": page, "incidents": list(incidents)},
        "GET /api/v2/components.json": {"page": page, "components": list(components)},
    }


async def test_incidents_of_the_window_and_components_that_nobody_explained():
    over = incident("p30", status="resolved", resolved_at="2026-03-14T08:30:00Z", started_at=None, impact="minor")
    over["created_at"] = "2026-03-14T07:00:00Z"
    old = incident("p29", status="postmortem", resolved_at="2026-03-01T08:30:00Z", started_at="2026-03-01T08:00:00Z")
    parts = [
        component("c1", "partial_outage"),
        component("c2", "major_outage"),
        component("c3", "operational"),
        component("c4", "under_maintenance"),
        component("g1", "major_outage", group=True),
    ]
    there_are = answers([incident(), over, old], parts)
    async with standing_in(there_are) as there, connected(KIND, url=there.url) as one:
        found = await one.connector.signals(WINDOW, Scope())
    now, before, part = found.items
    assert (now.kind, now.fingerprint, now.severity, now.title) == (
        SignalKind.STATUS,
        "p31",
        2,
        "PayCo: Elevated errors on payments",
    )
    assert now.started_at == datetime(2026, 3, 14, 9, 1, tzinfo=UTC)
    assert (now.detail, now.attributes[SERVICE]) == ("We found the cause.\nMore soon.", "PayCo")
    assert now.query == f"GET {there.url}/api/v2/incidents.json"
    assert (before.state, before.ended_at) == (SignalState.ENDED, datetime(2026, 3, 14, 8, 30, tzinfo=UTC))
    assert (part.title, part.fingerprint, part.severity) == ("PayCo: Part c2: major outage", "component:c2", 2)


async def test_all_is_well_is_an_answer():
    async with standing_in(answers()) as there, connected(KIND, url=there.url, service="payco") as one:
        found = await one.connector.signals(WINDOW, Scope())
        (checked,) = await one.connector.check()
    assert (found.items, found.remark) == ((), "")
    assert (checked.what, checked.ok) == ("read 127.0.0.1", True)


async def test_a_page_without_components_is_not_said_to_be_right():
    given = answers([incident()])
    del given["GET /api/v2/components.json"]
    async with standing_in(given) as there, connected(KIND, url=there.url) as one:
        (checked,) = await one.connector.check()
        with pytest.raises(Unavailable):
            await one.connector.signals(WINDOW, Scope())
    assert not checked.ok


async def test_one_page_that_cannot_be_looked_at_is_named():
    async with (
        standing_in(answers([incident()])) as well,
        standing_in(fault=404) as broken,
        connected(KIND, pages=[broken.url, well.url]) as one,
    ):
        found = await one.connector.signals(WINDOW, Scope())
    assert len(found.items) == 1
    assert found.remark == "could not look at 127.0.0.1 (there is nothing at this address (404))"


@pytest.mark.parametrize("broken", [{"id": None}, {"started_at": None, "created_at": "soon"}])
async def test_an_incident_in_another_shape_is_not_nothing(broken):
    async with standing_in(answers([incident(**broken)])) as there, connected(KIND, url=there.url) as one:
        with pytest.raises(Unavailable):
            await one.connector.signals(WINDOW, Scope())


async def test_a_page_must_be_given():
    with pytest.raises(UserError, match="give the page's address as `url`, or several as `pages`"):
        KIND.described("statuspage", {})


def delivery(body, token="s3cret"):
    return Delivery(headers={}, body=json.dumps(body).encode(), at=END, query={"token": token})


PAGE = {"url": "https://status.payco.example", "service": "payco", "webhook_token": "s3cret"}


async def test_subscribed_pages_tell_of_incidents_and_components():
    meta = {"page": {"id": "pg", "status_indicator": "major"}}
    update = {"new_status": "operational", "old_status": "major_outage", "created_at": "2026-03-14T09:50:00Z"}
    async with connected(KIND, **PAGE) as one:
        (told,) = one.connector.hear(delivery({**meta, "incident": incident()})).signals
        (part,) = one.connector.hear(
            delivery({**meta, "component": component("c2", "major_outage"), "component_update": update})
        ).signals
    assert (told.fingerprint, told.title) == ("p31", "payco: Elevated errors on payments")
    assert (part.fingerprint, part.state, part.ended_at) == ("component:c2", SignalState.ENDED, END)


async def test_without_the_token_it_is_refused():
    async with connected(KIND, **PAGE) as one, connected(KIND, url=PAGE["url"]) as unset:
        for connector, token in ((one.connector, "guess"), (one.connector, ""), (unset.connector, "")):
            with pytest.raises(Refused):
                connector.hear(delivery({"incident": incident()}, token))


@pytest.mark.parametrize("sent", [{}, {"incident": {"name": "x"}}, {"component": {"id": "c"}}, {"incident": []}])
async def test_what_is_no_notice_is_unreadable(sent):
    async with connected(KIND, **PAGE) as one:
        with pytest.raises(Unreadable):
            one.connector.hear(delivery(sent))


async def test_odd_answers_and_deliveries_break_nothing():
    parts = [component("c2", "major_outage")]
    await looks_survive(KIND, {}, answers([incident()], parts), lambda one: one.signals(WINDOW, Scope()))
    update = {"new_status": "operational", "created_at": "2026-03-14T09:50:00Z"}
    async with connected(KIND, **PAGE) as one:
        for sent in ({"incident": incident()}, {"component": parts[0], "component_update": update}):
            hearing_survives(lambda odd: one.connector.hear(delivery(odd)), sent)
