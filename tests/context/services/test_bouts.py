from datetime import UTC, datetime, timedelta

from app.context.services.bouts import bouts
from app.context.services.topology import Topology
from app.domain.attributes import ENVIRONMENT, SERVICE
from app.domain.signal import Signal, SignalKind

NOON = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
GAP = timedelta(minutes=10)


def firing(service: str, minute: int, environment: str = "") -> Signal:
    at = NOON + timedelta(minutes=minute)
    attributes = {SERVICE: service, ENVIRONMENT: environment}
    return Signal(
        connector="x",
        kind=SignalKind.ALERT,
        fingerprint=f"{service}{minute}",
        title="t",
        started_at=at,
        last_at=at,
        attributes=attributes,
    )


def test_what_began_within_the_gap_of_the_one_before_is_one_bout():
    found = bouts([firing("a", 30), firing("a", 0), firing("A", 9), firing("a", 18), firing("b", 1)], Topology(), GAP)
    assert [(one.start.minute, one.end.minute, len(one.signals)) for one in found["a"]] == [(0, 18, 3), (30, 30, 1)]
    assert [one.number for key in "ab" for one in found[key]] == [0, 2, 1]


def test_they_are_near_within_the_gap_and_in_one_environment():
    at_noon, later, elsewhere = (
        bouts([one], Topology(), GAP)["a"][0] for one in (firing("a", 0), firing("a", 10, "p"), firing("a", 0, "q"))
    )
    assert at_noon.is_near(later, GAP)
    assert not at_noon.is_near(later, GAP / 2)
    assert not later.is_near(elsewhere, GAP)
