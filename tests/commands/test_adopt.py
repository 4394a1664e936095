from app.domain.entry import Kind
from app.domain.incident import Audience
from app.ports import Channel


async def test_this_channel_becomes_an_incident(bare):
    heard = await bare("adopt", channel="C9")
    incident = await bare.now()
    assert (incident.channel, incident.channel_name, incident.title) == ("C9", "ops-talk", "ops-talk")
    assert ("settle_in", {"incident": 1}) in heard.jobs
    assert "This channel becomes an incident: *ops-talk*" in heard.answer


async def test_a_title_can_be_given(bare):
    await bare("adopt Checkout is down", channel="C9")
    assert (await bare.now()).title == "Checkout is down"


async def test_in_a_private_channel_it_is_private(bare):
    bare.chat.channels_there["C9"] = Channel(
        "C9", "x", is_private=True, is_archived=False, is_member=True, created_by=""
    )
    await bare("adopt", channel="C9")
    assert (await bare.now()).audience is Audience.CHANNEL


async def test_where_it_cannot_be_it_says_what_to_do(bare):
    bare.chat.channels_there["C9"] = Channel(
        "C9", "x", is_private=False, is_archived=True, is_member=True, created_by=""
    )
    assert (await bare("adopt", channel="C9")).answer == "This channel is archived. `/inc new` opens another one."
    assert "direct message" in (await bare("adopt", channel="D1")).answer
    bare.chat.down = True
    assert "Slack: timed out" in (await bare("adopt", channel="C8")).answer
    assert await bare.reader.active() == []


async def test_an_incident_channel_is_one_already(inc):
    assert (await inc("adopt")).answer == "This channel is INC-1 already (investigating). Nothing was changed."
    await inc("close")
    assert "`/inc status investigating` reopens it" in (await inc("adopt")).answer


async def test_after_leaving_it_records_again(inc):
    await inc("leave")
    heard = await inc("adopt")
    assert heard.kinds == [Kind.SETTING]
    assert (await inc.now()).recording
    assert {"settle_in", "backfill"} <= {kind for kind, _ in heard.jobs}


async def test_a_private_channel_has_to_invite_the_bot_first(bare):
    bare.chat.channels_there["C9"] = Channel(
        "C9", "x", is_private=True, is_archived=False, is_member=False, created_by=""
    )
    assert "invite me first" in (await bare("adopt", channel="C9")).answer
