"""One look around an incident, with systems that answer, fail and hang."""

import asyncio
import time
from dataclasses import replace
from datetime import timedelta

import pytest

from app.context.around import kept, looking
from app.context.surroundings import Surroundings
from app.domain.errors import Unavailable
from app.domain.signal import SignalKind
from app.ports import Person
from app.record.declaring import Declaration, declare
from app.record.people import remember
from app.record.reading import Reader
from tests.context.systems import Alerts, Catalogue, Pager, Ships, System, alert, connected, deploy, ended

CARD_EVERY_S = 30.0


@pytest.fixture
def engine_name() -> str:
    return "sqlite"


@pytest.fixture
async def incident(database, clock):
    declaration = Declaration(key="d", title="Checkout is down", person="UANA", channel="C1", channel_name="inc")
    async with database.transaction() as tx:
        return await declare(tx, declaration, clock(), CARD_EVERY_S)


class Scene:
    def __init__(self, database, clock, incident, **systems) -> None:
        self.around = Surroundings(database=database, clock=clock, connected=connected(**systems))
        self.reader = Reader(database)
        self.incident = incident
        self.clock = clock

    async def look(self, limit_s=8.0, **more):
        return await looking.look_around(self.around, self.reader, self.incident, self.clock(), limit_s, **more)


async def test_everything_that_is_known_in_one_view(database, clock, incident):
    async with database.transaction() as tx:
        await remember(tx, [Person("UANA", "Ana Lima", "ana", is_bot=False)])
    scene = Scene(
        database,
        clock,
        incident,
        alerts=Alerts(items=(alert("High error rate", "checkout"), alert("Slow queries", "ledger", 9))),
        ships=Ships(items=(deploy("Deploy ledger 2.31", "ledger", 15), deploy("Deploy payslips 3", "payslips", 200))),
        catalog=Catalogue(),
        pager=Pager(),
    )
    view = await scene.look()
    assert view.services == ("checkout", "ledger")
    assert view.firing[0].others == 1
    assert view.firing[0].first == "ledger"
    assert view.suspects[0].title == "Deploy ledger 2.31"
    assert view.suspects[0].reasons
    assert [(one.service, one.owner) for one in view.people] == [("ledger", "Payments"), ("checkout", "Shop")]
    assert view.people[0].on_call[0].user == "UANA"
    assert not view.troubles
    assert not view.late
    async with database.reading() as connection:
        assert await kept.load(connection, incident.id) == view


async def test_signals_are_asked_for_near_the_services_and_changes_everywhere(database, clock, incident):
    alerts, ships = Alerts(), Ships(items=(deploy("Deploy ledger 2.31", "ledger", 15),))
    await Scene(database, clock, incident, alerts=alerts, ships=ships, catalog=Catalogue()).look()
    assert alerts.seen[0][1].services == ("checkout", "ledger")
    assert ships.seen[0][1].services == ()
    assert ships.seen[0][0].start == clock() - timedelta(hours=6)
    assert alerts.seen[0][0].start == clock() - timedelta(hours=1)


async def test_further_back_while_no_change_is_likely(database, clock, incident):
    ships = Ships()
    view = await Scene(database, clock, incident, ships=ships).look()
    assert [window.length.total_seconds() / 3600 for window, _ in ships.seen] == [6, 24, 72]
    assert not view.suspects
    assert view.change_systems == 1
    assert view.window.length == timedelta(hours=72)


async def test_what_could_not_be_looked_at_is_told_and_costs_nothing_else(database, clock, incident):
    scene = Scene(
        database,
        clock,
        incident,
        alerts=Alerts(items=(alert("High error rate", "checkout"),), remark="only the newest 1"),
        loki=Alerts(trouble="timed out"),
        github=Ships(bug=KeyError("sha")),
        tempo=Alerts(hangs=True),
        backstage=Catalogue(hangs=True),
        second=Catalogue(),
        pager=Pager(hangs=True),
    )
    started = time.monotonic()
    view = await scene.look(2.5, enough_s=0.5)  # a fifth of it for the catalog, on a busy machine, too
    assert time.monotonic() - started < 20
    assert len(view.firing) == 1
    assert view.people[0].owner == "Shop"
    assert "Loki: timed out" in view.troubles
    assert "Github: it failed in a way that nobody foresaw (KeyError)" in view.troubles
    assert set(view.late) == {"Backstage", "Tempo", "Pager"}
    assert view.remarks == ("Alerts: only the newest 1",)


async def test_findings_that_cannot_be_kept_are_the_trouble_of_one_connector_alone(database, clock, incident):
    odd = Alerts(items=(alert("no time", "checkout", started_at="yesterday"),))
    good = Alerts(items=(alert("High error rate", "checkout"),))
    view = await Scene(database, clock, incident, odd=odd, good=good).look()
    assert [one.title for one in view.firing] == ["High error rate"]
    assert view.troubles[0].startswith("Odd: what it tells cannot be used (")


async def test_a_fresh_view_is_not_looked_for_again(database, clock, incident):
    alerts = Alerts()
    scene = Scene(database, clock, incident, alerts=alerts)
    first = await scene.look()
    clock.forward(29)
    assert await scene.look() == first
    assert alerts.looks == 1
    clock.forward(2)
    assert (await scene.look()).looked_at == clock()
    assert (await scene.look(fresh_for=timedelta(0))).looked_at == clock()
    assert alerts.looks == 3


