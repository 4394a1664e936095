"""What a writer that can be evaluated is, and what it gives."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TypeAlias

from app.domain.brief import BriefKind, Context, Document


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A finished brief and what it took. `fallback` says why another writer stood in (empty: none did).

    `own` is how many statements are this writer's own (None: all); where a model's do not stand, the rules' do.
    """

    document: Document
    tokens_in: int = 0
    tokens_out: int = 0
    seconds: float = 0.0
    fallback: str = ""
    own: int | None = None


Writer: TypeAlias = Callable[[BriefKind, Context], Awaitable[Written]]
