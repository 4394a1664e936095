from datetime import UTC, datetime, timedelta

from app.connectors.parts.traces import Trace, services_of, signals_of
from app.domain.attributes import SERVICE, TRACE
from app.domain.signal import SignalState
from app.domain.window import Window

END = datetime(2026, 3, 14, 10, tzinfo=UTC)
WINDOW = Window(END - timedelta(hours=1), END)


def trace(number, minutes_ago=5.0, how="failed", operation="GET /cart", took_ms=120.0):
    at = END - timedelta(minutes=minutes_ago)
    return Trace(
        id=f"t{number}",
        service="web",
        operation=operation,
        at=at,
        duration_ms=took_ms,
        how=how,
        url=f"u{number}",
        query="q",
    )


def test_traces_become_a_signal_for_each_operation():
    slow = [trace(n, how="was slow", took_ms=4000) for n in range(9)]
    failed, other, late = signals_of(
        [*slow, trace(1, 30), trace(2), trace(2), trace(9, operation="POST /pay")], "t", WINDOW
    )
    assert (failed.title, failed.count, failed.severity) == ("web GET /cart failed (120 ms)", 2, 2)
    assert failed.attributes == {SERVICE: "web", TRACE: "t2"}
    assert (failed.started_at, failed.url, failed.query) == (END - timedelta(minutes=30), "u2", "q")
    assert other.title == "web POST /pay failed (120 ms)"
    assert (late.title, late.count, late.severity) == ("web GET /cart was slow (4 s)", 9, 3)


def test_what_has_not_failed_for_long_is_over():
    [one] = signals_of([trace(1, 40)], "t", WINDOW)
    assert (one.state, one.ended_at) == (SignalState.ENDED, END - timedelta(minutes=40))


def test_services_know_whom_they_call():
    web, cart, auth = sorted(
        services_of([("web", "cart"), ("web", "auth"), ("cart", "cart"), ("", "x")], "t"),
        key=lambda one: -len(one.calls),
    )
    assert (web.name, web.calls, web.source) == ("web", ("auth", "cart"), "t")
    assert {cart.name, auth.name} == {"cart", "auth"}
