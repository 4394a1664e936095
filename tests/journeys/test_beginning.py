"""How an incident begins: declared, or in a channel that is there already."""

import pytest

from app.domain.entry import Kind
from app.domain.incident import Audience
from tests.journeys.story import ANA, BEN, CLEO, Story, rubbish, shown, view_lines


async def test_declaring_opens_a_channel_with_everything_in_it(story: Story):
    channel = await story.declare("new Checkout is down")
    assert channel.name == "inc-20260314-checkout-is-down"
    assert set(channel.members) == {ANA, story.bot_user}
    assert channel.topic.value == "Investigating · severity not set · no lead yet · Checkout is down"
    [greeting, card] = story.posts(channel.id)
    assert "\n" not in greeting.strip()
    assert "I am recording this channel" in greeting
    assert "*INC-1 · Checkout is down*" in card
    assert [one.ts for one in story.workspace.marks.pinned(channel)] == [story.card(channel.id).ts]
    [announced] = story.posts(story.incidents)
    assert announced == f"*INC-1 · Checkout is down*\nInvestigating · severity not set · <#{channel.id}>"
    assert await story.failed() == []


async def test_the_card_says_each_thing_once(story: Story):
    channel = await story.declare()
    card = shown(story.card(channel.id))
    assert card.count("severity not set") == 1
    assert card.count("declared") == 1


async def test_topic_announcement_and_card_are_kept_up_to_date(story: Story):
    channel = await story.declare()
    await story.inc(ANA, channel.id, "sev 1")
    await story.inc(ANA, channel.id, "lead me")
    await story.inc(ANA, channel.id, "title Card payments fail")
    await story.inc(ANA, channel.id, "status monitoring")
    await story.later()
    assert channel.topic.value == "Monitoring · SEV1 · lead: Ana Ferreira · Card payments fail"
    [announced] = story.posts(story.incidents)
    assert announced.startswith("*INC-1 · Card payments fail*\nMonitoring · SEV1")
    assert "Monitoring · SEV1 · lead: Ana Ferreira" in shown(story.card(channel.id))
    assert len([one for one in story.posts(channel.id) if "kept up to date" in one]) == 1


async def test_a_channel_is_adopted_with_what_was_said_before(story: Story):
    before = [await story.say(BEN, story.general, f"remark {number}") for number in range(3)]
    reply = await story.say(CLEO, story.general, "a reply", thread_ts=before[0])
    await story.inc(ANA, story.general, "adopt Checkout is down")
    await story.later()
    said = {entry.key for entry in await story.of_kind(Kind.MESSAGE)}
    assert {f"m:{story.general}/{ts}" for ts in (*before, reply)} <= said
    assert (await story.incident()).title == "Checkout is down"
    assert any("I am recording this channel" in one for one in story.posts(story.general))
    assert story.named("general").topic.value == ""  # the topic of a channel that was there before is left alone


async def test_a_channel_is_adopted_by_inviting_the_bot(story: Story):
    channel = story.acts.create_channel(BEN, "payments-war-room")
    await story.say(BEN, channel, "the ledger is slow")
    story.acts.invite(BEN, channel, story.bot_user)
    await story.later()
    incident = await story.incident()
    assert (incident.channel, incident.declared_by, incident.title) == (channel, BEN, "Payments war room")
    assert [entry.text for entry in await story.of_kind(Kind.MESSAGE)] == ["the ledger is slow"]


@pytest.mark.parametrize("renamed", [False, True])
async def test_a_channel_is_adopted_by_its_name(story: Story, renamed: bool):
    channel = story.acts.create_channel(BEN, "payments" if renamed else "inc-payments-down")
    if renamed:
        await story.settle()
        story.acts.rename(BEN, channel, "inc-payments-down")
    await story.later()
    incident = await story.incident()
    assert (incident.channel, incident.title) == (channel, "Payments down")
    assert story.bot_user in story.workspace.channels[channel].members
    await story.say(BEN, channel, "hello")
    assert "hello" in [entry.text for entry in await story.of_kind(Kind.MESSAGE)]


async def test_a_channel_is_adopted_once(story: Story):
    channel = story.acts.create_channel(BEN, "inc-payments-down")
    await story.later()
    story.acts.rename(BEN, channel, "inc-payments-are-down")
    await story.inc(BEN, channel, "adopt")
    await story.later()
    assert [one.key for one in await story.rehearsal.bot.reader.active()] == ["INC-1"]
    assert "is INC-1 already" in story.last_private(BEN)


async def test_two_incidents_at_once_do_not_mix(story: Story):
    first, second = await story.declare("new Checkout is down"), await story.declare("new Search is slow", BEN)
    await story.inc(ANA, first.id, "decision roll back checkout")
    await story.inc(BEN, second.id, "decision rebuild the index")
    assert [one.text for one in await story.of_kind(Kind.DECISION, "INC-1")] == ["roll back checkout"]
    assert [one.text for one in await story.of_kind(Kind.DECISION, "INC-2")] == ["rebuild the index"]
    await story.inc(CLEO, story.general, "list")
    listed = story.last_private(CLEO)
    assert "Checkout is down" in listed
    assert "Search is slow" in listed
    assert len(story.posts(story.incidents)) == 2


