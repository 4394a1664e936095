"""What other systems know, from declaring on: the card, its thread, the record, and who asks."""

import asyncio
import time

import pytest

from app.domain.entry import Kind, Voice
from tests.connectors.github.objects import deployment
from tests.connectors.standin import standing_in
from tests.journeys.story import ANA, BEN, CLEO, action_of, rubbish, shown, told
from tests.journeys.surrounded import NEW, OLD, alert, github_ago, repository, surrounded

CARD = "*Context*"


@pytest.fixture
async def there(folder):
    async with surrounded(folder) as beginning:
        yield beginning


async def declared(there):
    channel = await there.story.declare("new Checkout fails for card payments")
    await there.story.later(10)
    return channel.id


def thread(story, channel):
    card = story.post(channel, CARD)
    return [shown(one) for one in story.from_bot(channel) if one.thread_ts == card.ts and one.is_reply]


async def test_after_declaring_one_card_says_what_the_systems_know(there):
    channel = await declared(there)
    (card,) = [text for text in there.story.posts(channel) if CARD in text]
    assert card.startswith(":telescope: *Context* · checkout, ledger")
    assert "Timed out waiting for a connection from the pool> · since 09:20 UTC · and 1 more" in card
    assert "Likely first: ledger" in card
    first, *others = [line for line in card.splitlines() if line[:2] in {"1.", "2.", "3.", "4.", "5."}]
    assert "ledger v2.31 deployed to production" in first
    assert "same service" in first
    assert "symptoms of connections that run out; it alters code that has to do with that" in first
    assert not [line for line in others if "payslips" in line]
    assert "none is proven" in card
    assert "on call Cleo Marin" in card
    assert "#team-payments" in card
    assert "<https://wiki.example/runbooks/ledger.md#connection-pool-is-exhausted|" in card
    assert ":warning: Could not look: Loki: timed out" in card
    assert len(card.splitlines()) <= 20
    assert not rubbish(card)


async def test_the_runbook_that_is_asked_for_is_that_of_the_card(there):
    channel = await declared(there)
    await there.story.say(ANA, channel, "delete old segments, the disk is full")
    await there.story.inc(ANA, channel, "runbook")
    assert "#connection-pool-is-exhausted" in shown(there.story.post(channel, CARD))
    assert "#connection-pool-is-exhausted" in there.story.last_private(ANA)


async def test_signals_and_changes_are_entries_once_and_observed(there):
    channel = await declared(there)
    await there.story.later(300)
    await there.story.inc(BEN, channel, "context again")
    alerts, (deploy,) = await there.story.of_kind(Kind.SIGNAL), await there.story.of_kind(Kind.CHANGE)
    assert len(alerts) == 2
    assert all(one.author.voice is Voice.MACHINE for one in (*alerts, deploy))
    assert deploy.details["ref"] == "acme/ledger/deployment/7"
    assert deploy.details["query"].startswith("GET /repos/acme/ledger/deployments")
    rows = await there.story.rows()
    assert any(row.kind == "change" and row.observed for row in rows)
    assert await there.story.faults() == []
    assert await there.story.failed() == []


async def test_the_card_is_edited_in_place_and_its_thread_has_what_matters(there):
    channel = await declared(there)
    assert thread(there.story, channel) == []
    rollback = deployment(8, github_ago(-1), OLD, ref="v2.30")
    new, old = deployment(7, github_ago(12), NEW, ref="v2.31"), deployment(6, github_ago(3000), OLD, ref="v2.30")
    there.github.answers |= repository("ledger", (rollback, "success"), (new, "success"), (old, "success"))
    await there.story.later(240)
    assert len([text for text in there.story.posts(channel) if CARD in text]) == 1
    assert "*undone*" in shown(there.story.post(channel, CARD))
    (said,) = thread(there.story, channel)
    assert said.startswith(":leftwards_arrow_with_hook: Undone: ")
    texts = [entry.text for entry in await there.story.of_kind(Kind.CHANGE)]
    assert len(texts) == 2
    assert texts[1].startswith("Rolled back: ")


async def test_alerts_that_end_are_in_the_record_and_in_the_thread_by_themselves(there):
    channel = await declared(there)
    there.alerts()
    await there.story.later(240)
    await there.story.later(61)
    ended = [entry.text for entry in await there.story.of_kind(Kind.SIGNAL) if entry.text.startswith("Ended: ")]
    assert len(ended) == 2
    assert "*Ended*" in shown(there.story.post(channel, CARD))
    assert any("All alerts have ended" in text for text in thread(there.story, channel))


async def test_nothing_is_posted_while_it_is_quiet_but_whoever_asks_is_told(there):
    channel = (await there.story.declare("new Checkout fails")).id
    await there.story.inc(ANA, channel, "quiet on")
    await there.story.later(300)
    before = len(there.story.posts(channel))
    there.alerts(alert("DiskFull", "ledger", 1, "The disk is full"))
    await there.story.later(300)
    assert len(there.story.posts(channel)) == before
    await there.story.inc(BEN, channel, "context again")
    assert "The disk is full" in there.story.last_private(BEN)


async def test_where_nothing_was_found_nothing_is_posted(folder):
    async with surrounded(folder) as there:
        there.alerts()
        there.github.answers |= repository("ledger") | repository("payslips")
        for name in ("catalog", "runbooks"):
            for file in (folder / name).iterdir():
                file.write_text("# Nothing\n" if name == "runbooks" else "kind: Location\n")
        channel = await declared(there)
        assert not [text for text in there.story.posts(channel) if CARD in text]
        await there.story.inc(BEN, channel, "context")
        answer = there.story.last_private(BEN)
        assert "*No change* since" in answer
        assert "Could not look: Loki: timed out" in answer


