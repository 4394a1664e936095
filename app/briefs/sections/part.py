"""What a section is to a brief: a title, what to say when there is nothing, and the points it could make."""

from collections.abc import Callable
from dataclasses import dataclass

from app.briefs.evidence.account import Account
from app.briefs.evidence.quoting import Point


@dataclass(frozen=True, slots=True)
class Part:
    """`points` gives every statement that the section could make, in the order in which they are to be read.

    `unknown` names what the section should have and nobody has said; the title tells.
    """

    key: str
    title: str
    points: Callable[[Account], list[Point]]
    empty: str = ""
    unknown: Callable[[Account], list[str]] = lambda _: []

    def titled(self, account: Account) -> str:
        missing = self.unknown(account)
        return f"{self.title} (unknown: {', '.join(missing)})" if missing else self.title
