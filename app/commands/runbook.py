"""`/inc runbook`: the section of the runbooks that fits best."""

from collections.abc import Iterator
from typing import Annotated

from app.commands.call import Call, Reply
from app.commands.grammar import Where, command
from app.commands.quoting import could_not
from app.commands.values import Key, Text
from app.context.around.known import known_of
from app.context.around.looking import last_view
from app.context.around.telling import linked
from app.context.intake import signals
from app.context.texts.guides import Advice, Advised, best_guide
from app.domain.incident import Incident
from app.domain.markup import escape
from app.domain.post import Body
from app.domain.signal import Signal, SignalState
from app.record.timeline import shortened

_TITLE_CHARS = 120


@command(where=Where.ANYWHERE, reads=True, asks=True, synonyms=("runbooks", "playbook", "guide"))
async def runbook(
    call: Call,
    *,
    key: Annotated[Key | None, "Incident, if not this one"] = None,
    text: Annotated[Text | None, "What to look for; empty: as the record says"] = None,
) -> Reply:
    """Show the section of the runbooks that fits best.

    A few lines of it, with a link. Only you see it; Keep makes it stay. Where nothing fits well, it says so.
    > runbook
    > runbook certificate expired
    """
    incident = await call.incident_called(key) if key or not text else call.here
    desk = call.desk
    if text or incident is None:
        advised = await best_guide(desk.surroundings, words=await call.plain(text or ""))
    else:
        advised = await _for_incident(call, incident)
    return Reply(
        body=Body(text="\n".join(_told(advised, desk.command))),
        keep=True,
        secret=incident is not None and call.is_told_elsewhere(incident),
        brief="runbook",
        about=incident,
    )


async def _for_incident(call: Call, incident: Incident) -> Advised:
    """The one that the context card shows, if it shows one: two answers to one question help nobody."""
    desk = call.desk
    view = await last_view(desk.surroundings, incident)
    if view and (book := view.runbook):
        return Advised(Advice(title=book.title, heading=book.section, excerpt=book.text, url=book.url, why=book.why), 1)
    words = known_of(await desk.reader.context(incident, desk.clock())).words
    services = view.services if view else incident.services
    noticed = await _noticed(call, incident)
    return await best_guide(desk.surroundings, services=services, words=words, signals=noticed)


async def _noticed(call: Call, incident: Incident) -> list[Signal]:
    """The signals that belong to the incident, those that still fire first."""
    async with call.desk.reader.looking() as connection:
        episodes = await signals.of_incident(connection, incident.id)
    return sorted((one.signal for one in episodes), key=lambda one: one.state is not SignalState.FIRING)


def _told(advised: Advised, command: str) -> Iterator[str]:
    if advised.advice:
        yield from _section(advised.advice)
    elif advised.looked_at:
        yield f"No section of the runbooks fits well. Say what to look for: `{command} runbook disk full`."
    elif not advised.could_not:
        yield "No runbook is connected (connector `runbooks`)."
    yield from could_not(advised.could_not)


def _section(advice: Advice) -> Iterator[str]:
    name = shortened(" › ".join(part for part in (advice.title, advice.heading) if part), _TITLE_CHARS)
    yield f"*Runbook:* {linked(name, advice.url)}"
    yield from (f"> {escape(line)}" for line in advice.excerpt.splitlines())
    if advice.why:
        yield f"_Why this one: {escape(advice.why)}._"
