"""What connectors told is kept as it is found, and read again together with what was told before."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.context import changes, signals
from app.context.catalog import enrich
from app.context.gathering import Look
from app.context.surroundings import Surroundings
from app.context.traffic import Counts, count
from app.domain.change import Change
from app.domain.incident import Incident
from app.domain.service import Catalog
from app.domain.signal import Signal
from app.domain.window import Window


@dataclass(frozen=True, slots=True)
class Remembered:
    """`joined` are the signals that belong to the incident, `free` those of its time that belong to none."""

    joined: tuple[Signal, ...] = ()
    free: tuple[Signal, ...] = ()

    @property
    def signals(self) -> tuple[Signal, ...]:
        return (*self.joined, *self.free)


async def remember(around: Surroundings, looks: Sequence[Look], catalog: Catalog) -> None:
    """Keep what was found, once; count for each connector what came new, and what went wrong."""
    if not looks:
        return
    now = around.clock()
    async with around.database.transaction() as tx:
        for look in looks:
            found = [enrich(item, catalog) for item in look.items if isinstance(item, Signal)]
            new = (await signals.keep(tx, found, repeats=False)).new
            new += (await changes.keep(tx, [item for item in look.items if isinstance(item, Change)])).new
            trouble = look.trouble or ("no answer in time" if look.is_late else "")
            if look.connector and (new or trouble):
                counts = Counts(received=new, trouble=trouble, trouble_at=now if trouble else None)
                await count(tx, look.connector, replace(counts, heard_at=now if new else None))


async def remembered(around: Surroundings, incident: Incident, window: Window) -> Remembered:
    async with around.database.reading() as connection:
        joined = await signals.of_incident(connection, incident.id)
        near = await signals.within(connection, window)
    free = [episode for episode in near if episode.incident is None]
    return Remembered(tuple(one.signal for one in joined), tuple(one.signal for one in free))


async def remembered_changes(around: Surroundings, window: Window) -> list[Change]:
    async with around.database.reading() as connection:
        return await changes.within(connection, window)
