import pytest

from app.duties.warning import called
from app.record import warnings
from tests.journeys.story import ANA, BEN, Story
from tests.journeys.test_secrets import aws_key
from tests.journeys.test_secrets import warnings as warned


@pytest.mark.parametrize(
    ("types", "said"),
    [
        (["aws-key"], "an AWS key"),
        (["github-token", "jwt"], "a GitHub token and JWT"),
        (["assigned-secret"], "a password or key"),
        (["url-credentials"], "a password in an address"),
        (["polar-organization-access-token"], "a polar organization access token"),
    ],
)
def test_what_rules_are_called(types, said):
    assert called(types) == said


async def test_only_whoever_was_warned_can_answer(story: Story):
    channel = await story.declare()
    story.acts.join(BEN, channel.id)
    for person in (ANA, BEN):
        await story.say(person, channel.id, f"use {aws_key()}")
    await story.later()
    theirs, mine = warned(story, ANA)[0], warned(story, BEN)[0]
    of = next(one for one in theirs.body["blocks"] if one["type"] == "actions")["elements"][1]["value"]
    next(one for one in mine.body["blocks"] if one["type"] == "actions")["elements"][1]["value"] = of
    await story.click(BEN, channel.id, mine, "Not a secret")  # as only a forged request could
    await story.later()
    async with story.rehearsal.bot.database.reading() as connection:
        assert (await warnings.load(connection, of.partition(":")[2], ANA)).verdict == ""
    assert await story.failed() == []
