import pytest

from app.sandbox.errors import SlackError
from app.sandbox.posting import Content


@pytest.fixture
def said(place):
    channel = place.workspace.channels[place.general]
    return channel, place.workspace.posting.say(channel, place.ann, Content(text="down"))


def test_reactions_are_counted_and_taken_off(place, said):
    channel, message = said
    marks = place.workspace.marks
    marks.react(channel, message, place.ann, ":eyes:")
    marks.react(channel, message, place.bob, "eyes")
    assert message.as_json()["reactions"] == [{"name": "eyes", "users": [place.ann, place.bob], "count": 2}]
    marks.unreact(channel, message, place.ann, "eyes")
    marks.unreact(channel, message, place.bob, "eyes")
    assert "reactions" not in message.as_json()


def test_reactions_that_slack_refuses(place, said):
    channel, message = said
    marks = place.workspace.marks
    marks.react(channel, message, place.ann, "eyes")
    for user, name, error in ((place.ann, "eyes", "already_reacted"), (place.ann, "Not ok", "invalid_name")):
        with pytest.raises(SlackError, match=error):
            marks.react(channel, message, user, name)
    with pytest.raises(SlackError, match="no_reaction"):
        marks.unreact(channel, message, place.bob, "eyes")
    place.workspace.membership.archive(channel, place.ann)
    with pytest.raises(SlackError, match="is_archived"):
        marks.react(channel, message, place.bob, "eyes")


def test_pins(place, said):
    channel, message = said
    marks = place.workspace.marks
    marks.pin(channel, message, place.ann)
    [item] = marks.pins_json(channel)
    assert (item["created_by"], item["message"]["pinned_to"]) == (place.ann, [channel.id])
    with pytest.raises(SlackError, match="already_pinned"):
        marks.pin(channel, message, place.bob)
    marks.unpin(channel, message, place.bob)
    with pytest.raises(SlackError, match="no_pin"):
        marks.unpin(channel, message, place.bob)
    assert marks.pins_json(channel) == []
