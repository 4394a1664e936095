import pytest

from tests.journeys.story import BEN, Story


@pytest.mark.parametrize(
    ("name", "title"),
    [("inc-payments-down", "Payments down"), ("inc-", "inc-"), ("inc-2", "2"), ("inc-ledger_p99", "Ledger_p99")],
)
async def test_the_channels_name_is_the_title(story: Story, name: str, title: str):
    channel = story.acts.create_channel(BEN, name)
    await story.later()
    assert (await story.incident()).title == title
    assert (await story.incident()).channel == channel


async def test_other_channels_are_left_alone(story: Story):
    story.acts.create_channel(BEN, "incentives")
    story.acts.create_channel(BEN, "team-inc-x")
    await story.later()
    assert await story.rehearsal.bot.reader.active() == []


async def test_a_closed_incidents_channel_begins_a_new_one_when_the_bot_is_invited_again(story: Story):
    channel = await story.declare(person=BEN)
    await story.inc(BEN, channel.id, "close")
    await story.inc(BEN, channel.id, "leave")
    await story.later()
    story.acts.invite(BEN, channel.id, story.bot_user)
    await story.later(30)
    assert (await story.incident("INC-2")).channel == channel.id
