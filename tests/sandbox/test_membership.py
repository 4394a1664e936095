import pytest

from app.sandbox.errors import SlackError
from app.sandbox.membership import checked_name


@pytest.mark.parametrize(
    ("name", "error"),
    [
        ("", "invalid_name_required"),
        ("a" * 81, "invalid_name_maxlength"),
        ("---", "invalid_name_punctuation"),
        ("With Space", "invalid_name_specials"),
        ("dot.ted", "invalid_name_specials"),
    ],
)
def test_a_bad_name_is_refused(name, error):
    with pytest.raises(SlackError, match=error):
        checked_name(name)


def test_letters_of_other_languages_are_fine():
    assert checked_name("störung-障害") == "störung-障害"


def test_a_name_stays_taken_by_an_archived_channel(place):
    rules = place.workspace.membership
    rules.archive(rules.create(place.ann, "inc-1"), place.ann)
    with pytest.raises(SlackError, match="name_taken"):
        rules.create(place.ann, "inc-1")


def test_an_archived_channel_refuses_what_slack_refuses(place):
    rules, channel = place.workspace.membership, place.workspace.channels[place.general]
    rules.archive(channel, place.ann)
    refusals = {
        "join": lambda: rules.join(channel, place.ann),
        "invite": lambda: rules.invite(channel, place.ann, place.bob),
        "rename": lambda: rules.rename(channel, place.ann, "other"),
        "topic": lambda: rules.set_topic(channel, place.ann, "x"),
    }
    for refused in refusals.values():
        with pytest.raises(SlackError, match="is_archived"):
            refused()
    with pytest.raises(SlackError, match="already_archived"):
        rules.archive(channel, place.ann)
    rules.unarchive(channel, place.ann)
    with pytest.raises(SlackError, match="not_archived"):
        rules.unarchive(channel, place.ann)


def test_invitations_that_slack_refuses(place):
    rules, channel = place.workspace.membership, place.workspace.channels[place.general]
    gone = place.workspace.add_user("gone", deleted=True).id
    for inviter, invited, error in (
        (place.ann, place.ann, "cant_invite_self"),
        (place.ann, place.bob, "already_in_channel"),
        (place.ann, "U404", "user_not_found"),
        (place.ann, gone, "user_not_found"),
        (gone, place.app.bot_user_id, "not_in_channel"),
    ):
        with pytest.raises(SlackError, match=error):
            rules.invite(channel, inviter, invited)


def test_coming_and_going_is_written_down_and_told(place):
    seen = []
    place.workspace.bus.watch(lambda change: seen.append(change.event))
    rules = place.workspace.membership
    channel = rules.create(place.ann, "inc-1")
    rules.join(channel, place.bob)
    rules.kick(channel, place.ann, place.bob)
    rules.leave(channel, place.ann)
    told = [(event["type"], event.get("subtype")) for event in seen]
    assert told == [
        ("channel_created", None),
        ("message", "channel_join"), ("member_joined_channel", None),
        ("message", "channel_join"), ("member_joined_channel", None),
        ("message", "channel_leave"), ("member_left_channel", None),
        ("message", "channel_leave"), ("member_left_channel", None),
    ]  # fmt: skip
    assert channel.members == {}


def test_a_topic_has_its_limit(place):
    rules, channel = place.workspace.membership, place.workspace.channels[place.general]
    rules.set_topic(channel, place.ann, "ü" * 250)
    with pytest.raises(SlackError, match="too_long"):
        rules.set_purpose(channel, place.ann, "ü" * 251)
    assert channel.topic.value == "ü" * 250


def test_direct_messages_are_opened_once(place):
    rules = place.workspace.membership
    first, known = rules.open_direct({place.ann, place.bob})
    again, known_again = rules.open_direct({place.bob, place.ann})
    assert (first, known, known_again) == (again, False, True)
    group, _ = rules.open_direct({place.ann, place.bob, place.app.bot_user_id})
    assert (group.kind, group.name) == ("mpim", "mpdm-ann--bob--recorder-1")
