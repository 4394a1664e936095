"""From what was found to the view of it: sorted, cut to what a person reads, in plain texts."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime

from app.context.around.view import Duty, Excerpt, Precedent, Responsible, Seen, Suspect
from app.context.services.grouping import Group
from app.context.similar.past import Similar
from app.context.situation import Candidate, Ranking
from app.context.texts.guides import Advice
from app.domain.change import Change, ChangeState
from app.domain.naming import duration
from app.domain.service import Catalog, OnCall, normal
from app.domain.signal import Signal, SignalKind, SignalState

MOST_SUSPECTS = 5
_MOST_OUT = 20
_MOST_GROUPS = 12
_MOST_REASONS = 8
_MOST_PEOPLE = 6
_MOST_AT_RISK = 12
_MOST_OF_A_GROUP = 5
_REACH_CHARS = 40
_PRODUCTION = frozenset({"production", "production only"})
_IN_PRODUCTION = frozenset({"it is in production", "it was in production"})


def key_of(signal: Signal) -> str:
    return f"{signal.connector}/{signal.fingerprint}"


def change_key(change: Change) -> str:
    return f"{change.connector}/{change.ref}"


def seen(group: Group, titles: Mapping[str, str]) -> Seen:
    """One line for a group: the earliest signal of the service that likely failed first, of those that still fire if
    any do. `titles` are of connectors.
    """
    told = [one for one in group.signals if one.state is SignalState.FIRING] or group.signals
    first = group.first.service if group.first else ""
    lead = next((one for one in told if first and normal(one.service) == normal(first)), told[0])
    return Seen(
        title=lead.title,
        kind=lead.kind.value,
        since=lead.started_at,
        keys=_one_of_each(lead, told),
        services=group.services,
        severity=group.severity,
        count=lead.count,
        others=len(told) - 1,
        ended_at=None if group.is_firing else max(one.ended_at or one.last_at for one in told),
        first=first,
        why=group.first.words if group.first else "",
        system=titles.get(lead.connector, lead.connector),
        url=lead.url,
    )


def firing(found: Iterable[Group], titles: Mapping[str, str]) -> tuple[Seen, ...]:
    """The groups in which something is still true, in their order."""
    return tuple(seen(group, titles) for group in found if group.is_firing)[:_MOST_GROUPS]


def ended(found: Iterable[Group], titles: Mapping[str, str]) -> tuple[Seen, ...]:
    """The groups that are over, the last to end first."""
    over = [seen(group, titles) for group in found if not group.is_firing]
    return tuple(sorted(over, key=lambda one: one.ended_at or one.since, reverse=True)[:_MOST_GROUPS])


def at_risk(found: Iterable[Group], services: Sequence[str]) -> tuple[str, ...]:
    """Who depends on what fails, and does not fail itself."""
    depend = (name for group in found if group.is_firing for name in group.radius.at_risk if name not in services)
    return tuple(dict.fromkeys(depend))[:_MOST_AT_RISK]


def suspects(ranking: Ranking, titles: Mapping[str, str]) -> tuple[Suspect, ...]:
    return tuple(_suspect(one, titles) for one in ranking.named[:MOST_SUSPECTS])


def undone(ranking: Ranking, named: Collection[str], titles: Mapping[str, str]) -> tuple[Suspect, ...]:
    """Those whose keys are `named`, as they were told before, that have been taken back and are named no more."""
    still = {change_key(one.change) for one in ranking.named[:MOST_SUSPECTS]}
    over = [one for one in (*ranking.candidates, *ranking.out) if one.change.state is ChangeState.UNDONE]
    return tuple(_suspect(one, titles) for one in over if change_key(one.change) in {*named} - still)[:MOST_SUSPECTS]


def ruled_out(ranking: Ranking, titles: Mapping[str, str]) -> tuple[Suspect, ...]:
    """Without what only takes another back: that is what helped, if anything, and the other says so."""
    out = [one for one in ranking.out if not one.change.undoes]
    return tuple(_suspect(one, titles) for one in out[:_MOST_OUT])


def likely_first(found: Iterable[Group], services: Sequence[str]) -> list[str]:
    """The services, in which it likely began before the others."""
    firsts = {normal(group.first.service) for group in found if group.is_firing and group.first}
    return sorted(services, key=lambda name: normal(name) not in firsts)


def responsible(services: Sequence[str], catalog: Catalog, duties: Sequence[Duty]) -> tuple[Responsible, ...]:
    """Who has to do with each service."""
    return tuple(_responsible(name, catalog, duties) for name in services[:_MOST_PEOPLE])


def duty(one: OnCall, titles: Mapping[str, str], user: str = "") -> Duty:
    return Duty(
        person=one.person,
        contact=one.contact,
        rotation=one.rotation,
        service=one.service,
        level=one.level,
        until=one.until,
        user=user,
        system=titles.get(one.connector, one.connector),
        url=one.url,
    )


def precedents(found: Sequence[Similar]) -> tuple[Precedent, ...]:
    return tuple(
        Precedent(
            name=one.past.key if one.past.incident else "",
            title=one.past.title,
            fix=one.account.fix.text if one.account.fix else "",
            fix_url=one.account.fix.url if one.account.fix else "",
            took=f"took {duration(one.account.took)}" if one.account.took else "",
            shared=one.shared,
            url=one.past.url,
        )
        for one in found
    )


def excerpt(advice: Advice | None) -> Excerpt | None:
    if advice is None:
        return None
    return Excerpt(title=advice.title, section=advice.heading, text=advice.excerpt, url=advice.url, why=advice.why)


def tickets(signals: Iterable[Signal]) -> tuple[int, datetime | None, str]:
    """How many customers wrote, since when, and where one of it can be read."""
    found = [one for one in signals if one.kind is SignalKind.TICKET]
    url = next((one.url for one in found if one.url), "")
    return sum(one.count for one in found), min((one.started_at for one in found), default=None), url


def _one_of_each(lead: Signal, told: Sequence[Signal]) -> tuple[str, ...]:
    """The earliest signal of each service; log lines and the like tell the same in more words."""
    firsts = {normal(one.service): one for one in reversed(told) if one.kind is SignalKind.ALERT}
    chosen = [lead, *sorted(firsts.values(), key=lambda one: one.started_at)]
    return tuple(dict.fromkeys(map(key_of, chosen)))[:_MOST_OF_A_GROUP]


def ours(services: Sequence[str], signals: Iterable[Signal], said: Collection[str]) -> tuple[str, ...]:
    """Without third parties, as their status names them; unless people `said` so, or an alert of ours is about one."""
    signals = list(signals)
    theirs = {normal(one.service) for one in signals if one.kind is SignalKind.STATUS}
    theirs -= {normal(one.service) for one in signals if one.kind is SignalKind.ALERT}
    theirs -= set(map(normal, said))
    return tuple(one for one in services if normal(one) not in theirs)


def _suspect(one: Candidate, titles: Mapping[str, str]) -> Suspect:
    change = one.change
    words = [reason.words for reason in one.reasons]
    is_said = change.reach.casefold() in _PRODUCTION and not _IN_PRODUCTION.isdisjoint(words)
    if len(change.reach) <= _REACH_CHARS:  # it is said beside the title, or by a reason
        words = [each for each in words if each != f"it reached {change.reach}"]
    return Suspect(
        key=change_key(change),
        title=change.title,
        kind=change.kind.value,
        at=change.took_effect_at,
        state=change.state.value,
        service=change.service,
        author=change.author,
        reach="" if is_said else change.reach,
        reasons=tuple(words[:_MOST_REASONS]),
        system=titles.get(change.connector, change.connector),
        url=change.url,
    )


def _responsible(name: str, catalog: Catalog, duties: Sequence[Duty]) -> Responsible:
    found = catalog.find(name)
    mine = {
        (one.system, one.rotation, one.person, one.level): one  # services of one rotation have the same people
        for one in duties
        if normal(one.service) == normal(name) or (found and found.on_call and one.rotation == found.on_call)
    }
    on_call = tuple(sorted(mine.values(), key=lambda one: one.level))
    if found is None:
        return Responsible(service=name, on_call=on_call)
    return Responsible(
        service=found.name,
        owner=found.owner,
        tier=found.tier,
        channel=found.channel.removeprefix("#"),
        contact=found.contact,
        url=found.url,
        on_call=on_call,
    )
