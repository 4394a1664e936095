"""A named series of values about a service, and the signal that it is when it left its usual range."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from app.domain.attributes import METRIC, REACHED, SERVICE, USUAL
from app.domain.deviation import Deviation, Point, deviation
from app.domain.signal import Signal, SignalKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """`name` is the metric's, `labels` tell it from others of that name; `points` in any order."""

    name: str
    service: str
    points: Sequence[Point]
    labels: Mapping[str, str] = field(default_factory=dict)
    connector: str = ""
    url: str = ""
    query: str = ""

    def signal(self) -> Signal | None:
        """What there is to say about it, None where it is as usual. See `app.domain.deviation`."""
        found = deviation(self.points)
        return self._noticed(found) if found else None

    def _noticed(self, found: Deviation) -> Signal:
        values = f"{found.usual:.3g} → {found.reached:.3g}"
        apart = ",".join(f"{key}={value}" for key, value in sorted(self.labels.items()))
        numbers = {USUAL: f"{found.usual:.6g}", REACHED: f"{found.reached:.6g}"}
        return Signal(
            connector=self.connector,
            kind=SignalKind.METRIC,
            fingerprint=f"{self.service}/{self.name}/{apart}"[:200],
            title=f"{self.name} left its usual range: {values}",
            started_at=found.started_at,
            last_at=found.last_at,
            attributes={**self.labels, SERVICE: self.service, METRIC: self.name, **numbers},
            url=self.url,
            query=self.query,
        )
