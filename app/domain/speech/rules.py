"""How an act is heard: regular expressions kept as plain lists, compiled once, read against a lower-case sentence."""

import re
from dataclasses import dataclass

from app.domain.speech.act import Act


@dataclass(frozen=True, slots=True)
class Rules:
    """A sentence performs `act` when any of `says` is in it and none of `unless` is.

    Expressions are written for lower-case text with straight quotes.
    """

    act: Act
    says: re.Pattern[str]
    unless: re.Pattern[str] | None = None

    def heard(self, sentence: str) -> bool:
        return self.says.search(sentence) is not None and (self.unless is None or not self.unless.search(sentence))


def any_of(*expressions: str) -> re.Pattern[str]:
    """One pattern that matches whatever any of the expressions matches."""
    return re.compile("|".join(f"(?:{expression})" for expression in expressions))
