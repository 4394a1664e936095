import pytest

from app.sandbox.acts import Acts
from app.sandbox.errors import SlackError


@pytest.fixture
def acts(place):
    return Acts(place.workspace)


def test_people_act_only_where_they_are_and_on_what_is_theirs(place, acts):
    private = acts.create_channel(place.ann, "private", private=True)
    mine = acts.say(place.ann, place.general, "mine")
    for act, error in (
        (lambda: acts.say(place.bob, private, "x"), "channel_not_found"),
        (lambda: acts.say("U404", place.general, "x"), "user_not_found"),
        (lambda: acts.edit(place.bob, place.general, mine, "x"), "cant_update_message"),
        (lambda: acts.delete(place.bob, place.general, mine), "cant_delete_message"),
        (lambda: acts.pin(place.bob, place.general, "5.000001"), "message_not_found"),
        (lambda: acts.join(place.bob, private), "channel_not_found"),
    ):
        with pytest.raises(SlackError, match=error):
            act()
    acts.leave(place.bob, place.general)
    with pytest.raises(SlackError, match="not_in_channel"):
        acts.say(place.bob, place.general, "x")
    acts.archive(place.ann, place.general)
    with pytest.raises(SlackError, match="is_archived"):
        acts.say(place.ann, place.general, "x")
    with pytest.raises(SlackError, match="is_archived"):
        acts.say_as_bot("Alerts", place.general, "x")


def test_an_alert_app_speaks(place, acts):
    ts = acts.say_as_bot("Alerts", place.general, attachments=[{"title": "CPU", "text": "95 %"}])
    shown = place.workspace.channels[place.general].log.known(ts).as_json()
    assert (shown["subtype"], shown["username"], shown["attachments"][0]["fallback"]) == (
        "bot_message",
        "Alerts",
        "95 %",
    )
    assert "user" not in shown


def test_a_replay_brings_its_own_times(place, acts):
    ts = acts.say(place.ann, place.general, "x", ts="1500000000.000100")
    acts.edit(place.ann, place.general, ts, "y", ts="1500000060.000000")
    carol = place.workspace.add_user("carol").id
    private = acts.create_channel(place.ann, "private", private=True)
    acts.join(carol, private, ts="1500000070.000000")
    message = place.workspace.channels[place.general].log.known("1500000000.000100")
    assert message.as_json()["edited"]["ts"] == "1500000060.000000"
    assert carol in place.workspace.channels[private].members


async def test_commands_need_a_server(place, acts):
    with pytest.raises(SlackError, match="no_server"):
        await acts.command(place.ann, place.general, "/inc")


async def test_only_the_owner_uses_a_form(server, place):
    view = place.workspace.views.open(place.app, place.ann, {"type": "modal", "blocks": []})
    for act in (
        server.acts.close_view(place.bob, view.id),
        server.acts.click_in_view(place.bob, view.id, "a"),
    ):
        with pytest.raises(SlackError, match="not_found"):
            await act
