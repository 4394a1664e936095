import pytest

from app.domain.incident import Status
from app.duties.card import card_body
from tests.duties.situations import context, incident
from tests.journeys.story import ANA, Story, shown


@pytest.mark.parametrize(
    ("status", "light", "first"),
    [
        (Status.INVESTIGATING, ":red_circle:", "Catch me up"),
        (Status.IDENTIFIED, ":large_orange_circle:", "Catch me up"),
        (Status.MONITORING, ":large_yellow_circle:", "Catch me up"),
        (Status.RESOLVED, ":large_green_circle:", "Catch me up"),
        (Status.CLOSED, ":white_circle:", "Timeline"),
    ],
)
async def test_what_a_card_says_at_each_status(status, light, first):
    body = await card_body(incident(status=status), context(incident(status=status)))
    assert body.text.startswith(f"{light} *INC-7 · A &amp; &lt;B&gt; are down*\n{status.value.capitalize()} · ")
    assert body.buttons[0].label == first
    assert body.document.headline == ""


async def test_names_on_the_card_are_only_text():
    of = incident(roles={"lead": "U1", "ops": "U2"})
    body = await card_body(of, context(of))
    assert "lead: Ana &lt;b&gt; · ops: U2" in body.text


async def test_the_card_is_edited_once_for_all_that_moved_meanwhile(story: Story):
    channel = await story.declare()
    card = story.card(channel.id)
    for number in range(5):
        await story.inc(ANA, channel.id, f"note remark {number}")
    before = card.body["edited"]
    await story.later()
    assert card.body["edited"] != before
    edited = card.body["edited"]
    await story.later(60)
    assert card.body["edited"] == edited
    assert story.card(channel.id) is card
    assert "kept up to date" in shown(card)
