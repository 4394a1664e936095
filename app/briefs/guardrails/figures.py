"""Figures: every number, time, day, duration and amount occurs in a cited entry, however written, or can be counted from them."""

import re
from collections.abc import Iterator

from app.briefs.guardrails.claim import Claim
from app.briefs.guardrails.finding import Fault, Rule
from app.briefs.guardrails.quantities import Measure, Quantity, quantities

_COUNTED = r"(?:\w+ )?(?:times|alerts?|alarms?|messages?|lines?|entries|reports?|people|persons?|responders?|engineers?|voices)"
_URL = re.compile(r"https?://\S+")
_RULES = {Measure.CLOCK: Rule.TIME, Measure.DURATION: Rule.TIME, Measure.DAY: Rule.DATE, Measure.NAMED_DAY: Rule.DATE}


def figures(claim: Claim) -> Iterator[Fault]:
    own = _URL.sub(" ", claim.own)
    known: set[Quantity] | None = None
    for quantity, words in quantities(own):
        if known is None:
            known = {each for cited in claim.cited for each in cited.quantities}
        if not (_is_known(quantity, words, known, claim) or _is_counted(quantity, words, own.lower(), claim)):
            yield _RULES.get(quantity.measure, Rule.NUMBER), words


def _is_known(quantity: Quantity, words: str, known: set[Quantity], claim: Claim) -> bool:
    match quantity.measure:
        case Measure.CLOCK:
            times = {each.value for each in known if each.measure is Measure.CLOCK}
            return any(time == quantity.value or time.startswith(f"{quantity.value}:") for time in times)
        case Measure.DAY:
            days = {each.value for each in known if each.measure is Measure.DAY}
            return any(day.endswith(quantity.value) or quantity.value.endswith(f"-{day}") for day in days)
        case Measure.NAMED_DAY:
            return re.search(rf"\b{re.escape(words)}", claim.haystack) is not None
        case Measure.COUNT:
            digits = quantity in known or any(quantity.value in each.digits for each in claim.cited)
            return digits or f"sev{quantity.value}" in claim.haystack
        case _:
            return quantity in known or _measured_by_name(words, claim)


def _measured_by_name(words: str, claim: Claim) -> bool:
    """Whether a number stands bare in an entry that names its unit, as `lag_seconds is 340` does."""
    match = re.fullmatch(r"(\d[\d,.]*) ?([a-z]{3,}?)s?", words)
    return match is not None and any(
        match[1].replace(",", "") in each.digits and f"_{match[2]}" in each.flat_lines for each in claim.cited
    )


def _is_counted(quantity: Quantity, words: str, own: str, claim: Claim) -> bool:
    """How many lines or people are cited, and how long it was from the first line to the last."""
    if not claim.cited:
        return False
    if quantity.measure is Measure.DURATION:
        times = [each.line.at for each in claim.cited]
        lasted_s = (max(times) - min(times)).total_seconds()
        minutes = {int(lasted_s // 60), round(lasted_s / 60)}
        return quantity.value in {str(minute * 60) for minute in minutes} | {str(int(lasted_s))}
    count = len(claim.cited)
    counts = {str(count), str(count - 1), str(len({each.author for each in claim.cited}))}
    return (
        quantity.measure is Measure.COUNT
        and quantity.value in counts
        and re.search(rf"(?<!\w){re.escape(words)} {_COUNTED}\b", own) is not None
    )
