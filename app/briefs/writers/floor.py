"""What a model starts from and what is given when it fails: the brief by rules, and all that the rules could have said."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.briefs import BRIEFS
from app.briefs.brief import Brief
from app.briefs.evidence.account import Account, account
from app.briefs.guardrails import Sources, enforced
from app.briefs.selection import Share
from app.domain.brief import BriefKind, Context, Document

EXACT = frozenset({"timeline", "times", "noticed", "recent"})
"""Sections that no prose makes better: rows of times stay the rules'."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Floor:
    """`fitting` maps a section's key to the entries that the rules could cite there, chosen for the brief or not.

    `sources` are the entries as guardrails read them, read once.
    """

    brief: Brief
    read: Account
    document: Document
    fitting: Mapping[str, frozenset[int]]
    sources: Sources

    @property
    def context(self) -> Context:
        return self.read.context

    @property
    def shares(self) -> tuple[Share, ...]:
        """The sections that a model may write, in order."""
        return tuple(share for share in self.brief.shares if share.part.key not in EXACT)


def laid(kind: BriefKind, context: Context) -> Floor:
    """The brief by rules, checked. Takes as long as reading the record does."""
    brief = next(each for each in BRIEFS if each.kind == kind)
    read = account(context, brief.quote_chars)
    sources = Sources(read.context)
    return Floor(
        brief=brief,
        read=read,
        document=enforced(brief.told(read), read.context, sources),
        fitting={
            share.part.key: frozenset(
                number for point in share.part.points(read) for number in point.statement.citations
            )
            for share in brief.shares
            if share.part.key not in EXACT
        },
        sources=sources,
    )
