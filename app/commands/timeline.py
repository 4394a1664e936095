"""`/inc timeline`: what mattered, in order."""

import asyncio
from collections.abc import Sequence
from datetime import datetime
from typing import Annotated

from app.commands.call import Call, Reply
from app.commands.grammar import Where, command
from app.commands.times import Since
from app.commands.values import Key
from app.domain.incident import Incident
from app.domain.markup import escape
from app.domain.post import Body
from app.record import timeline as record
from app.record.timeline import Row, shortened

_MOST_ROWS = 20
_ROW_CHARS = 110
"""Twenty rows of this length, with their links, fit into one message and on one screen or two."""


@command(where=Where.ANYWHERE, reads=True, synonyms=("tl", "history"))
async def timeline(
    call: Call,
    *,
    key: Annotated[Key | None, "Incident, if not this one"] = None,
    since: Annotated[Since | None, "Since when (UTC)"] = None,
) -> Reply:
    """Show what mattered, in order, with links.

    The last 20 rows, or the first 20 since a time. Only you see it; Keep makes it stay. Times are UTC.
    > timeline
    > timeline since 14:05
    > timeline INC-3
    """
    incident = await call.incident_called(key)
    context = await call.desk.reader.context(incident, call.desk.clock(), reader=call.person)
    rows = await asyncio.to_thread(record.timeline, context)
    start = since.moment(call.at) if since else None
    return Reply(
        body=Body(text=_told(incident, rows, start)),
        keep=True,
        secret=call.is_told_elsewhere(incident),
        brief="timeline",
        about=incident,
    )


def _told(incident: Incident, rows: Sequence[Row], start: datetime | None) -> str:
    wanted = [row for row in rows if start is None or row.at >= start]
    shown = wanted[-_MOST_ROWS:] if start is None else wanted[:_MOST_ROWS]
    title = f"*{incident.key} timeline*, UTC"
    if not shown:
        return f"{title}\nNothing{f' since {start:%Y-%m-%d %H:%M}' if start else ' yet'}."
    rest = len(wanted) - len(shown)
    left_out = [f"_{rest} {'earlier' if start is None else 'later'} rows are left out._"] if rest else []
    days = {row.at.date() for row in shown}
    lines = [_line(row, with_day=len(days) > 1) for row in shown]
    return "\n".join([title, *(left_out if start is None else []), *lines, *(left_out if start else [])])


def _line(row: Row, *, with_day: bool) -> str:
    clock = f"{row.at:%m-%d %H:%M}" if with_day else f"{row.at:%H:%M}"
    clock = f"<{row.url}|{clock}>" if row.url else clock
    who = f" – {escape(row.who)}" if row.who else ""
    return f"{clock} *{row.kind.replace('_', ' ')}* {escape(shortened(row.text, _ROW_CHARS))}{who}"
