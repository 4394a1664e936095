"""Who is asked what: only those that can answer, about what they are to be asked."""

from datetime import timedelta

import pytest

from app.context.around.asking import CHANGES, ON_CALL, SIGNALS, change_questions, on_call_questions, signal_questions
from app.context.surroundings import Surroundings
from app.domain.errors import Unavailable
from app.domain.service import Service
from app.domain.window import Scope, Window
from tests.context.systems import NOW, Alerts, Catalogue, Pager, Ships, alert, connected, deploy

WINDOW = Window(NOW - timedelta(hours=1), NOW)
LEDGER = Service(name="ledger", on_call="payments")


class Both(Alerts, Ships):
    """Knows of signals and of changes, as many systems do."""


def around(**systems) -> Surroundings:
    return Surroundings(database=None, clock=lambda: NOW, connected=connected(**systems))


async def test_each_is_asked_only_what_it_can_answer():
    there = around(alerts=Alerts(), ships=Ships(), both=Both(), catalog=Catalogue(), pager=Pager())
    asked = {
        SIGNALS: signal_questions(there, WINDOW, Scope()),
        CHANGES: change_questions(there, WINDOW),
        ON_CALL: on_call_questions(there, [LEDGER]),
    }
    assert {what: [one.connected.name for one in found] for what, found in asked.items()} == {
        SIGNALS: ["alerts", "both"],
        CHANGES: ["ships", "both"],
        ON_CALL: ["pager"],
    }
    assert all(one.what == what for what, found in asked.items() for one in found)


async def test_nothing_is_asked_before_the_question_is_put():
    alerts = Alerts()
    (question,) = signal_questions(around(alerts=alerts), WINDOW, Scope())
    assert alerts.looks == 0
    await question.ask()
    assert alerts.looks == 1


async def test_signals_are_asked_for_near_the_services_and_changes_of_everything():
    alerts, ships = Alerts(), Ships()
    scope = Scope(services=("ledger",), words=("timeout",))
    there = around(alerts=alerts, ships=ships)
    for question in (*signal_questions(there, WINDOW, scope), *change_questions(there, WINDOW)):
        await question.ask()
    assert alerts.seen == [(WINDOW, scope)]
    assert ships.seen == [(WINDOW, Scope())]


async def test_each_question_goes_to_a_system_of_its_own():
    first, second = Alerts(items=(alert("one"),)), Alerts(items=(alert("two"),))
    found = [await one.ask() for one in signal_questions(around(a=first, b=second), WINDOW, Scope())]
    assert [item.title for one in found for item in one.items] == ["one", "two"]


async def test_who_is_not_to_be_asked_again_is_left_alone():
    there = around(ships=Ships(), flags=Ships(), both=Both())
    assert [one.connected.name for one in change_questions(there, WINDOW, ["flags", "gone"])] == ["ships", "both"]


async def test_nobody_is_asked_who_is_on_call_for_nothing():
    assert on_call_questions(around(pager=Pager()), []) == []


async def test_items_and_remarks_come_through_and_so_does_trouble():
    ships = Ships(items=(deploy("Deploy 1", "ledger", 5),), remark="only the newest 1")
    (told,) = change_questions(around(ships=ships), WINDOW)
    found = await told.ask()
    assert ([one.title for one in found.items], found.remark) == (["Deploy 1"], "only the newest 1")
    (told,) = on_call_questions(around(pager=Pager(remark="no overrides")), [LEDGER])
    found = await told.ask()
    assert ([one.person for one in found.items], found.remark) == (["Ana Lima"], "no overrides")
    (down,) = signal_questions(around(loki=Alerts(trouble="timed out")), WINDOW, Scope())
    with pytest.raises(Unavailable, match="timed out"):
        await down.ask()
