"""Slack refuses, breaks, is slow or talks nonsense for a while: afterwards everything is there, and nothing twice."""

from collections import Counter

import pytest

from app.domain.entry import Kind
from app.sandbox.faults import ANY_METHOD, EVENTS, Fault
from tests.journeys.story import ANA, BEN, Story, rubbish, sent_keys, shown, told

TROUBLE = {
    "refused once with 429": [Fault(ANY_METHOD, "status", times=6, status=429, retry_after_s=2)],
    "ratelimited for a minute": [Fault("chat.postMessage", "status", times=3, status=429, retry_after_s=20)],
    "broken with 500": [Fault(ANY_METHOD, "status", times=6, status=500)],
    "talking garbage": [Fault(ANY_METHOD, "garbage", times=6)],
    "cut before the call": [Fault("chat.postMessage", "drop_before", times=4)],
    "cut after the call": [
        Fault("chat.postMessage", "drop_after", times=4),
        Fault("conversations.create", "drop_after"),
    ],
    "in its own trouble": [Fault(ANY_METHOD, "refuse", times=8, error="internal_error")],
    "everything twice": [Fault(EVENTS, "duplicate", times=None)],
    "deaf to acknowledgements": [Fault("chat.update", "drop_after", times=3), Fault("pins.add", "status", status=503)],
}


@pytest.mark.parametrize("trouble", TROUBLE.values(), ids=list(TROUBLE))
async def test_after_the_trouble_everything_is_there_once(story: Story, trouble: list[Fault]):
    for fault in trouble:
        story.server.faults.add(fault)
    await story.inc(ANA, story.general, "new Checkout is down")
    for _ in range(12):
        await story.later(40)
    [channel] = [one for one in story.channels() if one.name.startswith("inc-")]
    for text in ("payments fail since 09:20", "let's roll back ledger 2.31"):
        await story.say(ANA, channel.id, text)
    for words in ("sev 2", "decision roll back", "close"):
        await story.inc(ANA, channel.id, words)
    for _ in range(12):
        await story.later(40)
    assert await story.failed() == []
    assert await story.faults() == []
    keys = [str(one.get("key")) for one in sent_keys(story.from_bot(channel.id))]
    assert [key for key, count in Counter(keys).items() if count > 1] == []
    assert [entry.text for entry in await story.of_kind(Kind.DECISION)] == ["roll back"]
    assert len(await story.of_kind(Kind.MESSAGE)) == 2
    assert ANA in channel.members
    assert channel.topic.value == "Closed · SEV2 · no lead yet · Checkout is down"
    assert [one.ts for one in story.workspace.marks.pinned(channel)] == [story.card(channel.id).ts]
    assert len([one for one in story.posts(channel.id) if "[Draft again]" in one]) == 1
    assert len(story.workspace.canvases.all()) == 1
    assert len(story.posts(story.incidents)) == 1


async def test_a_private_answer_is_given_once_or_not_at_all(story: Story):
    channel = await story.declare()
    before = len(story.private(BEN))
    story.server.faults.add(Fault("chat.postEphemeral", "drop_after", times=1))
    await story.inc(BEN, channel.id, "summary")
    await story.later(60)
    assert len(story.private(BEN)) - before <= 1
    assert await story.failed() == []


async def test_whoever_asks_while_slack_does_not_answer_is_told_so(story: Story):
    channel = await story.declare("new private Checkout is down")
    story.server.faults.add(Fault("conversations.members", "status", times=None, status=503))
    await story.inc(BEN, story.general, "INC-1")
    text = story.last_private(BEN)
    assert "Slack" in text
    assert "try again in a minute" in text
    assert "Checkout" not in text
    assert rubbish(text) == []
    await story.inc(BEN, story.general, "list")
    assert "Could not look who is in some channels" in story.last_private(BEN)
    assert channel.id not in story.last_private(BEN)


async def test_a_form_that_slack_no_longer_opens_says_so(story: Story):
    channel = await story.declare()
    story.server.faults.add(Fault("views.open", "refuse", error="expired_trigger_id"))
    await story.click(ANA, channel.id, story.card(channel.id), "Note")
    assert "Press the button again." in story.last_private(ANA)


async def test_events_out_of_order_come_to_the_same(story: Story):
    channel = await story.declare()
    story.server.faults.add(Fault(EVENTS, "shuffle", times=None, delay_s=0.05))
    story.server.faults.add(Fault(EVENTS, "duplicate", times=None))
    stamps = []
    for number in range(30):
        story.jump(1)
        stamps.append(story.acts.say(ANA, channel.id, f"error rate is {number}%"))
        if number % 3 == 0:
            story.acts.edit(ANA, channel.id, stamps[-1], f"error rate is {number + 100}%")
        if number % 5 == 0:
            story.acts.delete(ANA, channel.id, stamps[-1])
    await story.later(60)
    texts = [row.text for row in await story.rows() if "error rate" in row.text]
    wanted = [number + 100 * (number % 3 == 0) for number in range(30) if number % 5]
    assert [f"error rate is {number}%" for number in wanted] == texts
    assert await story.faults() == []


async def test_history_in_small_pages_is_read_whole(folder):
    async with told(folder, page_limit=15) as story:
        channel = story.acts.create_channel(BEN, "war-room")
        with story.workspace.silent():
            parent = ""
            for number in range(50):
                parent = story.acts.say(BEN, channel, f"remark {number}", ts=f"{1_773_400_000 + number}.000100")
            for number in range(40):
                story.acts.say(BEN, channel, f"reply {number}", ts=f"{1_773_410_000 + number}.000100", thread_ts=parent)
        await story.inc(BEN, channel, "adopt")
        await story.later()
        assert len(await story.of_kind(Kind.MESSAGE)) == 90
        assert shown(story.card(channel))
