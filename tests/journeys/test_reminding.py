"""Reminders: each once, dismissable, and none where they are not wanted."""

import pytest

from tests.journeys.story import ANA, Story, rubbish, shown


def reminders(story: Story, channel: str) -> list[str]:
    return [one for one in story.posts(channel) if ":bell: No" in one]


async def test_an_update_that_is_overdue_is_asked_for_once(story: Story):
    channel = await story.declare()
    await story.inc(ANA, channel.id, "sev 1")
    await story.inc(ANA, channel.id, "role lead me")
    await story.later(29 * 60)
    await story.remind()
    assert reminders(story, channel.id) == []
    await story.later(2 * 60)
    await story.remind()
    [reminder] = reminders(story, channel.id)
    assert "No update for 31 min (SEV1)" in reminder
    assert rubbish(reminder) == []
    for _ in range(3):
        await story.later(3600)
        await story.remind()
    assert len(reminders(story, channel.id)) == 1
    await story.inc(ANA, channel.id, "update we are on it")
    await story.later(31 * 60)
    await story.remind()
    assert len(reminders(story, channel.id)) == 2


async def test_a_lead_is_asked_for_once_and_taken_with_the_button(story: Story):
    channel = await story.declare()
    await story.later(11 * 60)
    await story.remind()
    await story.remind()
    [reminder] = reminders(story, channel.id)
    assert "Nobody leads this incident yet." in reminder
    await story.click(ANA, channel.id, story.post(channel.id, "Nobody leads"), "I lead")
    await story.later()
    assert (await story.incident()).roles == {"lead": ANA}
    assert channel.topic.value == "Investigating · severity not set · lead: Ana Ferreira · Checkout is down"


async def test_a_reminder_is_dismissed_for_everybody(story: Story):
    channel = await story.declare()
    await story.later(11 * 60)
    await story.remind()
    await story.click(ANA, channel.id, story.post(channel.id, "Nobody leads"), "Dismiss")
    assert reminders(story, channel.id) == []
    await story.later(60)
    await story.remind()
    assert reminders(story, channel.id) == []
    assert await story.failed() == []


@pytest.mark.parametrize("words", ["quiet", "resolve", "close", "leave"])
async def test_nobody_is_reminded_where_it_is_not_wanted(story: Story, words: str):
    channel = await story.declare()
    await story.inc(ANA, channel.id, words)
    await story.later(24 * 3600)
    await story.remind()
    assert reminders(story, channel.id) == []


async def test_a_clock_that_jumps_back_reminds_nobody_twice(story: Story):
    channel = await story.declare()
    await story.later(11 * 60)
    await story.remind()
    clock = story.rehearsal.clock
    clock._at_s -= 8 * 60
    clock._until_s = clock._at_s
    await story.say(ANA, channel.id, "said while the clock was behind")
    await story.remind()
    await story.later(10 * 60)
    await story.remind()
    assert len(reminders(story, channel.id)) == 1
    assert await story.faults() == []
    assert "said while the clock was behind" in [entry.text for entry in await story.entries()]
    assert shown(story.card(channel.id))
