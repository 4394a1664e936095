"""What the commands share that tell what other systems know: looking, and going on with it once the answer is given."""

from datetime import timedelta

from app.commands.call import Call, Reply
from app.context.around.asked import Asked, digest
from app.context.around.looking import FRESH_FOR, look_around
from app.context.around.view import View
from app.domain.incident import Incident, Status
from app.domain.post import Body
from app.record.consequences import look_around_job

_AGAIN_AFTER = timedelta(seconds=5)
"""Whoever wants to look again may, but two people at once need not."""


async def seen(call: Call, incident: Incident, *, again: bool = False) -> View:
    """What other systems know now, or a moment ago; within the time that somebody waits."""
    around = call.desk.surroundings
    return await look_around(
        around,
        call.desk.reader,
        incident,
        call.desk.clock(),
        around.limit_s,
        enough_s=around.enough_s,
        fresh_for=_AGAIN_AFTER if again else FRESH_FOR,
    )


def told(call: Call, incident: Incident, view: View, body: Body) -> Reply:
    """The answer for whoever asked. The record and the card follow; so does what is late, for them alone."""
    secret = call.is_told_elsewhere(incident)
    jobs = []
    if incident.recording and incident.status is not Status.CLOSED and call.desk.surroundings.connected:
        asked = Asked(
            key=call.key,
            channel=call.channel,
            reader="" if call.thread_ts and not secret else call.person,
            shown=digest(body),
            reply_to=call.reply_to if secret or not call.thread_ts else "",
            thread_ts=call.thread_ts,
        )
        more = {"asked": asked.payload} if view.late else {}
        jobs.append(look_around_job(incident, call.desk.clock(), f"call:{call.key}", **more))
    return Reply(body=body, keep=True, secret=secret, brief="context", about=incident, jobs=tuple(jobs))
