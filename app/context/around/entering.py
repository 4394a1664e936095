"""What of all that was seen becomes entries of the record: what the card names, what ended, and what was undone."""

from collections.abc import Iterable
from dataclasses import dataclass

from app.context.alerts.belonging import signal_drafts
from app.context.around.composing import change_key, key_of
from app.context.around.view import SUSPECT, View
from app.context.intake import changes, signals
from app.context.intake.episodes import Episode
from app.context.intake.recording import change_draft
from app.context.surroundings import Surroundings
from app.domain.change import Change, ChangeState
from app.domain.entry import Draft
from app.domain.incident import Incident

_MOST_GROUPS = 6


@dataclass(frozen=True, slots=True)
class Entering:
    """`episodes` belong to the incident from now on."""

    drafts: tuple[Draft, ...] = ()
    episodes: tuple[Episode, ...] = ()


async def entering(around: Surroundings, incident: Incident, view: View) -> Entering:
    """Drafts of the same facts have the same keys, so that each becomes an entry once, however often it is seen."""
    async with around.database.reading() as connection:
        joined = await signals.of_incident(connection, incident.id)
        near = await signals.within(connection, view.window)
        changed = await changes.within(connection, view.window)
    titles = around.titles
    told = (*view.firing[:_MOST_GROUPS], *view.ended[:_MOST_GROUPS], *view.statuses[:_MOST_GROUPS])
    shown = {key for one in told for key in one.keys}
    free = [one for one in near if one.incident is None and around.may_show(one.signal, incident)]
    new = [one for one in free if key_of(one.signal) in shown]
    noticed = [*new, *(one for one in joined if not one.is_firing or key_of(one.signal) in shown)]
    drafts = list(signal_drafts(noticed, titles, around.clock()))
    drafts += [change_draft(one, titles.get(one.connector, "")) for one in _telling(changed, view)]
    return Entering(tuple(drafts), tuple(new))


def _telling(changed: Iterable[Change], view: View) -> list[Change]:
    """The candidates that are or were named, and what takes them back; each as it stands now."""
    all_changes = list(changed)
    named = {one.key for one in view.suspects}
    named |= {key.removeprefix(f"{SUSPECT}:") for key in view.told}
    taken_back = {f"{one.connector}/{one.undoes}" for one in all_changes if one.undoes}
    return [
        one
        for one in all_changes
        if f"{one.connector}/{one.undoes}" in named
        or (change_key(one) in named and not (one.state is ChangeState.UNDONE and change_key(one) in taken_back))
    ]
