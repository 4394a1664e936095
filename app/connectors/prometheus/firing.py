"""The alerts that Prometheus evaluates: those that fire or are about to, and those that fired within the window."""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from urllib.parse import urlencode

from app.connectors.parts.alerting import alert, fingerprint, is_heartbeat
from app.connectors.parts.reading import labels, moment_or_fail
from app.connectors.prometheus.api import RangeVector, Rule
from app.domain.json import JsonObject, object_of
from app.domain.signal import Signal
from app.domain.window import Window

_FIRED = 'ALERTS{alertstate="firing"}'
_STATES = frozenset({"firing", "pending"})


def fired(step_s: float) -> str:
    """The expression for Prometheus's own record of which alerts were firing when; also those that fired between two points."""
    return f"max without () ({_FIRED}) or max_over_time({_FIRED}[{math.ceil(step_s * 1000)}ms])"


@dataclass(frozen=True, slots=True)
class Firing:
    """`browse` is the address at which people open it, `service_labels` which labels name the service."""

    connector: str
    system: str
    browse: str
    service_labels: Sequence[str]
    window: Window

    def now(self, rules: Sequence[Rule]) -> Iterator[Signal]:
        """Raises Unavailable for an alert without a beginning."""
        for rule in rules:
            for one in rule.alerts:
                if one.get("state") in _STATES and not is_heartbeat(labels(object_of(one.get("labels")))):
                    started_at = moment_or_fail(self.system, one.get("activeAt"), "activeAt")
                    if started_at <= self.window.end:
                        state = {"alertstate": "pending"} if one.get("state") == "pending" else {}
                        yield self._signal(one, rule.expression, started_at, self.window.end, more=state)

    def earlier(
        self, told: Sequence[RangeVector], rules: Sequence[Rule], step_s: float, *, sure: bool
    ) -> Iterator[Signal]:
        """From what `fired` gave; times are as exact as the step. With `sure`, the alerts that fire now are known, and these are others: they have ended."""
        known = {rule.name: rule for rule in rules}
        step = timedelta(seconds=step_s)
        for one in told:
            said = {name: value for name, value in one.labels.items() if name != "alertstate"}
            if not one.points or is_heartbeat(said):
                continue
            begun_at, last_at, times = _last_run([at for at, _ in one.points], step)
            over = sure or last_at < self.window.end - step
            rule = known.get(said.get("alertname", ""))
            notes = _constant(rule.annotations) if rule else {}
            given: JsonObject = {"labels": said, "annotations": notes, "fingerprint": fingerprint(said)}
            expression = rule.expression if rule else _FIRED
            yield self._signal(given, expression, begun_at, last_at, ended_at=last_at if over else None, count=times)

    def _signal(
        self,
        given: JsonObject,
        expression: str,
        begun_at: datetime,
        last_at: datetime,
        *,
        ended_at: datetime | None = None,
        more: Mapping[str, str] | None = None,
        count: int = 1,
    ) -> Signal:
        return alert(
            given,
            connector=self.connector,
            started_at=begun_at,
            last_at=last_at,
            ended_at=ended_at,
            service_labels=self.service_labels,
            query=expression,
            url=graph(self.browse, expression, self.window),
            more=more,
            count=count,
        )


def _constant(annotations: JsonObject) -> JsonObject:
    """Those without a placeholder: what stood in it when the alert fired is not kept."""
    return {name: value for name, value in annotations.items() if isinstance(value, str) and "{{" not in value}


def _last_run(times: Sequence[datetime], step: timedelta) -> tuple[datetime, datetime, int]:
    """When it last began and when it was last so, and how often it was: it pauses where a point is missing."""
    starts = [times[0], *(after for before, after in pairwise(times) if after - before > step * 1.5)]
    return starts[-1], times[-1], len(starts)


def graph(browse: str, expression: str, window: Window) -> str:
    """The address of Prometheus's graph page for an expression over a window."""
    asked = {
        "g0.expr": expression,
        "g0.tab": "0",
        "g0.range_input": f"{max(60, int(window.length.total_seconds()))}s",
        "g0.end_input": f"{window.end:%Y-%m-%d %H:%M:%S}",
    }
    return f"{browse}/graph?{urlencode(asked)}"
