"""Jaeger: requests that failed or were slow, and what calls what as seen in traces."""

import asyncio
import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from urllib.parse import urlencode

from pydantic import Field

from app.connectors.kind import ConnectorKind, Url
from app.connectors.parts.credentials import WithCredentials
from app.connectors.parts.http import Answer, Reach
from app.connectors.parts.reading import line, moment, number
from app.connectors.parts.traces import Trace, services_of, signals_of
from app.connectors.parts.trying import all_of, tried
from app.domain.connecting import Checked, Found
from app.domain.errors import Unavailable
from app.domain.json import JsonObject, object_of, objects_of, texts_of
from app.domain.service import Service
from app.domain.signal import Signal
from app.domain.window import Scope, Window

_MOST_TRACES = 50
_MOST_SERVICES = 10
_ASKED_AT_ONCE = 4
_FAILED = json.dumps({"error": "true"})
_DAY_MS = 86_400_000


class JaegerSettings(WithCredentials):
    """`url` is that of the query service. `slow_s` is from which duration a request is slow; 0: do not ask."""

    slow_s: float = Field(3.0, ge=0)
    browse_url: Url | None = None


class Jaeger:
    def __init__(self, settings: JaegerSettings, reach: Reach) -> None:
        self._settings = settings
        self._name = reach.name
        self._http = reach.http(settings.url, settings.headers())
        self._browse = settings.browse_url or settings.url

    async def check(self) -> Sequence[Checked]:
        advice = "Check `url`, and set `token`, or `user` and `password`, if it asks for them."
        looks = (("read traces", self._known()), ("read dependencies", self._edges()))
        return await all_of(*(tried(what, look, advice) for what, look in looks))

    async def signals(self, window: Window, scope: Scope) -> Found[Signal]:
        """Of each service in trouble up to 50 traces with an error, and up to 50 slow ones."""
        known = await self._known()
        wanted = {one.casefold() for one in scope.services}
        services = [one for one in known if not wanted or one.casefold() in wanted]
        sorts = {"failed": {"tags": _FAILED}} | (
            {"was slow": {"minDuration": self._slow}} if self._settings.slow_s else {}
        )
        few = asyncio.Semaphore(_ASKED_AT_ONCE)

        async def look(service: str, how: str) -> list[Trace]:
            async with few:
                return await self._traces(service, how, sorts[how], window)

        asked = [(service, how) for service in services[:_MOST_SERVICES] for how in sorts]
        answers = await all_of(*(look(service, how) for service, how in asked))
        traces = [one for there in answers for one in there]
        unknown = wanted - {one.casefold() for one in known}
        return Found(tuple(signals_of(traces, self._name, window)), _remark(unknown, services, answers))

    @property
    def _slow(self) -> str:
        return f"{self._settings.slow_s:g}s"

    async def services(self) -> Found[Service]:
        """Who called whom within the last day."""
        edges = await self._edges()
        return Found(services_of(((line(one.get("parent")), line(one.get("child"))) for one in edges), self._name))

    async def _known(self) -> list[str]:
        answer = await self._http.get("api/services")
        given = answer.at("data")
        if not isinstance(given, list) and given is not None:
            raise Unavailable(answer.system, "its answer has no list `data`")
        return [one for one in texts_of(given) if not one.startswith("jaeger")]

    async def _edges(self) -> list[JsonObject]:
        return (await self._http.get("api/dependencies", {"lookback": _DAY_MS})).objects("data")

    async def _traces(self, service: str, how: str, more: Mapping[str, str], window: Window) -> list[Trace]:
        bounds = {"start": _microseconds(window.start), "end": _microseconds(window.end)}
        params: dict[str, str | int | float] = {"service": service, **bounds, "limit": _MOST_TRACES, **more}
        answer = await self._http.get("api/traces", params)
        query = f"GET /api/traces?{urlencode(params)}"
        return [replace(self._trace(answer, one, service, how), query=query) for one in answer.objects("data")]

    def _trace(self, answer: Answer, given: JsonObject, service: str, how: str) -> Trace:
        """Told of by the service's first span in it. Raises Unavailable for what is no trace."""
        processes = object_of(given.get("processes"))
        owners = {key: object_of(process).get("serviceName") for key, process in processes.items()}
        spans = [one for one in objects_of(given.get("spans")) if number(one.get("startTime"))]
        own = [one for one in spans if owners.get(line(one.get("processID"))) == service] or spans
        if not own or not line(given.get("traceID")):
            raise Unavailable(answer.system, "its answer has a trace without spans")
        first = min(own, key=lambda one: number(one.get("startTime")))
        trace = line(given.get("traceID"))
        return Trace(
            id=trace,
            service=service,
            operation=line(first.get("operationName")),
            at=moment(first.get("startTime")) or datetime.fromtimestamp(0, UTC),
            duration_ms=number(first.get("duration")) / 1000,
            how=how,
            url=f"{self._browse}/trace/{trace}" if trace.isalnum() else "",
        )


def _remark(unknown: Collection[str], services: Sequence[str], answers: Sequence[Sequence[Trace]]) -> str:
    said = [f"it knows no service {', '.join(sorted(unknown))}"] if unknown else []
    if len(services) > _MOST_SERVICES:
        said.append(f"only {_MOST_SERVICES} of {len(services)} services were looked at")
    if any(len(there) >= _MOST_TRACES for there in answers):
        said.append(f"only {_MOST_TRACES} traces of a service and sort")
    return "; ".join(said)


def _microseconds(at: datetime) -> int:
    return int(at.timestamp() * 1_000_000)


KIND = ConnectorKind(key="jaeger", title="Jaeger", settings=JaegerSettings, build=Jaeger)
