"""What is tried for one brief, noted as it happens: from it comes the trace, also when time runs out in the middle."""

import secrets
from collections import Counter
from dataclasses import dataclass, field

from app.briefs.writers.floor import Floor
from app.domain.brief import Document
from app.domain.model import Attempt, ModelCard, Trace
from app.record.answers import Answer

MOST_DROPPED = 20
DROPPED_CHARS = 300


@dataclass(slots=True)
class Effort:
    """`answers` are those worth keeping; `remark` says why the last thing tried did not do, `is_long` that
    the record did not fit as it is.
    """

    id: str = field(default_factory=lambda: secrets.token_hex(8))
    prompt_version: str = ""
    entries: frozenset[int] = frozenset()
    attempts: list[Attempt] = field(default_factory=list)
    findings: Counter[str] = field(default_factory=Counter)
    dropped: list[str] = field(default_factory=list)
    answers: list[Answer] = field(default_factory=list)
    remark: str = ""
    is_long: bool = False

    def tried(
        self, card: ModelCard, outcome: str, duration_s: float, input_tokens: int = 0, output_tokens: int = 0
    ) -> None:
        """Note one call of a model."""
        attempt = Attempt(
            model=card.name,
            outcome=outcome,
            input_tokens=input_tokens,
            output_tokens=output_tokens,
            duration_s=round(duration_s, 3),
            cost_usd=card.cost_usd(input_tokens, output_tokens),
        )
        self.attempts.append(attempt)

    def drop(self, text: str) -> None:
        if len(self.dropped) < MOST_DROPPED:
            self.dropped.append(text[:DROPPED_CHARS])

    def trace(self, floor: Floor, document: Document, kept: int) -> Trace:
        return Trace(
            id=self.id,
            kind=floor.brief.kind.value,
            writer=document.written_by,
            prompt_version=self.prompt_version,
            entries=tuple(sorted(self.entries)),
            attempts=tuple(self.attempts),
            findings=dict(self.findings),
            dropped=tuple(self.dropped),
            kept=kept,
            filled=len(document.statements) - kept,
            remark=document.remark,
        )
