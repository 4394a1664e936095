"""An alert over the real endpoint: it declares an incident, is on its card and its timeline, and ends by itself."""

from contextlib import asynccontextmanager

import aiohttp
import pytest

from app.domain.entry import Kind
from tests.bench.ingest import free_port
from tests.journeys.story import ANA, texts, told

TOKEN = "a-token-of-twenty-letters"
RULES = ({"do": "declare", "match": {"severity": 2, "labels": {"team": "pay*"}}, "severity": 1, "invite": [ANA]},)


class Alertmanager:
    """Sends version 4 webhooks by the clock of the story."""

    def __init__(self, story, port, session):
        self.story, self.session = story, session
        self.url = f"http://127.0.0.1:{port}/hooks/alertmanager"

    @property
    def now(self):
        return self.story.rehearsal.clock.now().isoformat()

    async def sends(self, status, *pods, since, token=TOKEN, **labels):
        body = {"version": "4", "status": status, "alerts": [self._alert(status, pod, since, labels) for pod in pods]}
        headers = {"Authorization": f"Bearer {token}"}
        async with self.session.post(self.url, json=body, headers=headers) as answer:
            code = answer.status
        await self.story.later(15)
        return code

    def _alert(self, status, pod, since, labels):
        said = {
            "alertname": "LedgerErrors",
            "service": "ledger",
            "team": "payments",
            "severity": "critical",
            "pod": pod,
        }
        ends = self.now if status == "resolved" else "0001-01-01T00:00:00Z"
        return {
            "status": status,
            "labels": said | labels,
            "annotations": {"summary": f"{pod} answers with errors <!channel>"},
            "startsAt": since,
            "endsAt": ends,
        }


@asynccontextmanager
async def watched(folder, **settings):
    port = free_port()
    connectors = {"alertmanager": {"url": "http://127.0.0.1:9", "webhook_token": TOKEN}}
    async with (
        told(folder, port=port, connectors=connectors, **settings) as story,
        aiohttp.ClientSession() as session,
    ):
        yield story, Alertmanager(story, port, session)


@pytest.fixture
async def scene(folder):
    async with watched(folder, alert_rules=RULES) as found:
        yield found


async def test_from_the_first_alert_to_the_last_end(scene):
    story, alertmanager = scene
    since = alertmanager.now
    assert await alertmanager.sends("firing", "ledger-1", "ledger-2", since=since) == 200
    assert await alertmanager.sends("firing", "ledger-1", "ledger-2", "ledger-3", since=since) == 200
    incident = await story.incident()
    assert (incident.title, incident.severity, incident.services) == ("LedgerErrors", 1, ("ledger",))
    assert ANA in story.workspace.channels[incident.channel].members
    await story.later(90)
    assert any("could not" in text.lower() for text in story.posts(incident.channel))  # Alertmanager cannot be asked
    await alertmanager.sends("resolved", "ledger-1", "ledger-2", since=since)
    assert not [row for row in texts(await story.rows()) if "Ended" in row]
    await alertmanager.sends("resolved", "ledger-3", since=since)
    await story.inc(ANA, incident.channel, "resolve")
    rows = [row for row in texts(await story.rows()) if row.startswith("signal")]
    assert rows == [
        "signal: LedgerErrors, 2 alerts",
        "signal: Ended: LedgerErrors, 3 alerts (notified 5 times)",
    ]
    assert len(story.channels()) == 3
    assert await story.failed() == []
    assert await story.faults() == []
    assert "<!channel>" not in story.told()


async def test_who_does_not_know_the_token_is_refused(scene):
    story, alertmanager = scene
    assert await alertmanager.sends("firing", "ledger-1", since=alertmanager.now, token="another") == 401
    assert len(story.channels()) == 2


async def test_what_a_private_rule_takes_is_not_mixed_with_alerts_of_the_same_name_for_everybody(folder):
    secret = {"do": "declare", "match": {"labels": {"customer": "bank"}}, "private": True, "invite": [ANA]}
    async with watched(folder, alert_rules=(secret, {"do": "declare"})) as (story, alertmanager):
        since = alertmanager.now
        await alertmanager.sends("firing", "ledger-shop", since=since, customer="shop")
        await alertmanager.sends("firing", "ledger-bank", since=since, customer="bank")
        await story.later(90)
        kinds = {"ledger-shop": "channel", "ledger-bank": "group"}
        for key, (pod, kind) in zip(("INC-1", "INC-2"), kinds.items(), strict=True):
            channel = story.workspace.channels[(await story.incident(key)).channel]
            noticed = [one.text for one in await story.of_kind(Kind.SIGNAL, key)]
            assert (channel.kind, len(noticed)) == (kind, 1)
            assert noticed[0].startswith(f"{pod} answers with errors")
        public = story.workspace.channels[(await story.incident("INC-1")).channel]
        assert not [text for text in story.posts(public.id) if "ledger-bank" in text]


async def test_without_a_fitting_rule_nothing_is_declared(scene):
    story, alertmanager = scene
    assert await alertmanager.sends("firing", "ledger-1", since=alertmanager.now, team="search") == 200
    assert len(story.channels()) == 2
