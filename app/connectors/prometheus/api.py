"""Prometheus's HTTP API as far as it is asked: alerting rules with their alerts, and series over a window. VictoriaMetrics,
Thanos and Mimir answer in the same way.
"""

import asyncio
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from app.connectors.parts.http import Answer, Http
from app.connectors.parts.reading import line
from app.domain.deviation import Point
from app.domain.errors import Unavailable
from app.domain.json import Json, JsonObject, object_of, objects_of, text_of
from app.domain.window import Window

MOST_POINTS = 300
_MOST_WORDS = 150


@dataclass(frozen=True, slots=True)
class RangeVector:
    """`labels` are without the metric's own name. `points` are in order of time; they may be NaN or infinite."""

    labels: Mapping[str, str]
    points: Sequence[Point]


@dataclass(frozen=True, slots=True)
class Answered:
    """`warning` says what may be missing, as where one of several stores did not answer; empty if nothing."""

    series: tuple[RangeVector, ...]
    warning: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """An alerting rule and what it fires. `expression` is its query; `annotations` are templates."""

    name: str
    expression: str
    labels: JsonObject
    annotations: JsonObject
    alerts: Sequence[JsonObject]


@dataclass(frozen=True, slots=True)
class Api:
    """Every method raises Unavailable. `least_step_s` is how far apart points are at least. Loki has the same API for ranges
    behind another `prefix`.
    """

    http: Http
    least_step_s: float
    prefix: str = "api/v1"

    def step_s(self, window: Window) -> float:
        """So that a series has at most 300 points."""
        return max(self.least_step_s, math.ceil(window.length.total_seconds() / MOST_POINTS * 10) / 10)

    async def range(self, expression: str, window: Window) -> Answered:
        """The last point is at the window's end: the newest values matter most."""
        step_s, end_s = self.step_s(window), window.end.timestamp()
        start_s = end_s - window.length.total_seconds() // step_s * step_s
        bounds = {"start": f"{start_s:.3f}", "end": f"{end_s:.3f}", "step": f"{step_s:g}"}
        params = {"query": expression, **bounds}
        answer = self._successful(await self.http.get(f"{self.prefix}/query_range", params))
        if answer.at("data", "resultType") != "matrix":
            raise Unavailable(answer.system, "its answer is no range of values")
        found = await asyncio.to_thread(self._series, answer)
        return Answered(tuple(found), _warning(answer))

    async def instant(self, expression: str) -> list[Mapping[str, str]]:
        """The labels of what the expression gives now."""
        answer = self._successful(await self.http.get(f"{self.prefix}/query", {"query": expression}))
        if answer.at("data", "resultType") == "scalar":
            return []
        return [_labels(one.get("metric")) for one in answer.objects("data", "result")]

    async def rules(self) -> tuple[list[Rule], str]:
        """The alerting rules, and a warning if there was one."""
        answer = self._successful(await self.http.get(f"{self.prefix}/rules", {"type": "alert"}))
        groups = answer.objects("data", "groups")
        given = [rule for group in groups for rule in objects_of(group.get("rules"))]
        return [_rule(one) for one in given if one.get("type", "alerting") == "alerting"], _warning(answer)

    def _successful(self, answer: Answer) -> Answer:
        if answer.at("status") != "success":
            reason = line(answer.object().get("error"), _MOST_WORDS) or "it says that it failed"
            raise Unavailable(answer.system, reason)
        return answer

    def _series(self, answer: Answer) -> list[RangeVector]:
        return [
            RangeVector(
                _labels(one.get("metric")), [_point(answer.system, pair) for pair in _pairs(answer.system, one)]
            )
            for one in answer.objects("data", "result")
        ]


def _warning(answer: Answer) -> str:
    given = answer.object().get("warnings")
    said = [line(one, _MOST_WORDS) for one in given] if isinstance(given, list) else []
    return next((one for one in said if one), "")


def _rule(given: JsonObject) -> Rule:
    return Rule(
        name=line(given.get("name")),
        expression=text_of(given.get("query")),
        labels=object_of(given.get("labels")),
        annotations=object_of(given.get("annotations")),
        alerts=objects_of(given.get("alerts")),
    )


def _labels(given: Json) -> dict[str, str]:
    return {line(name, 100): line(value, 300) for name, value in object_of(given).items() if name != "__name__"}


def _pairs(system: str, given: JsonObject) -> Sequence[Json]:
    """Of a series; of one of native histograms there are none."""
    values = given.get("values", [] if "histograms" in given else None)
    if not isinstance(values, list):
        raise Unavailable(system, "its answer has a series without `values`")
    return values


def _point(system: str, pair: Json) -> Point:
    if isinstance(pair, list) and len(pair) == 2:
        at, value = pair
        if isinstance(at, int | float) and isinstance(value, str):
            try:
                return datetime.fromtimestamp(at, UTC), float(value)
            except (ValueError, OverflowError, OSError):
                pass
    raise Unavailable(system, "its answer has a point that is no time and value")