async def test_an_incident_is_spoken_about_from_anywhere_by_its_key(story: Story):
    channel = await story.declare()
    await story.inc(BEN, story.general, "INC-1 note the vendor called back")
    assert [one.text for one in await story.of_kind(Kind.NOTE)] == ["the vendor called back"]
    assert "the vendor called back" in story.posts(channel.id)[-1]
    assert "Done" in story.last_private(BEN)


async def test_a_private_incident_is_nowhere_to_be_seen(story: Story):
    channel = await story.declare("new private Customer data in a public bucket")
    assert not channel.is_public
    assert (await story.incident()).audience is Audience.CHANNEL
    assert story.posts(story.incidents) == []
    for words in ("list", "INC-1", "summary INC-1", "catchup INC-1", "timeline INC-1", "INC-1 note hello"):
        await story.inc(BEN, story.general, words)
        assert "bucket" not in story.last_private(BEN)
    assert "bucket" not in "\n".join(view_lines(await story.home(BEN)))
    await story.inc(ANA, story.general, "list")
    assert "bucket" in story.last_private(ANA)
    await story.inc(ANA, channel.id, "decision close the bucket")
    await story.inc(ANA, channel.id, "resolve")
    await story.inc(ANA, channel.id, "close")
    await story.later()
    assert any("close the bucket" in one for one in story.posts(channel.id))
    public = [text for one in story.channels() if one.is_public for text in story.posts(one.id)]
    assert "bucket" not in "\n".join(public)
    assert await story.of_kind(Kind.NOTE) == []


async def test_an_incident_that_becomes_private_is_withdrawn_and_comes_back(story: Story):
    channel = await story.declare()
    await story.inc(ANA, channel.id, "private")
    await story.later()
    assert "Checkout" not in "\n".join(story.posts(story.incidents))
    await story.inc(BEN, story.general, "list")
    assert "Checkout" not in story.last_private(BEN)
    await story.inc(ANA, channel.id, "private off")
    await story.later()
    assert "Checkout is down" in "\n".join(story.posts(story.incidents))


async def test_an_incident_that_was_private_from_the_start_is_announced_when_it_stops_being_so(story: Story):
    channel = await story.declare("new private Checkout is down")
    await story.inc(ANA, channel.id, "private off")
    await story.later()
    assert "Checkout is down" in "\n".join(story.posts(story.incidents))


async def test_a_second_channel_is_recorded_for_the_incident(story: Story):
    await story.declare()
    other = story.acts.create_channel(BEN, "payments")
    await story.say(BEN, other, "said before")
    await story.inc(BEN, other, "link INC-1")
    await story.later()
    await story.say(BEN, other, "said after")
    said = [entry.text for entry in await story.of_kind(Kind.MESSAGE)]
    assert "said before" in said
    assert "said after" in said
    assert any("recording this channel" in one for one in story.posts(other))
    await story.inc(BEN, other, "leave")
    await story.say(BEN, other, "said later still")
    assert "said later still" not in [entry.text for entry in await story.of_kind(Kind.MESSAGE)]
    assert (await story.incident()).recording


async def test_leaving_stops_the_record_and_adopting_goes_on_with_it(story: Story):
    channel = await story.declare()
    await story.inc(ANA, channel.id, "leave")
    await story.later()
    assert story.bot_user not in channel.members
    await story.say(ANA, channel.id, "nobody listens")
    assert "nobody listens" not in await story.kept()
    told = len(story.posts(channel.id))
    await story.inc(ANA, channel.id, "adopt")
    await story.later(30)
    assert story.bot_user in channel.members
    assert any("record" in one for one in story.posts(channel.id)[told:])  # everybody here is told
    await story.say(ANA, channel.id, "somebody listens")
    said = [entry.text for entry in await story.of_kind(Kind.MESSAGE)]
    assert said == ["nobody listens", "somebody listens"]
    assert await story.faults() == []


async def test_inviting_the_bot_again_goes_on_with_the_same_incident(story: Story):
    channel = await story.declare()
    await story.inc(ANA, channel.id, "leave")
    await story.later()
    story.acts.invite(ANA, channel.id, story.bot_user)
    await story.later(30)
    await story.say(ANA, channel.id, "somebody listens")
    assert [one.key for one in await story.rehearsal.bot.reader.active()] == ["INC-1"]
    assert "somebody listens" in [entry.text for entry in await story.of_kind(Kind.MESSAGE)]


async def test_quiet_keeps_remarks_and_reminders_out_of_the_channel(story: Story):
    channel = await story.declare()
    await story.inc(ANA, channel.id, "quiet")
    before = story.posts(channel.id)
    await story.inc(ANA, channel.id, "note the vendor called")
    await story.later(6 * 3600)
    await story.remind()
    assert [one for one in story.posts(channel.id) if one not in before and "kept up to date" not in one] == []
    assert "the vendor called" in [one.text for one in await story.of_kind(Kind.NOTE)]
    await story.inc(ANA, channel.id, "resolve")
    assert "resolved" in story.posts(channel.id)[-1]


async def test_nothing_odd_is_shown(story: Story):
    channel = await story.declare('new <@U0BEN> says "Checkout & cart" are `down` <https://example.org|here>')
    for text in (*story.posts(channel.id), *map(shown, story.private(ANA)), channel.topic.value):
        assert rubbish(text.replace("<@U0ANA>", "")) == []
