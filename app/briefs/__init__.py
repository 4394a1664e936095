"""Briefs: a context in, a document out, every statement of which cites the record."""

import asyncio

from app.briefs.answer import ANSWER
from app.briefs.brief import Brief
from app.briefs.catchup import CATCHUP
from app.briefs.guardrails import enforced
from app.briefs.handover import HANDOVER
from app.briefs.postmortem import POSTMORTEM
from app.briefs.summary import SUMMARY
from app.briefs.update import UPDATE
from app.domain.brief import BriefKind, Context, Document

BRIEFS: tuple[Brief, ...] = (CATCHUP, SUMMARY, UPDATE, HANDOVER, POSTMORTEM, ANSWER)


def write(kind: BriefKind, context: Context) -> Document:
    """The brief of one kind, by rules alone; a statement that fails the check is left out."""
    brief = next(each for each in BRIEFS if each.kind == kind)
    return enforced(brief.write(context), context)


async def written(kind: BriefKind, context: Context) -> Document:
    """The same beside the event loop: a long incident takes a second to read, and events go on arriving."""
    return await asyncio.to_thread(write, kind, context)
