"""Looks around an incident: asks all connected systems within a time limit and keeps the view of what they know.

One look of an incident at a time, beside one that is patient; a view that is fresh is not looked for again.
"""

import asyncio
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from app.context.around import composing, kept
from app.context.around.asking import CHANGES, ON_CALL
from app.context.around.known import ABOUT_US, known_of
from app.context.around.responsible import recognised
from app.context.around.searching import Picture, Timer, search
from app.context.around.view import SUSPECT, Duty, Seen, View
from app.context.services.grouping import groups
from app.context.surroundings import Surroundings
from app.domain.errors import Unavailable
from app.domain.incident import Incident
from app.domain.signal import SignalKind
from app.ports import FindsChanges, FindsSignals, Hears
from app.record.reading import Reader

FRESH_FOR = timedelta(seconds=30)
"""So long a view is given again instead of asking everybody again."""


async def look_around(
    around: Surroundings,
    reader: Reader,
    incident: Incident,
    now: datetime,
    limit_s: float,
    *,
    enough_s: float | None = None,
    fresh_for: timedelta = FRESH_FOR,
) -> View:
    """The view of an incident, at most `limit_s` seconds later, also where it has to wait for another look: what that saw
    will do. Where somebody else has been looking all that time it is the last view, which says so; raises Unavailable where
    nothing was seen before. After `enough_s` (None: it is patient, and waits until the limit) it does not wait for more
    than it has.
    """
    time = asyncio.get_running_loop().time
    end = time() + limit_s
    before = await last_view(around, incident)
    if before and now - before.looked_at < fresh_for:
        return before
    async with around.looks.turn((incident.id, enough_s is None), limit_s) as mine:
        last = await last_view(around, incident)
        if last and last != before:
            return last
        if last and not mine:
            return _overdue(around, last)
        if not mine:
            raise Unavailable("Watchkeeper", "it is looking already")
        known = known_of(await reader.context(incident, now))
        left_s = max(0.0, end - time())
        timer = Timer(left_s, left_s if enough_s is None else enough_s)
        asking = replace(around, old_copy_after_s=limit_s) if enough_s is None else around
        picture = await search(asking, reader, known, timer)
        duties = await recognised(around, picture.on_call)
        view = await asyncio.to_thread(_view, around, picture, now, duties, last=last, said=incident.services)
        async with around.database.transaction() as tx:
            return await kept.save(tx, incident.id, view)


async def last_view(around: Surroundings, incident: Incident) -> View | None:
    """What was seen last, or None."""
    async with around.database.reading() as connection:
        return await kept.load(connection, incident.id)


def _overdue(around: Surroundings, last: View) -> View:
    """An old view, with all systems that tell of what is new as not having answered yet."""
    late = _once(one.title for one in around.connected if isinstance(one.connector, (FindsSignals, FindsChanges)))
    return replace(last, late=late, troubles=_unless_late(last.troubles, late))


def _named(last: View | None) -> set[str]:
    """The keys of the changes that the channel was told of as candidates."""
    return {key.removeprefix(f"{SUSPECT}:") for key in last.told} if last else set()


def _view(
    around: Surroundings,
    picture: Picture,
    now: datetime,
    duties: Sequence[Duty],
    *,
    last: View | None,
    said: Collection[str],
) -> View:
    """`said` are the services that people set."""
    titles = around.titles
    about_us = [one for one in picture.signals if one.kind in ABOUT_US]
    found = groups(about_us, picture.catalog)
    late = _once(look.system for look in picture.looks if look.is_late)
    changes = [look for look in picture.looks if look.what == CHANGES]
    tickets, tickets_since, ticket_url = composing.tickets(picture.signals)
    return View(
        looked_at=now,
        window=picture.window,
        asked=len(around.connected),
        tellers=sum(isinstance(one.connector, (FindsSignals, FindsChanges, Hears)) for one in around.connected),
        services=composing.ours(picture.services, picture.signals, said),
        at_risk=composing.at_risk(found, picture.services),
        firing=composing.firing(found, titles),
        ended=composing.ended(found, titles),
        suspects=composing.suspects(picture.ranking, titles),
        undone=composing.undone(picture.ranking, _named(last), titles),
        out=composing.ruled_out(picture.ranking, titles),
        instead=tuple(reason.words for reason in picture.ranking.instead),
        considered=picture.considered,
        change_systems=len({look.connector for look in changes if look.is_whole}),
        changes_missing=not all(look.is_whole for look in changes),
        people=composing.responsible(composing.likely_first(found, picture.services), picture.catalog, duties),
        similar=composing.precedents(picture.similar.found),
        runbook=composing.excerpt(picture.advised.advice),
        tickets=tickets,
        tickets_since=tickets_since,
        ticket_url=ticket_url,
        statuses=_statuses(picture, titles),
        troubles=_troubles(picture, late),
        late=late,
        remarks=_once(
            f"{look.system}: {look.remark}" for look in picture.looks if look.remark and look.what != ON_CALL
        ),
    )


def _statuses(picture: Picture, titles: dict[str, str]) -> tuple[Seen, ...]:
    """What third parties say is wrong with them now."""
    said = [one for one in picture.signals if one.kind is SignalKind.STATUS]
    return composing.firing(groups(said, picture.catalog), titles)


def _troubles(picture: Picture, late: Collection[str]) -> tuple[str, ...]:
    """One sentence for each system; of those that may still answer it is not said yet."""
    told = [f"{look.system}: {look.trouble}" for look in picture.looks if look.trouble]
    first: dict[str, str] = {}
    for sentence in (*told, *picture.similar.could_not, *picture.advised.could_not):
        first.setdefault(sentence.partition(": ")[0], sentence)
    return _unless_late(first.values(), late)


def _unless_late(sentences: Iterable[str], late: Collection[str]) -> tuple[str, ...]:
    return tuple(sentence for sentence in sentences if sentence.partition(": ")[0] not in late)


def _once(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(words))
