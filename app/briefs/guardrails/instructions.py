"""Instructions: what was planted for a writer in an entry is neither repeated, nor followed, nor a source."""

import re
from collections.abc import Iterator

from app.briefs.guardrails.claim import Claim
from app.briefs.guardrails.finding import Fault, Rule
from app.briefs.guardrails.wording import words
from app.domain.speech.instructing import planted

REPEATED_WORDS = 6
_LEAST_WORDS = 3


def instructions(claim: Claim) -> Iterator[Fault]:
    cited = [each for each in claim.cited if each.planted]
    told = f" {' '.join(words(claim.text))} "
    for sentence in (sentence for each in cited for sentence in each.planted):
        if repeated := _repeats(told, words(sentence)):
            yield Rule.INSTRUCTION, repeated
            return
    if claim.cited and all(each.said.raw and not each.text for each in claim.cited):
        yield Rule.INSTRUCTION, "cites nothing but what was planted"
    elif re.search(r"\w", claim.text) and planted(claim.own.replace("¤", " ")):
        yield Rule.INSTRUCTION, claim.own.strip()


def _repeats(told: str, sentence: list[str]) -> str:
    """The run of words that both share: six, or most of a shorter sentence."""
    size = min(REPEATED_WORDS, max(_LEAST_WORDS, len(sentence) * 3 // 5), len(sentence))
    if size == 0:
        return ""
    runs = (" ".join(sentence[start : start + size]) for start in range(len(sentence) - size + 1))
    return next((run for run in runs if f" {run} " in told), "")
