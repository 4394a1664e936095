"""What third parties say of themselves on their public status pages (Atlassian Statuspage, and those that speak like it)."""

import asyncio
from collections.abc import Iterator, Sequence
from datetime import datetime
from urllib.parse import urlsplit

from pydantic import SecretStr, model_validator

from app.connectors.kind import NO_SECRET, ConnectorKind, ConnectorSettings, Url
from app.connectors.parts.http import Answer, Http, Reach
from app.connectors.parts.proof import parsed, require_token, unreadable
from app.connectors.parts.reading import line, link, moment, moment_or_fail, overlaps, passage
from app.connectors.parts.trying import all_of, tried
from app.domain.attributes import SERVICE
from app.domain.connecting import Checked, Delivery, Found, Heard, Unreadable
from app.domain.errors import Unavailable
from app.domain.json import JsonObject, object_of, objects_of
from app.domain.signal import Signal, SignalKind, SignalState
from app.domain.window import Scope, Window

_IMPACTS = {"critical": 1, "major": 2, "minor": 3, "maintenance": 5, "none": 5}
_BROKEN = {"major_outage": 2, "partial_outage": 3, "degraded_performance": 4}
"""States of a component in which something is wrong, and how severe that is."""
_OVER = frozenset({"resolved", "postmortem", "completed"})


class StatuspageSettings(ConnectorSettings):
    """`url` is one page, `pages` are several. `service` is what the catalog calls the one whose page it is.

    `webhook_token` stands in the address that is subscribed to, since Statuspage cannot sign.
    """

    url: Url = ""
    pages: tuple[Url, ...] = ()
    service: str = ""
    webhook_token: SecretStr = NO_SECRET

    @model_validator(mode="after")
    def _is_one_page(self) -> "StatuspageSettings":
        if not self.all_pages:
            raise ValueError("give the page's address as `url`, or several as `pages`")
        return self

    @property
    def all_pages(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys([one for one in (self.url, *self.pages) if one]))


