"""When did a series of values leave its usual range? For short, noisy series, in time linear in their length."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from statistics import median

Point = tuple[datetime, float]

_FEWEST = 8
_STRETCH = 5  # what counts as a stretch of its own when the series is cut
_CUTS = 12
_GAIN = 12.0  # how much better two lines have to fit than one, as the F statistic
_SIGMAS = 5.0
_TO_SIGMA = 1.4826  # from the median absolute deviation to the standard deviation of normal noise
_TREND = 0.8  # the share of the variation that a slope has to explain to be believed
_SUSTAINED = 3
_FAINT = 0.1  # what part of a deviation, on the other side of what is usual, is none: fewer errors after it than ever


@dataclass(frozen=True, slots=True)
class Deviation:
    """A series left its usual range for good, or for a while: `started_at` is the first value outside, `last_at` the last.

    `usual` and `reached` are typical values before and during it; `strength` says how many widths of the usual
    range the typical value lies outside (1: just outside).
    """

    started_at: datetime
    last_at: datetime
    usual: float
    reached: float
    strength: float

    @property
    def change(self) -> float:
        """How far it went, relative to the larger of what is usual and what was reached (0 to 2)."""
        return abs(self.reached - self.usual) / (max(abs(self.usual), abs(self.reached)) or 1.0)


def deviation(points: Sequence[Point]) -> Deviation | None:
    """The heaviest sustained deviation from what the series was like at first; None: there is none, or too few values.

    What is usual is learned from the beginning of the series up to its first change, level or slope (a steady trend, such as a
    countdown, is usual). Single values outside are noise; three make a deviation, two if they are the newest.
    """
    known = sorted((at, value) for at, value in points if math.isfinite(value))
    if len(known) < _FEWEST:
        return None
    times = _unit([(at - known[0][0]).total_seconds() for at, _ in known])
    values = [value for _, value in known]
    even = _unit(values)
    off = _outside(times, even, _usual_until(times, _calmed(even)))
    heaviest = _heaviest(off)
    if heaviest is None:
        return None
    off = _one_sided(off, heaviest)
    start, end = _heaviest(off) or heaviest
    return Deviation(
        started_at=known[start][0],
        last_at=known[end - 1][0],
        usual=median(values[:start]),
        reached=median(values[(start + end) // 2 : end]),
        strength=median(abs(off[i]) for i in range(start, end)),
    )


def _unit(numbers: Sequence[float]) -> list[float]:
    largest = max(map(abs, numbers)) or 1.0
    return [number / largest for number in numbers]


def _calmed(values: Sequence[float]) -> list[float]:
    """Each value the median of itself and its neighbours: lone spikes are gone, steps stay where they are."""
    inner = [sorted(values[i - 1 : i + 2])[1] for i in range(1, len(values) - 1)]
    return [values[0], *inner, values[-1]]


def _usual_until(times: Sequence[float], values: Sequence[float]) -> int:
    """The index up to which the series is like its beginning: what is left of it is cut in two while that pays."""
    fits, end = _Fits(times, values), len(values)
    for _ in range(_CUTS):
        cut = fits.cut(end)
        if cut is None:
            break
        end = cut
    return end


class _Fits:
    """How well straight lines fit stretches of a series, each in constant time, from running sums."""

    def __init__(self, times: Sequence[float], values: Sequence[float]) -> None:
        self._sums = [(0.0, 0.0, 0.0, 0.0, 0.0)]
        for t, y in zip(times, values, strict=True):
            a, b, c, d, e = self._sums[-1]
            self._sums.append((a + t, b + y, c + t * t, d + t * y, e + y * y))

    def error(self, start: int, end: int) -> float:
        """The squared error of the best line through a stretch."""
        n = end - start
        t, y, tt, ty, yy = (after - before for before, after in zip(self._sums[start], self._sums[end], strict=True))
        spread, along = tt - t * t / n, ty - t * y / n
        return max(yy - y * y / n - (along * along / spread if spread > 1e-12 else 0.0), 1e-9)

    def cut(self, end: int) -> int | None:
        """Where two lines fit so much better than one that something changed there; None: nowhere."""
        if end < 2 * _STRETCH:
            return None
        whole = self.error(0, end)
        least, at = min((self.error(0, i) + self.error(i, end), i) for i in range(_STRETCH, end - 2))
        return at if (whole - least) / (least / end) > _GAIN * 3 else None


def _outside(times: Sequence[float], values: Sequence[float], until: int) -> list[float]:
    """Of each value, how many widths of the usual range it lies from what is usual; 0 where it is within."""
    slope, level = _line(times[:until], values[:until])
    apart = [value - (level + slope * t) for t, value in zip(times, values, strict=True)]
    at_first = sorted(map(abs, apart[:until]))
    noise = _SIGMAS * _TO_SIGMA * median(at_first)
    rare = 1.3 * at_first[int(0.97 * (until - 1))]
    least = 0.01 * (median(map(abs, values[:until])) or max(map(abs, values)) or 1.0)
    width = max(noise, rare, least)
    return [each / width if abs(each) > width else 0.0 for each in apart]


def _line(times: Sequence[float], values: Sequence[float]) -> tuple[float, float]:
    """Slope and level of what is usual: the median, unless a slope explains nearly all."""
    n = len(values)
    mean_t, mean_y = sum(times) / n, sum(values) / n
    spread_t = sum((t - mean_t) ** 2 for t in times)
    spread_y = sum((y - mean_y) ** 2 for y in values)
    along = sum((t - mean_t) * (y - mean_y) for t, y in zip(times, values, strict=True))
    if n >= 2 * _STRETCH and spread_t and spread_y and along * along / (spread_t * spread_y) > _TREND:
        slope = along / spread_t
        return slope, mean_y - slope * mean_t
    return 0.0, median(values)


def _heaviest(off: Sequence[float]) -> tuple[int, int] | None:
    runs = [run for run in _runs(off) if _is_sustained(run, off)]
    return max(runs, key=lambda run: sum(abs(off[i]) for i in range(*run)), default=None)


def _one_sided(off: Sequence[float], run: tuple[int, int]) -> list[float]:
    """The same, without what lies only a little outside on the other side than this stretch went: that is its end."""
    side = math.copysign(1, sum(off[slice(*run)]))
    faint = _FAINT * median(each * side for each in off[slice(*run)] if each * side > 0)
    return [0.0 if -faint < each * side < 0 else each for each in off]


def _runs(off: Sequence[float]) -> list[tuple[int, int]]:
    """The stretches outside, those together that few values within lie between."""
    outside = [i for i, each in enumerate(off) if each]
    if not outside:
        return []
    starts, ends = [outside[0]], []
    for before, after in pairwise(outside):
        if after - before > 1 + max(2, (before - starts[-1]) // 5):
            ends.append(before + 1)
            starts.append(after)
    return list(zip(starts, [*ends, outside[-1] + 1], strict=True))


def _is_sustained(run: tuple[int, int], off: Sequence[float]) -> bool:
    start, end = run
    fewest = 2 if end == len(off) else _SUSTAINED
    return start >= 3 and sum(1 for i in range(start, end) if off[i]) >= fewest
