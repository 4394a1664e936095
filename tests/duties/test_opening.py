from app.sandbox.faults import Fault
from tests.journeys.story import ANA, Story


async def test_a_channel_that_was_opened_just_before_a_break_is_used(story: Story):
    story.server.faults.add(Fault("conversations.create", "drop_after"))
    await story.inc(ANA, story.general, "new Checkout is down")
    for _ in range(3):
        await story.later(60)
    [channel] = [one for one in story.channels() if one.name.startswith("inc-")]
    assert channel.name == "inc-20260314-checkout-is-down"
    assert (await story.incident()).channel == channel.id


async def test_a_channel_of_an_earlier_incident_is_not_taken_for_a_new_one(story: Story):
    first = await story.declare("new Checkout is down")
    second = await story.declare("new Checkout is down")
    assert (first.name, second.name) == ("inc-20260314-checkout-is-down", "inc-20260314-checkout-is-down-2")


async def test_a_title_without_a_letter_gets_a_channel_all_the_same(story: Story):
    channel = await story.declare("new 🔥🔥🔥")
    assert channel.name == "inc-20260314"


async def test_whoever_cannot_be_invited_does_not_stop_it(story: Story):
    story.server.faults.add(Fault("conversations.invite", "refuse", times=None, error="user_is_restricted"))
    channel = await story.declare()
    assert story.card(channel.id)
    assert await story.failed() == []
