"""Opsgenie: its alerts, who is on call on a service's schedule, and what its webhook integration says."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from pydantic import SecretStr

from app.connectors.kind import NO_SECRET, ConnectorKind, ConnectorSettings, Url
from app.connectors.parts.http import Params, Reach
from app.connectors.parts.paging import listed
from app.connectors.parts.proof import parsed, require_token, unreadable
from app.connectors.parts.reading import (
    attributes,
    labels,
    labels_of_tags,
    line,
    moment,
    moment_or_fail,
    passage,
    severity,
    whole,
)
from app.connectors.parts.trying import all_of, tried
from app.domain.connecting import Checked, Delivery, Found, Heard, Unreadable
from app.domain.errors import Unavailable
from app.domain.json import JsonObject, object_of, objects_of, text_of, texts_of
from app.domain.service import OnCall, Service, normal
from app.domain.signal import Signal, SignalKind, SignalState
from app.domain.window import Scope, Window

_PAGE = 100
_MOST_ALERTS = 300
_ENDS = frozenset({"Close", "Delete"})
_TELLING = _ENDS | {"Create", "UpdatePriority"}
"""Actions after which an alert is another than before. The rest is about who works on it."""
_DEEPEST = 5


class OpsgenieSettings(ConnectorSettings):
    """`token` is the key of an API integration with read access; `webhook_token` what the webhook carries in a header.

    `site` is the address of the account's web pages, for links.
    """

    url: Url = "https://api.opsgenie.com"
    token: SecretStr
    webhook_token: SecretStr = NO_SECRET
    site: Url = "https://app.opsgenie.com"


class Opsgenie:
    def __init__(self, settings: OpsgenieSettings, reach: Reach) -> None:
        self._name = reach.name
        self._site = settings.site
        self._webhook_token = settings.webhook_token
        self._http = reach.http(settings.url, {"Authorization": f"GenieKey {settings.token.get_secret_value()}"})

    async def check(self) -> Sequence[Checked]:
        alerts = self._page("status: open", "")
        return await all_of(
            tried("read alerts", alerts, "Make an API integration with read access and set its key as `token`."),
            tried(
                "read who is on call",
                self._schedules(),
                "Give the API integration configuration access, or use one that belongs to no team.",
            ),
        )

    async def signals(self, window: Window, scope: Scope) -> Found[Signal]:
        """Alerts that occurred in the window, and those that are open; of all services, as they are named otherwise here."""
        del scope
        query = f"status: open OR lastOccurredAt >= {int(window.start.timestamp() * 1000)}"
        found = await listed(lambda cursor: self._page(query, cursor), _MOST_ALERTS)
        signals = (self._signal(one, query) for one in found.items)
        return Found(tuple(one for one in signals if one.started_at <= window.end), found.remark("alerts"))

    async def _page(self, query: str, offset: str) -> tuple[list[JsonObject], str]:
        params: Params = {"query": query, "limit": _PAGE, "offset": offset or 0, "sort": "createdAt", "order": "desc"}
        answer = await self._http.get("v2/alerts", params)
        items = answer.objects("data")
        more = bool(items) and "next" in object_of(answer.object().get("paging"))
        return items, str(int(offset or 0) + _PAGE) if more else ""

    async def on_call(self, services: Sequence[Service]) -> Found[OnCall]:
        """For each service with a schedule: everybody on call now. The schedule is what the catalog says (`on_call`: id or
        name), else one named like the service or its owner.
        """
        schedules = await self._schedules()
        people: list[OnCall] = []
        unknown: list[str] = []
        for service in services:
            mine = _of_service(service, schedules)
            people += (person for one in mine for person in self._people(one, service.name))
            unknown += [] if mine else [service.name]
        return Found(tuple(people), f"it knows no schedule for {', '.join(unknown)}" if unknown else "")

    async def _schedules(self) -> list[JsonObject]:
        answer = await self._http.get("v2/schedules/on-calls", {"flat": "false"})
        return answer.objects("data")

    def _people(self, schedule: JsonObject, service: str) -> Iterator[OnCall]:
        parent = object_of(schedule.get("_parent"))
        for level, name in sorted(set(_participants(schedule, 1))):
            yield OnCall(
                connector=self._name,
                rotation=line(parent.get("name")),
                person=name,
                contact=name if "@" in name else "",
                service=service,
                level=level,
                url=f"{self._site}/schedule/whoIsOnCall",
            )

    def hear(self, delivery: Delivery) -> Heard:
        require_token(self._webhook_token, delivery)
        body = parsed(delivery)
        action, alert = text_of(body.get("action")), object_of(body.get("alert"))
        if not action or not alert.get("alertId"):
            raise Unreadable(
                "It has no `action` and `alert.alertId`: it is not from a webhook integration of Opsgenie."
            )
        if action not in _TELLING:
            return Heard(dropped=1)
        changed_at = moment(alert.get("updatedAt")) or delivery.at
        given = {**alert, "id": alert["alertId"], "createdAt": alert.get("createdAt") or delivery.at.isoformat()}
        try:
            signal = self._signal({**given, "lastOccurredAt": changed_at.isoformat()}, "")
        except Unavailable as error:
            raise unreadable(error) from None
        if action in _ENDS:
            signal = replace(signal, state=SignalState.ENDED, ended_at=signal.last_at)
        return Heard(signals=(signal,))

    def _signal(self, given: JsonObject, query: str) -> Signal:
        """Raises Unavailable for what is no alert."""
        started_at = moment_or_fail(self._http.system, given.get("createdAt"), "createdAt")
        ref = line(given.get("id"))
        if not ref:
            raise Unavailable(self._http.system, "its answer has an alert without `id`")
        ended_at = _closed_at(given, started_at) if given.get("status") == "closed" else None
        return Signal(
            connector=self._name,
            kind=SignalKind.ALERT,
            fingerprint=ref,
            title=line(given.get("message")) or f"Alert {ref}",
            started_at=started_at,
            last_at=max(started_at, moment(given.get("lastOccurredAt")) or started_at),
            state=SignalState.ENDED if ended_at else SignalState.FIRING,
            detail=passage(given.get("description")),
            severity=severity(given.get("priority")),
            ended_at=ended_at,
            count=whole(given.get("count")) or 1,
            attributes=_attributes(given),
            url=f"{self._site}/alert/detail/{ref}",
            query=query,
        )


def _closed_at(given: JsonObject, started_at: datetime) -> datetime:
    """`report.closeTime` is in milliseconds from the start."""
    took_ms = object_of(given.get("report")).get("closeTime")
    if isinstance(took_ms, int | float) and 0 < took_ms < 10**12:
        return started_at + timedelta(milliseconds=took_ms)
    return max(started_at, moment(given.get("updatedAt")) or started_at).astimezone(UTC)


def _attributes(given: JsonObject) -> dict[str, str]:
    said = {
        "opsgenie.alert.number": line(given.get("tinyId")),
        "alias": line(given.get("alias")),
        "entity": line(given.get("entity")),
        "source": line(given.get("source")),
        "priority": line(given.get("priority")),
        "tags": line(", ".join(texts_of(given.get("tags")))),
    }
    tags, details = labels_of_tags(texts_of(given.get("tags"))), labels(object_of(given.get("details")))
    return attributes({**tags, **details, **{name: value for name, value in said.items() if value}})


def _of_service(service: Service, schedules: Sequence[JsonObject]) -> list[JsonObject]:
    """Those that its catalog entry names, else those that are called like it or its owner."""
    alike = {
        f"{one}{ending}" for one in (service.name, *service.aliases, service.owner) for ending in ("", " schedule")
    }
    for names in ({service.on_call}, alike - {"", " schedule"}):
        wanted = {normal(one) for one in names if one}
        if mine := [one for one in schedules if wanted & _names_of(object_of(one.get("_parent")))]:
            return mine
    return []


def _names_of(schedule: JsonObject) -> set[str]:
    return {normal(said) for one in ("id", "name") if (said := line(schedule.get(one)))}


def _participants(given: JsonObject, level: int, deep: int = 0) -> Iterator[tuple[int, str]]:
    """Users, also those that teams and escalations stand for; who is asked later in an escalation has a higher level."""
    inner = objects_of(given.get("onCallParticipants"))
    delays = sorted({_delay(one) for one in inner})
    for one in inner:
        here = level + delays.index(_delay(one))
        if one.get("type") == "user" and line(one.get("name")):
            yield here, line(one.get("name"))
        elif deep < _DEEPEST:
            yield from _participants(one, here, deep + 1)


def _delay(given: JsonObject) -> float:
    after = given.get("escalationTime")
    return after if isinstance(after, int | float) else 0


KIND = ConnectorKind(key="opsgenie", title="Opsgenie", settings=OpsgenieSettings, build=Opsgenie)
