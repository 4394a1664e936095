"""A secret is posted: it is stored masked, and only whoever posted it hears of it."""

import random

from app.domain.entry import Kind
from app.sandbox.messages import Message
from tests.journeys.story import ANA, BEN, Story, shown

_DRAWN = random.Random(11)


def aws_key() -> str:
    return "AKI" + "A" + "".join(_DRAWN.choices("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", k=16))


def warnings(story: Story, person: str) -> list[Message]:
    return [one for one in story.private(person) if "had what looks like" in shown(one)]


async def test_whoever_posts_a_secret_is_told_in_private(story: Story):
    channel = await story.declare()
    story.acts.join(BEN, channel.id)
    secret = aws_key()
    await story.say(ANA, channel.id, f"use {secret} for now")
    await story.later()
    assert secret not in await story.kept()
    [warning] = warnings(story, ANA)
    assert "had what looks like an AWS key. I stored it masked, but Slack still shows it" in shown(warning)
    assert secret not in shown(warning)
    assert "[Remind me to rotate it]" in shown(warning)
    assert warnings(story, BEN) == []
    assert await story.failed() == []


async def test_once_however_often_the_message_is_seen_or_edited(story: Story):
    channel = await story.declare()
    secret = aws_key()
    ts = await story.say(ANA, channel.id, f"use {secret}")
    story.acts.edit(ANA, channel.id, ts, f"use {secret} please")
    await story.later()
    await story.rehearsal.bot.backfill()
    await story.later()
    assert len(warnings(story, ANA)) == 1


async def test_a_placeholder_that_somebody_types_is_no_secret(story: Story):
    channel = await story.declare()
    await story.say(ANA, channel.id, "it says [secret:aws-key] there")
    await story.later()
    assert warnings(story, ANA) == []


async def test_reminders_come_until_it_is_rotated(story: Story):
    channel = await story.declare()
    await story.say(ANA, channel.id, f"use {aws_key()}")
    await story.later()
    [warning] = warnings(story, ANA)
    await story.click(ANA, channel.id, warning, "Remind me to rotate it")
    await story.later()
    assert "I will remind you" in story.last_private(ANA)
    await story.later(3600)
    [reminder] = story.direct(ANA)
    assert "rotate the AWS key from INC-1" in shown(reminder)
    await story.click(ANA, reminder.channel_id, reminder, "Rotated")
    await story.later(86400)
    assert len([one for one in story.direct(ANA) if "You asked to be reminded" in shown(one)]) == 1
    assert await story.failed() == []


async def test_without_an_answer_the_second_reminder_comes(story: Story):
    channel = await story.declare()
    await story.say(ANA, channel.id, f"use {aws_key()}")
    await story.later()
    await story.click(ANA, channel.id, warnings(story, ANA)[0], "Remind me to rotate it")
    await story.later(3700)
    await story.later(86400)
    assert len(story.direct(ANA)) == 2


async def test_not_a_secret_is_kept_as_feedback_without_text(story: Story):
    channel = await story.declare()
    await story.say(ANA, channel.id, f"use {aws_key()}")
    await story.later()
    await story.click(ANA, channel.id, warnings(story, ANA)[0], "Not a secret")
    await story.later()
    assert await story.failed() == []
    assert "It stays masked" in story.last_private(ANA)
    await story.later(90000)
    assert story.direct(ANA) == []
    assert "'false alarm', ''" in await story.kept()


async def test_history_from_long_ago_is_masked_in_silence(story: Story):
    channel = story.acts.create_channel(ANA, "payments")
    secret = aws_key()
    story.acts.say(ANA, channel, f"use {secret}")
    story.jump(2 * 86400)
    await story.declare()
    await story.inc(ANA, channel, "link INC-1")
    await story.later()
    assert "[secret:aws-key]" in (await story.kept())
    assert secret not in await story.kept()
    assert warnings(story, ANA) == []


async def test_of_a_machines_secret_the_lead_hears(story: Story):
    channel = await story.declare()
    secret = aws_key()
    story.acts.say_as_bot("deploybot", channel.id, f"env: {secret}")
    await story.later()
    assert [one for one in await story.of_kind(Kind.SIGNAL) if "[secret:aws-key]" in one.text]
    assert warnings(story, ANA) == []
    story.acts.join(BEN, channel.id)
    await story.inc(BEN, channel.id, "lead me")
    story.acts.say_as_bot("deploybot", channel.id, f"env: {aws_key()}")
    await story.later()
    assert "A machine's message" in shown(warnings(story, BEN)[-1])
