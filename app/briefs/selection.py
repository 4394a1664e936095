"""Which points a brief makes: the weightiest and newest, so that any incident fits one screen."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from app.briefs.evidence.account import Account
from app.briefs.evidence.quoting import Point
from app.briefs.markdown import CITED_AT_MOST
from app.briefs.sections.part import Part
from app.domain.brief import Section, Statement

_RECENT_S = 15 * 60
_TITLE_CHARS = 7
_LEAD_CHARS = 12
_DATE_CHARS = 11
_MORE_CHARS = 12
"""What a title, and a statement's mark, time, date and uncounted citations, add to its words."""


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
    dated = _several_days(account)
    while _lines(chosen) > limits.lines or _chars(chosen, dated=dated) > limits.chars:
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
    """Take out the lightest point of those that their section can spare; the fuller the section, the sooner.

    When all sections are at their least and it is still too long, optional ones give theirs up.
    """
    spare = [(share, points) for share, points in chosen if len(points) > share.least]
    spare = spare or [(share, points) for share, points in chosen if points and share.optional]
    if not spare:
        return False
    _, points = min(spare, key=lambda each: min(point.weight for point in each[1]) - (len(each[1]) - each[0].least))
    points.remove(min(points, key=lambda point: point.weight))
    return True


def _lines(chosen: Sequence[tuple[Share, list[Point]]]) -> int:
    return sum(max(len(points), 1) + 1 for share, points in chosen if points or not share.optional)


def _chars(chosen: Sequence[tuple[Share, list[Point]]], *, dated: bool) -> int:
    total = 0
    for share, points in chosen:
        if points or not share.optional:
            total += len(share.part.title) + _TITLE_CHARS + (len(share.part.empty) if not points else 0)
        total += sum(shown_chars(point.statement, dated=dated) for point in points)
    return total


def shown_chars(statement: Statement, *, dated: bool) -> int:
    """About as many as the Markdown of it has, without links."""
    cited = sum(len(str(number)) + 3 for number in statement.citations[:CITED_AT_MOST])
    more = 0 if len(statement.citations) <= CITED_AT_MOST else _MORE_CHARS
    return len(statement.text) + _LEAD_CHARS + (_DATE_CHARS if dated else 0) + cited + more


def _several_days(account: Account) -> bool:
    heard = account.heard
    return bool(heard) and heard[0].at.date() != heard[-1].at.date()


def _section(share: Share, points: Sequence[Point], account: Account) -> Section:
    return Section(
        share.part.key, share.part.titled(account), tuple(point.statement for point in points), share.part.empty
    )
