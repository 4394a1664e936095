"""`/inc similar`: has this happened before, and what fixed it?"""

from collections.abc import Iterator
from typing import Annotated

from app.commands.call import Call, Reply
from app.commands.grammar import Where, command
from app.commands.quoting import could_not, quoted
from app.commands.values import Key, Text
from app.context.around.telling import linked
from app.context.similar.finding import similar_to
from app.context.similar.past import Quote, Similar, Similars
from app.domain.incident import Audience, Incident
from app.domain.markup import escape
from app.domain.naming import duration
from app.domain.post import Body
from app.record.timeline import shortened

_TITLE_CHARS = 90


@command(where=Where.ANYWHERE, reads=True, asks=True, synonyms=("alike", "precedents"))
async def similar(
    call: Call,
    *,
    key: Annotated[Key | None, "Incident, if not this one"] = None,
    text: Annotated[Text | None, "What it looks like; empty: as the record says"] = None,
) -> Reply:
    """Show past incidents that are like this one, and what fixed them.

    At most three, from the record and from connected reports, with the sentences that say so. Only you see it; Keep
    makes it stay. With words, those are looked for, in any channel.
    > similar
    > similar pods stuck while being created, on some nodes only
    > similar INC-3
    """
    incident = await call.incident_called(key) if key or not text else call.here
    desk = call.desk
    words = await call.plain(text) if text else ""
    found = await similar_to(
        desk.surroundings, desk.reader, None if text else incident, words=words, may_see=call.may_see
    )
    about = [incident] if incident else []
    shown = [one.past.incident for one in found.found if one.past.incident]
    secret = any(call.is_told_elsewhere(one) for one in (*about, *shown))
    return Reply(
        body=Body(text="\n".join(_told(found, incident if not text else None))),
        keep=True,
        secret=secret,
        brief="similar",
        about=incident,
    )


def _told(similars: Similars, incident: Incident | None) -> Iterator[str]:
    found = similars.found
    name = f"*Like {incident.key}*" if incident else "*Similar incidents*"
    if found:
        yield f"{name}, of {_number(similars.looked_at)} that I know. Alike in words; the cause may be another."
    elif similars.looked_at:
        yield f"Nothing similar: I know {_number(similars.looked_at)}."
    else:
        yield "There is no incident yet that is over, and no report is connected (connector `postmortems`)."
    for number, one in enumerate(found, 1):
        yield from _one(number, one)
    yield from could_not(similars.could_not)


def _number(looked_at: int) -> str:
    return f"{looked_at} past incident{'' if looked_at == 1 else 's'}"


def _one(number: int, one: Similar) -> Iterator[str]:
    past, account = one.past, one.account
    title = escape(shortened(past.title, _TITLE_CHARS))
    private = " · private" if past.incident and past.incident.audience is Audience.CHANNEL else ""
    if past.incident:
        title = f"{past.key} {title} · <#{past.incident.channel}>" if past.incident.channel else f"{past.key} {title}"
    elif past.url:
        title = linked(shortened(past.title, _TITLE_CHARS), past.url)
    when = f" · {past.at:%Y-%m-%d}" if past.at else ""
    yield f"*{number}.* {title}{when}{private}"
    if account.what:
        yield f"• What: {quoted(account.what)}"
    yield f"• Fix: {quoted(account.fix) if account.fix else 'not said'}"
    yield f"• How long: {_took(account.duration, duration(account.took) if account.took else '')}"
    yield f"• Alike: {escape(_alike(one))}"


def _took(said: Quote | None, length: str) -> str:
    if said is None:
        return "not said"
    return f"{length}, {quoted(said)}" if length else quoted(said)


def _alike(one: Similar) -> str:
    parts = [f"service {name}" for name in one.services]
    return ", ".join([*parts, *one.shared]) or "words for the same things"
