"""Every command once, as typed: what it does to the record, and what people see of it."""

from collections.abc import Sequence

import pytest

from app.commands import COMMANDS
from app.domain.entry import Kind
from app.domain.incident import Status
from tests.journeys.story import ANA, BEN, Story, rubbish, shown

# words, kind of entry, its text, what everybody sees
STATED = (
    ("sev 2 many are affected", Kind.SEVERITY, "many are affected", "*Severity: SEV2*"),
    ("role lead @ana", Kind.ROLE, "lead: <@U0ANA>", "*lead* is"),
    ("role scribe <@U0BEN>", Kind.ROLE, "scribe: <@U0BEN>", "*scribe* is"),
    ("comms me", Kind.ROLE, "comms: <@U0ANA>", "*comms* is"),
    ("title Card payments fail", Kind.TITLE, "Card payments fail", "Card payments fail (was: Checkout is down)"),
    ("impact one in ten cards", Kind.IMPACT, "one in ten cards", "*Impact*"),
    ("decision roll back", Kind.DECISION, "roll back", "*Decision*"),
    ("action restarted the ledger", Kind.ACTION, "restarted the ledger", "*Action*"),
    ("hypothesis the pool is too small", Kind.HYPOTHESIS, "the pool is too small", "*Hypothesis*"),
    ("note the vendor called", Kind.NOTE, "the vendor called", "*Note*"),
    ("followup @ben by 2030-01-31 refund people", Kind.FOLLOW_UP, "refund people", "owner Ben Okafor"),
    ("status identified the pool", Kind.STATUS, "the pool", "*Status: identified* (was investigating)"),
    ("monitoring", Kind.STATUS, "identified → monitoring", "*Status: monitoring*"),
    ("resolve it is over", Kind.STATUS, "it is over", "*Status: resolved*"),
    ("close", Kind.STATUS, "resolved → closed", "The draft of the postmortem follows here."),
    ("services ledger, checkout", Kind.SETTING, "Services: ledger, checkout", "*Services*: ledger, checkout"),
    ("quiet", Kind.SETTING, "Quiet: on", "*Quiet* from now on"),
    ("private", Kind.SETTING, "Audience: channel", "is *private* now"),
    ("leave", Kind.SETTING, "Recording stopped", "I record nothing more here"),
)

# words, what whoever asked sees (and nobody else)
ASKED = (
    ("", "INC-1"),
    ("status", "Impact: nobody has said"),
    ("summary", "Nobody has said who or what is affected."),
    ("catchup since start", "INC-1: catch-up"),
    ("timeline", "*INC-1 timeline*, UTC"),
    ("why", "Written by rules. No model was asked to."),
    ("why summary", "*How this summary of INC-1 came to be*"),
    ("stats", "*INC-1*: no model was called"),
    ("followup", "No open follow-ups"),
    ("list", "*Active incidents*"),
    ("help", "`decision` Record a decision."),
    ("help decision", "/inc decision TEXT"),
    ("postmortem", "I am drafting the postmortem from the record so far"),
    ("write well we were quick", "Your words become the section “well”"),
    ("adopt", "This channel is INC-1 already (investigating). Nothing was changed."),
    ("link INC-1", "This channel is recorded for INC-1 already. Nothing was changed."),
    ("done 7", "7"),
    ("status investigating", "The status is *investigating* already. Nothing was changed."),
    ("ask who is affected?", "Nobody said, as far as the record shows."),
    ("suggestions", "Nothing waits for you."),
    ("context", "No outside system is connected"),
    ("changes", "No connected system tells of changes."),
    ("owner", "Nobody has said which services it is about."),
    ("services", "Nobody has said which services it is about."),
    ("connectors", "No system is connected."),
)

WRONG = (
    ("stauts", "Did you mean `/inc stats` or `/inc status`?"),
    ("sev 9", "A severity is a number from 1 (worst) to 5."),
    ("sev", "A severity is a number from 1 (worst) to 5."),
    ("role lead @nobody-we-know", "I know nobody called “nobody-we-know”."),
    ("note", "/inc note"),
    ("decision", "/inc decision"),
    ("handover none", "Say who takes over."),
    ("catchup since tomorrow", "/inc catchup"),
    ("summary INC-99", "There is no incident INC-99."),
    ("INC-99 note hello", "There is no incident INC-99."),
    ("resolve?", "A question changes nothing."),
    ("write nonsense hello", "/inc write"),
    ("help nonsense", "nonsense"),
)


async def test_what_is_stated_is_recorded_and_told(story: Story, subtests: pytest.Subtests):
    channel = await story.declare()
    for words, kind, text, line in STATED:
        with subtests.test(words):
            before, told = len(await story.of_kind(kind)), len(story.posts(channel.id))
            outcome = await story.inc(ANA, channel.id, words)
            assert outcome.ok
            [entry] = (await story.of_kind(kind))[before:]
            assert (entry.text, entry.author.id) == (text, ANA)
            assert len([one for one in story.posts(channel.id)[told:] if line in one]) == 1
    assert await story.failed() == []
    assert await story.faults() == []


