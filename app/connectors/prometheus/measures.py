"""Which expressions are looked at for deviations, and the deviations that their series show."""

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from app.connectors.parts.alerting import any_of, attributes
from app.connectors.parts.reading import iso, labels, line
from app.connectors.prometheus.api import RangeVector, Rule
from app.connectors.prometheus.expressions import measured
from app.connectors.prometheus.firing import graph
from app.domain.attributes import REACHED, SERVICE, USUAL
from app.domain.json import object_of
from app.domain.series import Series
from app.domain.service import normal
from app.domain.signal import Signal, SignalState
from app.domain.window import Scope, Window

MOST_MEASURES = 12
MOST_SERIES = 60
MOST_DEVIATIONS = 10
_MOST_TELLING = 4
_MOST_KNOWN = 200  # alerts of one rule that are compared with a series
_SERVICES = "$service"


@dataclass(frozen=True, slots=True)
class Measure:
    """An expression under a name that people know. `key` is the same whichever services it is asked for; `known` are the labels
    of the alerts that made it worth looking at.
    """

    name: str
    expression: str
    key: str
    known: Sequence[Mapping[str, str]] = ()


def measures(
    rules: Sequence[Rule], alerted: Sequence[Signal], queries: Mapping[str, str], scope: Scope
) -> list[Measure]:
    """What was configured, with `$service` filled in, then what is behind the rules that have alerts, those about the services
    in the scope first; each once.
    """
    found = [Measure(name, query.replace(_SERVICES, any_of(scope.services)), query) for name, query in queries.items()]
    wanted = {normal(one) for one in scope.services}
    told: dict[str, list[Mapping[str, str]]] = {}
    near: set[str] = set()
    for one in alerted:
        name = one.attributes.get("alertname", "")
        told.setdefault(name, []).append(one.attributes)
        near |= {name} if normal(one.service) in wanted else set()
    for rule in sorted(rules, key=lambda rule: rule.name not in near):
        if said := told.get(rule.name, [])[:_MOST_KNOWN]:
            own = labels(object_of(rule.labels))
            found += [Measure(rule.name, text, text, [*said, own]) for text in measured(rule.expression)]
    return list({one.expression: one for one in reversed(found)}.values())[::-1]


@dataclass(frozen=True, slots=True)
class Deviations:
    """What there is to say about series. `step_s` is how far apart their points are."""

    connector: str
    browse: str
    service_labels: Sequence[str]
    window: Window
    scope: Scope
    step_s: float

    def of(self, measure: Measure, vectors: Sequence[RangeVector]) -> list[Signal]:
        """Those that went furthest, at most 10; of at most 60 series, those of the services in the scope first."""
        wanted = {normal(one) for one in self.scope.services}
        named = [(one, self._attributes(measure, one)) for one in vectors]
        named.sort(key=lambda pair: normal(pair[1].get(SERVICE, "")) not in wanted)
        telling = _telling(vectors)
        noticed = [
            self._dated(measure, signal, vector, telling)
            for vector, said in named[:MOST_SERIES]
            if (signal := self._series(measure, vector, said).signal())
        ]
        return sorted(noticed, key=_distance, reverse=True)[:MOST_DEVIATIONS]

    def _attributes(self, measure: Measure, vector: RangeVector) -> dict[str, str]:
        """What the labels say; where they do not name a service, the alert with which they agree does."""
        said = attributes(vector.labels, self.service_labels)
        if not said.get(SERVICE):
            agreeing = (one for one in measure.known if all(one.get(k, v) == v for k, v in vector.labels.items()))
            service = next(
                (name for one in agreeing if (name := attributes(one, self.service_labels).get(SERVICE))), ""
            )
            said |= {SERVICE: service} if service else {}
        return said

    def _series(self, measure: Measure, vector: RangeVector, said: Mapping[str, str]) -> Series:
        return Series(
            name=measure.name,
            service=said.get(SERVICE, ""),
            points=vector.points,
            labels=vector.labels,
            connector=self.connector,
            url=graph(self.browse, measure.expression, self.window),
            query=measure.expression,
        )

    def _dated(self, measure: Measure, signal: Signal, vector: RangeVector, telling: Collection[str]) -> Signal:
        said = self._attributes(measure, vector)
        over = signal.last_at < self.window.end - timedelta(seconds=2 * self.step_s)
        unique = f"{measure.key}\n{sorted(vector.labels.items())}"
        apart = [f"{name}={value}" for name, value in sorted(vector.labels.items()) if name in telling][:_MOST_TELLING]
        values = [point for point in vector.points if signal.started_at <= point[0] <= signal.last_at]
        return replace(
            signal,
            fingerprint=hashlib.sha256(unique.encode(errors="replace")).hexdigest()[:32],
            title=line(f"{signal.title} ({', '.join(apart)})" if apart else signal.title),
            state=SignalState.ENDED if over else SignalState.FIRING,
            ended_at=signal.last_at if over else None,
            attributes={name: value for name, value in {**signal.attributes, **said}.items() if value},
            examples=tuple(f"{iso(at)} {value:.6g}" for at, value in values[:3]),
        )


def _telling(vectors: Sequence[RangeVector]) -> set[str]:
    """The labels in which the series differ."""
    values: dict[str, set[str]] = {}
    for vector in vectors:
        for name, value in vector.labels.items():
            values.setdefault(name, set()).add(value)
    return {name for name, there in values.items() if len(there) > 1}


def _distance(signal: Signal) -> float:
    usual, reached = (float(signal.attributes.get(name, "0")) for name in (USUAL, REACHED))
    return abs(reached - usual) / (max(abs(usual), abs(reached)) or 1.0)
