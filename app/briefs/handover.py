"""The handover: everything the incoming person needs to carry on, and what is still pending."""

from app.briefs.brief import Brief, facts
from app.briefs.evidence.account import Account
from app.briefs.sections.causes import CAUSES
from app.briefs.sections.decisions import DECISIONS
from app.briefs.sections.follow_ups import FOLLOW_UPS
from app.briefs.sections.impact import IMPACT
from app.briefs.sections.pending import PENDING
from app.briefs.sections.people import PEOPLE
from app.briefs.sections.questions import QUESTIONS
from app.briefs.sections.recent import RECENT
from app.briefs.sections.seen import SEEN
from app.briefs.sections.state import STATE
from app.briefs.sections.tried import TRIED
from app.briefs.selection import Limits, Share
from app.domain.brief import BriefKind


def _title(read: Account) -> str:
    reader = read.context.reader
    to = f" to {read.people.get(reader, reader)}" if reader else ""
    return f"{read.context.incident.key}: handover{to}"


HANDOVER = Brief(
    kind=BriefKind.HANDOVER,
    title=_title,
    headline=facts,
    shares=(
        Share(STATE, 4),
        Share(IMPACT, 4),
        Share(PENDING, 5, least=2, once=False),
        Share(TRIED, 6, least=3, once=False),
        Share(CAUSES, 6, least=3),
        Share(DECISIONS, 5, least=2),
        Share(QUESTIONS, 5, least=2),
        Share(FOLLOW_UPS, 6, least=2),
        Share(SEEN, 5, least=2),
        Share(PEOPLE, 6, least=2),
        Share(RECENT, 3, optional=True, new=True),
    ),
    limits=Limits(lines=60, chars=5_500),
    quote_chars=180,
)
