"""What is said, marked and asked in the channel; and whoever joins late."""

from app.domain.entry import Kind
from app.sandbox.messages import Message
from tests.journeys.story import ANA, BEN, CLEO, DAN, Story, rubbish, shown

REMARKS = (
    "payments are failing since 09:20",
    "the ledger logs connection errors",
    "I think the pool is too small",
    "let's set it back to 40",
    "setting the pool to 40 now",
    "error rate went from 11% to 0.4%",
    "who tells support?",
    "support knows",
    "looks good from here",
    "watching it",
)


async def test_a_pushpin_puts_a_message_on_the_timeline_and_off_again(story: Story):
    channel = await story.declare()
    ts = await story.say(ANA, channel.id, "the moon is full tonight")
    assert [row for row in await story.rows() if "moon" in row.text] == []
    await story.later(300)
    story.acts.react(BEN, channel.id, ts, "pushpin")
    await story.settle()
    [row] = [row for row in await story.rows() if "moon" in row.text]
    assert (f"{row.at.timestamp():.6f}", row.who) == (ts, "Ana Ferreira")
    assert row.url.endswith(f"{channel.id}/p{ts.replace('.', '')}")
    story.acts.unreact(BEN, channel.id, ts, "pushpin")
    await story.settle()
    assert [row for row in await story.rows() if "moon" in row.text] == []


async def test_a_pinned_message_is_on_the_timeline(story: Story):
    channel = await story.declare()
    ts = await story.say(ANA, channel.id, "the moon is full tonight")
    story.acts.pin(ANA, channel.id, ts)
    await story.settle()
    assert len([row for row in await story.rows() if "moon" in row.text]) == 1
    story.acts.unpin(ANA, channel.id, ts)
    await story.settle()
    assert [row for row in await story.rows() if "moon" in row.text] == []


async def test_a_mention_is_answered_in_its_thread(story: Story):
    channel = await story.declare()
    story.acts.join(BEN, channel.id)
    ts = await story.say(BEN, channel.id, f"<@{story.bot_user}> what is the status? status")
    ts = await story.say(BEN, channel.id, f"<@{story.bot_user}> status")
    [answer] = in_thread(story, channel.id, ts)
    assert "Impact: nobody has said" in shown(answer)
    await story.say(BEN, channel.id, f"hey <@{story.bot_user}>, note the vendor called", thread_ts=ts)
    assert [one.text for one in await story.of_kind(Kind.NOTE)] == ["the vendor called"]
    assert len(in_thread(story, channel.id, ts)) == 2
    said = [one.text for one in await story.of_kind(Kind.MESSAGE)]
    assert f"<@{story.bot_user}> status" in said  # it is a message of the record, too


async def test_a_mention_that_nobody_understands_is_answered_kindly(story: Story):
    channel = await story.declare()
    ts = await story.say(ANA, channel.id, f"<@{story.bot_user}> abracadabra")
    [answer] = in_thread(story, channel.id, ts)
    assert "`/inc help`" in shown(answer)
    assert rubbish(shown(answer)) == []
    ts = await story.say(ANA, channel.id, f"thanks <@{story.bot_user}>!")
    assert in_thread(story, channel.id, ts) == []


async def test_a_direct_message_is_answered_there(story: Story):
    await story.declare()
    place = story.acts.direct(BEN, story.bot_user)
    await story.say(BEN, place, "list")
    assert "Checkout is down" in shown(story.direct(BEN)[-1])
    await story.say(BEN, place, "INC-1 note the vendor called")
    assert [one.text for one in await story.of_kind(Kind.NOTE)] == ["the vendor called"]
    await story.say(BEN, place, "how are you?")
    assert "`/inc help`" in shown(story.direct(BEN)[-1])
    assert "how are you" not in [one.text for one in await story.of_kind(Kind.MESSAGE)]


