"""What a guardrail can find wrong with a statement."""

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from app.domain.brief import Statement


class Rule(StrEnum):
    UNCITED = "cites nothing"
    UNKNOWN_ENTRY = "cites an entry that the context does not have"
    DELETED = "cites an entry that was deleted"
    TOO_MANY = "cites more than one sentence can rest on"
    TIME = "gives a time that its sources do not have"
    DATE = "gives a day that its sources do not have"
    NUMBER = "gives a number that its sources do not have"
    CODE = "gives code that its sources do not have"
    LINK = "gives a link that its sources do not have"
    NAME = "names somebody whom its sources do not"
    IDENTIFIER = "names something that its sources do not"
    QUOTATION = "quotes what its sources do not say"
    STANDING = "is marked as coming from another kind of source than it does"
    COMMITMENT = "gives an owner or a date that nobody committed to"
    CAUSE = "gives a cause that nobody stated, or does not say who did"
    OUTCOME = "gives an outcome that nobody stated, or does not say who did"
    ATTRIBUTION = "says that somebody did or said what somebody else did"
    POLARITY = "says the opposite of its sources"
    GROUNDING = "says what its sources do not"
    MARKUP = "contains markup that could ping, link or format"
    LENGTH = "is longer than one sentence"
    SCRIPT = "is written in another script than its sources"
    INSTRUCTION = "repeats or follows words that were planted for a writer"


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong with one statement; `detail` is the word or number at fault."""

    section: str
    statement: Statement
    rule: Rule
    detail: str = ""


Fault: TypeAlias = tuple[Rule, str]
"""A rule that a statement breaks, and the detail."""
