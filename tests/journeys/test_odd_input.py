"""Odd input: a clear sentence each time, nothing lost, no traceback at anybody."""

import pytest

from app.domain.entry import Kind
from app.record.keys import message_key
from app.sandbox.errors import SlackError
from app.sandbox.faults import Fault
from tests.journeys.story import ANA, BEN, CLEO, Story, rubbish, shown

LONG = "the ledger says: " + "connection refused &amp; " * 1800
ODD = {
    "40,000 characters": LONG[:40_000],
    "emoji only": ":fire::fire: 🔥🔥",
    "right to left": "שגיאה בתשלום: הכרטיס נדחה \u200f(500)",
    "mixed directions": "\u202eevil\u202c \u2066x\u2069 الخدمة متوقفة",
    "a person": "<@U0BEN> can you look?",
    "an unknown person": "<@U0NOBODY|nobody> and <@U0GHOST> can you look?",
    "a channel": "see <#C0SB0000002|general> and <#C0UNKNOWN>",
    "broadcasts": "<!here> <!channel> <!subteam^S1|@oncall> <!date^1392734382^{date}|Feb 18> help",
    "links": "<https://example.org/a?b=1&amp;c=2|the *dash* board> and <mailto:a@b.example|mail>",
    "a fence": "```\n" + "ERROR pool exhausted\n" * 300 + "```",
    "an open fence": "it says ``` and never closes <@U0",
    "markup": "*bold _both* ~x~ `a` &lt;script&gt;alert(1)&lt;/script&gt; [link](http://x) | # title",
    "odd characters": "a\u0000b\ud83d c \ufeff\u200b",
    "one letter": "k",
    "only spaces": " \u00a0 \n ",
}


async def test_every_odd_message_is_recorded_and_told_in_one_piece(story: Story):
    channel = await story.declare()
    said = {}
    for what, text in ODD.items():
        if not text.strip():
            with pytest.raises(SlackError, match="no_text"):  # Slack itself does not take it
                await story.say(ANA, channel.id, text)
            continue
        said[what] = await story.say(ANA, channel.id, text)
        story.acts.react(ANA, channel.id, said[what], "pushpin")
    await story.later()
    recorded = {entry.key for entry in await story.of_kind(Kind.MESSAGE)}
    assert {message_key(channel.id, ts) for ts in said.values()} == recorded
    for words in ("timeline", "catchup since start", "summary", "handover @ben", "update", "close"):
        assert (await story.inc(ANA, channel.id, words)).ok
    await story.later()
    assert await story.failed() == []
    assert await story.faults() == []
    for text in (*story.posts(channel.id), *map(shown, story.private(ANA))):
        assert "Something went wrong" not in text
        assert len(text) < 14_000
    written = (story.documents / "INC-1-postmortem.html").read_text()
    assert "<script>" not in written
    assert "pool exhausted" in written


async def test_every_odd_text_is_taken_by_every_command_that_takes_text(story: Story):
    channel = await story.declare()
    verbs = ("note", "decision", "action", "hypothesis", "impact", "title", "followup", "status monitoring", "bogus")
    for number, text in enumerate(ODD.values()):
        for verb in (*verbs, *verbs)[number % 9 :][:3]:
            assert (await story.inc(BEN, channel.id, f"{verb} {text}")).ok
    await story.inc(BEN, channel.id, f"new {ODD['right to left']}")
    await story.inc(BEN, channel.id, f"new {ODD['emoji only']}")
    await story.later()
    assert await story.failed() == []
    assert all("went wrong" not in shown(one) for one in story.private(BEN))
    assert len(channel.topic.value) <= 250
    for one in await story.rehearsal.bot.reader.active():
        assert one.channel
        assert await story.faults(one.key) == []
    assert not any("<!here>" in one or "<!channel>" in one for one in story.posts(channel.id))


