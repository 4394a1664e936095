from dataclasses import replace

import pytest

from app.domain.chat import ChatFile, ChatMessage, when
from app.domain.entry import Author, Kind, Voice
from app.record import drafts
from app.record.keys import seen_key
from tests.record.facts import ADA, BEN, URL, Facts

TS, LATER = "1700000000.000100", "1700000060.000200"
MESSAGE = ChatMessage(
    channel="C1", ts=TS, author=Author(Voice.PERSON, ADA), text="checkout is down", reactions={}, extra={}
)


def test_a_message():
    [draft] = drafts.of_message(MESSAGE, URL)
    assert (draft.key, draft.kind, draft.text) == (f"m:C1/{TS}", Kind.MESSAGE, "checkout is down")
    assert (draft.happened_at, draft.thread, draft.about) == (when(TS), "", "")
    assert draft.source.url == "https://example.slack.com/archives/C1/p1700000000000100"
    assert draft.details == {"ts": TS, "channel": "C1"}


def test_a_reply_names_its_thread():
    [draft] = drafts.of_message(replace(MESSAGE, ts=LATER, thread_ts=TS), URL)
    assert draft.thread == f"m:C1/{TS}"
    assert draft.source.url.endswith(f"?thread_ts={TS}&cid=C1")


def test_a_message_that_was_edited_is_two_facts():
    message, edit = drafts.of_message(replace(MESSAGE, edited_ts=LATER, edited_by=BEN), URL)
    assert (edit.key, edit.kind, edit.about) == (f"e:{message.key}/{LATER}", Kind.EDIT, message.key)
    assert (edit.happened_at, edit.author.id, edit.text) == (when(LATER), BEN, "checkout is down")


@pytest.mark.parametrize(
    ("subtype", "voice", "kind"),
    [
        ("", Voice.PERSON, Kind.MESSAGE),
        ("thread_broadcast", Voice.PERSON, Kind.MESSAGE),
        ("bot_message", Voice.MACHINE, Kind.SIGNAL),
        ("channel_join", Voice.PERSON, Kind.PRESENCE),
        ("group_leave", Voice.MACHINE, Kind.PRESENCE),
        ("channel_topic", Voice.PERSON, Kind.TOPIC),
        ("group_archive", Voice.PERSON, Kind.TOPIC),
    ],
)
def test_the_kind_of_a_message(subtype, voice, kind):
    [draft] = drafts.of_message(replace(MESSAGE, subtype=subtype, author=Author(voice, "X")), URL)
    assert draft.kind is kind
    assert draft.details.get("subtype", "") == subtype
    assert draft.details.get("joined") == ({"channel_join": True, "group_leave": False}.get(subtype))


def test_files_are_metadata():
    file = ChatFile(id="F1", name="graph.png", mimetype="image/png", size_bytes=7)
    [draft] = drafts.of_message(replace(MESSAGE, files=(file,)), URL)
    assert draft.details["files"] == [{"id": "F1", "name": "graph.png", "mimetype": "image/png", "size_bytes": 7}]


def test_a_skin_tone_makes_no_other_reaction():
    plain, toned = (Facts().reaction(1, 2, name) for name in ("+1", "+1::skin-tone-4"))
    assert plain == toned


def test_what_backfill_saw_has_the_key_that_later_events_look_for():
    facts = Facts()
    reaction, pin = facts.reaction(1, 2, "eyes", added=False), facts.pin(1, 2)
    seen = drafts.of_reaction(
        facts.channel, facts.ts(1), BEN, "eyes", added=True, at=when(LATER), change="+seen", workspace_url=URL
    )
    pinned = drafts.of_pin(
        facts.channel, facts.ts(1), BEN, added=True, at=when(LATER), change="+seen", workspace_url=URL
    )
    assert (seen_key(reaction), seen_key(pin)) == (seen.key, pinned.key)
