"""Looks at what other systems told us: joins it to incidents, declares one where a rule says so, and records it.

One look at a time, each a few seconds after something came. Looking again changes nothing: every entry has its key.
A look takes so many signals at most, the oldest first; the next takes the rest at once, so that none is passed over.
"""

import asyncio
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from app.context.alerts.assigning import Assigned, Candidate, Declared, assign
from app.context.alerts.belonging import change_drafts, is_told, signal_drafts
from app.context.alerts.rules import Do, rule_for
from app.context.alerts.standing import candidates, declared_by_rules
from app.context.intake import changes, signals, traffic
from app.context.intake.episodes import Episode
from app.context.intake.traffic import Counts
from app.context.intake.turns import turn
from app.context.services.catalog import catalog_of, enrich
from app.context.texts.excerpts import without_addresses
from app.domain.change import Change
from app.domain.entry import Author, Draft, Kind, Source, Voice
from app.domain.markup import escape
from app.domain.post import Body, Post
from app.domain.service import Catalog
from app.domain.window import Window
from app.duties import alerting
from app.duties.tools import Tools
from app.jobs.job import NewJob
from app.jobs.queue import enqueue, waiting_keys
from app.jobs.worker import Lease
from app.record.append import append
from app.record.consequences import NOTICE
from app.record.declaring import Declaration, declare
from app.store.database import Transaction

REACH = timedelta(hours=6)
"""How long ago a signal may have been heard of last to join an incident that begins now."""
_HOUR = timedelta(hours=1)
_CATALOG_S = 4.0
_MOST_NAMED = 3
_TITLE_CHARACTERS = 150
_AFTER = "after"
"""In a job's payload: the id of the last signal that the look before has taken."""
_THE_REST = f"{NOTICE}:rest:"


@dataclass(slots=True, kw_only=True)
class _Seen:
    """What there is to look at. `last` is the id of the last signal, if more come after it, else 0."""

    candidates: list[Candidate]
    loose: list[Episode]
    made: list[Change]
    declared: int
    catalog: Catalog
    last: int


async def notice(lease: Lease, tools: Tools) -> None:
    """Also what follows from it, for a job that names an incident: tell its channel, or ask people in."""
    if alerting.INVITE in lease.job.payload:
        await alerting.invite(lease, tools)
        return
    if "incident" in lease.job.payload:
        await alerting.tell(lease, tools)
        return
    after = lease.job.payload.get(_AFTER)
    seen = await _look(lease.now, tools, after if isinstance(after, int) else 0)
    if not seen.candidates and not seen.loose and not seen.last:
        return
    manners = tools.manners
    free = max(0, manners.alert_incidents_per_hour - seen.declared)
    assigned = await asyncio.to_thread(
        assign, seen.loose, seen.candidates, manners.alert_rules, seen.catalog, free
    )  # among many services it takes a while
    async with lease.finish() as tx:
        await turn(tx)
        assigned = await _untaken(tx, seen, assigned)
        for one in assigned.declared:
            seen.candidates.append(await _declare(tx, lease, tools, one))
            assigned.joined[seen.candidates[-1].incident.id] = one.episodes
        await _record(tx, lease, tools, seen, assigned)
        if assigned.held:
            await _say_held(tx, lease, tools, seen, assigned.held)
        if seen.last:
            await _go_on(tx, lease, seen.last)


async def _untaken(tx: Transaction, seen: _Seen, assigned: Assigned) -> Assigned:
    """Without what a look around an incident has taken for that one while this look took its time."""
    taken = await signals.taken(tx, seen.loose)
    for one in seen.candidates:
        one.episodes = [each for each in one.episodes if each.id not in taken]
    return assigned.without(taken)


async def _go_on(tx: Transaction, lease: Lease, last: int) -> None:
    """With what comes after the last signal, unless another look goes on with the rest already."""
    if any(key.startswith(_THE_REST) for key in await waiting_keys(tx, NOTICE)):
        return
    key = f"{_THE_REST}{lease.job.id}"
    await enqueue(tx, [NewJob(key=key, kind=NOTICE, lane=NOTICE, run_at=lease.now, payload={_AFTER: last})])


async def _look(now: datetime, tools: Tools, after: int) -> _Seen:
    may_declare = any(rule.do is Do.DECLARE for rule in tools.manners.alert_rules)
    async with tools.database.reading() as connection:
        there = await candidates(connection, now)
        known: list[Episode] = []
        if there or may_declare:  # what has ended declares nothing
            known = await signals.loose(connection, now - REACH, after, only_firing=not there)
        since = min((one.incident.declared_at for one in there), default=now)
        made = await changes.within(connection, Window(min(since, now), now)) if there else []
        declared = await declared_by_rules(connection, now - _HOUR)
    last = known[-1].id if len(known) >= signals.MOST else 0
    loose = [episode for episode in known if is_told(episode)]
    catalog = await _catalog(tools) if loose or (there and made) else Catalog()
    for one in there:
        one.episodes = _enriched(one.episodes, catalog)
    loose = _enriched(loose, catalog)
    return _Seen(candidates=there, loose=loose, made=made, declared=declared, catalog=catalog, last=last)


