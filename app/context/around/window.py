"""Which stretch of time is looked at: one for the whole incident, from before its first sign."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from app.domain.incident import Incident
from app.domain.signal import Signal
from app.domain.window import Window

SIGNALS_BACK = timedelta(hours=1)
"""Metrics leave their usual range minutes to hours before anything alerts."""
CHANGES_BACK = (timedelta(hours=6), timedelta(hours=24), timedelta(hours=72))
"""How far before the first sign changes are looked for; the next step where none of those found is likely."""
LONGEST = timedelta(days=7)
_AFTER_THE_END = timedelta(hours=1)
_CHRONIC = timedelta(hours=24)
"""What has been true for longer than this before the incident was declared is no sign of its beginning."""


def beginning(incident: Incident, signals: Iterable[Signal]) -> datetime:
    """When the incident first showed: at the earliest sign of it, at the latest when it was declared."""
    declared = incident.declared_at
    earlier = [one.started_at for one in signals if declared - _CHRONIC <= one.started_at < declared]
    return min([declared, *earlier])


def looking_back(incident: Incident, begun_at: datetime, now: datetime, back: timedelta) -> Window:
    """From `back` before the beginning until now, or until an hour after the end; at most `LONGEST`."""
    end = min(now, incident.resolved_at + _AFTER_THE_END) if incident.resolved_at else now
    start = max(min(begun_at, end) - back, end - LONGEST)
    return Window(start, end)


def for_changes(incident: Incident, begun_at: datetime, now: datetime) -> Iterator[Window]:
    """One wider than the other."""
    for back in CHANGES_BACK:
        yield looking_back(incident, begun_at, now, back)
