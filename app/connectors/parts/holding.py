"""The list of alerts that an Alertmanager holds (API version 2), be it Prometheus's own or the one inside Grafana."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from app.connectors.parts.alerting import alert, expression, is_heartbeat, web_link
from app.connectors.parts.http import Http
from app.connectors.parts.notification import end_of
from app.connectors.parts.reading import labels, moment_or_fail
from app.domain.connecting import Found
from app.domain.json import JsonObject, object_of, text_of
from app.domain.signal import Signal
from app.domain.window import Window

_SHOWN = {"active": "true", "silenced": "true", "inhibited": "true"}


@dataclass(frozen=True, slots=True)
class Held:
    """`path` is where the list is; `more` gives attributes beyond the labels. Every method raises Unavailable."""

    http: Http
    path: str
    connector: str
    service_labels: Sequence[str]
    more: Callable[[JsonObject], Mapping[str, str]] = lambda _: {}

    async def alerts(self) -> list[JsonObject]:
        return (await self.http.get(self.path, _SHOWN)).objects()

    async def signals(self, window: Window) -> Found[Signal]:
        """Those that began before the window's end; silenced ones are left out, and that is said."""
        return await asyncio.to_thread(self._read, await self.alerts(), window)

    def _read(self, given: Sequence[JsonObject], window: Window) -> Found[Signal]:
        told = [one for one in given if not is_heartbeat(labels(object_of(one.get("labels"))))]
        heard_of = [one for one in told if not object_of(one.get("status")).get("silencedBy")]
        read = [self._signal(one, window) for one in heard_of]
        silenced = len(told) - len(heard_of)
        remark = f"silenced alerts that are left out: {silenced}" if silenced else ""
        return Found(tuple(one for one in read if one.started_at <= window.end), remark)

    def _signal(self, given: JsonObject, window: Window) -> Signal:
        """Raises Unavailable for an alert without a beginning."""
        started_at = moment_or_fail(self.http.system, given.get("startsAt"), "startsAt")
        ended_at = end_of(given.get("endsAt"), started_at)
        inhibited = text_of(object_of(given.get("status")).get("state")) == "suppressed"
        return alert(
            given,
            connector=self.connector,
            started_at=started_at,
            last_at=window.end,
            ended_at=ended_at if ended_at and ended_at <= window.end else None,
            service_labels=self.service_labels,
            query=expression(given.get("generatorURL")) or f"GET /{self.path}",
            url=web_link(given.get("generatorURL")),
            more={**({"alertmanager.state": "inhibited"} if inhibited else {}), **self.more(given)},
        )
