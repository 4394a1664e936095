"""What chat shows now against what is recorded: which messages are gone, which marks were missed."""

from datetime import UTC, datetime

from app.domain.chat import ChatMessage
from app.domain.entry import Author, Voice
from app.record.chain import GENESIS, sealed
from app.record.entries import Said
from app.record.reconcile import TOMBSTONE, Comparison, gone_from_channel, gone_from_thread
from tests.record.facts import CHANNEL

NOW = datetime(2026, 3, 14, 9, 26, tzinfo=UTC)


def shown(ts, **more):
    return ChatMessage(
        channel=CHANNEL,
        ts=ts,
        author=Author(Voice.PERSON, "U0ADA"),
        text="hello",
        **{"reactions": {}, "extra": {}, **more},
    )


def said(ts, thread_ts=""):
    return Said(CHANNEL, ts, thread_ts)


def test_gone_from_the_channel_is_what_the_page_reaches_over_and_does_not_show():
    recorded = [said("1.0"), said("2.0"), said("3.0"), said("4.0"), said("5.0")]
    page = [shown("4.0"), shown("2.0")]
    assert gone_from_channel(recorded, page, lowest="2.0", above="5.0") == [said("3.0")]
    assert gone_from_channel(recorded, page, lowest="", above="") == [said("1.0"), said("3.0"), said("5.0")]


def test_a_tombstone_is_gone_wherever_it_stands_on_the_page():
    page = [shown("2.0"), shown("1.0", subtype=TOMBSTONE, reply_count=1)]
    assert gone_from_channel([said("1.0"), said("2.0")], page, lowest="1.0", above="") == [said("1.0")]


def test_replies_are_gone_with_the_last_of_their_thread():
    recorded = [said("1.0"), said("1.5", "1.0"), said("2.0"), said("2.5", "2.0"), said("3.5", "3.0")]
    page = [shown("2.0", reply_count=1), shown("1.0")]
    assert gone_from_channel(recorded, page, lowest="", above="") == [said("1.5", "1.0"), said("3.5", "3.0")]
    assert gone_from_channel(recorded, page, lowest="", above="3.0") == [said("1.5", "1.0")]


def test_gone_from_a_thread_page_by_page():
    recorded = [said(f"1.{number}", "1.0") for number in range(1, 6)] + [said("2.1", "2.0")]
    assert gone_from_thread(recorded, [shown("1.1"), shown("1.3")], "1.0", "", "1.3") == [said("1.2", "1.0")]
    assert gone_from_thread(recorded, [shown("1.5")], "1.0", "1.3", "") == [said("1.4", "1.0")]


def test_a_mark_taken_off_a_message_that_was_itself_missed_is_noticed(facts):
    recorded = [
        sealed(draft, seq=1, recorded_at=NOW, previous=GENESIS)
        for draft in (facts.reaction(1, 2, "eyes"), facts.pin(1, 3))
    ]
    comparison = Comparison(recorded, "https://example.slack.com/", NOW)
    changes = [draft.details["added"] for draft in comparison.missing([shown(facts.ts(1))]) if "added" in draft.details]
    assert changes == [False, False]