async def test_two_at_once_look_once(database, clock, incident):
    alerts = Alerts()
    scene = Scene(database, clock, incident, alerts=alerts)
    one, other = await asyncio.gather(scene.look(), scene.look())
    assert one == other
    assert alerts.looks == 1


async def test_who_cannot_wait_gets_what_was_seen_before_and_who_has_not_answered_since(database, clock, incident):
    scene = Scene(database, clock, incident, alerts=Alerts(), loki=Alerts(trouble="timed out"), catalog=Catalogue())
    async with scene.around.looks.turn((incident.id, True), 1):
        with pytest.raises(Unavailable, match="looking already"):
            await scene.look(0.01)
    first = await scene.look()
    clock.forward(600)
    async with scene.around.looks.turn((incident.id, True), 1):
        assert await scene.look(0.01) == replace(first, late=("Alerts", "Loki"), troubles=())
        assert await scene.look(0.01, fresh_for=timedelta(hours=1)) == first


async def test_whoever_asks_does_not_wait_for_a_patient_look(database, clock, incident):
    scene = Scene(database, clock, incident, alerts=Alerts(items=(alert("High error rate"),)), loki=Alerts(hangs=True))
    patient = asyncio.create_task(scene.look(30))
    await asyncio.sleep(0.1)
    view = await scene.look(0.6, enough_s=0.1)
    assert [one.title for one in view.firing] == ["High error rate"]
    assert view.late == ("Loki",)
    assert not patient.done()
    patient.cancel()


async def test_what_another_look_saw_meanwhile_will_do(database, clock, incident):
    """However long ago it began: a look of one's own would come too late."""
    loki = Alerts(hangs=True)
    scene = Scene(database, clock, incident, loki=loki)
    first = asyncio.create_task(scene.look(0.6, enough_s=0.1))
    await asyncio.sleep(0.1)
    clock.forward(60)
    assert await scene.look(8, enough_s=0.1, fresh_for=timedelta(0)) == await first
    assert loki.looks == 1


async def test_after_a_look_that_failed_there_is_only_what_is_left_of_the_time(database, clock, incident):
    scene = Scene(database, clock, incident, loki=Alerts(hangs=True))
    started = time.monotonic()
    turns = scene.around.looks.turn((incident.id, False), 1)
    await turns.__aenter__()
    second = asyncio.create_task(scene.look(1.0, enough_s=0.1))
    await asyncio.sleep(0.8)
    await turns.__aexit__(None, None, None)
    assert "Loki" in (await second).late
    assert time.monotonic() - started < 1.7


async def test_seen_again_it_counts_once_and_its_end_is_seen(database, clock, incident):
    firing = alert("High error rate", "checkout")
    alerts = Alerts(items=(firing,))
    scene = Scene(database, clock, incident, alerts=alerts)
    await scene.look()
    assert (await scene.look(fresh_for=timedelta(0))).firing[0].count == 1
    alerts.items = (ended(firing, 0),)
    view = await scene.look(fresh_for=timedelta(0))
    assert not view.firing
    assert [one.title for one in view.ended] == ["High error rate"]


async def test_customers_and_third_parties_are_told_apart_from_what_is_wrong_with_us(database, clock, incident):
    ticket = alert("I cannot pay", kind=SignalKind.TICKET, url="https://desk.example/9")
    status = alert("Stripe: degraded", kind=SignalKind.STATUS)
    view = await Scene(database, clock, incident, desk=Alerts(items=(ticket, status))).look()
    assert (view.tickets, view.ticket_url) == (1, "https://desk.example/9")
    assert [one.title for one in view.statuses] == ["Stripe: degraded"]
    assert not view.firing


async def test_services_that_people_set_count(database, clock, incident):
    alerts = Alerts(items=(alert("Slow queries", "payslips"),))
    scene = Scene(database, clock, incident, alerts=alerts, catalog=Catalogue())
    scene.incident = replace(incident, services=("payslips",))
    scene.reader = Told(scene.reader, scene.incident)
    view = await scene.look()
    assert view.services == ("payslips",)
    assert alerts.seen[0][1].services == ("payslips",)


class Told:
    """The record as if it said something else of the incident."""

    def __init__(self, reader, incident) -> None:
        self._reader, self._incident = reader, incident

    def __getattr__(self, name):
        return getattr(self._reader, name)

    async def context(self, *args, **kwargs):
        return replace(await self._reader.context(*args, **kwargs), incident=self._incident)


async def test_nobody_connected(database, clock, incident):
    view = await Scene(database, clock, incident, silent=System()).look()
    assert not view.has_something


async def test_a_third_party_is_none_of_our_services_though_the_title_names_it(database, clock, incident):
    status = alert("Checkout Ltd: degraded", "checkout", kind=SignalKind.STATUS)
    for told in (status, ended(status, 1)):
        scene = Scene(database, clock, incident, alerts=Alerts(items=(told,)), catalog=Catalogue())
        view = await scene.look(fresh_for=timedelta(0))
        assert "checkout" not in view.services
    people_said_so = replace(incident, services=("checkout",))
    scene = Scene(database, clock, people_said_so, alerts=Alerts(items=(status,)), catalog=Catalogue())
    assert (await scene.look(fresh_for=timedelta(0))).services == ("checkout",)


async def test_those_that_tell_of_signals_or_changes_are_counted(database, clock, incident):
    scene = Scene(database, clock, incident, alerts=Alerts(), ships=Ships(), catalog=Catalogue(), pager=Pager())
    view = await scene.look()
    assert (view.asked, view.tellers) == (4, 2)
