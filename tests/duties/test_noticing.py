"""Alerts in a workspace: they join what is open, declare where a rule says so, and are told of quietly."""

import asyncio
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta

import pytest

from app.context.alerts.rules import AlertRule, Do, Match
from app.context.intake import signals, traffic
from app.context.intake.arriving import Intake
from app.context.intake.recording import signal_draft
from app.domain.attributes import SERVICE
from app.domain.change import Change, ChangeKind
from app.domain.connecting import Heard
from app.domain.entry import Kind, Voice
from app.domain.incident import Audience
from app.domain.post import Body, Post
from app.domain.signal import Signal, SignalKind, SignalState
from app.duties import noticing
from app.duties.alerting import tell_job
from app.jobs.job import NewJob
from app.jobs.queue import enqueue
from app.record import posts
from app.record.append import append
from app.record.consequences import NOTICE
from app.record.posts import say
from tests.journeys.story import ANA, CLEO, shown, told

DECLARE = AlertRule(do=Do.DECLARE, match=Match(severity=2), severity=2)


class Monitoring:
    """Says by the clock of the story what it notices."""

    def __init__(self, story, intake):
        self.story, self.intake = story, intake
        self.number = 0

    @property
    def now(self):
        return self.story.rehearsal.clock.now()

    async def fires(self, fingerprint="f1", service="ledger", title="Errors are high", severity=None, **more):
        await self._tells(fingerprint, service, title=title, severity=severity, **more)

    async def ends(self, fingerprint="f1", service="ledger", title="Errors are high", **more):
        await self._tells(fingerprint, service, title=title, state=SignalState.ENDED, ended_at=self.now, **more)

    async def deploys(self, ref, title, service="ledger", **more):
        change = Change(
            connector="argocd", kind=ChangeKind.DEPLOY, ref=ref, title=title, started_at=self.now,
            attributes={SERVICE: service}, **more,
        )  # fmt: skip
        await self.takes("argocd", changes=(change,))

    async def takes(self, connector, **heard):
        self.number += 1
        await self.intake.take(connector, Heard(**heard, key=str(self.number)), b"")

    async def _tells(self, fingerprint, service, **more):
        signal = Signal(
            connector="alertmanager", kind=SignalKind.ALERT, fingerprint=fingerprint, attributes={SERVICE: service},
            **{"started_at": self.now, "last_at": self.now, **more},
        )  # fmt: skip
        await self.takes("alertmanager", signals=(signal,))
        await self.story.later(11)


@asynccontextmanager
async def monitored(folder, **settings):
    async with told(folder, **settings) as story:
        bot = story.rehearsal.bot
        async with Intake(bot.database, bot.clock) as intake:
            yield story, Monitoring(story, intake)


@pytest.fixture
async def scene(folder):
    async with monitored(folder) as found:
        yield found


@pytest.fixture
async def ruled(folder):
    async with monitored(folder, alert_rules=(DECLARE,), alert_incidents_per_hour=2) as found:
        yield found


async def context_card(story, key="INC-1"):
    """What the duty that looks around posts."""
    incident, bot = await story.incident(key), story.rehearsal.bot
    body = Body(text="What other systems know")
    post = Post(
        key=f"context:{incident.id}", incident_id=incident.id, channel=incident.channel, body=body, brief="context"
    )
    async with bot.database.transaction() as tx:
        await say(tx, post, bot.clock(), 5.0)
    await story.settle()
    return story.post(incident.channel, "What other systems know")


def in_thread(story, card):
    return [shown(one) for one in story.from_bot(card.channel_id) if one.thread_ts == card.ts and one.ts != card.ts]


async def machine_said(story, key="INC-1"):
    return [one.text for one in await story.entries(key) if "connector" in one.details]


async def counts(story):
    async with story.rehearsal.bot.database.reading() as connection:
        return await traffic.all_counts(connection)


async def test_an_alert_joins_what_is_open_and_one_entry_tells_of_its_start_and_one_of_its_end(scene):
    story, monitoring = scene
    channel = await story.declare("new Ledger is down")
    for _ in range(5):
        await monitoring.fires()
    await monitoring.fires("f2", service="mail", title="Mail is slow")
    await monitoring.ends(started_at=monitoring.now - timedelta(minutes=1))
    assert await machine_said(story) == [
        "Errors are high (ledger)",
        "Ended: Errors are high (ledger) (notified 5 times)",
    ]
    start, end = [one for one in await story.entries() if "connector" in one.details]
    assert (start.author.voice, start.author.id, end.thread) == (Voice.MACHINE, "alertmanager", start.key)
    assert (await counts(story))["alertmanager"].posted == 2
    assert "Errors are high" not in "\n".join(story.posts(channel.id)[:-1])  # only the card has it
    assert await story.failed() == []
    assert await story.faults() == []


async def test_what_is_done_to_the_service_meanwhile_is_recorded(scene):
    story, monitoring = scene
    await monitoring.deploys("d1", "ledger 2.31")
    await story.declare("new Ledger is down")
    await monitoring.fires()
    await monitoring.deploys("d2", "ledger 2.30", undoes="d1")
    await monitoring.deploys("d3", "mail 9", service="mail")
    await story.later(11)
    assert [one.text for one in await story.of_kind(Kind.CHANGE)] == ["Rolled back: ledger 2.30"]


