"""The stages of one look around an incident, each within what is left of the time: first what is wrong and what was
changed, then whom to ask, what was like it, and what to do.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from app.context.around import window as windows
from app.context.around.asking import (
    CHANGES,
    MOST_SERVICES,
    ON_CALL,
    SIGNALS,
    change_questions,
    left_out,
    on_call_questions,
    signal_questions,
)
from app.context.around.gathering import Look, gather, in_time
from app.context.around.known import Known, about, affected, neighbours, related, services_of
from app.context.around.remembering import Remembered, end_vanished, remember, remembered, remembered_changes
from app.context.ranking import rank
from app.context.ranking.onset import onset_of
from app.context.ranking.reranking import advised
from app.context.services.catalog import services
from app.context.similar.finding import known_in, similar_to
from app.context.similar.past import Similars
from app.context.situation import Ranking, Situation
from app.context.surroundings import Surroundings
from app.context.texts.guides import Advised, best_guide
from app.domain.service import Catalog, OnCall, Service, catalog
from app.domain.signal import Signal, SignalKind
from app.domain.window import Scope, Window
from app.ports import FindsServices
from app.record.reading import Reader

_FOR_CATALOG, _FOR_FINDING, _FOR_ADVICE = 0.2, 0.75, 0.95
"""Shares of the time limit: until the catalog has been read, until signals and changes have been found, until a model has
said which of them to look at first.
"""
_FOR_TEXTS = 0.85
"""Until runbooks and reports have been brought."""
_WORTH_ASKING_S = 0.5


class Timer:
    """How much of the time is left."""

    def __init__(self, limit_s: float, enough_s: float) -> None:
        self._time = asyncio.get_running_loop().time
        self._limit_s = limit_s
        self._enough_s = enough_s
        self._begun = self._time()

    def until(self, share: float = 1.0) -> float:
        """Seconds until that share of the time is used up."""
        return max(0.0, self._begun + share * self._limit_s - self._time())

    @property
    def enough_s(self) -> float:
        """Seconds until an answer is better than more of it."""
        return max(0.0, self._begun + self._enough_s - self._time())


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """Everything that one look brought. `services` are those in trouble, `signals` those that have to do with them."""

    window: Window
    catalog: Catalog
    services: tuple[str, ...]
    signals: tuple[Signal, ...]
    ranking: Ranking
    considered: int = 0
    on_call: tuple[OnCall, ...] = ()
    similar: Similars = field(default_factory=Similars)
    advised: Advised = field(default_factory=Advised)
    looks: tuple[Look, ...] = ()


@dataclass(frozen=True, slots=True)
class _Frame:
    """What every stage works with."""

    around: Surroundings
    reader: Reader
    known: Known
    timer: Timer
    catalog: Catalog


@dataclass(frozen=True, slots=True, kw_only=True)
class _Trouble:
    """What the first stage found: which services, since when, by which signals."""

    services: tuple[str, ...]
    signals: tuple[Signal, ...]
    begun_at: datetime
    alerted_at: datetime


@dataclass(frozen=True, slots=True)
class _Ranked:
    window: Window
    ranking: Ranking = field(default_factory=Ranking)
    considered: int = 0
    looks: tuple[Look, ...] = ()


async def search(around: Surroundings, reader: Reader, known: Known, timer: Timer) -> Picture:
    """Raises nothing of the connectors': what could not be looked at is in the picture's `looks`."""
    there, catalog_looks = await _catalog(around, timer)
    frame = _Frame(around, reader, known, timer, there)
    looks = await _first_look(frame)
    trouble = await _trouble(frame)
    async with asyncio.TaskGroup() as group:
        ranked = group.create_task(_ranked(frame, trouble, looks))
        asked = group.create_task(_on_call(frame, trouble))
        alike = group.create_task(_similar(frame, trouble))
        advised = group.create_task(_advised(frame, trouble))
    changes, (on_call, duty_looks) = ranked.result(), asked.result()
    (similar, similar_look), (advice, advice_look) = alike.result(), advised.result()
    return Picture(
        window=changes.window,
        catalog=there,
        services=trouble.services,
        signals=trouble.signals,
        ranking=changes.ranking,
        considered=changes.considered,
        on_call=on_call,
        similar=similar or Similars(),
        advised=advice or Advised(),
        looks=(*catalog_looks, *looks, *changes.looks, *duty_looks, similar_look, advice_look),
    )


async def _catalog(around: Surroundings, timer: Timer) -> tuple[Catalog, list[Look]]:
    """What the catalogs say, each asked on its own, so that one that hangs does not hide the others."""
    async with asyncio.TaskGroup() as group:
        asked = [
            group.create_task(
                in_time(one.title, services(replace(around, connected=(one,))), timer.until(_FOR_CATALOG))
            )
            for one in around.having(FindsServices)
        ]
    found: list[Service] = []
    looks: list[Look] = []
    for task in asked:
        shelved, look = task.result()
        found += shelved.items if shelved else ()
        looks += [look, *_said(shelved.could_not if shelved else ())]
    return catalog(found), looks


async def _first_look(frame: _Frame) -> list[Look]:
    """Ask for signals near the services in trouble, and for changes everywhere."""
    known, timer = frame.known, frame.timer
    told, core = await _told(frame)
    begun_at = windows.beginning(known.incident, told.signals)
    signals_in = windows.looking_back(known.incident, begun_at, known.now, windows.SIGNALS_BACK)
    changes_in = next(windows.for_changes(known.incident, begun_at, known.now))
    near = await asyncio.to_thread(neighbours, core, frame.catalog)
    scope = Scope(services=near[:MOST_SERVICES])
    questions = signal_questions(frame.around, signals_in, scope)
    others = change_questions(frame.around, changes_in)
    looks = await gather([*questions, *others], enough_s=timer.enough_s, limit_s=timer.until(_FOR_FINDING))
    looks = await remember(frame.around, looks)
    await end_vanished(frame.around, told.episodes, looks[: len(questions)], scope)
    return [*looks, *left_out(SIGNALS, near if questions else ())]


async def _told(frame: _Frame) -> tuple[Remembered, tuple[str, ...]]:
    """The signals that are known by now, and the services that they and people name."""
    known = frame.known
    window = windows.looking_back(known.incident, known.alerted_at, known.now, windows.SIGNALS_BACK)
    told = await remembered(frame.around, known.incident, window, frame.catalog)
    return told, await asyncio.to_thread(services_of, known, told.joined, told.free, frame.catalog)


async def _trouble(frame: _Frame) -> _Trouble:
    """From everything that was told by now: which services are in trouble, and since when."""
    told, core = await _told(frame)
    free = await asyncio.to_thread(related, told.free, core, frame.catalog)
    near = [*told.joined, *free, *about(told.elsewhere, core)]  # what fires is told, whichever incident it joined
    begun_at = windows.beginning(frame.known.incident, near)
    alerts = [one.started_at for one in near if one.kind is SignalKind.ALERT and one.started_at >= begun_at]
    return _Trouble(
        services=affected(core, near, frame.catalog),
        signals=tuple(near),
        begun_at=begun_at,
        alerted_at=min([frame.known.alerted_at, *alerts]),
    )


async def _ranked(frame: _Frame, trouble: _Trouble, looks: Sequence[Look]) -> _Ranked:
    """The changes, ranked; looked for further back while none is likely and there is time."""
    known = frame.known
    steps = list(windows.for_changes(known.incident, trouble.begun_at, known.now))
    found = _Ranked(steps[0])
    for number, window in enumerate(steps):
        wider = await _wider(frame, window, [*looks, *found.looks]) if number else []
        changes = await remembered_changes(frame.around, window)
        situation = _situation(frame, trouble, window)
        ranking = await asyncio.to_thread(rank, changes, situation)
        if adviser := frame.around.adviser:
            ranking = await advised(ranking, situation, known.incident, adviser, frame.timer.until(_FOR_ADVICE))
        found = _Ranked(window, ranking, len(changes), (*found.looks, *wider))
        if ranking.likely:
            break
    return found


async def _wider(frame: _Frame, window: Window, before: Sequence[Look]) -> list[Look]:
    """Ask those for changes further back that have answered so far."""
    if (left_s := frame.timer.until()) < _WORTH_ASKING_S:
        return []
    silent = [look.connector for look in before if look.what == CHANGES and not look.is_whole]
    looks = await gather(change_questions(frame.around, window, silent), enough_s=left_s, limit_s=left_s)
    return await remember(frame.around, looks)


def _situation(frame: _Frame, trouble: _Trouble, window: Window) -> Situation:
    return Situation(
        scope=Scope(services=trouble.services),
        window=window,
        alerted_at=trouble.alerted_at,
        onset=onset_of(trouble.signals),
        signals=trouble.signals,
        words=frame.known.words,
        catalog=frame.catalog,
    )


async def _on_call(frame: _Frame, trouble: _Trouble) -> tuple[tuple[OnCall, ...], list[Look]]:
    known = [frame.catalog.find(name) or Service(name=name) for name in trouble.services]
    left_s = frame.timer.until()
    questions = on_call_questions(frame.around, known[:MOST_SERVICES])
    looks = await gather(questions, enough_s=left_s, limit_s=left_s)
    looks += left_out(ON_CALL, known if questions else ())
    return tuple(item for look in looks for item in look.items if isinstance(item, OnCall)), looks


async def _similar(frame: _Frame, trouble: _Trouble) -> tuple[Similars | None, Look]:
    """As everybody in the incident's channel may see it, who are not the same people each time."""
    incident = frame.known.incident
    work = similar_to(
        _hurried(frame),
        frame.reader,
        incident,
        words=frame.known.words,
        signals=trouble.signals,
        may_see=known_in(incident.channel),
    )
    return await in_time("similar incidents", work, frame.timer.until())


async def _advised(frame: _Frame, trouble: _Trouble) -> tuple[Advised | None, Look]:
    words = frame.known.words
    work = best_guide(_hurried(frame), services=trouble.services, words=words, signals=trouble.signals)
    return await in_time("runbooks", work, frame.timer.until())


def _hurried(frame: _Frame) -> Surroundings:
    """Texts of which there is no copy yet are waited for so that there is time left for the others."""
    return replace(frame.around, first_copy_after_s=frame.timer.until(_FOR_TEXTS))


def _said(sentences: Sequence[str]) -> list[Look]:
    """Sentences of the form "system: reason" as looks that failed."""
    return [Look(system=system, trouble=reason) for system, _, reason in (one.partition(": ") for one in sentences)]
