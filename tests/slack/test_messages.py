"""Message events of every kind, as their JSON arrives."""

from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.domain.entry import Kind, Voice
from app.slack.arrivals import NOTHING, Here
from app.slack.events import EVENTS
from app.slack.messages import of_mention, of_message
from tests.slack.test_reading import _JSON, ME

HERE = Here(me=ME, now=datetime(2026, 3, 14, tzinfo=UTC), patterns=("inc-*",))
TS, LATER, EVENT = "1700000000.000100", "1700000060.000200", "1700000061.000300"


def event(**more):
    return {"type": "message", "channel": "C1", "channel_type": "channel", "ts": TS, "event_ts": TS, **more}


def said(text="hello", user="U0ANA", **more):
    return {"type": "message", "user": user, "text": text, "ts": TS, **more}


def changed(now, before):
    return event(subtype="message_changed", hidden=True, ts=EVENT, event_ts=EVENT, message=now, previous_message=before)


@pytest.mark.parametrize(
    ("subtype", "kind"),
    [
        ("", Kind.MESSAGE),
        ("me_message", Kind.MESSAGE),
        ("file_share", Kind.MESSAGE),
        ("thread_broadcast", Kind.MESSAGE),
        ("channel_join", Kind.PRESENCE),
        ("group_leave", Kind.PRESENCE),
        ("channel_topic", Kind.TOPIC),
        ("channel_archive", Kind.TOPIC),
        ("channel_name", Kind.TOPIC),
    ],
)
def test_what_a_subtype_is(subtype: str, kind: Kind) -> None:
    [draft] = of_message(event(user="U0ANA", text="x", subtype=subtype), HERE).drafts
    assert draft.kind is kind


def test_an_alert_is_a_signal() -> None:
    [draft] = of_message(event(subtype="bot_message", bot_id="B1", username="alerts", text="down"), HERE).drafts
    assert draft.kind is Kind.SIGNAL


def test_our_own_words_are_passed_over() -> None:
    ours = said(user=ME.user, edited={"user": ME.user, "ts": LATER})
    assert of_message(event(**ours), HERE) is NOTHING
    assert of_message(changed(ours, said(user=ME.user)), HERE) is NOTHING
    assert of_message(event(subtype="message_deleted", deleted_ts=TS, previous_message=ours), HERE) is NOTHING


def test_an_edit_brings_the_original_along_in_case_it_was_missed() -> None:
    now = said("it is the database", edited={"user": "U0ANA", "ts": LATER})
    original, edit = of_message(changed(now, said("it is the cache")), HERE).drafts
    assert (original.kind, original.text) == (Kind.MESSAGE, "it is the cache")
    assert (edit.kind, edit.text, edit.about) == (Kind.EDIT, "it is the database", original.key)
    assert edit.happened_at.timestamp() == pytest.approx(1700000060.0002)


def test_an_edit_without_its_original() -> None:
    now = said("new", edited={"user": "U0ANA", "ts": LATER})
    [edit] = of_message(changed(now, {}), HERE).drafts
    assert edit.kind is Kind.EDIT


@pytest.mark.parametrize(
    "more",
    [
        {"attachments": [{"from_url": "https://example.org", "title": "preview"}]},
        {"reply_count": 1, "thread_ts": TS},
        {"reactions": [{"name": "eyes", "users": ["U1"]}]},
    ],
)
def test_what_changed_without_an_edit_is_not_one(more) -> None:
    assert of_message(changed(said(**more), said()), HERE) is NOTHING
    edited = {"edited": {"user": "U0ANA", "ts": LATER}}
    assert of_message(changed(said(**more, **edited), said(**edited)), HERE) is NOTHING


def test_an_alert_that_its_app_rewrote_is_an_edit() -> None:
    before = said("", user=None, bot_id="B1", attachments=[{"title": "Firing"}])
    now = said("", user=None, bot_id="B1", attachments=[{"title": "Resolved"}])
    original, edit = of_message(changed(now, before), HERE).drafts
    assert (original.text, edit.text) == ("Firing", "Resolved")
    assert edit.author.voice is Voice.MACHINE
    assert of_message(changed(before, before), HERE) is NOTHING


def test_a_deletion_says_nothing_about_who_did_it() -> None:
    [draft] = of_message(
        event(subtype="message_deleted", ts=EVENT, event_ts=EVENT, deleted_ts=TS, previous_message=said()), HERE
    ).drafts
    assert (draft.kind, draft.about, draft.author.voice) == (Kind.DELETION, f"m:C1/{TS}", Voice.MACHINE)


def test_a_deleted_message_with_a_thread_leaves_a_tombstone() -> None:
    now = said("This message was deleted.", subtype="tombstone", user="USLACKBOT")
    [draft] = of_message(changed(now, said()), HERE).drafts
    assert draft.kind is Kind.DELETION


@pytest.mark.parametrize(
    ("text", "command"),
    [
        (f"<@{ME.user}> catch up", "catch up"),
        (f"<@{ME.user}|watchkeeper>: summary", "summary"),
        (f"hey <@{ME.user}> status", "status"),
        (f"catch me up, <@{ME.user}>", "catch me up"),
        (f"<@{ME.user}>", ""),
        (f"ok, please <@{ME.user}> summary?", "summary?"),
        (f"thanks <@{ME.user}>!", "thanks"),
        (f"did <@{ME.user}> close the incident?", ""),
        (f"I asked <@{ME.user}> resolve or not", ""),
    ],
)
def test_a_mention_is_a_call_in_its_thread(text: str, command: str) -> None:
    [job] = of_mention(event(user="U0ANA", text=text), HERE).jobs
    assert (job.payload["text"], job.payload["thread_ts"]) == (command, TS)
    [job] = of_mention(event(user="U0ANA", text=text, thread_ts="1600000000.000001"), HERE).jobs
    assert job.payload["thread_ts"] == "1600000000.000001"


def test_a_machine_gives_no_commands() -> None:
    assert of_mention(event(bot_id="B1", text=f"<@{ME.user}> close"), HERE) is NOTHING
    assert of_message(event(bot_id="B1", channel_type="im", text="close"), HERE) is NOTHING


def test_direct_messages_are_commands_and_not_recorded() -> None:
    arrival = of_message(event(user="U0ANA", channel="D1", channel_type="im", text="list"), HERE)
    assert not arrival.drafts
    [job] = arrival.jobs
    assert (job.payload["text"], job.payload["channel"]) == ("list", "D1")
    for subtype in ("message_changed", "message_deleted", "channel_join"):
        assert of_message(event(channel="D1", channel_type="im", subtype=subtype), HERE) is NOTHING


_KEYS = [
    "type",
    "channel",
    "channel_type",
    "subtype",
    "ts",
    "event_ts",
    "user",
    "bot_id",
    "text",
    "message",
    "previous_message",
    "deleted_ts",
    "item",
    "reaction",
    "thread_ts",
    "channel_id",
    "inviter",
    "tab",
    "edited",
]


@settings(deadline=None, max_examples=50, suppress_health_check=[HealthCheck.too_slow])
@given(st.fixed_dictionaries({}, optional=dict.fromkeys(_KEYS, _JSON)))
def test_no_event_fails_to_be_read(data) -> None:
    for _, parse in EVENTS:
        parse(data, HERE)
