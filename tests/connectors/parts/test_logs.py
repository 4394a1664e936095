from datetime import UTC, datetime, timedelta

from app.connectors.parts.logs import Record, signals_of
from app.domain.attributes import HOST, SERVICE
from app.domain.signal import SignalKind, SignalState
from app.domain.window import Window

END = datetime(2026, 3, 14, 10, tzinfo=UTC)
WINDOW = Window(END - timedelta(hours=1), END)


def record(text, minutes_ago=5.0, service="checkout", level="error", **more):
    return Record(
        at=END - timedelta(minutes=minutes_ago), text=text, level=level, attributes={SERVICE: service, **more}
    )


def read(*records):
    return signals_of(records, connector="logs", query="q", window=WINDOW)


def test_lines_become_a_signal_for_each_pattern_of_a_service():
    told = [record(f"payment {n} failed", 10 - n, **{HOST: f"h{n}"}) for n in range(5)]
    other = record("payment 9 failed", service="search")
    panic = record("panic: out of memory", level="fatal")
    first, second, third = read(*told, other, panic)
    assert (first.title, first.severity, first.kind) == ("panic: out of memory", 1, SignalKind.LOG)
    assert (second.title, second.count, second.attributes) == ("payment <num> failed", 5, {SERVICE: "checkout"})
    assert second.started_at == END - timedelta(minutes=10)
    assert second.examples[0] == "payment 0 failed"
    assert second.query == "q"
    assert third.fingerprint != second.fingerprint


def test_a_pattern_that_has_not_come_for_long_is_over():
    [one] = read(record("payment failed", 40))
    assert (one.state, one.ended_at) == (SignalState.ENDED, END - timedelta(minutes=40))


def test_the_same_pattern_has_the_same_fingerprint_in_every_look():
    assert read(record("payment 1 failed"))[0].fingerprint == read(record("payment 2 failed", 3))[0].fingerprint


def test_there_is_a_bound():
    words = [f"{a}{b} does not {b}{a}" for a in "abcdefgh" for b in "ijklmnop"]
    assert len(read(*(record(word) for word in words))) == 15
    assert len(read(*(record(word, service=s) for word in words for s in "abc"))) == 30
