"""What a kind of brief is: its title and headline, its sections and their shares, and the room it has."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from app.briefs.evidence.account import Account, account
from app.briefs.evidence.quoting import QUOTE_CHARS
from app.briefs.selection import ANY_LENGTH, Limits, Share, fitted
from app.domain.brief import BriefKind, Context, Document

WRITER = "rules"
"""Who wrote it, as documents name this deterministic writer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    kind: BriefKind
    title: Callable[[Account], str]
    headline: Callable[[Account], str]
    shares: Sequence[Share]
    limits: Limits = ANY_LENGTH
    quote_chars: int = QUOTE_CHARS

    def write(self, context: Context) -> Document:
        return self.told(account(context, self.quote_chars))

    def told(self, read: Account) -> Document:
        """The brief of what was read already, with this brief's `quote_chars`."""
        context = read.context
        return Document(
            kind=self.kind,
            title=self.title(read),
            headline=self.headline(read),
            sections=fitted(self.shares, read, self.limits),
            written_at=context.now,
            written_by=WRITER,
            entries_read=max((number for line in context.lines for number in line.citations), default=0),
        )


def facts(read: Account) -> str:
    """Status · severity · lead · since when: the incident's own state, for headlines."""
    incident = read.context.incident
    severity = f"SEV{incident.severity}" if incident.severity else "severity not set"
    lead = incident.roles.get("lead", "")
    holder = f"lead {read.people.get(lead, lead)}" if lead else "no lead"
    return f"{incident.status.value.capitalize()} · {severity} · {holder} · declared {incident.declared_at:%Y-%m-%d %H:%M} UTC"
