"""Requests and answers as in PagerDuty/api-schema, reference/REST/openapiv3.json, version 2.0.0; webhooks version 3."""

import hashlib
import hmac
import json
from datetime import UTC, datetime, timedelta

import pytest

from app.connectors.pagerduty import KIND
from app.context.intake.episodes import followed
from app.domain.attributes import SERVICE
from app.domain.connecting import Delivery, Refused, Unreadable
from app.domain.errors import Unavailable
from app.domain.service import Service
from app.domain.signal import SignalState
from app.domain.window import Scope, Window
from tests.connectors.odd import hearing_survives, looks_survive
from tests.connectors.standin import connected, standing_in

END = datetime(2026, 3, 14, 10, tzinfo=UTC)
WINDOW = Window(END - timedelta(hours=2), END)


def reference(kind, ref, summary, **more):
    return {"id": ref, "type": f"{kind}_reference", "summary": summary, "html_url": f"https://x.example/{ref}", **more}


def incident(ref="PT4KHLK", **more):
    return {
        "id": ref,
        "type": "incident",
        "summary": "[#1234] Checkout answers 500",
        "title": "Checkout answers 500",
        "html_url": f"https://x.example/incidents/{ref}",
        "incident_number": 1234,
        "created_at": "2026-03-14T09:12:00Z",
        "last_status_change_at": "2026-03-14T09:20:00Z",
        "status": "acknowledged",
        "urgency": "high",
        "priority": {"id": "PPRIO", "type": "priority_reference", "summary": "P1"},
        "service": reference("service", "PSVC", "Checkout"),
        "teams": [reference("team", "PTEAM", "Payments")],
        **more,
    }


def page(name, items, *, more=False, offset=0):
    return {name: items, "limit": 100, "offset": offset, "more": more, "total": None}


SERVICES = page(
    "services",
    [
        {"id": "PSVC", "name": "Checkout", "escalation_policy": reference("escalation_policy", "PPOL", "Payments")},
        {"id": "PMAIL", "name": "mail", "escalation_policy": reference("escalation_policy", "PMPOL", "Mail")},
    ],
)


def oncall(person, level, schedule="Payments primary", **user):
    return {
        "user": reference("user", "PU1", person, **user),
        "schedule": reference("schedule", "PSCH", schedule) if schedule else None,
        "escalation_policy": reference("escalation_policy", "PPOL", "Payments"),
        "escalation_level": level,
        "start": "2026-03-14T08:00:00Z",
        "end": "2026-03-15T08:00:00+01:00" if schedule else None,
    }


async def test_incidents_of_the_window_and_those_that_are_open():
    def answer(request):
        if "since" in request.query:
            assert request.query["since"] == "2026-03-14T08:00:00Z"
            return page(
                "incidents",
                [
                    incident(),
                    incident(
                        "PDONE", status="resolved", priority=None, urgency="low", resolved_at="2026-03-14T09:40:00Z"
                    ),
                ],
            )
        assert request.query.getall("statuses[]") == ["triggered", "acknowledged"]
        return page("incidents", [incident(), incident("POLD", created_at="2026-03-12T01:00:00Z")])

    async with standing_in({"GET /incidents": answer}) as there, connected(KIND, url=there.url, token="k") as one:
        found = await one.connector.signals(WINDOW, Scope())
    now, done, old = found.items
    assert (now.fingerprint, now.title, now.severity, now.state) == ("PT4KHLK", "Checkout answers 500", 1, "firing")
    assert now.started_at == datetime(2026, 3, 14, 9, 12, tzinfo=UTC)
    assert now.last_at == END
    assert now.attributes[SERVICE] == "Checkout"
    assert now.url == "https://x.example/incidents/PT4KHLK"
    assert now.query.startswith("GET /incidents?since=2026-03-14T08:00:00Z&until=2026-03-14T10:00:00Z")
    assert (done.state, done.severity) == (SignalState.ENDED, 4)
    assert done.ended_at == datetime(2026, 3, 14, 9, 40, tzinfo=UTC)
    assert old.fingerprint == "POLD"
    assert found.remark == ""
    assert {one.headers["Authorization"] for one in there.asked} == {"Token token=k"}
    assert {one.headers["Accept"] for one in there.asked} == {"application/vnd.pagerduty+json;version=2"}


async def test_pages_to_the_end_and_up_to_the_limit():
    def answer(request):
        offset = int(request.query["offset"])
        items = [incident(f"P{offset + number}") for number in range(100)]
        return page("incidents", items if "since" in request.query else [], more=offset < 500, offset=offset)

    async with standing_in({"GET /incidents": answer}) as there, connected(KIND, url=there.url, token="k") as one:
        found = await one.connector.signals(WINDOW, Scope())
    assert len(found.items) == 200
    assert found.remark == "only the newest 200 incidents"


async def test_a_later_page_that_fails_makes_the_whole_look_fail():
    def answer(request):
        return page("incidents", [incident()], more=True) if request.query["offset"] == "0" else {"incidents": None}

    async with standing_in({"GET /incidents": answer}) as there, connected(KIND, url=there.url, token="k") as one:
        with pytest.raises(Unavailable, match="PagerDuty: its answer has no list `incidents`"):
            await one.connector.signals(WINDOW, Scope())


@pytest.mark.parametrize("broken", [{"created_at": "soon"}, {"id": None}])
async def test_an_incident_in_another_shape_is_no_empty_result(broken):
    answers = {"GET /incidents": page("incidents", [incident() | broken])}
    async with standing_in(answers) as there, connected(KIND, url=there.url, token="k") as one:
        with pytest.raises(Unavailable, match="its answer has"):
            await one.connector.signals(WINDOW, Scope())


