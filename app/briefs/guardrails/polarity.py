"""Polarity: nothing is said to be so that its sources say is not, or the other way round."""

import re
from collections.abc import Iterator

from app.briefs.guardrails.claim import Claim
from app.briefs.guardrails.finding import Fault, Rule
from app.briefs.guardrails.formulas import is_formula, without_lead
from app.briefs.guardrails.wording import flat, negates, polarities, stem

_OPPOSITES: tuple[tuple[str, str], ...] = (
    ("increase", "decrease"), ("failed", "succeeded"), ("better", "worse"), ("resolved", "unresolved"), ("healthy", "unhealthy"),
    ("enabled", "disabled"), ("started", "stopped"), ("helped", "worsened"), ("up", "down"), ("failing", "passing"),
    ("added", "removed"), ("faster", "slower"), ("available", "unavailable"), ("safe", "unsafe"),
    ("successful", "unsuccessful"), ("stable", "unstable"), ("expected", "unexpected"), ("improved", "worsened"),
)  # fmt: skip
_PAIRS = frozenset((stem(one), stem(other)) for pair in _OPPOSITES for one, other in (pair, pair[::-1]) if stem(one) != stem(other))
_LABELS = re.compile(r"→ no (?:effect|result stated)|\bno lead\b|: (?:nobody|none)\b|no later than")
_NEGATIVE = re.compile(
    r"\b(?:fail\w*|down|gone|lost|missing|refus\w*|reject\w*|out of|ran out|stop\w*|empty|dead|denied|impossible|broke\w*|hardly|only|less|avoid|skip\w*|hold|leave|left|still|un\w{4,}|in\w{2,}(?:able|ible)|ruled|flat|nope|off|too|instead|wrong|expired|remain\w*|kept)\b|\?"
)


def _negative(said: str) -> bool:
    return negates(said) or _NEGATIVE.search(flat(said)) is not None


_UP, _DOWN = (
    re.compile(r"\b(?:went|going|goes|go|gone|is|was|are|were|back|came|coming|comes|shot) (?:back )?%s\b(?! and running)|\b%s (?:to|from|by) ~?\d" % (way, way))
    for way in ("up", "down")
)


def polarity(claim: Claim) -> Iterator[Fault]:
    if is_formula(claim):
        return
    sources = {each for cited in claim.cited for each in cited.polarities}
    if not sources:
        return
    names = {stem(part) for cited in claim.cited for part in flat(cited.name).split()}
    told, said = flat(claim.own), " ".join(flat(each.text) for each in claim.cited)
    for one, other in ((_UP, _DOWN), (_DOWN, _UP)):
        if one.search(told) and other.search(said) and not one.search(said) and not other.search(told):
            yield Rule.POLARITY, "up or down"
    if negates(_LABELS.sub(" ", told)) and not any(_negative(each.text) for each in claim.cited):
        yield Rule.POLARITY, "not"
    seen = set(polarities(without_lead(claim.own)))
    for word, affirmed in sorted(seen):
        if word in names or (word, not affirmed) in seen:
            continue
        if (word, not affirmed) in sources and (word, affirmed) not in sources:
            yield Rule.POLARITY, word if affirmed else f"not {word}"
        for opposite in (other for one, other in _PAIRS if one == word):
            if (opposite, affirmed) in sources and (word, affirmed) not in sources and (opposite, affirmed) not in seen:
                yield Rule.POLARITY, f"{word}, not {opposite}"
