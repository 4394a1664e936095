"""Tempo: requests that failed or were slow, and what calls what as seen in traces."""

import asyncio
from collections.abc import Iterator, Mapping, Sequence
from urllib.parse import quote

from pydantic import Field

from app.connectors.kind import ConnectorKind
from app.connectors.parts.credentials import WithCredentials
from app.connectors.parts.http import Answer, Reach
from app.connectors.parts.reading import line, moment, number
from app.connectors.parts.traces import Trace, services_of, signals_of
from app.connectors.parts.trying import all_of, tried
from app.domain.connecting import Checked, Found
from app.domain.errors import Unavailable
from app.domain.json import Json, JsonObject, object_of, objects_of, text_of
from app.domain.service import Service
from app.domain.signal import Signal
from app.domain.window import Scope, Window

_MOST_TRACES = 200
_MOST_READ = 20
_READ_AT_ONCE = 5
_NO_ROOT = "<root span not yet received>"
"""What Tempo calls the service of a trace of which it does not have the beginning yet, or not any more."""


class TempoSettings(WithCredentials):
    """`slow_s` is from which duration a request is slow; 0: do not ask. `trace_url` is where people see a trace, with
    `$trace` for its id.
    """

    slow_s: float = Field(3.0, ge=0)
    trace_url: str = Field("", pattern=r"^(https?://.*)?$")


class Tempo:
    def __init__(self, settings: TempoSettings, reach: Reach) -> None:
        self._settings = settings
        self._name = reach.name
        self._http = reach.http(settings.url, settings.headers())

    async def check(self) -> Sequence[Checked]:
        advice = "Check `url` and `tenant`, and set `token`, or `user` and `password`, if it asks for them."
        return [await tried("search traces", self._search({"q": "{ }", "limit": "1"}), advice)]

    async def signals(self, window: Window, scope: Scope) -> Found[Signal]:
        """Up to 200 traces with a failing span of the services, and up to 200 slow ones."""
        queries = self._queries(scope)
        bounds = {"start": str(int(window.start.timestamp())), "end": str(int(window.end.timestamp()) + 1)}
        asked = {how: {"q": query, **bounds, "limit": str(_MOST_TRACES)} for how, query in queries.items()}
        answers = await all_of(*(self._search(params) for params in asked.values()))
        traces = [
            self._trace(one, how, queries[how]) for how, there in zip(asked, answers, strict=True) for one in there
        ]
        full = any(len(there) >= _MOST_TRACES for there in answers)
        remark = f"only {_MOST_TRACES} traces of each sort" if full else ""
        return Found(tuple(signals_of(traces, self._name, window)), remark)

    def _queries(self, scope: Scope) -> dict[str, str]:
        of = " || ".join(f"resource.service.name = {_quoted(one)}" for one in scope.services)
        of = f"({of})" if len(scope.services) > 1 else of
        failed = " && ".join(part for part in (of, "status = error") if part)
        slow = " && ".join(part for part in (of, f"traceDuration > {self._settings.slow_s:g}s") if part)
        return {"failed": f"{{ {failed} }}", **({"was slow": f"{{ {slow} }}"} if self._settings.slow_s else {})}

    async def services(self) -> Found[Service]:
        """From the newest 20 traces."""
        there = await self._search({"q": "{ }", "limit": str(_MOST_READ)})
        few = asyncio.Semaphore(_READ_AT_ONCE)

        async def calls(trace: str) -> list[tuple[str, str]]:
            async with few:
                return list(_calls(await self._http.get(f"api/traces/{quote(trace, safe='')}")))

        ids = [trace for one in there if (trace := text_of(one.get("traceID")))]
        read = await all_of(*map(calls, ids[:_MOST_READ]))
        return Found(services_of((pair for one in read for pair in one), self._name))

    async def _search(self, params: Mapping[str, str]) -> list[JsonObject]:
        answer = await self._http.get("api/search", dict(params))
        return answer.objects("traces")

    def _trace(self, given: JsonObject, how: str, query: str) -> Trace:
        """The root of the trace names it. Raises Unavailable for what is no trace."""
        trace, at = line(given.get("traceID")), moment(given.get("startTimeUnixNano"))
        if not trace or at is None:
            raise Unavailable(self._http.system, "its answer has a trace without id or time")
        return Trace(
            id=trace,
            service="" if given.get("rootServiceName") == _NO_ROOT else line(given.get("rootServiceName")),
            operation=line(given.get("rootTraceName")),
            at=at,
            duration_ms=number(given.get("durationMs")),
            how=how,
            url=self._settings.trace_url.replace("$trace", quote(trace, safe="")),
            query=query,
        )


def _quoted(name: str) -> str:
    escaped = line(name).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _calls(answer: Answer) -> Iterator[tuple[str, str]]:
    """Caller and called wherever a span's parent is another service's. Raises Unavailable for what is no trace."""
    body = answer.object()
    batches = body.get("batches", body.get("resourceSpans"))
    if not isinstance(batches, list):
        raise Unavailable(answer.system, "its answer is no trace")
    owners: dict[str, str] = {}
    parents: list[tuple[str, str]] = []
    for batch in objects_of(batches):
        service = _service(object_of(batch.get("resource")))
        scopes = batch.get("scopeSpans", batch.get("instrumentationLibrarySpans"))
        for span in (span for one in objects_of(scopes) for span in objects_of(one.get("spans"))):
            owners[text_of(span.get("spanId"))] = service
            parents.append((text_of(span.get("parentSpanId")), service))
    yield from ((owners[parent], service) for parent, service in parents if owners.get(parent, service) != service)


def _service(resource: JsonObject) -> str:
    found: Json = next(
        (one.get("value") for one in objects_of(resource.get("attributes")) if one.get("key") == "service.name"), None
    )
    return line(object_of(found).get("stringValue"))


KIND = ConnectorKind(key="tempo", title="Tempo", settings=TempoSettings, build=Tempo)
