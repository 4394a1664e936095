"""Loki: lines that tell of trouble, as patterns; and when there began to be more of them than usual."""

import asyncio
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from pydantic import Field

from app.connectors.kind import ConnectorKind
from app.connectors.parts.alerting import SERVICE_LABELS, any_of, attributes
from app.connectors.parts.credentials import WithCredentials
from app.connectors.parts.http import Answer, Reach
from app.connectors.parts.logs import MOST_LINES, Record, signals_of
from app.connectors.parts.paging import Listed, listed
from app.connectors.parts.reading import labels, moment
from app.connectors.parts.trying import all_of, both, tried
from app.connectors.prometheus.api import Api, RangeVector
from app.domain.attributes import SERVICE
from app.domain.connecting import Checked, Found
from app.domain.errors import Unavailable
from app.domain.json import Json, JsonObject, object_of, text_of, texts_of
from app.domain.series import Series
from app.domain.signal import Signal
from app.domain.window import Scope, Window

_PAGE = 1000
_LEAST_STEP_S = 15
_PATH = "loki/api/v1"
_SERVICES = "$service"
_LEVELS = ("level", "detected_level", "severity", "severity_text")
_NAME = "error lines"
_STREAMS = re.compile(r"""\s*\{(?:"(?:[^"\\]|\\.)*"|`[^`]*`|[^}"`])*\}""")
_NAMED = re.compile(r"""([A-Za-z_]\w*)\s*=~?\s*["`]""")


class LokiSettings(WithCredentials):
    """`selector` chooses the streams; `$service` in it stands for the services in trouble. `errors` is the regular expression
    (RE2) of lines that tell of trouble. `service_labels` are the labels that name the service.
    """

    selector: str = Field('{service_name=~"$service"}', pattern=r"^\s*\{.*\}")
    errors: str = Field("(?i)(error|exception|fatal|panic|critical|fail|timeout|refused)", pattern=r"^[^`]+$")
    service_labels: tuple[str, ...] = SERVICE_LABELS


class Loki:
    def __init__(self, settings: LokiSettings, reach: Reach) -> None:
        self._settings = settings
        self._name = reach.name
        self._http = reach.http(settings.url, settings.headers())
        self._api = Api(self._http, _LEAST_STEP_S, _PATH)

    async def check(self) -> Sequence[Checked]:
        advice = "Check `url` and `tenant`, and set `token`, or `user` and `password`, if it asks for them."
        return await all_of(
            tried("read logs", self._labels(), advice),
            tried("find streams", self._streams(), "Set `selector` to labels that your streams have."),
        )

    async def _labels(self) -> list[str]:
        return texts_of((await self._http.get(f"{_PATH}/labels")).at("data"))

    async def _streams(self) -> None:
        """Raises Unavailable where no stream has a label that the selector names: it would never find anything."""
        known = await self._labels()
        streams = _STREAMS.match(self._settings.selector)
        missing = [one for one in _NAMED.findall(streams[0] if streams else "") if one not in known]
        if missing:
            raise Unavailable(self._http.system, f"no stream of the last hours has the label {', '.join(missing)}")

    async def signals(self, window: Window, scope: Scope) -> Found[Signal]:
        """Patterns of the newest 5,000 lines, and the services whose number of such lines left its usual range."""
        query = f"{self._settings.selector.replace(_SERVICES, any_of(scope.services))} |~ `{self._settings.errors}`"
        found, rises = await both(self._lines(query, window), self._rises(query, window))
        records = [self._record(one) for one in found.items]
        patterns = await asyncio.to_thread(signals_of, records, connector=self._name, query=query, window=window)
        return Found((*rises, *patterns), found.remark("lines"))

    async def _lines(self, query: str, window: Window) -> Listed:
        seen: set[tuple[str, str, str]] = set()

        async def turn(cursor: str) -> tuple[list[JsonObject], str]:
            end = int(cursor or _nanoseconds(window.end) + 1)
            bounds = {"start": str(_nanoseconds(window.start)), "end": str(end)}
            params = {"query": query, **bounds, "limit": str(_PAGE), "direction": "backward"}
            page = _entries(await self._http.get(f"{_PATH}/query_range", params))
            fresh = [one for one in page if _key(one) not in seen]
            seen.update(map(_key, page))
            oldest = min((int(text_of(one["at"])) for one in page), default=0) + 1
            return fresh, str(oldest) if len(page) >= _PAGE and oldest < end else ""

        return await listed(turn, MOST_LINES)

    def _record(self, given: JsonObject) -> Record:
        said = labels(object_of(given["stream"]))
        return Record(
            at=moment(given["at"]) or datetime.fromtimestamp(0, UTC),
            text=text_of(given["text"]),
            level=next((said[name] for name in _LEVELS if said.get(name)), ""),
            attributes=attributes(said, self._settings.service_labels),
        )

    async def _rises(self, query: str, window: Window) -> list[Signal]:
        step_s = self._api.step_s(window)
        by = ", ".join(one for one in self._settings.service_labels if one.isidentifier())
        counted = f"sum by ({by}) (count_over_time({query} [{math.ceil(step_s)}s]))"
        answered = await self._api.range(counted, window)
        rises = (self._rise(one, counted, window, step_s) for one in answered.series)
        return [one for one in rises if one]

    def _rise(self, vector: RangeVector, query: str, window: Window, step_s: float) -> Signal | None:
        said = attributes(
            {name: value for name, value in vector.labels.items() if value}, self._settings.service_labels
        )
        series = Series(
            name=_NAME,
            service=said.get(SERVICE, ""),
            points=_filled(vector, window, step_s),
            connector=self._name,
            query=query,
        )
        noticed = series.signal()
        kept = {name: value for name, value in {**(noticed.attributes if noticed else {}), **said}.items() if value}
        return replace(noticed, attributes=kept) if noticed else None


def _filled(vector: RangeVector, window: Window, step_s: float) -> list[tuple[datetime, float]]:
    """Loki leaves out where it counts none."""
    counted = {round((window.end - at).total_seconds() / step_s): value for at, value in vector.points}
    back = range(int(window.length.total_seconds() // step_s), -1, -1)
    return [(window.end - timedelta(seconds=step_s * number), counted.get(number, 0.0)) for number in back]


def _entries(answer: Answer) -> list[JsonObject]:
    """The lines of all streams. Raises Unavailable for another shape."""
    if answer.at("status") != "success" or answer.at("data", "resultType") != "streams":
        raise Unavailable(answer.system, "its answer has no lines")
    found: list[JsonObject] = []
    for one in answer.objects("data", "result"):
        values = one.get("values")
        if not isinstance(values, list):
            raise Unavailable(answer.system, "its answer has a stream without `values`")
        found += [_entry(answer.system, object_of(one.get("stream")), value) for value in values]
    return found


def _entry(system: str, stream: Mapping[str, Json], value: Json) -> JsonObject:
    if isinstance(value, list) and len(value) >= 2:
        at, text = text_of(value[0]), value[1]
        if at.isdecimal() and isinstance(text, str):
            more = object_of(value[2]) if len(value) > 2 else {}
            return {"at": at, "text": text, "stream": {**stream, **object_of(more.get("structuredMetadata", more))}}
    raise Unavailable(system, "its answer has a line that is no time and text")


def _key(one: JsonObject) -> tuple[str, str, str]:
    return text_of(one["at"]), text_of(one["text"]), str(sorted(object_of(one["stream"]).items()))


def _nanoseconds(at: datetime) -> int:
    return int(at.timestamp() * 1_000_000) * 1000


KIND = ConnectorKind(key="loki", title="Loki", settings=LokiSettings, build=Loki)
