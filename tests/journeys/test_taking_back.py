"""What is edited or deleted: the current words are told, deleted ones are nowhere, and the chain still verifies."""

import pytest

from app.domain.entry import Kind
from tests.journeys.story import ANA, BEN, CLEO, Story, shown, texts
from tests.journeys.surrounded import surrounded

SECRET = "Marigold Quine was charged twice since 09:20"
WORD = "Marigold"


async def test_an_edit_is_what_the_timeline_shows_and_the_record_keeps_both(story: Story):
    channel = await story.declare()
    ts = await story.say(ANA, channel.id, "let's roll back ledger 2.30")
    story.acts.edit(ANA, channel.id, ts, "let's roll back ledger 2.31")
    await story.later()
    assert "decision: let's roll back ledger 2.31" in texts(await story.rows())
    assert "2.30" not in "\n".join(texts(await story.rows()))
    assert "2.30" not in shown(story.card(channel.id))
    assert "2.31" in shown(story.card(channel.id))
    [edit] = await story.of_kind(Kind.EDIT)
    assert (edit.text, edit.about) == ("let's roll back ledger 2.31", f"m:{channel.id}/{ts}")
    assert await story.faults() == []


@pytest.mark.parametrize("edited", [False, True], ids=["as said", "edited before"])
async def test_a_deleted_message_is_nowhere(story: Story, edited: bool):
    """Also where it had been quoted: catch-ups, kept ones, timelines, handovers, updates, the card, the postmortem."""
    channel = await story.declare()
    for number in range(10):
        await story.say(ANA, channel.id, f"error rate is {number}%")
    ts = await story.say(ANA, channel.id, SECRET)
    if edited:
        story.acts.edit(ANA, channel.id, ts, f"{SECRET}, maybe")
    story.acts.react(ANA, channel.id, ts, "pushpin")
    await story.later()
    story.acts.join(CLEO, channel.id)
    for words in ("catchup since start", "summary", "timeline", "handover @ben", "update"):
        await story.inc(ANA, channel.id, words)
    await story.inc(ANA, channel.id, "close")
    await story.later()
    for person in (ANA, CLEO):
        for whisper in story.private(person):
            if "[Keep]" in shown(whisper):
                await story.click(person, channel.id, whisper, "Keep")
    await story.later()
    assert WORD in "\n".join(map(shown, [*story.direct(ANA), *story.direct(CLEO)]))
    assert WORD in await story.kept()

    await story.delete(ANA, channel.id, ts)
    assert [line for line in (await story.kept()).splitlines() if WORD in line] == []
    assert WORD not in story.told()
    assert WORD.encode() not in b"".join(path.read_bytes() for path in story.documents.parent.glob("watchkeeper.db*"))
    assert await story.faults() == []
    assert await story.failed() == []
    assert "error rate is" in story.told()  # what rests on other messages is still there


async def test_what_rests_on_two_deleted_messages_is_redone_twice(story: Story):
    channel = await story.declare()
    first = await story.say(ANA, channel.id, "Marigold was charged twice since 09:20")
    second = await story.say(ANA, channel.id, "Quentin was charged twice since 09:25")
    await story.inc(BEN, channel.id, "catchup since start")
    await story.inc(ANA, channel.id, "handover @ben")
    for ts, word in ((first, "Marigold"), (second, "Quentin")):
        assert word in await story.kept()
        await story.delete(ANA, channel.id, ts)
        assert word not in await story.kept()
        assert word not in story.told()
    assert await story.faults() == []


async def test_a_deleted_reply_and_a_deleted_thread_are_gone(story: Story):
    channel = await story.declare()
    parent = await story.say(ANA, channel.id, "Marigold says it fails since 09:20")
    reply = await story.say(ANA, channel.id, "Quentin says the pool is too small", thread_ts=parent)
    await story.delete(ANA, channel.id, parent)  # leaves a tombstone, for there is a reply
    assert "Marigold" not in await story.kept()
    assert "Quentin" in await story.kept()
    await story.delete(ANA, channel.id, reply)
    assert "Quentin" not in await story.kept()
    assert await story.faults() == []


