"""The summary on the live card: a few lines that stay true while the incident moves; of a meeting, what it was about."""

from dataclasses import replace

from app.briefs.brief import Brief, facts
from app.briefs.evidence.account import Account
from app.briefs.sections.causes import CAUSES
from app.briefs.sections.decisions import DECISIONS
from app.briefs.sections.impact import IMPACT
from app.briefs.sections.part import Part
from app.briefs.sections.seen import SEEN
from app.briefs.sections.state import STATE
from app.briefs.sections.talk import ABOUT, BESIDE, POINTS, SETTLED, is_meeting
from app.briefs.sections.tried import TRIED
from app.briefs.selection import Limits, Share
from app.domain.brief import BriefKind, Document

_MEETING = (
    Share(ABOUT, 1, optional=True),
    Share(POINTS, 9, optional=True, once=False),
    Share(SETTLED, 4, optional=True, once=False),
)
_MEETING_LIMITS = Limits(lines=16, chars=1_650)
"""Nothing else is on the screen of who missed a meeting: as much room as a catch-up has."""


class Summary(Brief):
    """One brief for both: a meeting has none of an incident's sections, an incident none of a meeting's."""

    def told(self, read: Account) -> Document:
        if not is_meeting(read):
            return super().told(read)
        return Brief.told(replace(self, shares=_MEETING, limits=_MEETING_LIMITS), read)


def _in_incident(part: Part) -> Part:
    """What is read as a cause, an attempt or an impact in an incident is none in a meeting."""
    return replace(part, points=lambda account: [] if is_meeting(account) else part.points(account))


SUMMARY = Summary(
    kind=BriefKind.SUMMARY,
    title=lambda read: f"{read.context.incident.key}: {read.context.incident.title}",
    headline=facts,
    shares=(
        Share(_in_incident(STATE), 2, optional=True),
        Share(_in_incident(IMPACT), 2),
        Share(_in_incident(CAUSES), 2, optional=True),
        Share(_in_incident(TRIED), 2, optional=True, once=False),
        Share(_in_incident(DECISIONS), 2, optional=True),
        Share(_in_incident(SEEN), 2, optional=True),
        *_MEETING,
        Share(BESIDE, 2, least=0, optional=True, new=True),
    ),
    limits=Limits(lines=14, chars=1_100),
    quote_chars=120,
)
