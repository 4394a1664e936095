"""Who can be evaluated: the deterministic writer, and each model that is configured. One place to add another."""

import time
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TypeAlias

from app.briefs import written
from app.domain.brief import BriefKind, Context, Document
from app.domain.errors import UserError

RULES = "rules"


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A finished brief and what it took. `fallback` says why another writer stood in (empty: none did)."""

    document: Document
    tokens_in: int = 0
    tokens_out: int = 0
    seconds: float = 0.0
    fallback: str = ""


Writer: TypeAlias = Callable[[BriefKind, Context], Awaitable[Written]]


async def by_rules(kind: BriefKind, context: Context) -> Written:
    """The deterministic writer."""
    started = time.perf_counter()
    document = await written(kind, context)
    return Written(document=document, seconds=time.perf_counter() - started)


@asynccontextmanager
async def writers(names: Sequence[str] = ()) -> AsyncIterator[Mapping[str, Writer]]:
    """The writers of these names, or all that there are. Raises UserError for one that there is not."""
    available: Mapping[str, Writer] = {RULES: by_rules}
    missing = [name for name in names if name not in available]
    if missing:
        raise UserError(f"There is no writer {missing[0]!r}. There is: {', '.join(available)}.")
    yield {name: available[name] for name in names or available}
