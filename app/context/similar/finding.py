"""Finds the incidents of the past that are like one that is going on."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import replace

from app.context.around.known import known_of
from app.context.similar.own import own_account, own_past
from app.context.similar.past import Account, MaySee, Past, Similar, Similars
from app.context.similar.ranking import Hit, index
from app.context.similar.reports import read_report
from app.context.similar.symptoms import Question, asked
from app.context.similar.terms import shown
from app.context.surroundings import Surroundings
from app.context.texts import shelf
from app.domain.connecting import PastIncident
from app.domain.errors import Unavailable, UserError
from app.domain.incident import Audience, Incident
from app.domain.service import normal
from app.domain.signal import Signal
from app.record.reading import Reader

MOST_SHOWN = 3
_MOST_WORDS = 5
_UNSURE = "Slack: it could not say who is in some private channels, so their incidents may be missing"


async def similar_to(
    surroundings: Surroundings,
    reader: Reader,
    incident: Incident | None,
    *,
    words: str = "",
    signals: Sequence[Signal] = (),
    may_see: MaySee,
) -> Similars:
    """At most three. `words` is what people say of the trouble, as plain text; without it, what the incident's record says
    is taken. `may_see` says which of our incidents those may know of to whom the answer is shown.
    """
    if incident and not words:
        words = known_of(await reader.context(incident, surroundings.clock())).words
    own = await own_past(reader, incident)
    shelved = await shelf.past_incidents(surroundings)
    reports = await asyncio.to_thread(_read, shelved.items)
    everything = [*own, *(past for past, _ in reports.values())]
    services = (*(incident.services if incident else ()), *(one.service for one in signals if one.service))
    question = await asyncio.to_thread(asked, incident, services, signals, words)
    hits = await asyncio.to_thread(_search, everything, question)
    allowed, unsure = await _allowed(everything, hits, may_see)
    now = surroundings.clock()
    found = []
    for past, hit in allowed:
        account = await own_account(reader, past.incident, now) if past.incident else _account(reports, past)
        found.append(_similar(past, account, hit, question, services))
    open_to_all = [one for one in everything if one.incident is None or one.incident.audience is Audience.WORKSPACE]
    could_not = (*shelved.could_not, *([_UNSURE] if unsure else []))
    return Similars(found=tuple(found), looked_at=len(open_to_all), could_not=could_not)


def known_in(channel: str) -> MaySee:
    """What may be shown to everybody in a channel: what the workspace may see, and the channel's own incidents."""

    async def may_see(incident: Incident) -> bool:
        return incident.audience is Audience.WORKSPACE or (bool(channel) and incident.channel == channel)

    return may_see


def _read(items: Sequence[PastIncident]) -> dict[tuple[str, str], tuple[Past, Account]]:
    return {(one.connector, one.ref): read_report(one) for one in items}


def _account(reports: Mapping[tuple[str, str], tuple[Past, Account]], past: Past) -> Account:
    return reports[past.connector, past.key][1]


def _search(everything: Sequence[Past], question: Question) -> list[Hit]:
    hits = index([one.texts for one in everything]).search(question.headline, question.talk)
    return [hit for hit in hits if not hit.is_weak]


async def _allowed(
    everything: Sequence[Past], hits: Sequence[Hit], may_see: MaySee
) -> tuple[list[tuple[Past, Hit]], bool]:
    """The best that may be shown, and whether that could not be told of some."""
    allowed: list[tuple[Past, Hit]] = []
    unsure = False
    for hit in hits:
        past = everything[hit.place]
        try:
            if past.incident is None or await may_see(past.incident):
                allowed.append((past, hit))
        except Unavailable:
            unsure = True
        except UserError:  # its channel is gone or closed to us: nobody can be shown to be in it
            continue
        if len(allowed) == MOST_SHOWN:
            break
    return allowed, unsure


def _similar(past: Past, account: Account, hit: Hit, question: Question, services: Sequence[str]) -> Similar:
    words = shown(question.text)
    first = next((one.url for one in (account.what, account.duration, account.fix) if one and one.url), "")
    shared = dict.fromkeys(words[term] for term in hit.shared if not term.startswith("~") and term in words)
    ours = {normal(one) for one in services}
    return Similar(
        past=past if past.url else replace(past, url=first),
        account=account,
        score=hit.strength,
        shared=tuple(shared)[:_MOST_WORDS],
        services=tuple(one for one in past.services if normal(one) in ours),
    )
