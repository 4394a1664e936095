from tests.journeys.story import ANA, Story


async def test_people_are_known_by_the_name_that_they_have_now(story: Story):
    channel = await story.declare()
    new = story.workspace.add_user("eve", "Eve Stranger").id
    story.acts.join(new, channel.id)
    await story.say(new, channel.id, "let's roll back ledger 2.31")
    assert "Eve Stranger" in {row.who for row in await story.rows()}


async def test_somebody_from_elsewhere_stays_an_id(story: Story):
    channel = await story.declare()
    await story.say(ANA, channel.id, "<@U0ELSEWHERE> can you look?")
    await story.inc(ANA, channel.id, "role ops <@U0ELSEWHERE>")
    await story.later()
    assert await story.failed() == []
    assert "ops: U0ELSEWHERE" in {row.text for row in await story.rows()}
