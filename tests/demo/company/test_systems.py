"""The stand-ins answer the real connectors, and send what the real connectors read."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime, timedelta

import aiohttp
import pytest
from aiohttp import web

from app.connectors.configured import connecting, describe
from app.demo.company.facts import read_facts
from app.demo.company.systems import Systems
from app.domain.attributes import SERVICE
from app.domain.connecting import Delivery
from app.domain.signal import SignalState
from app.domain.window import Scope, Window

NOW = datetime(2026, 3, 1, 14, 10, tzinfo=UTC)
WINDOW = Window(NOW - timedelta(hours=6), NOW)
SCOPE = Scope(services=("checkout", "ledger"))
PEOPLE = {"bo": "Bo Lindqvist", "chidi": "Chidi Eze", "emre": "Emre Kaya"}


@asynccontextmanager
async def taking() -> AsyncIterator[tuple[str, asyncio.Queue[tuple[str, Delivery]]]]:
    """Where the bot would take what is sent."""
    taken: asyncio.Queue[tuple[str, Delivery]] = asyncio.Queue()

    async def take(request: web.Request) -> web.Response:
        headers = {name.lower(): value for name, value in request.headers.items()}
        delivery = Delivery(headers=headers, body=await request.read(), at=NOW)
        taken.put_nowait((request.match_info["name"], delivery))
        return web.Response()

    site = web.Application()
    site.add_routes([web.post("/hooks/{name}", take)])
    runner = web.AppRunner(site, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}/hooks", taken
    finally:
        await runner.cleanup()


@pytest.fixture
async def company():
    async with (
        taking() as (hooks_url, taken),
        Systems(read_facts(date(2026, 3, 1)), PEOPLE, lambda: NOW, hooks_url) as systems,
        connecting(describe(systems.connectors())) as connected,
    ):
        yield systems, {one.name: one.connector for one in connected}, taken


async def test_deploys_and_the_flag_are_found(company):
    _, connectors, _ = company
    deploys = (await connectors["github"].changes(WINDOW, SCOPE)).items
    assert [one.title for one in deploys] == [
        "payments-gateway 5.7 deployed to production: Newer certificates of the card provider",
        "ledger 2.31 deployed to production: Export job writes in batches",
    ]
    assert "+  pool_size: 4" in deploys[1].diff
    [flag] = (await connectors["unleash"].changes(WINDOW, SCOPE)).items
    assert (flag.title, flag.service) == ("fees-up-front: switched on in production", "checkout")


async def test_metrics_left_their_range_after_the_deploy(company):
    _, connectors, _ = company
    found = (await connectors["prometheus"].signals(Window(NOW - timedelta(hours=1), NOW), SCOPE)).items
    began = {one.service: one.started_at for one in found}
    assert set(began) == {"checkout", "ledger"}
    assert min(began.values()) >= NOW.replace(hour=13, minute=53)


async def test_catalog_guides_reports_and_who_is_on_call(company):
    _, connectors, _ = company
    services = (await connectors["backstage"].services()).items
    [checkout] = [one for one in services if one.name == "checkout"]
    assert (checkout.owner, checkout.channel, checkout.tier) == ("payments", "team-payments", "1")
    assert set(checkout.calls) == {"payments-gateway", "ledger", "vouchers", "seat-map"}
    assert len((await connectors["runbooks"].guides()).items) == 3
    assert len((await connectors["postmortems"].past_incidents()).items) == 3
    on_call = (await connectors["pagerduty"].on_call([checkout])).items
    assert [(one.service, one.person) for one in on_call] == [("checkout", "Bo Lindqvist")]


async def test_an_alert_is_sent_held_and_resolved(company):
    systems, connectors, taken = company
    await systems.alert("CheckoutErrorRateHigh", "firing", "11% fail", {"service": "checkout", "severity": "critical"})
    name, delivery = taken.get_nowait()
    [fired] = connectors[name].hear(delivery).signals
    assert (fired.title, fired.service, fired.severity) == ("11% fail", "checkout", 1)
    [held] = (await connectors["alertmanager"].signals(WINDOW, SCOPE)).items
    assert held.fingerprint == fired.fingerprint
    await systems.alert("CheckoutErrorRateHigh", "resolved", "0.1% fail", {"service": "checkout"})
    [ended] = connectors[name].hear(taken.get_nowait()[1]).signals
    assert (ended.state, ended.fingerprint) == (SignalState.ENDED, fired.fingerprint)
    assert (await connectors["alertmanager"].signals(WINDOW, SCOPE)).items == ()


async def test_a_flag_that_is_switched_is_sent_and_found_as_taking_the_other_back(company):
    systems, connectors, taken = company
    await systems.switch("fees-up-front", "off", "emre")
    name, delivery = taken.get_nowait()
    [change] = connectors[name].hear(delivery).changes
    assert (change.title, change.attributes[SERVICE]) == ("fees-up-front: switched off in production", "checkout")
    off, on = (await connectors["unleash"].changes(WINDOW, SCOPE)).items
    assert off.undoes == on.ref


async def test_every_permission_is_there(company):
    _, connectors, _ = company
    checks = [one for connector in connectors.values() for one in await connector.check()]
    wrong = [one for one in checks if not one.ok and "webhook" not in one.what]
    assert wrong == []


async def test_links_lead_somewhere(company):
    systems, connectors, _ = company
    deploy = (await connectors["github"].changes(WINDOW, SCOPE)).items[1]
    flag = (await connectors["unleash"].changes(WINDOW, SCOPE)).items[0]
    guide = (await connectors["runbooks"].guides()).items[0]
    async with aiohttp.ClientSession(raise_for_status=True) as session:
        for url, words in ((deploy.url, "pool_size: 4"), (flag.url, "dana: on"), (guide.url, "#")):
            async with session.get(url) as page:
                assert words in await page.text()
        async with session.get(f"{systems.url}/github/lantern/x/commit/0", raise_for_status=False) as page:
            assert page.status == 404


async def test_what_an_alert_and_a_deviation_link_to_can_be_opened(company):
    systems, connectors, taken = company
    await systems.alert("LedgerLatencyHigh", "firing", "p99 is 8 s", {"service": "ledger"})
    _, delivery = taken.get_nowait()
    (alert,) = connectors["alertmanager"].hear(delivery).signals
    deviation, *_ = (await connectors["prometheus"].signals(WINDOW, SCOPE)).items
    async with aiohttp.ClientSession() as session:
        pages = [await (await session.get(one.url)).text() for one in (alert, deviation)]
    assert "p99 is 8 s: firing" in pages[0]
    assert "14:10 UTC" in pages[1]
