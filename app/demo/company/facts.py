"""The facts of the demo's company, read from `systems.yml`: what was deployed and switched, how its metrics went."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import yaml

from app.domain.json import JsonObject, object_of, objects_of, text_of

COMPANY = Path(__file__).parent
OWNER = "lantern"
_WIGGLE = 0.04
_DAY_S = 86400


@dataclass(frozen=True, slots=True, kw_only=True)
class Deploy:
    """`files` are pairs of a path and a patch."""

    at: datetime
    took_s: float
    service: str
    version: str
    sha: str
    author: str
    note: str
    files: Sequence[tuple[str, str]] = ()

    @property
    def ended_at(self) -> datetime:
        return self.at + timedelta(seconds=self.took_s)


@dataclass(frozen=True, slots=True, kw_only=True)
class Switch:
    """A flag that was switched; `to` is on or off."""

    id: int
    at: datetime
    flag: str
    service: str
    to: str
    who: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Metric:
    """`since` are its values from a moment on; before the first of them it is as usual, give or take a little."""

    name: str
    service: str
    usual: float
    since: Sequence[tuple[datetime, float]]

    def value(self, at: datetime) -> float:
        level = next((value for begun, value in reversed(self.since) if begun <= at), self.usual)
        return level * (1 + _WIGGLE * math.sin(at.timestamp() % _DAY_S / 37))


@dataclass(frozen=True, slots=True)
class Facts:
    """`on_call` maps an id of a service in the on-call system to the name of its rotation and a handle."""

    deploys: tuple[Deploy, ...]
    switches: tuple[Switch, ...]
    metrics: tuple[Metric, ...]
    on_call: dict[str, tuple[str, str]]

    @property
    def repositories(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(f"{OWNER}/{one.service}" for one in self.deploys))


def read_facts(day: date, path: Path = COMPANY / "systems.yml") -> Facts:
    """As of the incident's day."""
    told: JsonObject = object_of(yaml.safe_load(path.read_text(encoding="utf-8")))
    on_call = objects_of(told.get("on_call"))
    return Facts(
        deploys=tuple(_deploy(one, day) for one in objects_of(told.get("deploys"))),
        switches=tuple(_switch(one, day) for one in objects_of(told.get("flags"))),
        metrics=tuple(_metric(one, day) for one in objects_of(told.get("metrics"))),
        on_call={text_of(one["service"]): (text_of(one["name"]), text_of(one["person"])) for one in on_call},
    )


def _deploy(told: JsonObject, day: date) -> Deploy:
    return Deploy(
        at=_moment(told, day),
        took_s=_number(told.get("took_s")) or 60.0,
        service=text_of(told["service"]),
        version=text_of(told["version"]),
        sha=text_of(told["sha"]),
        author=text_of(told["author"]),
        note=text_of(told["note"]),
        files=tuple((text_of(one["name"]), text_of(one["patch"])) for one in objects_of(told.get("files"))),
    )


def _switch(told: JsonObject, day: date) -> Switch:
    number = told["id"]
    assert isinstance(number, int)
    names = {name: text_of(told[name]) for name in ("flag", "service", "to", "who")}
    return Switch(id=number, at=_moment(told, day), **names)


def _metric(told: JsonObject, day: date) -> Metric:
    pairs = told.get("since")
    assert isinstance(pairs, list)
    since = [(_on(day, text_of(at)), _number(value)) for at, value in pairs]
    return Metric(
        name=text_of(told["name"]), service=text_of(told["service"]), usual=_number(told["usual"]), since=since
    )


def _moment(told: JsonObject, day: date) -> datetime:
    return _on(day - timedelta(days=int(_number(told.get("days_before")))), text_of(told["at"]))


def _on(day: date, at: str) -> datetime:
    return datetime.combine(day, time.fromisoformat(at), UTC)


def _number(value: object) -> float:
    return float(value) if isinstance(value, int | float) else 0.0
