"""The catch-up: what a person who joins late must know, on one screen, whatever the length of the incident."""

from app.briefs.brief import Brief, facts
from app.briefs.evidence.account import Account
from app.briefs.sections.causes import CAUSES
from app.briefs.sections.decisions import DECISIONS
from app.briefs.sections.impact import IMPACT
from app.briefs.sections.people import PEOPLE
from app.briefs.sections.questions import QUESTIONS
from app.briefs.sections.recent import RECENT
from app.briefs.sections.seen import SEEN
from app.briefs.sections.state import STATE
from app.briefs.sections.tried import TRIED
from app.briefs.selection import Limits, Share
from app.domain.brief import BriefKind


def _title(read: Account) -> str:
    since = f" since {read.since:%H:%M} UTC" if read.since else ""
    return f"{read.context.incident.key}: catch-up{since}"


CATCHUP = Brief(
    kind=BriefKind.CATCHUP,
    title=_title,
    headline=facts,
    shares=(
        Share(STATE, 3, optional=True),
        Share(IMPACT, 2),
        Share(CAUSES, 4, least=2, optional=True),
        Share(TRIED, 4, least=2, optional=True, once=False),
        Share(DECISIONS, 3, optional=True),
        Share(QUESTIONS, 2, optional=True),
        Share(SEEN, 4, least=1, optional=True),
        Share(PEOPLE, 3, least=0, optional=True),
        Share(RECENT, 3, least=0, optional=True, new=True),
    ),
    limits=Limits(lines=20, chars=1_650),
    quote_chars=130,
)
