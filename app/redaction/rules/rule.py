"""What a rule is: the literals that lead to it, the pattern that begins at one, and a last look at what was matched."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from app.redaction.randomness import looks_random

WORD = r"(?<![A-Za-z0-9_-])"
END = r"(?![A-Za-z0-9_-])"
HEX32, HEX40, HEX64 = "[a-f0-9]{32}", "[a-f0-9]{40}", "[a-f0-9]{64}"
UUID = "[a-f0-9]{8}-[a-f0-9]{4}-[a-f0-9]{4}-[a-f0-9]{4}-[a-f0-9]{12}"

Match = re.Match[str]
Check = Callable[[Match], bool]


def anything(_: Match) -> bool:
    """The format alone is enough."""
    return True


def random_enough(match: Match) -> bool:
    """Not the same few characters again and again, as in `ghp_xxxxxxxx`."""
    return looks_random(match["secret"], 2.5)


@dataclass(frozen=True, slots=True)
class Rule:
    """`pattern` is tried only where one of the `anchors` stands, beginning `back` characters before it.

    Its group `secret` is what gets masked, if it is also what the rule `accepts`. Each pattern is bounded in length and
    has no nested repeats, so that the time of a search is linear in the text.
    """

    name: str
    anchors: tuple[str, ...]
    pattern: re.Pattern[str]
    accepts: Check = anything
    back: int = 0


def token(name: str, anchors: str, body: str, accepts: Check = random_enough) -> Rule:
    """A token that shows its kind by how it begins: one of the `anchors` (parted by blanks), then `body`."""
    starts = tuple(anchors.split())
    either = "|".join(re.escape(start) for start in starts)
    return Rule(name, starts, re.compile(f"{WORD}(?P<secret>(?:{either}){body}){END}"), accepts)
