"""Systems that know something, without a network: connectors for tests of what is made of their answers."""

import asyncio
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from app.domain.attributes import SERVICE
from app.domain.change import Change, ChangeKind, ChangeState
from app.domain.connecting import Checked, Found
from app.domain.errors import Unavailable
from app.domain.service import OnCall, Service
from app.domain.signal import Signal, SignalKind, SignalState
from app.ports import Connected

NOW = datetime(2026, 3, 14, 9, 26, 53, tzinfo=UTC)
SERVICES = (
    Service(name="checkout", owner="Shop", calls=("ledger",), channel="team-shop", on_call="shop"),
    Service(name="ledger", owner="Payments", calls=("ledger-db",), channel="team-payments", on_call="payments"),
    Service(name="payslips", owner="People"),
)


def ago(minutes: float) -> datetime:
    return NOW - timedelta(minutes=minutes)


def alert(title: str, service: str = "", minutes: float = 5, **more) -> Signal:
    values = {"connector": "alerts", "kind": SignalKind.ALERT, "fingerprint": title, "title": title}
    values |= {"started_at": ago(minutes), "last_at": NOW, "url": "https://alerts.example/1"}
    values |= {"attributes": {SERVICE: service} if service else {}}
    return Signal(**(values | more))


def ended(signal: Signal, minutes: float) -> Signal:
    return replace(signal, state=SignalState.ENDED, ended_at=ago(minutes), last_at=ago(minutes))


def deploy(title: str, service: str, minutes: float, **more) -> Change:
    values = {"connector": "ships", "kind": ChangeKind.DEPLOY, "ref": title, "title": title}
    values |= {"started_at": ago(minutes + 2), "finished_at": ago(minutes), "attributes": {SERVICE: service}}
    values |= {"url": "https://ships.example/7", "state": ChangeState.DONE}
    return Change(**(values | more))


@dataclass
class System:
    """`trouble` is raised; `hangs` never answers; `bug` is what it raises that nobody foresaw. Counts its `looks`."""

    trouble: str = ""
    hangs: bool = False
    bug: Exception | None = None
    remark: str = ""
    looks: int = 0
    seen: list = field(default_factory=list)

    async def check(self):
        return (Checked("a permission"),)

    async def _answer(self, items):
        self.looks += 1
        if self.hangs:
            await asyncio.Event().wait()
        if self.bug:
            raise self.bug
        if self.trouble:
            raise Unavailable("It", self.trouble)
        return Found(tuple(items), self.remark)


@dataclass
class Alerts(System):
    items: tuple[Signal, ...] = ()

    async def signals(self, window, scope):
        self.seen.append((window, scope))
        return await self._answer(self.items)


@dataclass
class Ships(System):
    items: tuple[Change, ...] = ()

    async def changes(self, window, scope):
        self.seen.append((window, scope))
        return await self._answer([one for one in self.items if one.took_effect_at >= window.start])


@dataclass
class Catalogue(System):
    items: tuple[Service, ...] = SERVICES

    async def services(self):
        return await self._answer(self.items)


@dataclass
class Pager(System):
    person: str = "Ana Lima"

    async def on_call(self, services):
        found = [
            OnCall(connector="pager", rotation=one.on_call, person=self.person, service=one.name)
            for one in services
            if one.on_call
        ]
        return await self._answer(found)


def connected(**systems: System) -> list[Connected]:
    return [Connected(name, name, name.capitalize(), one) for name, one in systems.items()]
