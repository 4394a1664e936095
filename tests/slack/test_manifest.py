"""The manifest asks for what the code uses: nothing is missing, nothing is there for later."""

import ast
import json
from pathlib import Path

import jsonschema
import pytest

from app.commands import COMMANDS as VERBS
from app.slack import shortcuts
from app.slack.commands import COMMANDS
from app.slack.events import EVENTS

ROOT = Path(__file__).parents[2]
CONTRACT = ROOT.parent / "shared" / "slack"
CODE = ROOT / "app" / "slack"
# What methods and events do not tell: slash commands, and posting the announcement to a channel without joining it.
BESIDES = {"commands", "chat:write.public"}
# The kinds of conversation that Watchkeeper works in; methods and events name scopes for all kinds.
KINDS = {"channels", "groups"}
DIRECT = {"conversations.open", "conversations.history", "message.im"}
INSTEAD = {"channels:manage": {"channels:write", "channels:write.topic", "channels:write.invites"}}


@pytest.fixture(scope="module")
def contract():
    if not CONTRACT.exists():
        pytest.skip("Slack's contract is not on this machine")
    return {name: json.loads((CONTRACT / f"{name}.json").read_text()) for name in ("methods", "events")}


def scopes(manifest) -> set[str]:
    return set(manifest["oauth_config"]["scopes"]["bot"])


def methods_called(methods) -> set[str]:
    texts = {
        node.value
        for path in CODE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    return texts & set(methods)


def needed(name: str, offered: list[str]) -> set[str]:
    """The scopes that this method or event takes for what we use it on."""
    kinds = KINDS | ({"im"} if name in DIRECT else set())
    by_kind = [scope for scope in offered if scope.partition(":")[0] in {"channels", "groups", "im", "mpim"}]
    if not by_kind:
        return set(offered)
    fitting = {scope for scope in by_kind if scope.partition(":")[0] in kinds}
    narrow = {"groups:write.topic", "groups:write.invites", *INSTEAD["channels:manage"]}
    return fitting - narrow


def test_scopes_are_exactly_those_used(manifest, contract) -> None:
    called = methods_called(contract["methods"])
    assert {"chat.postMessage", "views.open", "conversations.history"} <= called
    used = set(BESIDES)
    for method in called - {"apps.connections.open"}:
        used |= needed(method, contract["methods"][method]["bot_scopes"])
    for event in manifest["settings"]["event_subscriptions"]["bot_events"]:
        used |= needed(event, contract["events"][event]["scopes"])
    assert scopes(manifest) == used - {"im:read", "mpim:read"}


def test_every_event_has_a_listener_and_every_listener_an_event(manifest) -> None:
    subscribed = {name.partition(".")[0] for name in manifest["settings"]["event_subscriptions"]["bot_events"]}
    assert subscribed == {name for name, _ in EVENTS}


def test_every_method_is_one_that_slack_has(contract) -> None:
    called = methods_called(contract["methods"])
    for method in called:
        assert "bot_scopes" in contract["methods"][method]


def test_it_is_a_manifest(manifest) -> None:
    schema = CONTRACT / "manifest" / "manifest.schema.1.0.0.json"
    if not schema.exists():
        pytest.skip("Slack's contract is not on this machine")
    jsonschema.validate(manifest, json.loads(schema.read_text()))
    assert len(manifest["display_information"]["name"]) <= 35
    assert manifest["settings"]["socket_mode_enabled"] is True


def test_commands_and_shortcuts_are_those_of_the_code(manifest) -> None:
    commands = manifest["features"]["slash_commands"]
    assert tuple(one["command"] for one in commands) == COMMANDS
    verbs = {command.verb for command in VERBS}
    for one in commands:
        hinted = one["usage_hint"].removesuffix(" | …").split(" | ")
        assert set(hinted) <= verbs
    callbacks = {one["callback_id"] for one in manifest["features"]["shortcuts"]}
    assert callbacks == {shortcuts.ADD_TO_TIMELINE, shortcuts.DECLARE, shortcuts.DECLARE_FROM_MESSAGE}
