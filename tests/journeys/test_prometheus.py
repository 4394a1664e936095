"""From a metric that creeps up to a timeline that says it is over, with a real Prometheus and a real Alertmanager."""

import re
import time
from datetime import UTC, datetime, timedelta

import pytest

from app.domain.entry import Kind, Voice
from tests.connectors.monitoring import crept_up, free_port, monitoring, needs_programs, until
from tests.journeys.story import rubbish, shown, texts, told

pytestmark = [needs_programs, pytest.mark.xdist_group("monitoring")]
TOKEN = "only-alertmanager-knows"
CARD = "*Context*"
FIRES, CREPT = "Checkout fails: 50 errors a second", "HighErrorRate left its usual range: 1.1 → 3.1"


async def test_a_rule_fires_an_incident_is_declared_and_its_end_is_on_the_timeline(folder):
    port, crept_at = free_port(), datetime.now(UTC) - timedelta(minutes=8)
    hook = f"http://127.0.0.1:{port}/hooks/alertmanager"
    async with monitoring(folder, hook, TOKEN, crept_up(crept_at, datetime.now(UTC))) as real:
        connectors = {
            "alertmanager": {"url": real.alertmanager, "webhook_token": TOKEN},
            "prometheus": {"url": real.prometheus, "scrape_interval_s": 0.4},
        }
        rules = [{"do": "declare", "match": {"severity": 1}, "severity": 2}]
        async with told(folder, port=port, host="127.0.0.1", connectors=connectors, alert_rules=rules) as story:
            story.rehearsal.clock.move_to(time.time())  # from here on the story's time is Prometheus's
            before = set(story.workspace.channels)

            async def declared() -> bool:
                await story.settle()
                return set(story.workspace.channels) != before

            async def has_card() -> bool:
                await story.settle()
                return any(CARD in text for text in story.posts(channel))

            async def is_over() -> bool:
                await story.later(1)
                return f"signal: Ended: {FIRES}" in texts(await story.rows())

            real.errors = 50.0
            await until(declared)
            [channel] = set(story.workspace.channels) - before
            await until(has_card)
            real.errors = 0.0
            await until(is_over)

            card = shown(story.post(channel, CARD))
            assert CREPT in card
            minutes = {f"{crept_at + timedelta(seconds=13 * steps):%H:%M}" for steps in range(3)}
            assert re.search(
                rf"since (?:\d\d \w+ )?(?:{'|'.join(minutes)}) UTC", card
            )  # just after midnight with the day
            assert "https://runbooks.example/checkout" in card
            assert "Could not look" not in card
            assert not rubbish(card)

            noticed = [row for row in await story.rows() if row.kind == "signal"]
            assert [row.text for row in noticed] == [f"{CREPT} (checkout)", FIRES, f"Ended: {FIRES}"]
            assert all(row.observed for row in noticed)
            assert abs(noticed[0].at - crept_at) < timedelta(seconds=30)
            assert {entry.author.voice for entry in await story.of_kind(Kind.SIGNAL)} == {Voice.MACHINE}
            assert (await story.incident()).services == ("checkout",)
            assert await story.failed() == []
            assert await story.faults() == []
