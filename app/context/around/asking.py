"""Which questions are put to which systems."""

from collections.abc import Sequence

from app.context.around.gathering import Finding, Look, Question
from app.context.surroundings import Surroundings
from app.domain.connecting import Found
from app.domain.service import Service
from app.domain.window import Scope, Window
from app.ports import Connected, FindsChanges, FindsOnCall, FindsSignals

SIGNALS, CHANGES, ON_CALL = "signals", "changes", "on call"
MOST_SERVICES = 30
"""Systems are asked about no more services at once: a question has limits of its length, and each answer takes time."""


def left_out(what: str, services: Sequence[object]) -> list[Look]:
    """Says so where there are more services, the nearest first, than systems are asked about."""
    if len(services) <= MOST_SERVICES:
        return []
    return [Look(system=what.capitalize(), remark=f"asked about {MOST_SERVICES} of {len(services)} services")]


def signal_questions(around: Surroundings, window: Window, scope: Scope) -> list[Question]:
    """What is wrong, near these services."""
    return [
        _signals(one, one.connector, window, scope)
        for one in around.connected
        if isinstance(one.connector, FindsSignals)
    ]


def change_questions(around: Surroundings, window: Window, without: Sequence[str] = ()) -> list[Question]:
    """What was changed, anywhere: what broke a service is often not its own. `without` are names not to be asked again."""
    able = [one for one in around.connected if one.name not in without]
    return [_changes(one, one.connector, window) for one in able if isinstance(one.connector, FindsChanges)]


def on_call_questions(around: Surroundings, services: Sequence[Service]) -> list[Question]:
    """Who is on call for these services; nobody is asked about none."""
    asked = around.connected if services else ()
    return [_on_call(one, one.connector, services) for one in asked if isinstance(one.connector, FindsOnCall)]


def _signals(connected: Connected, connector: FindsSignals, window: Window, scope: Scope) -> Question:
    async def ask() -> Found[Finding]:
        found = await connector.signals(window, scope)
        return Found(tuple(found.items), found.remark)

    return Question(connected, SIGNALS, ask)


def _changes(connected: Connected, connector: FindsChanges, window: Window) -> Question:
    async def ask() -> Found[Finding]:
        found = await connector.changes(window, Scope())
        return Found(tuple(found.items), found.remark)

    return Question(connected, CHANGES, ask)


def _on_call(connected: Connected, connector: FindsOnCall, services: Sequence[Service]) -> Question:
    async def ask() -> Found[Finding]:
        found = await connector.on_call(services)
        return Found(tuple(found.items), found.remark)

    return Question(connected, ON_CALL, ask)
