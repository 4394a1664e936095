"""`/inc catchup`: what happened while one was away."""

from typing import Annotated

from app.commands.briefing import given, written
from app.commands.call import Call, Reply
from app.commands.grammar import Where, command
from app.commands.times import Since
from app.commands.values import Key
from app.domain.brief import BriefKind
from app.domain.errors import UserError


@command(
    where=Where.ANYWHERE,
    reads=True,
    synonyms=("catch me up", "catch up", "brief", "brief me", "what happened", "what is happening"),
)
async def catchup(
    call: Call,
    *,
    key: Annotated[Key | None, "Incident, if not this one"] = None,
    since: Annotated[Since | None, "Since when (UTC)"] = None,
) -> Reply:
    """Tell you what happened, since a time or since you were last here.

    Only you see it; Keep makes it stay. "since start" tells everything. Times are UTC.
    > catchup
    > catchup since 14:05
    > catchup since 2h
    > catchup INC-3 since yesterday 22:00
    """
    incident = await call.incident_called(key)
    now = call.desk.clock()
    if since is None:
        start = await call.desk.reader.last_there(incident, call.person, call.at)
    else:
        start = since.moment(call.at)
    if start is not None and start > now:
        raise UserError(f"{start:%Y-%m-%d %H:%M} UTC is still ahead. Type a time that is past, such as `since 10m`.")
    document = await written(call, BriefKind.CATCHUP, incident, since=start, reader=call.person)
    return given(call, incident, document)
