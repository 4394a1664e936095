"""The signals of one service that began close to each other: what grouping works with, since there are far fewer of them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from app.context.intake.signals import group_of
from app.context.services.topology import Topology
from app.domain.attributes import ENVIRONMENT
from app.domain.signal import Signal


@dataclass(frozen=True, slots=True)
class Bout:
    """`key` is the service's normal name, empty where the signals name none; `start` and `end` are when the first and
    the last of them began. `number` is its place among all bouts, by when they began.
    """

    number: int
    key: str
    environment: str
    signals: tuple[Signal, ...]

    @property
    def start(self) -> datetime:
        return self.signals[0].started_at

    @property
    def end(self) -> datetime:
        return self.signals[-1].started_at

    def is_near(self, other: "Bout", gap: timedelta) -> bool:
        """Whether they are at most that far apart, and in the same environment as far as they say."""
        if self.environment and other.environment and self.environment != other.environment:
            return False
        return self.start <= other.end + gap and other.start <= self.end + gap


def bouts(signals: Iterable[Signal], known: Topology, gap: timedelta) -> Mapping[str, Sequence[Bout]]:
    """By service, in the order of their beginning. Those of signals without a service are kept apart by what they say."""
    runs: dict[tuple[str, str, str], list[list[Signal]]] = {}
    for one in sorted(signals, key=lambda one: (one.started_at, one.connector, one.fingerprint, one.title)):
        key = known.key(one.service) if one.service else ""
        place = key, "" if key else group_of(one), one.attributes.get(ENVIRONMENT, "")
        mine = runs.setdefault(place, [])
        if mine and one.started_at - mine[-1][-1].started_at <= gap:
            mine[-1].append(one)
        else:
            mine.append([one])
    found: dict[str, list[Bout]] = {}
    places = sorted(((run[0].started_at, place, run) for place, each in runs.items() for run in each), key=_begun)
    for number, (_, (key, said, environment), run) in enumerate(places):
        found.setdefault(key or f"\n{said}", []).append(Bout(number, key, environment, tuple(run)))
    return found


def _begun(one: tuple[datetime, tuple[str, str, str], list[Signal]]) -> tuple[datetime, tuple[str, str, str]]:
    return one[0], one[1]
