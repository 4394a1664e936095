"""What a text says, taken apart once for all entries that say the same, as alerts do when they fire again and again."""

import re
from functools import cached_property

from app.briefs.guardrails.quantities import Quantity, quantities
from app.briefs.guardrails.wording import flat, polarities, stems
from app.domain.speech.instructing import planted, without_planted

_DIGITS = re.compile(r"\d[\d,]*(?:\.\d+)?")
_TIMES = re.compile(r"\d{1,2}:\d\d(?::\d\d)?|\d{4}-\d\d-\d\d")


class Reading:
    """A plain text. What was planted in it for a writer is no part of its words."""

    def __init__(self, raw: str) -> None:
        self.raw = raw
        self.text = without_planted(raw)

    @cached_property
    def flat_lines(self) -> str:
        """Its words as quotations are compared with them; a line break stands where one was."""
        return "\n".join(flat(line) for line in self.text.split("\n"))

    @cached_property
    def planted(self) -> tuple[str, ...]:
        return tuple(self.raw[start:end] for start, end in planted(self.raw))

    @cached_property
    def stems(self) -> frozenset[str]:
        return stems(self.text)

    @cached_property
    def quantities(self) -> frozenset[Quantity]:
        return frozenset(quantity for quantity, _ in quantities(self.text))

    @cached_property
    def digits(self) -> frozenset[str]:
        """The bare numbers, without those of times and dates."""
        said = _TIMES.sub(" ", flat(self.text))
        return frozenset(each.replace(",", "") for each in _DIGITS.findall(said))

    @cached_property
    def polarities(self) -> frozenset[tuple[str, bool]]:
        return frozenset(polarities(self.text))
