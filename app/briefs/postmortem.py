"""The draft postmortem: what the record shows, in sections, for people to correct and complete."""

from app.briefs.brief import Brief, facts
from app.briefs.sections.causes import FACTORS, THEORIES
from app.briefs.sections.decisions import DECISIONS
from app.briefs.sections.follow_ups import FOLLOW_UPS
from app.briefs.sections.gist import GIST
from app.briefs.sections.impact import IMPACT
from app.briefs.sections.looking_back import BADLY, WELL
from app.briefs.sections.noticed import NOTICED
from app.briefs.sections.questions import QUESTIONS
from app.briefs.sections.timeline import TIMELINE
from app.briefs.sections.times import TIMES
from app.briefs.sections.tried import TRIED
from app.briefs.selection import Share
from app.domain.brief import BriefKind

POSTMORTEM = Brief(
    kind=BriefKind.POSTMORTEM,
    title=lambda read: f"{read.context.incident.key}: {read.context.incident.title}",
    headline=facts,
    shares=(
        Share(GIST, 6, once=False),
        Share(IMPACT, 10, once=False),
        Share(TIMES, 5, once=False),
        Share(NOTICED, 4, once=False),
        Share(TIMELINE, 80, once=False),
        Share(TRIED, 20, once=False),
        Share(FACTORS, 10, once=False),
        Share(THEORIES, 14, once=False),
        Share(WELL, 6, once=False),
        Share(BADLY, 8, once=False),
        Share(DECISIONS, 20, once=False),
        Share(QUESTIONS, 10, once=False),
        Share(FOLLOW_UPS, 25, once=False),
    ),
    quote_chars=260,
)
