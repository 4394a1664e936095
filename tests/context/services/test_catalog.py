"""The catalog from several connectors, over the shelf in a real database."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest

from app.context.services.catalog import catalog_of, enrich, services
from app.context.surroundings import Surroundings
from app.domain.attributes import OWNER, SERVICE, TIER
from app.domain.connecting import Checked, Found
from app.domain.errors import Unavailable
from app.domain.service import Catalog, Service, catalog
from app.domain.signal import Signal, SignalKind
from app.ports import Connected

NOON = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
CHECKOUT = Service(
    name="checkout", owner="shop", tier="1", aliases=("co",), calls=("ledger",), channel="shop", url="https://c"
)


class Told:
    def __init__(self, *given: Service) -> None:
        self.given, self.asked, self.broken = given, 0, False

    async def check(self) -> Sequence[Checked]:
        return []

    async def services(self) -> Found[Service]:
        self.asked += 1
        if self.broken:
            raise Unavailable("Backstage", "timed out")
        return Found(self.given)


@pytest.fixture
def around(database):
    clock = [NOON]
    first, second = Told(CHECKOUT), Told(Service(name="Checkout", owner="other", title="The checkout", calls=("mail",)))

    def ahead(minutes: int) -> None:
        clock[0] += timedelta(minutes=minutes)

    connected = [Connected(name, "backstage", name, one) for name, one in (("Backstage", first), ("Traces", second))]
    return Surroundings(database=database, clock=lambda: clock[0], connected=connected), first, ahead


async def test_the_first_that_says_something_is_believed_and_calls_are_taken_together(around):
    surroundings, _, _ = around
    [one] = await catalog_of(surroundings)
    assert (one.name, one.owner, one.title, one.calls) == ("checkout", "shop", "The checkout", ("ledger", "mail"))
    assert (one.aliases, one.channel, one.url, one.source) == (("co",), "shop", "https://c", "Backstage")


async def test_it_is_asked_again_only_after_a_while_and_the_old_copy_serves_while_it_cannot_be(around):
    surroundings, first, ahead = around
    before = await catalog_of(surroundings)
    assert await catalog_of(surroundings) == before
    assert first.asked == 1
    first.broken = True
    ahead(20)
    found = await services(surroundings)
    assert first.asked == 2
    assert [one.name for one in found.items] == ["checkout", "Checkout"]
    [sentence] = found.could_not
    assert sentence.startswith("Backstage: timed out")


async def test_nothing_connected_is_an_empty_catalog(database):
    assert len(await catalog_of(Surroundings(database=database, clock=lambda: NOON))) == 0


def signal(**attributes: str) -> Signal:
    return Signal(
        connector="x",
        kind=SignalKind.ALERT,
        fingerprint="f",
        title="t",
        started_at=NOON,
        last_at=NOON,
        attributes=attributes,
    )


@pytest.mark.parametrize("said", [{SERVICE: "CO"}, {"job": "co"}, {"app": "nobody", "job": "checkout"}])
def test_a_signal_is_told_whose_it_is(said):
    told = enrich(signal(**said), catalog([CHECKOUT]))
    assert {name: told.attributes.get(name) for name in (SERVICE, OWNER, TIER)} == {
        SERVICE: "checkout",
        OWNER: "shop",
        TIER: "1",
    }


def test_what_the_catalog_does_not_know_stays_as_it_is():
    for one in (signal(), signal(**{SERVICE: "other", "job": "checkout"})):
        assert enrich(one, catalog([CHECKOUT])) is one
    assert enrich(signal(job="checkout"), Catalog()).attributes == {"job": "checkout"}