async def test_a_signal_that_came_before_joins_when_the_incident_begins(scene):
    story, monitoring = scene
    await monitoring.fires()
    await story.declare("new Ledger is down")
    now = monitoring.now
    async with story.rehearsal.bot.database.transaction() as tx:  # as the clock does each minute
        await enqueue(tx, [NewJob(key="tick", kind=NOTICE, lane=NOTICE, run_at=now)])
    await story.settle()
    assert await machine_said(story) == ["Errors are high (ledger)"]


async def test_a_rule_declares_one_incident(ruled):
    story, monitoring = ruled
    await monitoring.fires(severity=3)
    assert not story.workspace.channels.named("inc-20260314-errors-are-high")
    for _ in range(3):
        await monitoring.fires(severity=1)
    await monitoring.fires("f2", title="Slow", severity=1)
    incident = await story.incident()
    assert (incident.title, incident.severity, incident.services) == ("Errors are high", 2, ("ledger",))
    assert incident.channel_name == "inc-20260314-errors-are-high"
    assert await machine_said(story) == ["Errors are high (ledger)", "Slow (ledger)"]
    assert len(story.channels()) == 3
    assert await story.failed() == []


async def test_what_a_look_around_another_incident_takes_meanwhile_declares_none(ruled, monkeypatch):
    story, monitoring = ruled
    elsewhere = await story.declare("new The mail is slow")
    seen = noticing.assign

    def slow(loose, *rest):
        asyncio.run_coroutine_threadsafe(_taken(loose), loop).result(5)
        return seen(loose, *rest)

    async def _taken(loose):
        async with story.rehearsal.bot.database.transaction() as tx:
            await signals.join(tx, loose, 1)

    loop = asyncio.get_running_loop()
    monkeypatch.setattr(noticing, "assign", slow)
    await monitoring.fires(severity=1)
    assert len(story.channels()) == 3
    assert elsewhere.id == (await story.incident("INC-1")).channel
    assert await story.failed() == []


async def test_an_incident_named_by_an_alert_calls_and_leads_nobody_anywhere(ruled):
    story, monitoring = ruled
    title = "<!channel> <@U0BEN> <https://evil.example|click> https://raw.example INC-1 resolved"
    await monitoring.fires(severity=1, title=title)
    await story.later(15)
    incident = await story.incident()
    channel = story.workspace.channels[incident.channel]
    assert channel.topic.value.endswith("‹!channel› ‹@U0BEN› (link) (link) INC-1 resolved")
    for text in (incident.title, channel.name):
        assert "example" not in text
    assert incident.is_open


async def test_after_it_was_resolved_the_same_group_declares_no_other(ruled):
    story, monitoring = ruled
    await monitoring.fires(severity=1)
    await story.later(30)
    channel = (await story.incident()).channel
    await story.inc(ANA, channel, "resolve")
    await monitoring.ends()
    await story.later(600)
    await monitoring.fires(severity=1)
    assert len(story.channels()) == 3
    said = await machine_said(story)
    assert said == ["Errors are high (ledger)", "Ended: Errors are high (ledger)", "Errors are high (ledger)"]


async def test_a_storm_declares_so_many_and_says_so_once(ruled):
    story, monitoring = ruled
    for number in range(5):
        await monitoring.fires(f"f{number}", service=f"s{number}", title=f"Trouble {number}", severity=1)
    assert len(story.channels()) == 4
    said = [text for text in story.posts(story.incidents) if "declare no further" in text]
    assert len(said) == 1
    assert "Trouble 2" in said[0]
    assert "`/inc new`" in said[0]


async def test_a_private_rule_declares_a_private_incident(folder):
    rule = AlertRule(do=Do.DECLARE, private=True, services=("vault",), invite=("U0NOBODY", CLEO))
    async with monitored(folder, alert_rules=(rule,)) as (story, monitoring):
        await monitoring.fires(title="Odd sign-ins")
        incident = await story.incident()
        assert (incident.audience, incident.services) == (Audience.CHANNEL, ("vault",))
        assert CLEO in story.workspace.channels[incident.channel].members
        assert await story.failed() == []
        assert "Odd sign-ins" not in "\n".join(story.posts(story.incidents))


async def test_what_is_to_be_private_is_not_named_where_it_is_held_back(folder):
    rule = AlertRule(do=Do.DECLARE, private=True, invite=(CLEO,))
    async with monitored(folder, alert_rules=(rule,), alert_incidents_per_hour=1) as (story, monitoring):
        await monitoring.fires(service="vault", title="Odd sign-ins")
        await monitoring.fires("f2", service="keys", title="Keys were read")
        assert len(story.channels()) == 3
        assert "Keys" not in "\n".join(story.posts(story.incidents))


