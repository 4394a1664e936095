from tests.journeys.story import ANA, BEN, Story, shown


async def test_only_ones_own_answers_are_kept(story: Story):
    channel = await story.declare()
    story.acts.join(BEN, channel.id)
    await story.inc(ANA, channel.id, "summary")
    answer = story.private(ANA)[-1]
    # somebody else sends the same click, as only a forged request could
    forged = next(one for one in answer.body["blocks"] if one["type"] == "actions")
    value = forged["elements"][0]["value"]
    await story.inc(BEN, channel.id, "summary")
    theirs = story.private(BEN)[-1]
    next(one for one in theirs.body["blocks"] if one["type"] == "actions")["elements"][0]["value"] = value
    await story.click(BEN, channel.id, theirs, "Keep")
    assert story.direct(BEN) == []
    await story.click(ANA, channel.id, answer, "Keep")
    assert "INC-1: Checkout is down" in shown(story.direct(ANA)[-1])
    assert "[Keep]" not in shown(story.direct(ANA)[-1])
