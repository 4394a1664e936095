"""The summary on the live card: a few lines that stay true while the incident moves."""

from app.briefs.brief import Brief, facts
from app.briefs.sections.causes import CAUSES
from app.briefs.sections.decisions import DECISIONS
from app.briefs.sections.impact import IMPACT
from app.briefs.sections.seen import SEEN
from app.briefs.sections.state import STATE
from app.briefs.sections.tried import TRIED
from app.briefs.selection import Limits, Share
from app.domain.brief import BriefKind

SUMMARY = Brief(
    kind=BriefKind.SUMMARY,
    title=lambda read: f"{read.context.incident.key}: {read.context.incident.title}",
    headline=facts,
    shares=(
        Share(STATE, 2, optional=True),
        Share(IMPACT, 2),
        Share(CAUSES, 2, optional=True),
        Share(TRIED, 2, optional=True, once=False),
        Share(DECISIONS, 2, optional=True),
        Share(SEEN, 2, optional=True),
    ),
    limits=Limits(lines=14, chars=1_100),
    quote_chars=120,
)
