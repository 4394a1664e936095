import pytest

from app.sandbox.errors import SlackError
from app.sandbox.posting import Content


@pytest.fixture
def channel(place):
    place.add_bot(place.general)
    return place.workspace.channels[place.general]


@pytest.fixture
def events(place):
    seen = []
    place.workspace.bus.watch(lambda change: seen.append(change.event))
    return seen


def say(place, channel, text, **more):
    return place.workspace.posting.say(channel, place.ann, Content(text=text), **more)


def test_a_reply_makes_its_parent_a_thread(place, channel):
    parent = say(place, channel, "down")
    reply = say(place, channel, "looking", thread_ts=parent.ts)
    deeper = say(place, channel, "still", thread_ts=reply.ts)
    shown = parent.as_json()
    assert (shown["thread_ts"], shown["reply_count"], shown["latest_reply"]) == (parent.ts, 2, deeper.ts)
    assert deeper.as_json()["parent_user_id"] == place.ann


def test_an_edit_says_what_was_there_before(place, channel, events):
    message = say(place, channel, "teh cause")
    place.workspace.posting.edit(channel, message, place.ann, Content(text="the cause"))
    event = events[-1]
    assert (event["subtype"], event["hidden"]) == ("message_changed", True)
    assert event["message"]["text"] == "the cause"
    assert event["previous_message"]["text"] == "teh cause"
    assert event["message"]["edited"]["user"] == place.ann
    assert event["ts"] != event["message"]["ts"]


def test_a_deleted_message_is_gone(place, channel, events):
    message = say(place, channel, "secret")
    place.workspace.posting.delete(channel, message)
    assert events[-1]["deleted_ts"] == message.ts
    assert events[-1]["previous_message"]["text"] == "secret"
    assert channel.log.find(message.ts) is None


def test_a_deleted_thread_leaves_a_tombstone_until_its_replies_are_gone(place, channel, events):
    parent = say(place, channel, "secret")
    reply = say(place, channel, "a reply", thread_ts=parent.ts)
    place.workspace.posting.delete(channel, parent)
    assert events[-1]["subtype"] == "message_changed"
    assert channel.log.known(parent.ts).as_json()["subtype"] == "tombstone"
    assert "secret" not in str(parent.as_json())
    place.workspace.posting.delete(channel, reply)
    assert "reply_count" not in parent.as_json()


def test_a_broadcast_reply_shows_in_the_channel(place, channel, events):
    parent = say(place, channel, "down")
    reply = say(place, channel, "up again", thread_ts=parent.ts, broadcast=True)
    assert events[-1]["subtype"] == "thread_broadcast"
    assert events[-1]["root"]["text"] == "down"
    shown, _ = channel.log.shown(0, 10**18, 10, inclusive=True)
    assert shown[0] is reply


def test_nothing_is_refused(place, channel):
    with pytest.raises(SlackError, match="no_text"):
        say(place, channel, " ")


def test_a_taken_timestamp_is_refused(place, channel):
    say(place, channel, "one", ts="5.000001")
    with pytest.raises(SlackError, match="ts_taken"):
        say(place, channel, "two", ts="5.000001")


def test_a_reply_to_nothing_is_refused(place, channel):
    with pytest.raises(SlackError, match="thread_not_found"):
        say(place, channel, "two", thread_ts="5.000001")
