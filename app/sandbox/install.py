"""Apps in a workspace: what a Slack app manifest asks for, and the tokens that come of it."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass

from app.sandbox.errors import SlackError
from app.sandbox.ids import Ids
from app.sandbox.jsonvalue import JsonMap, as_object, as_objects, as_text, as_texts


@dataclass(frozen=True, slots=True)
class SlashCommand:
    """A command of an app. `url` is where it is sent without Socket Mode."""

    name: str
    description: str = ""
    usage_hint: str = ""
    url: str = ""
    should_escape: bool = False


@dataclass(frozen=True, slots=True)
class Shortcut:
    """A shortcut of an app; `type` is `message` or `global`."""

    name: str
    type: str
    callback_id: str
    description: str = ""


@dataclass(frozen=True, slots=True)
class App:
    """An installed app: who it is, what it may do, and where its deliveries go."""

    app_id: str
    name: str
    bot_id: str
    bot_user_id: str
    bot_token: str
    app_token: str
    signing_secret: str
    verification_token: str
    scopes: frozenset[str]
    events: frozenset[str]
    commands: tuple[SlashCommand, ...]
    shortcuts: tuple[Shortcut, ...]
    socket_mode: bool
    request_url: str
    interactivity_url: str
    home_tab: bool

    def command(self, name: str) -> SlashCommand | None:
        return next((command for command in self.commands if command.name == name), None)


def app_from_manifest(manifest: JsonMap, ids: Ids, secret: Callable[[int], str] = secrets.token_hex) -> App:
    """Reads a manifest (version 1 or 2, already parsed from YAML or JSON). Raises `invalid_manifest` without a name."""
    name = as_text(as_object(manifest.get("display_information")).get("name"))
    if not name:
        raise SlackError("invalid_manifest")
    features, settings = as_object(manifest.get("features")), as_object(manifest.get("settings"))
    subscriptions = as_object(settings.get("event_subscriptions"))
    interactivity = as_object(settings.get("interactivity"))
    bot_scopes = as_object(as_object(manifest.get("oauth_config")).get("scopes")).get("bot")
    app_id = ids.new("A")
    return App(
        app_id=app_id,
        name=as_text(as_object(features.get("bot_user")).get("display_name")) or name,
        bot_id=ids.new("B"),
        bot_user_id=ids.new("U"),
        bot_token=f"xoxb-{secret(12)}",
        app_token=f"xapp-1-{app_id}-{secret(12)}",
        signing_secret=secret(16),
        verification_token=secret(12),
        scopes=frozenset(as_texts(bot_scopes)),
        events=frozenset(as_texts(subscriptions.get("bot_events"))),
        commands=_commands(features),
        shortcuts=_shortcuts(features),
        socket_mode=settings.get("socket_mode_enabled") is True,
        request_url=as_text(subscriptions.get("request_url")),
        interactivity_url=as_text(interactivity.get("request_url")),
        home_tab=as_object(features.get("app_home")).get("home_tab_enabled") is True,
    )


def _commands(features: JsonMap) -> tuple[SlashCommand, ...]:
    return tuple(
        SlashCommand(
            name=as_text(command.get("command")),
            description=as_text(command.get("description")),
            usage_hint=as_text(command.get("usage_hint")),
            url=as_text(command.get("url")),
            should_escape=command.get("should_escape") is True,
        )
        for command in as_objects(features.get("slash_commands"))
    )


def _shortcuts(features: JsonMap) -> tuple[Shortcut, ...]:
    return tuple(
        Shortcut(
            name=as_text(shortcut.get("name")),
            type=as_text(shortcut.get("type")),
            callback_id=as_text(shortcut.get("callback_id")),
            description=as_text(shortcut.get("description")),
        )
        for shortcut in as_objects(features.get("shortcuts"))
    )


class Apps(dict[str, App]):
    """Installed apps by app id."""

    def with_bot_token(self, token: str) -> App | None:
        return next((app for app in self.values() if secrets.compare_digest(app.bot_token, token)), None)

    def with_app_token(self, token: str) -> App | None:
        return next((app for app in self.values() if secrets.compare_digest(app.app_token, token)), None)

    def of_bot(self, bot_user_id: str) -> App | None:
        return next((app for app in self.values() if app.bot_user_id == bot_user_id), None)
