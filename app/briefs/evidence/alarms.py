"""Alerts, each told once: how often it fired, when last, and whether the monitoring said that it ended."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from app.domain.entry import Kind
from app.domain.speech.alarm import AlarmState
from app.domain.speech.told import Told

_DIGITS = re.compile(r"\d+")
_SEVERITY = re.compile(r"\bis (?:critical|warning|ok|unknown)\b.*$")


@dataclass(slots=True)
class Alert:
    """`fired` has every time that it fired, `ended` every message that said it was over."""

    fired: list[Told]
    ended: list[Told] = field(default_factory=list)

    @property
    def first(self) -> Told:
        return self.fired[0]

    @property
    def over(self) -> bool:
        return bool(self.ended) and self.ended[-1].at >= self.fired[-1].at


def alerts(heard: Sequence[Told]) -> list[Alert]:
    """In order of first firing. An end belongs to the alert whose thread it is in, else to the one of the same name."""
    found: dict[str, Alert] = {}
    roots: dict[str, Alert] = {}
    for item in heard:
        if item.kind is not Kind.SIGNAL or item.alarm is None or item.report is not None:
            continue
        name = item.alarm.fingerprint if item.alarm.sure else _name(item.alarm.fingerprint)
        if item.alarm.state is AlarmState.FIRING:
            alert = found.setdefault(name, Alert([]))
            alert.fired.append(item)
            roots[item.root] = alert
        elif item.alarm.state is AlarmState.ENDED:
            opener = roots.get(item.root) or found.get(name)
            if opener is not None:
                opener.ended.append(item)
    return list(found.values())


def remarks(heard: Sequence[Told]) -> list[Told]:
    """What machines said that is no alert: deploys, automation, reminders."""
    return [
        item
        for item in heard
        if item.kind is Kind.SIGNAL and item.alarm and item.alarm.state is AlarmState.SAID and item.report is None
    ]


def _name(fingerprint: str) -> str:
    """The alert's name without its state and the numbers in hosts' names: the same trouble on two hosts is one."""
    return _SEVERITY.sub(" ", _DIGITS.sub("#", fingerprint)).strip()
