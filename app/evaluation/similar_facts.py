"""What is read in reports against facts that stand beside them: NAME.json with `resolution` and `time_to_resolve`."""

import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from app.context.similar.spans import longest_span
from app.domain.json import JsonObject, text_of
from app.evaluation.similar_queries import Report

_WORD = re.compile(r"\w+")
_ENOUGH = 0.8


def told(folder: Path, reports: Sequence[Report]) -> Mapping[str, str]:
    """What was looked for → how often it is right, of how many. Empty where no facts stand beside the reports."""
    facts = {one.name: _facts(folder / f"{one.name}.json") for one in reports}
    if not any(facts.values()):
        return {}
    fixes = [(one, text) for one in reports if (text := text_of(facts[one.name].get("resolution")))]
    lengths = [(one, text) for one in reports if (text := text_of(facts[one.name].get("time_to_resolve")))]
    quoted = sum(_is_from(one.account.fix.text, text) for one, text in fixes if one.account.fix)
    right = sum(one.account.took == longest_span(text) for one, text in lengths)
    return {
        "Says what it was": _of(sum(one.account.what is not None for one in reports), len(reports)),
        "The fix is quoted from the part about the resolution": _of(quoted, len(fixes)),
        "A fix is quoted where there is no such part": _of(
            sum(one.account.fix is not None for one in reports) - sum(one.account.fix is not None for one, _ in fixes),
            len(reports) - len(fixes),
        ),
        "How long it took is right": _of(right, len(lengths)),
        "How long it took is said where there is no such line": _of(
            sum(one.account.took is not None for one in reports)
            - sum(one.account.took is not None for one, _ in lengths),
            len(reports) - len(lengths),
        ),
    }


def _facts(file: Path) -> JsonObject:
    try:
        read: object = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    return read if isinstance(read, dict) else {}


def _is_from(quote: str, text: str) -> bool:
    """Whether nearly all words of a quotation are in a text."""
    words, there = _WORD.findall(quote.lower()), set(_WORD.findall(text.lower()))
    return bool(words) and sum(word in there for word in words) / len(words) >= _ENOUGH


def _of(some: int, every: int) -> str:
    return f"{some} of {every}" if every else "–"
