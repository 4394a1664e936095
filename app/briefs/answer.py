"""The answer to a question: the passages of the record that tell most about it, or that nobody said."""

from app.briefs.brief import Brief
from app.briefs.evidence.account import Account
from app.briefs.sections.passages import CLOSEST, PASSAGES
from app.briefs.selection import Limits, Share
from app.domain.brief import BriefKind
from app.record.timeline import shortened

_QUESTION_CHARS = 200


def _title(read: Account) -> str:
    return f"{read.context.incident.key}: answer"


def _headline(read: Account) -> str:
    return f"{read.context.incident.key}: “{shortened(read.context.question, _QUESTION_CHARS)}”"


ANSWER = Brief(
    kind=BriefKind.ANSWER,
    title=_title,
    headline=_headline,
    shares=(Share(PASSAGES, 4), Share(CLOSEST, 2, optional=True)),
    limits=Limits(lines=12, chars=2400),
    quote_chars=260,
)
