"""Which points a brief makes: the weightiest and newest, so that any incident fits one screen."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from app.briefs.evidence.account import Account
from app.briefs.evidence.quoting import Point
from app.briefs.sections.part import Part
from app.domain.brief import Section, Statement

_RECENT_S = 15 * 60
_CITATION_CHARS = 5


@dataclass(frozen=True, slots=True)
class Share:
    """How many statements a section of a brief may have at most, and how many it keeps when space is short.

    `optional` sections are left out when they have nothing to say. `once` drops statements about a line that an
    earlier section has already told; `new` those about a line that one has so much as cited.
    """

    part: Part
    most: int
    least: int = 1
    optional: bool = False
    once: bool = True
    new: bool = False


@dataclass(frozen=True, slots=True)
class Limits:
    """What the whole brief must fit: lines with titles, and characters as shown."""

    lines: int = 100_000
    chars: int = 10_000_000


ANY_LENGTH = Limits()


def fitted(shares: Sequence[Share], account: Account, limits: Limits) -> tuple[Section, ...]:
    """The sections, cut down evenly until they fit."""
    told: set[int] = set()
    named: set[int] = set()
    chosen: list[tuple[Share, list[Point]]] = []
    for share in shares:
        best = _best(share, account, named if share.new else told if share.once else set())
        chosen.append((share, best))
        told |= {number for point in best for number in point.covers}
        named |= {number for point in best for number in (*point.covers, *point.statement.citations)}
    while _lines(chosen) > limits.lines or _chars(chosen) > limits.chars:
        if not _shrink(chosen):
            break
    return tuple(_section(share, points, account) for share, points in chosen if points or not share.optional)


def _best(share: Share, account: Account, told: set[int]) -> list[Point]:
    fresh = _distinct(share.part.points(account), told)
    ranked = sorted(fresh, key=lambda point: _rank(point, account), reverse=True)
    kept = {id(point) for point in ranked[: share.most]}
    return [point for point in fresh if id(point) in kept]


def _distinct(points: Sequence[Point], told: set[int]) -> list[Point]:
    """Without lines told before, and without the same words again."""
    seen: dict[str, Point] = {}
    for point in points:
        if point.statement.citations[0] not in told:
            seen.setdefault(point.statement.text, point)
    return list(seen.values())


def _rank(point: Point, account: Account) -> tuple[float, datetime]:
    """Weight, and up to two points for being recent; what the reader has not seen yet comes before what they have."""
    at = point.statement.at or account.context.now
    age_s = max((account.context.now - at).total_seconds(), 0.0)
    unseen = 3 if account.since is not None and at >= account.since else 0
    return point.weight + unseen + 2 * _RECENT_S / (_RECENT_S + age_s), at


def _shrink(chosen: list[tuple[Share, list[Point]]]) -> bool:
    """Take the lightest point out of the longest section that has more than it must keep."""
    spare = [(share, points) for share, points in chosen if len(points) > share.least]
    if not spare:
        return False
    _, points = max(spare, key=lambda each: (len(each[1]) - each[0].least, sum(len(p.statement.text) for p in each[1])))
    points.remove(min(points, key=lambda point: point.weight))
    return True


def _lines(chosen: Sequence[tuple[Share, list[Point]]]) -> int:
    return sum(len(points) + 1 for share, points in chosen if points or not share.optional)


def _chars(chosen: Sequence[tuple[Share, list[Point]]]) -> int:
    total = 0
    for share, points in chosen:
        total += len(share.part.title) + (len(share.part.empty) if not points else 0)
        total += sum(_shown_chars(point.statement) for point in points)
    return total


def _shown_chars(statement: Statement) -> int:
    return len(statement.text) + 8 + _CITATION_CHARS * min(len(statement.citations), 4)


def _section(share: Share, points: Sequence[Point], account: Account) -> Section:
    return Section(
        share.part.key, share.part.titled(account), tuple(point.statement for point in points), share.part.empty
    )