async def test_who_joins_late_is_caught_up_privately_and_can_keep_it(story: Story):
    channel = await story.declare()
    for text in REMARKS[:9]:
        await story.say(ANA, channel.id, text)
    story.acts.join(BEN, channel.id)
    await story.later()
    assert story.private(BEN) == []  # nine messages: too little to be caught up on
    await story.say(ANA, channel.id, REMARKS[9])
    public = len(story.from_bot(channel.id))
    story.acts.join(CLEO, channel.id)
    await story.later()
    [caught_up] = story.private(CLEO)
    assert "INC-1: catch-up" in shown(caught_up)
    assert "the pool is too small" in shown(caught_up)
    assert story.private(BEN) == []
    assert len(story.from_bot(channel.id)) == public
    await story.click(CLEO, channel.id, caught_up, "Keep")
    [kept] = story.direct(CLEO)
    assert "the pool is too small" in shown(kept)
    await story.click(CLEO, channel.id, caught_up, "Keep")
    assert len(story.direct(CLEO)) == 1


async def test_who_was_there_before_is_told_what_is_new(story: Story):
    channel = await story.declare()
    story.acts.join(DAN, channel.id)
    for text in REMARKS:
        await story.say(ANA, channel.id, text)
    await story.say(DAN, channel.id, "I am off for lunch")
    story.acts.leave(DAN, channel.id)
    await story.later(3600)
    await story.inc(ANA, channel.id, "decision go back to the old pool size")
    story.acts.join(DAN, channel.id)
    await story.later()
    assert "go back to the old pool size" in story.last_private(DAN)


async def test_machines_and_the_bot_itself_are_not_counted_as_people(story: Story):
    channel = await story.declare()
    for number in range(12):
        story.acts.say_as_bot("Alertmanager", channel.id, f"FIRING: Something{number}")
    await story.settle()
    story.acts.join(BEN, channel.id)
    await story.later()
    assert story.private(BEN) == []
    assert len(await story.of_kind(Kind.SIGNAL)) == 12


async def test_files_topics_and_coming_and_going_are_recorded(story: Story):
    channel = await story.declare()
    story.acts.join(BEN, channel.id)
    story.acts.upload(BEN, channel.id, "graph.png", b"not really a graph", text="look")
    story.acts.set_topic(BEN, channel.id, "all hands")
    story.acts.leave(BEN, channel.id)
    await story.settle()
    kinds = {entry.kind for entry in await story.entries() if entry.author.id == BEN}
    assert {Kind.MESSAGE, Kind.TOPIC, Kind.PRESENCE} <= kinds
    [message] = await story.of_kind(Kind.MESSAGE)
    assert [one["name"] for one in message.details["files"]] == ["graph.png"]
    assert "not really a graph" not in await story.kept()


async def test_secrets_are_masked_wherever_they_are_typed(story: Story):
    channel = await story.declare("new postgres://app:tall-ship-4711@db/x is down")
    secret = "tall-ship-4711"
    url = f"postgres://app:{secret}@db/x"
    ts = await story.say(ANA, channel.id, f"connecting with {url}")
    story.acts.edit(ANA, channel.id, ts, f"connecting again with {url}")
    await story.settle()
    for words in (
        f"note {url}",
        f"decision use {url}",
        f"impact {url}",
        f"title {url}",
        f"update {url}",
        f"bogus {url}",
    ):
        await story.inc(ANA, channel.id, words)
    await story.say(ANA, channel.id, f"<@{story.bot_user}> hypothesis {url} is wrong")
    await story.click(ANA, channel.id, story.card(channel.id), "Note")
    await story.submit(ANA, story.modal(ANA), text=url)
    await story.inc(ANA, channel.id, f"write well {url}")
    await story.inc(ANA, channel.id, "close")
    await story.later()
    assert secret not in await story.kept()
    assert secret not in story.told()
    assert secret not in "\n".join(map(shown, story.private(ANA)))
    assert "tall-ship" not in "".join(one.name for one in story.channels())
    assert "[secret:" in await story.kept()
    assert await story.faults() == []


def in_thread(story: Story, channel: str, ts: str) -> list[Message]:
    return [one for one in story.from_bot(channel) if one.thread_ts == ts]