async def test_a_command_given_in_a_message_goes_with_the_message(story: Story):
    channel = await story.declare()
    ts = await story.say(ANA, channel.id, f"<@{story.bot_user}> note {SECRET}")
    assert WORD in story.told()
    await story.delete(ANA, channel.id, ts)
    assert WORD not in story.told()
    assert WORD not in await story.kept()
    assert await story.faults() == []


async def test_what_was_deleted_while_the_bot_could_not_hear_is_erased_at_the_next_look(story: Story):
    channel = await story.declare()
    ts = await story.say(ANA, channel.id, SECRET)
    with story.workspace.silent():
        story.acts.delete(ANA, channel.id, ts)
    await story.rehearsal.bot.backfill()
    await story.later(30)
    assert WORD not in await story.kept()
    assert WORD not in story.told()
    assert await story.faults() == []


async def test_a_deleted_command_post_of_the_bot_is_not_the_record(story: Story):
    """Somebody with the right to deletes what the bot said; the fact stays."""
    channel = await story.declare()
    await story.inc(ANA, channel.id, "decision roll back")
    post = story.post(channel.id, "*Decision*")
    story.acts.delete(story.bot_user, channel.id, post.ts)
    await story.later()
    assert [one.text for one in await story.of_kind(Kind.DECISION)] == ["roll back"]
    await story.inc(ANA, channel.id, "close")
    await story.later()
    assert await story.failed() == []


async def test_a_post_that_is_gone_does_not_keep_others_from_being_redone(story: Story):
    channel = await story.declare()
    ts = await story.say(ANA, channel.id, SECRET)
    await story.inc(ANA, channel.id, "handover @ben")
    await story.inc(ANA, channel.id, "handover @cleo")
    await story.inc(ANA, channel.id, "close")
    await story.later()
    for gone in ("<@U0BEN>, here is the handover", "[Draft again]", "kept up to date"):
        story.acts.delete(story.bot_user, channel.id, story.post(channel.id, gone).ts)
    await story.settle()
    await story.delete(ANA, channel.id, ts)
    assert WORD not in await story.kept()
    assert WORD not in story.told()
    assert await story.failed() == []


async def test_an_impact_that_is_taken_back_leaves_the_one_before(story: Story):
    channel = await story.declare()
    await story.inc(ANA, channel.id, "impact one in ten cards fails")
    ts = await story.say(ANA, channel.id, f"<@{story.bot_user}> impact {SECRET}")
    assert (await story.incident()).impact == SECRET
    await story.delete(ANA, channel.id, ts)
    assert (await story.incident()).impact == "one in ten cards fails"
    assert WORD not in await story.kept()
    assert WORD not in story.told()
    assert await story.faults() == []


async def test_a_status_that_a_deleted_message_set_stays_set(story: Story):
    channel = await story.declare()
    ts = await story.say(ANA, channel.id, f"<@{story.bot_user}> status monitoring")
    await story.delete(ANA, channel.id, ts)
    assert (await story.incident()).status.value == "monitoring"
    assert "status: Status: investigating → monitoring" in texts(await story.rows())


async def test_what_was_quoted_around_another_incident_is_gone_there_too(folder):
    """On its card, in answers that were kept, and in what is remembered of the look around it, however long it is over."""
    async with surrounded(folder) as there:
        story = there.story
        first = (await story.declare("new Checkout fails, the connection pool is exhausted")).id
        parent = await story.say(ANA, first, "the connection pool of ledger is exhausted")
        ts = await story.say(ANA, first, "decision: roll back ledger, says Marigold Quine", thread_ts=parent)
        await story.inc(ANA, first, "close")
        await story.later(60)
        second = (await story.declare("new Checkout fails again, the connection pool is exhausted")).id
        await story.later(60)
        await story.inc(ANA, second, "similar")
        await story.click(ANA, second, story.private(ANA)[-1], "Keep")
        assert WORD in shown(story.post(second, "*Context*"))
        assert WORD in shown(story.direct(ANA)[-1])
        await story.inc(ANA, second, "close")
        await story.later(60)

        await story.delete(ANA, first, ts)
        assert WORD not in story.told()
        assert WORD not in "\n".join(map(shown, story.direct(ANA)))
        assert [line[:300] for line in (await story.kept()).splitlines() if WORD in line] == []
        assert "INC-1" in shown(story.direct(ANA)[-1])  # what does not repeat it stays
        assert await story.failed() == []
