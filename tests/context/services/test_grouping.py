"""Signals across made-up companies: what belongs together, where it likely began, who depends on it."""

import random
import time
from datetime import UTC, datetime, timedelta

import pytest

from app.context.services.grouping import First, Radius, groups
from app.domain.attributes import ENVIRONMENT, SERVICE
from app.domain.service import Catalog, Service, catalog
from app.domain.signal import Signal, SignalKind, SignalState

NOON = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


def firing(service: str, minute: float, title: str = "", severity: int | None = None, **attributes: str) -> Signal:
    at = NOON + timedelta(minutes=minute)
    return Signal(
        connector="alertmanager",
        kind=SignalKind.ALERT,
        fingerprint=f"{service}:{title}:{minute}",
        title=title or f"{service} is slow",
        started_at=at,
        last_at=at,
        severity=severity,
        attributes={**({SERVICE: service} if service else {}), **attributes},
    )


def calling(**calls: str) -> Catalog:
    return catalog(Service(name=name.replace("_", "-"), calls=tuple(each.split())) for name, each in calls.items())


SHOP = calling(web="checkout search", checkout="payments ledger", ledger="ledger-db", payments="bank", search="index")


def test_what_calls_each_other_and_fails_within_minutes_is_one_group():
    found = groups([firing("web", 3), firing("checkout", 1), firing("ledger", 4), firing("search", 200)], SHOP)
    assert [one.services for one in found] == [("checkout", "web", "ledger"), ("search",)]


def test_the_likely_first_is_the_deepest_that_fails_down_from_the_earliest():
    [found] = groups([firing("checkout", 1), firing("web", 3), firing("ledger", 4)], SHOP)
    assert found.first == First(
        "ledger",
        "signals since 12:04 UTC; checkout has some since 12:01 UTC but depends on it: checkout → ledger",
    )
    [found] = groups([firing("ledger", 1), firing("checkout", 2)], SHOP)
    assert found.first == First("ledger", "signals since 12:01 UTC, before the others; nothing that it calls has any")
    [found] = groups([firing("bank", 1)], SHOP)
    assert found.first == First("bank", "the only one with signals")


def test_what_fails_long_after_its_caller_is_not_the_first():
    late = [firing("checkout", 0), firing("web", 8), firing("checkout", 9, "again"), firing("ledger", 18)]
    [found] = groups(late, SHOP)
    assert found.first is not None
    assert found.first.service == "checkout"


def test_a_silent_service_in_between_connects():
    [found] = groups([firing("web", 1), firing("ledger", 2)], SHOP)
    assert found.services == ("web", "ledger")
    assert found.first
    assert found.first.service == "ledger"


def test_what_everybody_uses_connects_nothing_while_it_is_silent():
    many = {f"s{number}": "auth" for number in range(60)} | {"auth": "users"}
    found = groups([firing(name, 1) for name in [*many, "users"] if name != "auth"], calling(**many))
    assert len(found) == 61


def test_who_depends_on_it_is_told_nearest_first():
    [found] = groups([firing("ledger", 1), firing("checkout", 2)], SHOP)
    assert found.radius == Radius(affected=("checkout",), at_risk=("web",))
    [alone] = groups([firing("ledger-db", 1)], SHOP)
    assert alone.radius == Radius((), ("ledger", "checkout", "web"))
    [unknown] = groups([firing("nobody knows", 1)], SHOP)
    assert unknown.radius == Radius()


def test_circles_end():
    ring = calling(a="b", b="c", c="a d", d="d")
    [found] = groups([firing("a", 1), firing("b", 2), firing("c", 3), firing("d", 4)], ring)
    assert found.services == ("a", "b", "c", "d")
    assert found.first
    assert found.first.service == "d"
    [alone] = groups([firing("a", 1)], ring)
    assert alone.radius.at_risk == ("c", "b")


def test_services_that_no_catalog_has_are_grouped_by_name_only():
    found = groups([firing("x", 1), firing("X", 2), firing("y", 2), firing("x", 100)], Catalog())
    assert [one.services for one in found] == [("x",), ("y",), ("x",)]


def test_signals_of_no_service_are_grouped_by_the_name_of_the_alert():
    found = groups(
        [
            firing("", 1, "disk full on a", alertname="DiskFull"),
            firing("", 2, "disk full on b", alertname="DiskFull"),
            firing("", 2, "no backup"),
        ],
        SHOP,
    )
    assert [(len(one.signals), one.services, one.first) for one in found] == [(2, (), None), (1, (), None)]


def test_another_environment_is_other_trouble():
    found = groups(
        [firing("ledger", 1, **{ENVIRONMENT: "prod"}), firing("checkout", 1, **{ENVIRONMENT: "staging"})], SHOP
    )
    assert len(found) == 2


def test_other_names_of_a_service_are_the_service():
    known = catalog([Service(name="Checkout API", aliases=("checkout",), calls=("ldg",)), Service(name="ldg")])
    [found] = groups([firing("checkout", 1), firing("checkout_api", 2), firing("LDG", 3)], known)
    assert found.services == ("Checkout API", "ldg")


def test_firing_and_worst_come_first():
    over = firing("x", 0, severity=1)
    over = Signal(**{name: getattr(over, name) for name in Signal.__slots__} | {"state": SignalState.ENDED})
    found = groups([over, firing("y", 1), firing("z", 2, severity=2)], Catalog())
    assert [one.services[0] for one in found] == ["z", "y", "x"]
    assert [(one.severity, one.is_firing) for one in found] == [(2, True), (None, True), (1, False)]


def big(seed: int) -> tuple[list[Signal], Catalog]:
    chance = random.Random(seed)
    names = [f"svc-{number}" for number in range(2000)]
    calls = {name: " ".join(chance.sample(names, 4)) for name in names} | {"hub": " ".join(names[:1000])}
    signals = [firing(chance.choice(names), chance.uniform(0, 3000), str(number)) for number in range(10_000)]
    return signals, calling(**calls)


def test_the_order_in_which_signals_come_changes_nothing():
    signals, known = big(1)
    shuffled = random.Random(2).sample(signals[:2000], 2000)
    assert groups(signals[:2000], known) == groups(shuffled, known)


@pytest.mark.parametrize("span_min", [5, 30_000])
def test_ten_thousand_signals_take_a_moment(span_min):
    signals, known = big(3)
    chance = random.Random(4)
    signals = [firing(one.service, chance.uniform(0, span_min), one.title) for one in signals]
    begun = time.thread_time()
    found = groups(signals, known)
    assert time.thread_time() - begun < 10
    assert sum(len(one.signals) for one in found) == 10_000


def test_a_service_that_everybody_calls_and_that_flaps_all_day_takes_a_moment():
    names = [f"s{number}" for number in range(2000)]
    known = calling(**dict.fromkeys(names, "auth"))
    often = [firing("auth", 11 * number) for number in range(2000)]
    begun = time.thread_time()
    found = groups([*often, *(firing(name, 1) for name in names)], known)
    assert time.thread_time() - begun < 10
    assert len(found[0].services) == 2001
