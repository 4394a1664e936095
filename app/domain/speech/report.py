"""A filled-in report, as people and bots post at the end: a headline, then headings with a sentence or a list under each."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from app.domain.speech.rules import any_of


class Part(StrEnum):
    CAUSE = "cause"
    FIX = "fix"
    IMPACT = "impact"
    FOLLOW_UP = "follow-up"
    METRICS = "metrics"
    WENT_WELL = "went well"
    WENT_BADLY = "went badly"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Report:
    """`parts` holds the lines under each heading, in order, without bullets."""

    headline: str
    parts: Mapping[Part, tuple[str, ...]]


_HEADING = re.compile(r"^#{0,4}\s*([A-Za-z][A-Za-z' /-]{1,34}?)\s*:\s*(.*)$")
_HEADINGS: tuple[tuple[re.Pattern[str], Part], ...] = (
    (
        any_of(r"^(?:the )?(?:probable |likely |root |suspected )?causes?$", r"^(?:reason|why|contributing factors?)$"),
        Part.CAUSE,
    ),
    (
        any_of(
            r"^(?:the )?(?:fix|resolution|solution|remediation|mitigation|workaround)(?:es|s)?(?: applied| steps)?$",
            r"^(?:actions? taken|what we did|steps taken)$",
        ),
        Part.FIX,
    ),
    (
        any_of(
            r"^(?:the )?(?:customer |user |business |service |total )?impact$",
            r"^(?:affected|who is affected|blast radius|duration)$",
        ),
        Part.IMPACT,
    ),
    (
        any_of(
            r"^follow[ -]?ups?(?: (?:actions?|items?|tasks?))?$",
            r"^(?:action items?|next steps|to ?do|todos|remaining work|prevention|preventive actions?)$",
        ),
        Part.FOLLOW_UP,
    ),
    (
        any_of(
            r"^(?:current |final |recovery )?metrics(?: after| now)?$", r"^(?:verification|status|recovery|results?)$"
        ),
        Part.METRICS,
    ),
    (any_of(r"^what went well$", r"^(?:went well|the good)$"), Part.WENT_WELL),
    (
        any_of(
            r"^what (?:went (?:wrong|badly|poorly)|didn't go well)$", r"^(?:went badly|lessons?(?: learned)?|the bad)$"
        ),
        Part.WENT_BADLY,
    ),
)
_BULLET = re.compile(r"^(?:[-*•◦▪]|\d{1,2}[.)])\s*(?:\[[ xX]?\]\s*)?")
_TELLING = frozenset({Part.CAUSE, Part.FIX, Part.FOLLOW_UP, Part.IMPACT})


def report(text: str) -> Report | None:
    """The report that plain text is; None unless it has two telling headings or more."""
    if text.count("\n") < 1 or text.count(":") < 2:
        return None
    headline: list[str] = []
    parts: dict[Part, list[str]] = {}
    current: Part | None = None
    for line in text.split("\n"):
        part, rest = _heading(line)
        current = part or current
        content = _BULLET.sub("", rest).strip()
        if content:
            (headline if current is None else parts.setdefault(current, [])).append(content)
        elif part:
            parts.setdefault(part, [])
    if len(_TELLING & {part for part, lines in parts.items() if lines}) < 2:
        return None
    return Report(" ".join(headline), {part: tuple(lines) for part, lines in parts.items() if lines})


def _heading(line: str) -> tuple[Part | None, str]:
    match = _HEADING.match(line)
    if match is None:
        return None, line
    name = match[1].lower()
    for pattern, part in _HEADINGS:
        if pattern.match(name):
            return part, match[2]
    return (Part.OTHER, match[2]) if not match[2] else (None, line)