async def test_what_is_asked_is_answered_to_one_person(story: Story, subtests: pytest.Subtests):
    channel = await story.declare()
    before = await facts(story)
    for words, line in ASKED:
        with subtests.test(words or "menu"):
            outcome = await story.inc(BEN, channel.id, words)
            assert outcome.ok
            assert line in story.last_private(BEN)
            assert rubbish(story.last_private(BEN).replace(f"<#{channel.id}>", "")) == []
    assert await facts(story) == before
    posted = story.posts(channel.id)[2:]  # after the greeting and the card
    assert [one.partition("\n")[0] for one in posted] == ["INC-1: Checkout is down"]  # the postmortem


async def test_what_is_wrong_gets_a_sentence_and_changes_nothing(story: Story, subtests: pytest.Subtests):
    channel = await story.declare()
    before, told = await facts(story), story.posts(channel.id)
    for words, line in WRONG:
        with subtests.test(words):
            await story.inc(BEN, channel.id, words)
            assert line in story.last_private(BEN)
    assert await facts(story) == before
    assert story.posts(channel.id) == told


async def test_everything_that_can_be_typed_is_tried_here(story: Story):
    del story
    tried = {words.split(" ")[0] for words, *_ in (*STATED, *ASKED)}
    elsewhere = {
        "new",
        "update",
        "handover",
        "taken",
        "reopen",
        "feedback",
        "fix",
        "suggestion",
        "amend",
        "similar",
        "runbook",
    }  # in the stories about them
    assert {one.verb for one in COMMANDS} - tried - elsewhere == set()


async def test_the_other_name_of_the_command_works(story: Story):
    await story.inc(ANA, story.general, "new Checkout is down", slash="/incident")
    await story.later()
    assert (await story.incident()).title == "Checkout is down"


async def test_a_command_in_the_wrong_channel_says_where_it_works(story: Story):
    channel = await story.declare()
    await story.inc(BEN, story.general, "note the vendor called")
    answer = story.last_private(BEN)
    assert "works in an incident's channel, and this is none" in answer
    assert f"*INC-1* <#{channel.id}> Checkout is down" in answer
    assert "`/inc INC-1 note`" in answer


async def test_updates_are_posted_in_the_words_given_or_from_the_record(story: Story):
    channel = await story.declare()
    await story.inc(ANA, channel.id, "impact one in ten cards")
    await story.inc(ANA, channel.id, "update")
    written = story.posts(channel.id)[-1]
    assert "one in ten cards" in written
    await story.inc(ANA, channel.id, "update we are on it")
    assert "we are on it" in story.posts(channel.id)[-1]
    assert (await story.incident()).updated_at == (await story.of_kind(Kind.POST))[-1].happened_at


async def test_a_handover_is_taken_with_a_button(story: Story):
    channel = await story.declare()
    await story.inc(ANA, channel.id, "role lead me")
    await story.inc(ANA, channel.id, "handover @ben")
    offer = story.post(channel.id, "here is the handover of INC-1")
    assert "<@U0BEN>" in shown(offer)
    await story.click(ANA, channel.id, offer, "I have it")
    assert (await story.incident()).roles["lead"] == ANA  # only the person it is handed to can take it
    await story.click(BEN, channel.id, offer, "I have it")
    assert (await story.incident()).roles["lead"] == BEN
    [taken] = await story.of_kind(Kind.ACKNOWLEDGEMENT)
    assert taken.author.id == BEN
    told = len(story.posts(channel.id))
    await story.click(BEN, channel.id, offer, "I have it")
    assert len(story.posts(channel.id)) == told


async def test_a_closed_incident_is_reopened_by_its_status(story: Story):
    channel = await story.declare()
    await story.inc(ANA, channel.id, "close")
    await story.later()
    assert (await story.incident()).status is Status.CLOSED
    await story.inc(ANA, channel.id, "status investigating")
    await story.later()
    assert (await story.incident()).is_open
    assert "Investigating" in shown(story.card(channel.id))


async def test_follow_ups_are_numbered_and_done(story: Story):
    channel = await story.declare()
    await story.inc(ANA, channel.id, "followup @ben write the test")
    await story.inc(ANA, channel.id, "followup ask the vendor")
    await story.inc(BEN, channel.id, "followup done 1")
    assert "write the test" in story.posts(channel.id)[-1]
    await story.inc(BEN, channel.id, "followups")
    assert "write the test" not in story.last_private(BEN)
    assert "2. ask the vendor" in story.last_private(BEN)


async def facts(story: Story) -> Sequence[str]:
    """What the record states, without the bot's own posts."""
    return [entry.key for entry in await story.entries() if entry.kind is not Kind.POST]
