"""The update for stakeholders: plain words, no internals, and honest when little is known."""

from app.briefs.brief import Brief
from app.briefs.evidence.account import Account
from app.briefs.sections.plain_words import AFFECTED, PROGRESS, SITUATION, is_plain
from app.briefs.selection import Share
from app.domain.brief import BriefKind


def _title(read: Account) -> str:
    incident = read.context.incident
    return f"{incident.key}: {incident.title}" if is_plain(incident.title, read) else f"{incident.key}: update"


def _headline(read: Account) -> str:
    return f"{read.context.incident.status.value.capitalize()} · as of {read.context.now:%Y-%m-%d %H:%M} UTC"


UPDATE = Brief(
    kind=BriefKind.UPDATE,
    title=_title,
    headline=_headline,
    shares=(Share(SITUATION, 2, once=False), Share(AFFECTED, 3, once=False), Share(PROGRESS, 3, once=False)),
    quote_chars=200,
)
