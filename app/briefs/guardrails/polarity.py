"""Polarity: nothing is said to be so that its sources say is not, or the other way round."""

import re
from collections.abc import Iterator

from app.briefs.guardrails.claim import Claim
from app.briefs.guardrails.finding import Fault, Rule
from app.briefs.guardrails.formulas import is_formula, without_lead
from app.briefs.guardrails.wording import flat, negates, polarities, stem
from app.domain.speech.act import Act

_OPPOSITES: tuple[tuple[str, str], ...] = (
    ("increase", "decrease"), ("failed", "succeeded"), ("better", "worse"), ("resolved", "unresolved"), ("healthy", "unhealthy"),
    ("enabled", "disabled"), ("started", "stopped"), ("helped", "worsened"), ("up", "down"), ("failing", "passing"),
    ("added", "removed"), ("faster", "slower"), ("available", "unavailable"), ("safe", "unsafe"),
    ("successful", "unsuccessful"), ("stable", "unstable"), ("expected", "unexpected"), ("improved", "worsened"),
)  # fmt: skip
_PAIRS = frozenset(
    (stem(one), stem(other)) for pair in _OPPOSITES for one, other in (pair, pair[::-1]) if stem(one) != stem(other)
)
_LABELS = re.compile(r"→ no (?:effect|result stated)|\bno lead\b|: (?:nobody|none)\b|no later than")
_NEGATIVE = re.compile(
    r"\b(?:fail(?!-?over)\w*|down|gone|lost|missing|refus\w*|reject\w*|stop\w*|empty|dead|denied|impossible|broke\w*|hardly|less|avoid|skip\w*|hold|un(?!til|der|less|it)\w{4,}|in\w{2,}(?:able|ible)|ruled|flat|nope|expired)\b"
)


_RULED_OUT = re.compile(r"\b(?:not|n't|cannot|never)?(?:[^,;.:]{0,60})\brul(?:e|es|ed|ing) (?:\w+ ){0,4}?out\b")


def _ruled_out(told: str, claim: Claim) -> Iterator[Fault]:
    match = _RULED_OUT.search(told)
    if match is None or "?" in told:
        return
    acts = [each.heard.acts if each.heard else frozenset() for each in claim.cited]
    excluded = any(Act.RULING_OUT in each for each in acts)
    if excluded == negates(match[0]) and not (excluded and any(Act.OBJECTING in each for each in acts)):
        yield Rule.POLARITY, match[0]


def _negative(said: str) -> bool:
    return negates(said) or _NEGATIVE.search(flat(said)) is not None


_GOES = r"\b(?:went|going|goes|go|gone|is|was|are|were|back|came|coming|comes|shot) (?:back )?"
_UP, _DOWN = (re.compile(rf"{_GOES}{way}\b(?! and running)|\b{way} (?:to|from|by) ~?\d") for way in ("up", "down"))


def polarity(claim: Claim) -> Iterator[Fault]:
    if is_formula(claim):
        return
    sources = {each for cited in claim.cited for each in cited.polarities}
    names = {stem(part) for cited in claim.cited for part in flat(cited.name).split()}
    told, said = flat(claim.own), " ".join(flat(each.text) for each in claim.cited)
    for one, other in ((_UP, _DOWN), (_DOWN, _UP)):
        if one.search(told) and other.search(said) and not one.search(said) and not other.search(told):
            yield Rule.POLARITY, "up or down"
    yield from _ruled_out(told, claim)
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
