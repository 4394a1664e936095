import pytest

from app.sandbox.posting import Content


def events(place):
    outbox = place.workspace.outboxes[place.app.app_id]
    return [outbox.take().payload for _ in range(outbox.waiting)]


def kinds(place):
    return [(one["event"]["type"], one["event"].get("subtype")) for one in events(place)]


def say(place, text, channel=""):
    where = place.workspace.channels[channel or place.general]
    return place.workspace.posting.say(where, place.ann, Content(text=text))


def test_a_bot_hears_only_where_it_is(place):
    say(place, "before")
    assert kinds(place) == []
    place.add_bot(place.general)
    assert kinds(place) == [("message", "channel_join"), ("member_joined_channel", None)]
    say(place, "after")
    assert kinds(place) == [("message", None)]


def test_public_channels_are_announced_to_all_and_private_ones_are_not(place):
    place.workspace.membership.create(place.ann, "open")
    private = place.workspace.membership.create(place.ann, "closed", private=True)
    assert kinds(place) == [("channel_created", None)]
    place.workspace.membership.rename(private, place.ann, "closed-2")
    assert kinds(place) == []


def test_a_mention_comes_twice_but_not_from_the_bot_itself_nor_in_direct_messages(place):
    place.add_bot(place.general)
    events(place)
    say(place, f"<@{place.app.bot_user_id}> hi")
    message, mention = events(place)
    assert (message["event"]["type"], mention["event"]["type"]) == ("message", "app_mention")
    assert message["event"]["ts"] == mention["event"]["ts"]
    assert message["event_id"] != mention["event_id"]
    assert "channel_type" not in mention["event"]
    channel = place.workspace.channels[place.general]
    place.workspace.posting.say(channel, place.app.bot_user_id, Content(text=f"<@{place.app.bot_user_id}>"))
    assert kinds(place) == [("message", None)]
    direct, _ = place.workspace.membership.open_direct({place.ann, place.app.bot_user_id})
    say(place, f"<@{place.app.bot_user_id}> hi", direct.id)
    assert kinds(place) == [("message", None)]


@pytest.mark.parametrize(
    "options", [{"events": ["app_mention"]}, {"scopes": ["app_mentions:read"]}, {"scopes": []}, {"events": []}]
)
def test_without_subscription_or_scope_nothing_comes(make_place, options):
    place = make_place(**options)
    place.add_bot(place.general)
    events(place)
    say(place, "hi")
    place.workspace.marks.react(place.workspace.channels[place.general], say(place, "x"), place.ann, "eyes")
    assert kinds(place) == []


def test_an_event_says_for_whom_it_is(place):
    place.add_bot(place.general)
    events(place)
    ts = say(place, "hi").ts
    [body] = events(place)
    assert body["type"] == "event_callback"
    assert body["api_app_id"] == place.app.app_id
    assert body["authorizations"][0]["user_id"] == place.app.bot_user_id
    event = body["event"]
    assert (event["ts"], event["event_ts"], event["channel_type"]) == (ts, ts, "channel")
    assert event["blocks"][0]["type"] == "rich_text"
    assert event["client_msg_id"]


def test_what_the_page_alone_is_told_reaches_no_app(place):
    place.add_bot(place.general)
    events(place)
    channel, bot = place.workspace.channels[place.general], place.workspace.bots[place.app.bot_id]
    place.workspace.posting.whisper(channel, place.ann, bot, Content(text="x"))
    assert kinds(place) == []
