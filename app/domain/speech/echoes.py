"""What bots post of alerts that a connected system tells of, too: told once, as the system does."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from datetime import timedelta

from app.domain.attributes import SERVICE
from app.domain.json import object_of, text_of
from app.domain.speech.alarm import Alarm, AlarmState
from app.domain.speech.plain import one_line
from app.domain.speech.told import Told

_APART = timedelta(minutes=15)
_TELLING_CHARS = 8
"""A shorter title may be in any text."""


def without_echoes(heard: Sequence[Told]) -> list[Told]:
    """Without what bots say at about the time when a connected system says it, with its title, or the alert's name and
    service. What somebody put on the timeline stays.
    """
    sure = sorted((item for item in heard if item.alarm and item.alarm.sure), key=lambda item: item.at)
    if not sure:
        return list(heard)
    times = [item.at for item in sure]

    def is_echo(item: Told) -> bool:
        if item.alarm is None or item.alarm.sure or item.alarm.state is AlarmState.SAID or item.kept_by_hand:
            return False
        near = sure[bisect_left(times, item.at - _APART) : bisect_right(times, item.at + _APART)]
        said = one_line(item.text).casefold()
        return any(_is_same(item.alarm, each, said) for each in near)

    return [item for item in heard if not is_echo(item)]


def _is_same(alarm: Alarm, other: Told, said: str) -> bool:
    """Whether a bot's words are those of the system's alarm; `said` is all of them in small letters."""
    if other.alarm is None or other.alarm.state is not alarm.state:
        return False
    details = other.line.entry.details
    attributes = object_of(details.get("attributes"))
    title = one_line(text_of(details.get("title"))).casefold()
    if len(title) >= _TELLING_CHARS and title in said:
        return True
    name, service = text_of(attributes.get("alertname")).casefold(), text_of(attributes.get(SERVICE)).casefold()
    return bool(name and service) and _has(said, name) and _has(said, service)


def _has(said: str, name: str) -> bool:
    """As a whole word: "ledger" is not in "LedgerErrors"."""
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", said) is not None
