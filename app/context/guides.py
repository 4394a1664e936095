"""The best section of the runbooks for what is going on: quoted and linked, never the whole page."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.context.surroundings import Surroundings
from app.domain.connecting import Guide
from app.domain.signal import Signal


@dataclass(frozen=True, slots=True, kw_only=True)
class Advice:
    """A section of a runbook. `excerpt` is plain text of a few lines; `url` leads to the section, or is empty.

    `why` says in a few words why it is this one. `guide` is None and `excerpt` empty where an alert links to a runbook
    that we cannot read; `title` is then the alert's.
    """

    title: str
    heading: str = ""
    excerpt: str = ""
    url: str = ""
    why: str = ""
    guide: Guide | None = None


@dataclass(frozen=True, slots=True)
class Advised:
    """`advice` is None where no section fits. `could_not` says in a sentence each what could not be looked at."""

    advice: Advice | None = None
    looked_at: int = 0
    could_not: tuple[str, ...] = ()


async def best_guide(
    surroundings: Surroundings, *, services: Sequence[str] = (), words: str = "", signals: Sequence[Signal] = ()
) -> Advised:
    """`words` is what people say of the trouble, as plain text. A link that an alert itself has comes first."""
    del surroundings, services, words, signals
    return Advised()
