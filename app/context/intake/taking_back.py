"""Which change a change takes back, where its system does not say: what was there before the last one comes again. Pure.

Systems that are asked tell it themselves, for they know what was before; what is pushed to us comes one by one.
"""

from collections.abc import Sequence
from datetime import timedelta

from app.domain.attributes import COMMIT, ENVIRONMENT, FLAG, FLAG_VARIANT, VERSION
from app.domain.change import Change, ChangeKind, ChangeState

REACH = timedelta(days=7)
"""How far back is looked."""
_SOON = timedelta(days=1)
"""A flag that was on for longer and goes off is not switched back; somebody is done with it."""
_SWITCH = frozenset({"on", "off"})


def may_take_back(change: Change) -> bool:
    """Whether it is worth looking at what was before it."""
    return change.state is ChangeState.DONE and not change.undoes and not change.query and bool(_thing(change))


def taken_back(change: Change, before: Sequence[Change]) -> str:
    """The ref of the change that it takes back, empty if none. `before` are changes of the same connector, in any order."""
    same = [
        one
        for one in before
        if one.ref != change.ref
        and one.state is not ChangeState.FAILED
        and one.took_effect_at <= change.took_effect_at
        and _thing(one) == _thing(change)
    ]
    if not same:
        return ""
    *earlier, last = sorted(same, key=lambda one: one.took_effect_at)
    if _value(last) == _value(change):
        return ""
    if _value(change) in {_value(one) for one in earlier}:
        return last.ref
    is_switch = change.kind is ChangeKind.FLAG and {_value(change), _value(last)} == _SWITCH
    return last.ref if is_switch and change.took_effect_at - last.took_effect_at <= _SOON else ""


def _thing(change: Change) -> tuple[str, ...]:
    """What is changed; empty where it cannot be said, or not to what."""
    said = change.attributes
    if not _value(change):
        return ()
    if change.kind is ChangeKind.FLAG:
        return ("flag", said.get(FLAG, ""), said.get(ENVIRONMENT, "")) if said.get(FLAG) else ()
    if change.kind in {ChangeKind.DEPLOY, ChangeKind.CONFIG} and change.service:
        return (change.kind.value, change.service, said.get(ENVIRONMENT, ""))
    return ()


def _value(change: Change) -> str:
    """What it is changed to."""
    said = change.attributes
    return said.get(FLAG_VARIANT, "") if change.kind is ChangeKind.FLAG else said.get(COMMIT) or said.get(VERSION, "")
