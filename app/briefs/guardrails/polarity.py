"""Polarity: nothing is said to be so that its sources say is not, or the other way round."""

from collections.abc import Iterator

from app.briefs.guardrails.claim import Claim
from app.briefs.guardrails.finding import Fault, Rule
from app.briefs.guardrails.formulas import is_formula, without_lead
from app.briefs.guardrails.wording import flat, polarities, stem

_OPPOSITES: tuple[tuple[str, str], ...] = (
    ("increase", "decrease"), ("failed", "succeeded"), ("better", "worse"), ("resolved", "unresolved"), ("healthy", "unhealthy"),
    ("enabled", "disabled"), ("started", "stopped"), ("helped", "worsened"), ("up", "down"), ("failing", "passing"),
    ("added", "removed"), ("faster", "slower"), ("higher", "lower"), ("available", "unavailable"), ("safe", "unsafe"),
    ("successful", "unsuccessful"), ("stable", "unstable"), ("expected", "unexpected"), ("improved", "worsened"),
)  # fmt: skip
_PAIRS = {
    stem(one): stem(other) for pair in _OPPOSITES for one, other in (pair, pair[::-1]) if stem(one) != stem(other)
}


def polarity(claim: Claim) -> Iterator[Fault]:
    if is_formula(claim):
        return
    sources = {each for cited in claim.cited for each in cited.polarities}
    if not sources:
        return
    names = {stem(part) for cited in claim.cited for part in flat(cited.name).split()}
    seen = set(polarities(without_lead(claim.own)))
    for word, affirmed in sorted(seen):
        if word in names or (word, not affirmed) in seen:
            continue
        if (word, not affirmed) in sources and (word, affirmed) not in sources:
            yield Rule.POLARITY, word if affirmed else f"not {word}"
        opposite = _PAIRS.get(word)
        if (
            opposite
            and (opposite, affirmed) in sources
            and (word, affirmed) not in sources
            and (opposite, affirmed) not in seen
        ):
            yield Rule.POLARITY, f"{word}, not {opposite}"
