"""Against a real Prometheus and a real Alertmanager: a rule fires, is told of, seen, and ends."""

import asyncio
from datetime import UTC, datetime, timedelta

import aiohttp
import jsonschema
import pytest
from aiohttp import web

from app.connectors import alertmanager, prometheus
from app.domain.attributes import SERVICE
from app.domain.connecting import Delivery
from app.domain.signal import SignalKind, SignalState
from app.domain.window import Scope, Window
from tests.connectors.alertmanager_schema import ALERTS
from tests.connectors.monitoring import crept_up, monitoring, needs_programs, serving
from tests.connectors.standin import connected

pytestmark = [needs_programs, pytest.mark.xdist_group("monitoring")]
TOKEN = "only-alertmanager-knows"


def now() -> datetime:
    return datetime.now(UTC)


class Hook:
    """What Alertmanager posts, as it comes."""

    def __init__(self) -> None:
        self.deliveries: asyncio.Queue[Delivery] = asyncio.Queue()

    async def take(self, request: web.Request) -> web.Response:
        headers = {name.lower(): value for name, value in request.headers.items()}
        self.deliveries.put_nowait(Delivery(headers=headers, body=await request.read(), at=now()))
        return web.Response()

    async def told(self, connector: alertmanager.Alertmanager) -> tuple:
        """The next delivery that tells of something."""
        async with asyncio.timeout(20):
            while True:
                heard = connector.hear(await self.deliveries.get())
                if heard.signals:
                    return heard.signals
                assert heard.dropped == 1  # the Watchdog


async def test_a_rule_fires_and_ends(tmp_path):
    hook, crept_at = Hook(), now() - timedelta(minutes=8)
    async with (
        serving("/hook", hook.take) as port,
        monitoring(tmp_path, f"http://127.0.0.1:{port}/hook", TOKEN, crept_up(crept_at, now())) as real,
        connected(prometheus.KIND, url=real.prometheus, scrape_interval_s=0.4) as watching,
        connected(alertmanager.KIND, url=real.alertmanager, webhook_token=TOKEN) as alerting,
    ):
        assert all(one.ok for one in [*await watching.connector.check(), *await alerting.connector.check()])
        await real.scraped_more(1)
        real.errors = 50.0
        [told] = await hook.told(alerting.connector)
        await real.scraped_more(3)

        window = Window(now() - timedelta(hours=1), now())
        seen = {one.kind: one for one in (await watching.connector.signals(window, Scope())).items}
        [held] = (await alerting.connector.signals(window, Scope())).items
        async with aiohttp.ClientSession() as session, session.get(f"{real.alertmanager}/api/v2/alerts") as answer:
            jsonschema.validate(await answer.json(), ALERTS)
        alert, metric = seen[SignalKind.ALERT], seen[SignalKind.METRIC]
        assert told.fingerprint == held.fingerprint == alert.fingerprint
        assert {one.title for one in (told, held, alert)} == {"Checkout fails: 50 errors a second"}
        assert {one.state for one in (told, held, alert)} == {SignalState.FIRING}
        assert {one.attributes[SERVICE] for one in (told, held, alert, metric)} == {"checkout"}
        assert {one.severity for one in (told, held, alert)} == {1}
        assert {one.query for one in (told, held, alert)} == {"app_errors > 5"}
        assert abs(alert.started_at - told.started_at) < timedelta(seconds=1)

        assert (metric.query, metric.state) == ("app_errors", SignalState.FIRING)
        assert abs(metric.started_at - crept_at) < timedelta(seconds=30)  # long before the alert
        assert metric.title.startswith("HighErrorRate left its usual range: 1.1 → 3.1")

        real.errors = 0.0
        [over] = await hook.told(alerting.connector)
        assert (over.fingerprint, over.state, over.started_at) == (told.fingerprint, SignalState.ENDED, told.started_at)
        await real.scraped_more(1)
        after = await watching.connector.signals(Window(window.start, now()), Scope())
        [past] = [one for one in after.items if one.kind is SignalKind.ALERT]
        assert (past.fingerprint, past.state) == (told.fingerprint, SignalState.ENDED)
        assert abs(past.ended_at - over.ended_at) <= timedelta(seconds=13)  # one step
        assert not (await alerting.connector.signals(Window(window.start, now()), Scope())).items


async def test_what_it_refuses_is_told(tmp_path):
    async with (
        monitoring(tmp_path, "http://127.0.0.1:9/hook", TOKEN) as real,
        connected(prometheus.KIND, url=real.prometheus, queries={"wrong": "sum(", "right": "app_errors"}) as one,
        connected(prometheus.KIND, url=f"{real.prometheus}/nowhere") as lost,
    ):
        window = Window(now() - timedelta(minutes=5), now())
        with pytest.raises(Exception, match="did not understand"):
            await one.connector.signals(window, Scope())
        assert [each.ok for each in await lost.connector.check()] == [False, False]
