"""What our own record has of incidents that are over: by which words they are found, and what people said of their end."""

import asyncio
import re
from collections.abc import Mapping, Sequence
from datetime import datetime

from app.context.similar.past import Account, Field, Past, Quote
from app.context.texts.excerpts import without_addresses
from app.domain.entry import Kind
from app.domain.incident import Incident
from app.domain.speech.act import Direction
from app.domain.speech.movement import phrased
from app.domain.speech.operations import OPERATION
from app.domain.speech.plain import plain
from app.record import incidents, past
from app.record.reading import Reader
from app.record.timeline import Row, timeline

_MOST_INCIDENTS = 300
_FIELDS: Mapping[Kind, Field] = {
    Kind.SIGNAL: Field.SYMPTOMS,
    Kind.IMPACT: Field.SYMPTOMS,
    Kind.HYPOTHESIS: Field.CAUSES,
    Kind.CHANGE: Field.CAUSES,
    Kind.DECISION: Field.FIX,
    Kind.ACTION: Field.FIX,
}
_WHAT = ("impact", "signal", "observation", "cause")
"""The kinds of rows of the timeline that tell what it was, the most telling first."""
_ENDING = {"resolution": 2, "action": 2, "result": 1, "decision": 1, "status": 0}
"""The kinds that may tell what ended it, and how much each is believed to."""
_NO_HELP = frozenset({Direction.SAME, Direction.WORSE})
_DECIDED_NOT = re.compile(rf"\b(?:not|don'?t|won'?t|never|no) (?:to |yet )?(?:{OPERATION.pattern})")
_STEM = 4
"""So many letters make out what is done: `rollback`, `rolled back`."""


async def own_past(reader: Reader, passing_over: Incident | None) -> list[Past]:
    """The newest 300 that are over, without the one that is asked about."""
    async with reader.looking() as connection:
        over = [one for one in await incidents.over(connection, _MOST_INCIDENTS) if one != passing_over]
        over = [one for one in over if passing_over is None or one.id != passing_over.id]
        said = await past.texts(connection, [one.id for one in over])
    return await asyncio.to_thread(lambda: [_past(one, said[one.id]) for one in over])


def _past(incident: Incident, said: Sequence[tuple[Kind, str]]) -> Past:
    texts: dict[Field, list[str]] = {
        Field.TITLE: [incident.title],
        Field.SERVICES: list(incident.services),
        Field.SYMPTOMS: [incident.impact],
    }
    for kind, text in said:
        texts.setdefault(_FIELDS.get(kind, Field.REST), []).append(_bare(text))
    return Past(
        key=incident.key,
        title=incident.title,
        texts={name: "\n".join(each) for name, each in texts.items()},
        at=incident.declared_at,
        services=incident.services,
        incident=incident,
    )


def _bare(text: str) -> str:
    """Without markup, where there is any: there are many texts, and few have it."""
    return plain(text, {}, {}) if "<" in text or "&" in text else text


async def own_account(reader: Reader, incident: Incident, now: datetime) -> Account:
    """What the record says of it, quoted from the entries that its timeline rests on."""
    context = await reader.context(incident, now)
    rows = await asyncio.to_thread(timeline, context)
    over_at = incident.resolved_at or incident.closed_at
    ended = next((row for row in rows if row.kind == "status" and row.at == over_at), None)
    return Account(
        what=_quote(_what(rows)),
        fix=_quote(_fix(rows, over_at)),
        duration=_quote(ended),
        took=over_at - incident.declared_at if over_at and ended else None,
    )


def _what(rows: Sequence[Row]) -> Row | None:
    told = [row for row in rows if row.kind in _WHAT]
    return min(told, key=lambda row: (_WHAT.index(row.kind), -row.weight), default=None)


def _fix(rows: Sequence[Row], over_at: datetime | None) -> Row | None:
    """The row that tells most plainly of something done which ended it: the last such before it was over, or just after."""
    may_tell = [row for place, row in enumerate(rows) if row.kind in _ENDING and not _is_denied(row, rows[place + 1 :])]
    told = [row for row in may_tell if OPERATION.search(row.text.lower())]
    told = told or [row for row in may_tell if row.kind == "action"]
    before = [row for row in told if over_at is None or row.at <= over_at]
    return max(before or told, key=lambda row: (_ENDING[row.kind], row.at), default=None)


def _is_denied(row: Row, later: Sequence[Row]) -> bool:
    """Whether it was decided not to do it, or somebody said that it did not help: of what is named, else of the last."""
    said = row.text.lower()
    if (row.kind == "result" and phrased(said) in _NO_HELP) or _DECIDED_NOT.search(said):
        return True
    is_last = True
    for one in later:
        is_last = is_last and one.kind != "action"
        if one.kind == "result" and phrased(one.text.lower()) in _NO_HELP:
            named = OPERATION.search(one.text.lower())
            if (named[0][:_STEM] in said) if named else is_last:
                return True
    return False


def _quote(row: Row | None) -> Quote | None:
    return Quote(without_addresses(row.text), row.url) if row else None