@pytest.mark.parametrize(
    ("taken", "name"),
    [
        (1, "inc-20260314-checkout-is-down-2"),
        (3, "inc-20260314-checkout-is-down-4"),
        (30, "inc-20260314-inc-1-checkout-is-down"),
    ],
)
async def test_where_the_channels_name_is_taken_another_is_found(story: Story, taken: int, name: str):
    names = ["inc-20260314-checkout-is-down", *(f"inc-20260314-checkout-is-down-{number}" for number in range(2, 31))]
    with story.workspace.silent():
        for one in names[:taken]:
            story.acts.archive(BEN, story.acts.create_channel(BEN, one))
    channel = await story.declare()
    assert channel.name == name
    assert ANA in channel.members
    assert story.card(channel.id)
    assert await story.failed() == []


async def test_whoever_declares_hears_that_no_channel_could_be_opened(story: Story):
    story.server.faults.add(Fault("conversations.create", "refuse", times=None, error="restricted_action"))
    await story.inc(ANA, story.general, "new Checkout is down")
    await story.later()
    told = shown(story.direct(ANA)[-1])
    assert "INC-1" in told
    assert "A workspace setting forbids that." in told
    assert "`/inc link INC-1`" in told
    story.server.faults.clear()
    await story.inc(ANA, story.general, "link INC-1")
    await story.later()
    assert (await story.incident()).channel == story.general
    assert story.card(story.general)
    assert await story.faults() == []


async def test_a_private_channel_that_the_bot_is_not_in_has_to_invite_it(story: Story):
    channel = story.acts.create_channel(CLEO, "secret", private=True)
    await story.inc(CLEO, channel, "adopt")
    assert "Invite it there with `/invite @Watchkeeper`." in story.last_private(CLEO)
    story.acts.invite(CLEO, channel, story.bot_user)
    await story.later()
    assert (await story.incident()).audience.value == "channel"


async def test_direct_messages_and_archived_channels_are_no_incidents(story: Story):
    place = story.acts.direct(CLEO, story.bot_user)
    await story.inc(CLEO, place, "adopt")
    assert "A direct message cannot become an incident." in shown(story.direct(CLEO)[-1])
    channel = story.acts.create_channel(BEN, "inc-old")
    story.acts.archive(BEN, channel)
    await story.later()
    assert await story.rehearsal.bot.reader.active() == []


async def test_an_archived_incident_channel_loses_nothing(story: Story):
    channel = await story.declare()
    story.acts.archive(ANA, channel.id)
    await story.settle()
    await story.inc(ANA, story.general, "INC-1 note said after the end")
    assert "said after the end" in [entry.text for entry in await story.of_kind(Kind.NOTE)]
    await story.inc(ANA, story.general, "INC-1 handover @ben")
    await story.later(3600)
    await story.remind()
    assert await story.failed() == []
    story.acts.unarchive(ANA, channel.id)
    await story.say(ANA, channel.id, "back again")
    assert "back again" in [entry.text for entry in await story.of_kind(Kind.MESSAGE)]


async def test_a_bot_that_was_thrown_out_does_not_fall_over(story: Story):
    channel = await story.declare()
    story.acts.kick(ANA, channel.id, story.bot_user)
    await story.settle()
    await story.inc(ANA, channel.id, "note I threw it out")
    await story.later()
    assert "I threw it out" in [entry.text for entry in await story.of_kind(Kind.NOTE)]
    assert [one for one in await story.failed() if "Error" in one and "UserError" not in one] == []


@pytest.mark.parametrize("count", [0, 3000])
async def test_channels_of_every_length_are_read_in_and_told_on_one_screen(story: Story, count: int):
    channel = story.acts.create_channel(BEN, "war-room")
    with story.workspace.silent():
        for number in range(count):
            ts = f"{1_773_400_000 + number * 20}.000100"
            story.acts.say(BEN, channel, f"error rate is {number % 100}% now", ts=ts)
    await story.inc(BEN, channel, "adopt")
    await story.later()
    assert len(await story.of_kind(Kind.MESSAGE)) == count
    await story.inc(ANA, channel, "catchup since start")
    text = story.last_private(ANA)
    assert len(text.splitlines()) < 45
    assert len(text) < 6000
    await story.inc(ANA, channel, "close")
    await story.later()
    assert await story.failed() == []
    assert await story.faults() == []
    assert rubbish(text) == []
