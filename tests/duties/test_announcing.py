from app.domain.incident import Audience, Status
from app.duties.announcing import announcement
from tests.duties.situations import incident
from tests.journeys.story import ANA, Story


def test_an_announcement_says_where_it_stands():
    post = announcement(incident(severity=1, status=Status.MONITORING), "C9")
    assert post.channel == "C9"
    assert post.body.text == "*INC-7 · A &amp; &lt;B&gt; are down*\nMonitoring · SEV1 · <#C7>"
    assert not post.record


def test_private_incidents_are_not_announced_nor_any_without_a_channel_for_it():
    assert announcement(incident(audience=Audience.CHANNEL), "C9") is None
    assert announcement(incident(), "") is None


async def test_a_long_title_fits_the_topic(story: Story):
    channel = await story.declare(f"new {'checkout and payments and ledger ' * 10}")
    await story.inc(ANA, channel.id, "sev 1")
    await story.later()
    assert len(channel.topic.value) <= 250
    assert channel.topic.value.startswith("Investigating · SEV1 · no lead yet · checkout and")
    assert await story.failed() == []