async def test_the_channel_is_told_quietly(scene):
    story, monitoring = scene
    await story.declare("new Ledger is down")
    card = await context_card(story)
    await story.later(60)
    await monitoring.fires()
    for number in range(10):
        await monitoring.fires(f"g{number}", title=f"Trouble {number}")
    await story.later(60)
    [said] = in_thread(story, card)  # the others are of the same service
    assert said.startswith(":bell: *")
    assert "Errors are high (ledger), Trouble 0 (ledger), " in said
    for number in range(10):
        await monitoring.ends(f"g{number}", title=f"Trouble {number}")
    await monitoring.ends()
    await story.later(60)
    _, last = in_thread(story, card)
    assert "All alerts have ended" in last


async def test_what_was_being_recorded_while_the_channel_was_told_is_told_next(scene):
    story, monitoring = scene
    await story.declare("new Ledger is down")
    card = await context_card(story)
    await story.later(60)
    await monitoring.fires()
    await story.later(60)
    assert len(in_thread(story, card)) == 1
    incident, bot = await story.incident(), story.rehearsal.bot
    async with bot.database.reading() as connection:
        told_at = await posts.last_brief_at(connection, incident.id, "", ["alerts"])
        [episode] = await signals.of_incident(connection, incident.id)
    over = replace(episode.signal, state=SignalState.ENDED, ended_at=told_at)
    draft = signal_draft(replace(episode, signal=over, turns=1, turned_at=told_at))
    async with (
        bot.database.transaction() as tx
    ):  # its time was taken before that of the post, and it was committed after
        await append(tx, incident.id, [draft], told_at, 5.0)
        await enqueue(tx, [tell_job(incident.id, bot.clock())])
    await story.later(61)
    _, last = in_thread(story, card)
    assert "All alerts have ended" in last


async def test_a_quiet_incident_is_not_told(scene):
    story, monitoring = scene
    channel = await story.declare("new Ledger is down")
    card = await context_card(story)
    await story.inc(ANA, channel.id, "quiet on")
    await story.later(60)
    await monitoring.fires()
    await story.later(120)
    assert not in_thread(story, card)


async def test_nothing_is_told_without_a_context_card(scene):
    story, monitoring = scene
    channel = await story.declare("new Ledger is down")
    before = len(story.from_bot(channel.id))
    await monitoring.fires()
    await story.later(120)
    assert len(story.from_bot(channel.id)) - before <= 1  # the context card itself


async def test_what_belongs_nowhere_is_kept_aside(scene):
    story, monitoring = scene
    await story.declare("new Ledger is down")
    await monitoring.fires("f9", service="mail", title="Mail is slow")
    assert await machine_said(story) == []
    async with story.rehearsal.bot.database.reading() as connection:
        (kept,) = await signals.recent(connection, monitoring.now - timedelta(hours=1))
    assert kept.incident is None


async def test_briefs_tell_what_was_observed(scene):
    story, monitoring = scene
    channel = await story.declare("new Ledger is down")
    await monitoring.fires(detail="5 % of requests fail")
    await monitoring.fires("f2", title="Ledger is slow")
    await monitoring.deploys("d2", "ledger 2.30", undoes="d1")
    await story.later(60)
    await monitoring.ends()
    await story.inc(ANA, channel.id, "catchup")
    said = story.last_private(ANA).split("\n")
    assert "◉ Change – argocd: “Rolled back: ledger 2.30” (09:27)" in said
    assert "◉ alertmanager: “Errors are high (ledger)”, “5 % of requests fail”; ended (09:27, 09:28)" in said
    assert "◉ alertmanager: “Ledger is slow” (09:27)" in said


async def test_what_fits_a_rule_is_found_among_thousands_that_do_not(ruled):
    story, monitoring = ruled

    def alert(fingerprint, service, severity):
        return Signal(
            connector="alertmanager", kind=SignalKind.ALERT, fingerprint=fingerprint, title=f"Errors of {service}",
            attributes={SERVICE: service}, severity=severity, started_at=monitoring.now, last_at=monitoring.now,
        )  # fmt: skip

    await monitoring.takes("alertmanager", signals=(alert("a", "ledger", 1), alert("b", "mail", 2)))
    flood = tuple(alert(f"f{number}", f"s{number}", 4) for number in range(5000))
    await monitoring.takes("alertmanager", signals=flood)
    await story.later(11)
    assert [(await story.incident(key)).services for key in ("INC-1", "INC-2")] == [("ledger",), ("mail",)]
    async with story.rehearsal.bot.database.reading() as connection:
        assert len(await signals.loose(connection, monitoring.now - timedelta(hours=1), most=9000)) == 5000
    assert await story.failed() == []


async def test_what_comes_last_in_a_flood_joins_too(scene):
    story, monitoring = scene
    await story.declare("new Ledger is down")
    now = monitoring.now
    flood = tuple(
        Signal(
            connector="alertmanager", kind=SignalKind.ALERT, fingerprint=f"f{number}", title="Errors are high",
            attributes={SERVICE: f"s{number}" if number < 2100 else "ledger"}, started_at=now, last_at=now,
        )
        for number in range(2101)
    )  # fmt: skip
    await monitoring.takes("alertmanager", signals=flood)
    await story.later(11)
    assert await machine_said(story) == ["Errors are high (ledger)"]
    assert await story.failed() == []