@pytest.mark.parametrize(
    "service",
    [
        Service(name="checkout"),
        Service(name="shop", on_call="PSVC"),
        Service(name="checkout", on_call="payments-primary"),
    ],
)
async def test_who_is_on_call_for_a_service(service):
    def answer(request):
        assert request.query.getall("escalation_policy_ids[]") == ["PPOL"]
        assert request.query["include[]"] == "users"
        second = oncall("Bo Lind", 2, schedule="")
        return page("oncalls", [second, oncall("Ana Ruiz", 1, email="ana@example.com"), second])

    answers = {"GET /services": SERVICES, "GET /oncalls": answer}
    async with standing_in(answers) as there, connected(KIND, url=there.url, token="k") as one:
        found = await one.connector.on_call([service])
    first, second = found.items
    assert (first.person, first.contact, first.level, first.rotation) == (
        "Ana Ruiz",
        "ana@example.com",
        1,
        "Payments primary",
    )
    assert first.until == datetime(2026, 3, 15, 7, tzinfo=UTC)
    assert first.service == service.name
    assert (second.person, second.rotation, second.until) == ("Bo Lind", "Payments", None)


async def test_a_schedule_can_be_named_and_an_unknown_service_is_said():
    answers = {"GET /services": SERVICES, "GET /oncalls": page("oncalls", [oncall("Ana Ruiz", 1)])}
    async with standing_in(answers) as there, connected(KIND, url=there.url, token="k") as one:
        found = await one.connector.on_call([Service(name="search", on_call="PSCH77"), Service(name="ghost")])
    assert [one.person for one in found.items] == ["Ana Ruiz"]
    assert found.remark == "it knows no service ghost"
    assert there.asked[-1].query["schedule_ids[]"] == "PSCH77"


async def test_each_permission_is_checked_on_its_own():
    answers = {"GET /services": SERVICES, "GET /oncalls": page("oncalls", [])}
    async with standing_in(answers) as there, connected(KIND, url=there.url, token="k") as one:
        incidents, services, people = await one.connector.check()
    assert services.ok
    assert people.ok
    assert incidents.advice.startswith(
        "There is nothing at this address (404). Check `url`. Make a read-only REST API key"
    )


def delivery(event, secret="s3cret", **headers):
    body = json.dumps(event).encode()
    signature = hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
    return Delivery(headers={"x-pagerduty-signature": f"v1=00,v1={signature}", **headers}, body=body, at=END)


def event(kind="incident.triggered", data=None):
    said = {"id": "01EVT", "event_type": kind, "resource_type": "incident", "occurred_at": "2026-03-14T09:30:00.000Z"}
    return {"event": said | {"data": incident(number=1234) if data is None else data}}


async def test_a_webhook_tells_of_an_incident_and_of_its_end():
    async with connected(KIND, token="k", webhook_secret="s3cret") as one:
        begun = one.connector.hear(delivery(event()))
        over = one.connector.hear(delivery(event("incident.resolved", incident(status="resolved"))))
        other = one.connector.hear(delivery(event("incident.annotated", {"type": "incident_note"})))
    assert begun.key == "01EVT"
    assert begun.signals[0].fingerprint == over.signals[0].fingerprint == "PT4KHLK"
    assert begun.signals[0].last_at == datetime(2026, 3, 14, 9, 30, tzinfo=UTC)
    assert over.signals[0].ended_at == datetime(2026, 3, 14, 9, 20, tzinfo=UTC)
    assert (other.signals, other.dropped) == ((), 1)


async def test_what_is_reopened_soon_after_its_end_fires_again():
    async with connected(KIND, token="t", webhook_secret="s3cret") as one:
        kinds = ("incident.triggered", "incident.resolved", "incident.reopened")
        datas = (incident(), incident(status="resolved", resolved_at="2026-03-14T09:28:00Z"), incident())
        told = [one.connector.hear(delivery(event(*each))).signals[0] for each in zip(kinds, datas, strict=True)]
    known = None
    for signal in told:
        known = followed(known, signal)[-1]
    assert known.is_firing


async def test_what_is_not_signed_is_refused():
    async with connected(KIND, token="k", webhook_secret="s3cret") as one, connected(KIND, token="k") as unset:
        for connector, secret in ((one.connector, "guess"), (unset.connector, "")):
            with pytest.raises(Refused):
                connector.hear(delivery(event(), secret))
        with pytest.raises(Refused):
            one.connector.hear(Delivery(headers={}, body=b"{}", at=END))


@pytest.mark.parametrize("sent", [{}, {"event": []}, {"messages": []}, event(data={"id": "P"})])
async def test_what_is_no_event_is_unreadable(sent):
    async with connected(KIND, token="k", webhook_secret="s3cret") as one:
        with pytest.raises(Unreadable):
            one.connector.hear(delivery(sent))


async def test_odd_answers_and_deliveries_break_nothing():
    answers = {
        "GET /incidents": page("incidents", [incident()]),
        "GET /services": SERVICES,
        "GET /oncalls": page("oncalls", [oncall("Ana Ruiz", 1)]),
    }
    looks = (lambda one: one.signals(WINDOW, Scope()), lambda one: one.on_call([Service(name="checkout")]))
    await looks_survive(KIND, {"token": "k"}, answers, *looks)
    async with connected(KIND, token="k", webhook_secret="s3cret") as one:
        hearing_survives(lambda sent: one.connector.hear(delivery(sent)), event())