async def test_without_connectors_nothing_happens_by_itself(folder):
    async with told(folder) as story:
        channel = (await story.declare()).id
        await story.later(600)
        assert not [text for text in story.posts(channel) if CARD in text]
        await story.inc(BEN, channel, "context")
        assert "No outside system is connected" in story.last_private(BEN)
        await story.inc(BEN, channel, "connectors")
        assert "No system is connected." in story.last_private(BEN)


async def test_all_systems_down_or_hanging_it_answers_in_time_and_says_so(folder):
    async with surrounded(folder) as there:
        channel = await declared(there)
        there.alertmanager.fault, there.github.fault, there.pagerduty.fault = "shut", 503, "garbage"
        there.story.jump(3600)
        started = time.monotonic()
        await there.story.inc(BEN, channel, "context again")
        assert time.monotonic() - started < 10
        answer = there.story.last_private(BEN)
        gap = next(line for line in answer.splitlines() if line.startswith(":warning: Could not look"))
        for name in (
            "Alertmanager: it cannot be reached",
            "GitHub: it answered 503",
            "Loki: timed out",
            "PagerDuty: its",
        ):
            assert name in gap
        assert "nothing unusual" not in answer


async def test_while_somebody_waits_for_an_answer_others_are_served(there):
    channel = await declared(there)
    there.story.jump(60)
    there.loki.asked.clear()
    async with asyncio.TaskGroup() as group:
        group.create_task(there.story.inc(BEN, channel, "context again"))
        group.create_task(there.story.inc(CLEO, channel, "note it is the pool"))
    assert [entry.text for entry in await there.story.of_kind(Kind.NOTE)] == ["it is the pool"]


async def test_who_is_on_call_is_invited_with_one_press(there):
    channel = await declared(there)
    assert CLEO not in there.story.workspace.channels[channel].members
    card = there.story.post(channel, CARD)
    assert action_of(card.body["blocks"], "Invite Cleo Marin")
    await there.story.click(BEN, channel, card, "Invite Cleo Marin")
    assert CLEO in there.story.workspace.channels[channel].members
    assert "I am inviting Cleo Marin" in there.story.last_private(BEN)


async def test_nobody_is_invited_who_is_there_already(there):
    channel = await declared(there)
    card = there.story.post(channel, CARD)
    there.story.acts.join(CLEO, channel)
    await there.story.click(BEN, channel, card, "Invite Cleo Marin")
    assert there.story.last_private(BEN) == "On call and in this channel already: Cleo Marin."
    await there.story.later(130)
    assert "[Invite Cleo Marin]" not in shown(there.story.post(channel, CARD))
    for words in ("context", "owner ledger"):
        await there.story.inc(BEN, channel, words)
        assert "[Invite Cleo Marin]" not in there.story.last_private(BEN)


async def test_services_that_people_set_are_what_is_looked_at(there):
    channel = await declared(there)
    await there.story.inc(ANA, channel, "services checkut")
    assert "Did you mean `checkout`?" in there.story.last_private(ANA)
    await there.story.inc(ANA, channel, "services payslips")
    assert (await there.story.incident()).services == ("payslips",)
    await there.story.later(60)
    assert ":telescope: *Context* · payslips" in shown(there.story.post(channel, CARD))
    await there.story.inc(ANA, channel, "services")
    assert "*Services*, as they were set: payslips" in there.story.last_private(ANA)


async def test_a_private_incident_is_looked_around_in_its_channel_alone(there):
    channel = (await there.story.declare("new --private Checkout fails")).id
    await there.story.later(30)
    assert CARD in "\n".join(there.story.posts(channel))
    for other in (there.story.general, there.story.incidents):
        assert CARD not in "\n".join(there.story.posts(other))
    await there.story.inc(BEN, there.story.general, "context INC-1")
    assert "There is no incident INC-1" in there.story.last_private(BEN)


async def test_what_comes_from_outside_is_text(there):
    there.alerts(alert("X", "ledger", 3, "<!channel> <https://evil.example|click> *bold* & <@U0ANA>"))
    channel = await declared(there)
    card = shown(there.story.post(channel, CARD))
    assert "&lt;!channel&gt;" in card
    assert "<!channel>" not in card
    assert "<@U0ANA>" not in card


@pytest.mark.parametrize("question", ["runbook", "similar", "similar payments time out"])
async def test_nobody_waits_while_somebody_asks_for_texts_that_do_not_come(folder, question):
    async with standing_in({}, fault="hang") as nowhere:
        kinds = {"runbook": "runbooks"}.get(question, "postmortems")
        repository = {"repository": f"{nowhere.url}/team/texts", "time_limit_s": 1}
        async with told(folder, connectors={kinds: repository}) as story:
            channel = (await story.declare()).id
            asking = asyncio.create_task(story.inc(BEN, channel, question))
            await asyncio.wait_for(nowhere.reached.wait(), 5)
            setting = asyncio.create_task(story.inc(ANA, channel, "sev 1"))
            while (await story.incident()).severity != 1:  # noqa: ASYNC110 -- as somebody would look at the screen
                await asyncio.sleep(0.02)
            assert not story.private(BEN, channel)
            await asyncio.gather(asking, setting)
            assert "no answer within 1 s" in story.last_private(BEN)