class Statuspage:
    def __init__(self, settings: StatuspageSettings, reach: Reach) -> None:
        self._name = reach.name
        self._title = reach.title
        self._service = settings.service
        self._webhook_token = settings.webhook_token
        self._pages: tuple[Http, ...] = tuple(reach.http(url) for url in settings.all_pages)

    async def check(self) -> Sequence[Checked]:
        advice = "Check that the page's address is right, and that it is one of Statuspage."
        return await all_of(
            *(tried(f"read {urlsplit(one.url).hostname}", self._told(one), advice) for one in self._pages)
        )

    async def signals(self, window: Window, scope: Scope) -> Found[Signal]:
        """Incidents that were open in the window, and components that are broken now. Pages that could not be looked at are
        named in the remark; if it is all of them, that is Unavailable.
        """
        del scope
        looks = await asyncio.gather(*(self._look(one, window) for one in self._pages))  # none of them raises
        failures = [one for one in looks if isinstance(one, Unavailable)]
        if len(failures) == len(looks):
            raise failures[0]
        missed = [
            f"could not look at {urlsplit(page.url).hostname} ({look.reason})"
            for page, look in zip(self._pages, looks, strict=True)
            if isinstance(look, Unavailable)
        ]
        found = [signal for look in looks if not isinstance(look, Unavailable) for signal in look]
        return Found(tuple(found), "; ".join(missed))

    async def _look(self, page: Http, window: Window) -> list[Signal] | Unavailable:
        try:
            incidents, components = await self._told(page)
            return list(self._signals(page, incidents, components, window))
        except Unavailable as error:
            return error

    async def _told(self, page: Http) -> list[Answer]:
        """Its incidents and its components."""
        return await all_of(self._ask(page, "incidents"), self._ask(page, "components"))

    async def _ask(self, page: Http, what: str) -> Answer:
        answer = await page.get(f"api/v2/{what}.json")
        answer.objects(what)
        answer.object("page")
        return answer

    def _signals(self, page: Http, incidents: Answer, components: Answer, window: Window) -> Iterator[Signal]:
        whose = line(incidents.object("page").get("name")) or urlsplit(page.url).hostname or ""
        explained: set[str] = set()
        for incident in incidents.objects("incidents"):
            signal = self._incident(incident, whose, window.end, f"GET {page.url}/api/v2/incidents.json")
            if overlaps(window, signal.started_at, signal.ended_at):
                yield signal
            if signal.ended_at is None:
                explained |= {line(one.get("id")) for one in objects_of(incident.get("components"))}
        for component in components.objects("components"):
            broken = line(component.get("status")) in _BROKEN and not component.get("group")
            if broken and line(component.get("id")) not in explained:
                yield self._component(component, whose, window.end, f"GET {page.url}/api/v2/components.json")

    def _incident(self, given: JsonObject, whose: str, now: datetime, query: str) -> Signal:
        """Raises Unavailable for what is no incident."""
        ref = line(given.get("id"))
        begun = given.get("started_at") or given.get("created_at")
        started_at = moment_or_fail(self._title, begun, "incidents.created_at")
        if not ref:
            raise Unavailable(self._title, "its answer has an incident without `id`")
        over = line(given.get("status")) in _OVER
        ended_at = max(started_at, moment(given.get("resolved_at")) or now) if over else None
        updates = objects_of(given.get("incident_updates"))
        return Signal(
            connector=self._name,
            kind=SignalKind.STATUS,
            fingerprint=ref,
            title=line(": ".join(one for one in (whose or self._service, line(given.get("name"))) if one)),
            started_at=started_at,
            last_at=ended_at or max(started_at, now),
            state=SignalState.ENDED if over else SignalState.FIRING,
            detail=passage(updates[0].get("body")) if updates else "",
            severity=_IMPACTS.get(line(given.get("impact"))),
            ended_at=ended_at,
            attributes=self._attributes(given, whose),
            url=link(given.get("shortlink")),
            query=query,
        )

    def _attributes(self, incident: JsonObject, whose: str) -> dict[str, str]:
        said = {
            SERVICE: self._service or whose,
            "status": line(incident.get("status")),
            "impact": line(incident.get("impact")),
            "components": line(", ".join(line(one.get("name")) for one in objects_of(incident.get("components")))),
        }
        return {name: value for name, value in said.items() if value}

    def _component(self, given: JsonObject, whose: str, now: datetime, query: str) -> Signal:
        status, name = line(given.get("status")), line(given.get("name"))
        since = min(moment(given.get("updated_at")) or now, now)
        over = status not in _BROKEN
        said = {SERVICE: self._service or whose, "components": name, "status": status}
        return Signal(
            connector=self._name,
            kind=SignalKind.STATUS,
            fingerprint=f"component:{line(given.get('id'))}"[:200],
            title=line(
                ": ".join(one for one in (whose or self._service, f"{name}: {status.replace('_', ' ')}") if one)
            ),
            started_at=since,
            last_at=now,
            state=SignalState.ENDED if over else SignalState.FIRING,
            severity=_BROKEN.get(status),
            ended_at=now if over else None,
            attributes={name: value for name, value in said.items() if value},
            query=query,
        )

    def hear(self, delivery: Delivery) -> Heard:
        require_token(self._webhook_token, delivery)
        body = parsed(delivery)
        try:
            if incident := object_of(body.get("incident")):
                return Heard(signals=(self._incident(incident, "", delivery.at, ""),))
        except Unavailable as error:
            raise unreadable(error) from None
        component, update = object_of(body.get("component")), object_of(body.get("component_update"))
        if not component.get("id") or not update.get("new_status"):
            raise Unreadable("It has no `incident` and no `component_update`: it is not from Statuspage.")
        told: JsonObject = {**component, "status": update["new_status"], "updated_at": update.get("created_at")}
        return Heard(signals=(self._component(told, "", delivery.at, ""),))


KIND = ConnectorKind(key="statuspage", title="Statuspage", settings=StatuspageSettings, build=Statuspage)
