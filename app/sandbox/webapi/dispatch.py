"""From a method's name, a token and arguments to an answer: the checks that every call passes."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from app.sandbox.errors import SlackError
from app.sandbox.install import App
from app.sandbox.jsonvalue import Json
from app.sandbox.webapi.arguments import Arguments
from app.sandbox.webapi.call import Call, Method
from app.sandbox.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Reply:
    """What goes back over HTTP. `ok: false` comes with status 200, too many calls with 429."""

    body: Json
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)


class Dispatcher:
    """Answers calls of the given methods."""

    def __init__(self, workspace: Workspace, methods: Iterable[Method], page_limit: int | None = None) -> None:
        self._workspace = workspace
        self._methods = {method.name: method for method in methods}
        self._page_limit = page_limit

    def answer(self, name: str, token: str, given: Json) -> Reply:
        """Runs one call through all checks. Never raises SlackError: a refusal is an answer too."""
        try:
            return Reply({"ok": True} | self._run(name, token, given))
        except SlackError as error:
            return Reply({"ok": False, "error": error.code} | error.details)

    def _run(self, name: str, token: str, given: Json) -> Json:
        method = self._methods.get(name)
        if method is None:
            raise SlackError("unknown_method", req_method=name)
        app = self._caller(name, token)
        return method.run(Call(self._workspace, app, Arguments(given), self._page_limit))

    def _caller(self, name: str, token: str) -> App:
        if not token:
            raise SlackError("not_authed")
        app_level = name == "apps.connections.open"
        apps = self._workspace.apps
        app = apps.with_app_token(token) if app_level else apps.with_bot_token(token)
        if app is None:
            other = apps.with_bot_token(token) if app_level else apps.with_app_token(token)
            raise SlackError("invalid_auth" if other is None else "not_allowed_token_type")
        return app
