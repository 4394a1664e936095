import pytest

from app.sandbox.errors import SlackError
from app.sandbox.ids import Ids
from app.sandbox.install import Apps, app_from_manifest


def test_a_manifest_is_read(place):
    app = place.app
    assert app.name == "recorder"
    assert app.socket_mode
    assert app.home_tab
    assert app.command("/inc").should_escape
    assert app.command("/other") is None
    assert [shortcut.callback_id for shortcut in app.shortcuts] == ["keep", "declare"]
    assert "message.channels" in app.events
    assert place.workspace.users[app.bot_user_id].is_bot
    assert app.bot_token.startswith("xoxb-")
    assert app.app_token.startswith("xapp-")


def test_a_small_manifest_gets_the_usual():
    app = app_from_manifest({"display_information": {"name": "Small"}}, Ids())
    assert (app.name, app.socket_mode, app.scopes, app.commands) == ("Small", False, frozenset(), ())


def test_a_manifest_needs_a_name():
    with pytest.raises(SlackError, match="invalid_manifest"):
        app_from_manifest({"features": []}, Ids())


def test_apps_are_found_by_their_tokens(place):
    apps = Apps({place.app.app_id: place.app})
    assert apps.with_bot_token(place.app.bot_token) is place.app
    assert apps.with_app_token(place.app.app_token) is place.app
    assert apps.with_bot_token("xoxb-") is None