async def _catalog(tools: Tools) -> Catalog:
    """Without it services are told apart by name alone; alerts do not wait for a catalog that hangs."""
    try:
        async with asyncio.timeout(_CATALOG_S):
            return await catalog_of(tools.surroundings)
    except TimeoutError:
        return Catalog()


def _enriched(episodes: Iterable[Episode], catalog: Catalog) -> list[Episode]:
    return [replace(one, signal=enrich(one.signal, catalog)) for one in episodes] if len(catalog) else list(episodes)


async def _declare(tx: Transaction, lease: Lease, tools: Tools, one: Declared) -> Candidate:
    rule, first = one.rule, one.episodes[0]
    title = without_addresses(first.signal.title)[
        :_TITLE_CHARACTERS
    ]  # it is announced, and the channel is named after it
    declaration = Declaration(key=one.key, title=title, person="", private=rule.private)
    every_s = tools.recorder.card_every_s
    incident = await declare(tx, declaration, lease.now, every_s)
    services = rule.services or tuple(
        dict.fromkeys(each.signal.service for each in one.episodes if each.signal.service)
    )
    drafts = []
    if rule.severity:
        drafts.append(_set(one, Kind.SEVERITY, f"SEV{rule.severity}", lease.now, to=str(rule.severity), was=""))
    if services:
        drafts.append(_set(one, Kind.SETTING, f"Services: {', '.join(services)}", lease.now, services=list(services)))
    incident, _ = await append(tx, incident.id, drafts, lease.now, every_s)
    if rule.invite:
        await enqueue(tx, [alerting.invite_job(incident.id, rule.invite, lease.now)])
    return Candidate(incident=incident, episodes=list(one.episodes), group=one.group)


def _set(one: Declared, kind: Kind, text: str, now: datetime, **details: str | list[str]) -> Draft:
    return Draft(
        key=f"{one.key}:{kind.value}",
        kind=kind,
        happened_at=now,
        author=Author(Voice.WATCHKEEPER, "watchkeeper"),
        source=Source("watchkeeper", one.key),
        text=escape(text),
        details=details,
    )


async def _record(tx: Transaction, lease: Lease, tools: Tools, seen: _Seen, assigned: Assigned) -> None:
    titles = {one.name: one.title for one in tools.surroundings.connected}
    only_one = sum(one.incident.is_open for one in seen.candidates) == 1
    posted: Counter[str] = Counter()
    for one in sorted(
        seen.candidates, key=lambda each: each.incident.id
    ):  # one order, so that replicas cannot deadlock
        joined = assigned.joined.get(one.incident.id, ())
        await signals.join(tx, joined, one.incident.id)
        made = change_drafts(one, seen.made, titles, seen.catalog, only_one=only_one)
        drafts = [*signal_drafts(one.episodes, titles, lease.now), *made]
        if drafts and one.incident.recording:
            _, new = await append(tx, one.incident.id, drafts, lease.now, tools.recorder.card_every_s)
            posted.update(str(entry.details["connector"]) for entry in new)
            if any(entry.kind is Kind.SIGNAL for entry in new):
                await enqueue(tx, [alerting.tell_job(one.incident.id, lease.now)])
    for name, count in sorted(posted.items()):
        await traffic.count(tx, name, Counts(posted=count))


async def _say_held(tx: Transaction, lease: Lease, tools: Tools, seen: _Seen, held: Sequence[Episode]) -> None:
    """Once in an hour, where incidents are announced, else in the newest open one; nothing of what is to be private."""
    most, rules = tools.manners.alert_incidents_per_hour, tools.manners.alert_rules
    open_ones = [one.incident for one in seen.candidates if one.incident.is_open and one.incident.channel]
    channel = tools.manners.announce_channel or (open_ones[0].channel if open_ones else "")
    if not channel or not most:
        return
    named = [one.signal for one in held if not rule_for(one.signal, rules).private]
    titles = list(dict.fromkeys(escape(signal.title) for signal in named))
    if not titles:
        return
    more = f" and {len(titles) - _MOST_NAMED} more" if len(titles) > _MOST_NAMED else ""
    text = (
        f":warning: Rules declared {most} incidents within an hour, so these alerts declare no further one for now: "
        f"{', '.join(titles[:_MOST_NAMED])}{more}. `{tools.manners.command} new` declares one."
    )
    key = f"alerts-held:{int(lease.now.timestamp() // _HOUR.total_seconds())}"
    await tools.say(tx, lease, Post(key=key, incident_id=None, channel=channel, body=Body(text=text), brief="alerts"))
