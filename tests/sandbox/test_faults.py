import pytest

from app.sandbox.errors import SlackError
from app.sandbox.faults import UNDISTURBED, Fault, Faults, fault_from_json


def test_a_fault_strikes_so_often_after_so_many_chances():
    faults = Faults()
    faults.add(Fault("chat.postMessage", "refuse", times=2, skip=1))
    struck = [faults.take("chat.postMessage", "*") is not None for _ in range(5)]
    assert struck == [False, True, True, False, False]
    assert list(faults) == []


def test_a_fault_for_all_methods_lasts_until_it_is_cleared():
    faults = Faults()
    faults.add(Fault("*", "status", times=None))
    assert all(faults.take(name, "*") for name in ("auth.test", "users.info"))
    faults.clear()
    assert faults.take("auth.test", "*") is None


def test_events_are_lost_doubled_and_delayed_all_at_once():
    faults = Faults(seed=7)
    assert faults.plan_event() is UNDISTURBED
    faults.add(Fault("events", "duplicate", times=None))
    faults.add(Fault("events", "shuffle", times=None, delay_s=0.5))
    faults.add(Fault("events", "drop_after"))
    plan = faults.plan_event()
    assert plan.deaf
    assert not plan.lost
    assert len(plan.delays_s) == 2
    assert all(0 <= delay_s <= 0.5 for delay_s in plan.delays_s)


def test_a_fault_reads_back_as_it_was_asked_for():
    fault = Fault("*", "status", times=None, status=429, retry_after_s=7)
    assert fault_from_json(fault.as_json()) == fault


@pytest.mark.parametrize(
    "given", [{}, {"target": "*"}, {"target": "*", "kind": "flood"}, {"target": "*", "kind": "delay", "delay_s": "1"}]
)
def test_what_is_no_fault_is_refused(given):
    with pytest.raises(SlackError, match="invalid_fault"):
        fault_from_json(given)
