from tests.journeys.story import BEN, CLEO, Story, shown


async def test_a_private_channel_is_told_to_invite_the_bot(story: Story):
    await story.declare()
    channel = story.acts.create_channel(CLEO, "secret", private=True)
    await story.inc(CLEO, channel, "link INC-1")
    await story.later()
    assert "I could not record that channel for *INC-1*." in shown(story.direct(CLEO)[-1])
    assert channel not in await story.rehearsal.bot.reader.channels_of(await story.incident())
    assert await story.failed() == []


async def test_linking_again_after_leaving_reads_in_what_was_missed_and_says_so(story: Story):
    await story.declare()
    channel = story.acts.create_channel(BEN, "payments")
    for words in ("link INC-1", "leave"):
        await story.inc(BEN, channel, words)
        await story.later()
    await story.say(BEN, channel, "said meanwhile")
    assert "said meanwhile" not in await story.kept()
    await story.inc(BEN, channel, "link INC-1")
    await story.later()
    assert "said meanwhile" in [entry.text for entry in await story.entries()]
    assert len([one for one in story.posts(channel) if "I am recording this channel for" in one]) == 2
