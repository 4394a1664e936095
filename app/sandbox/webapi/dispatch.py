"""From a method's name, a token and arguments to an answer: the checks that every call passes."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from app.sandbox import contract
from app.sandbox.checks import Checks
from app.sandbox.errors import SlackError
from app.sandbox.install import App
from app.sandbox.jsonvalue import Json
from app.sandbox.rates import RateLimiter
from app.sandbox.webapi.arguments import Arguments
from app.sandbox.webapi.call import Call, Method
from app.sandbox.webapi.request import Sent
from app.sandbox.webapi.scopes import check_scopes
from app.sandbox.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Reply:
    """What goes back over HTTP. `ok: false` comes with status 200, too many calls with 429."""

    body: Json
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)


class Dispatcher:
    """Answers calls of the given methods as `facts` says Slack does."""

    def __init__(
        self,
        workspace: Workspace,
        methods: Iterable[Method],
        facts: contract.Contract,
        checks: Checks,
        rates: RateLimiter,
        *,
        page_limit: int | None = None,
    ) -> None:
        self._workspace = workspace
        self._methods = {method.name: method for method in methods}
        self._facts = facts
        self._checks = checks
        self._rates = rates
        self._page_limit = page_limit

    def answer(self, name: str, sent: Sent) -> Reply:
        """Runs one call through all checks. Never raises SlackError: a refusal is an answer too."""
        try:
            return self._reply(name, sent)
        except SlackError as error:
            return Reply({"ok": False, "error": error.code} | error.details)

    def _reply(self, name: str, sent: Sent) -> Reply:
        method = self._methods.get(name)
        if method is None:
            raise SlackError("unknown_method", req_method=name)
        app, facts = self._caller(name, sent.token), self._facts.methods[name]
        args = Arguments(sent.plain | sent.json if facts.json_body else sent.plain)
        check_scopes(facts, app, self._workspace, args)
        self._checks.arguments(name, args.given)
        self._checks.blocks(args.given.get("blocks"))
        if args.has("view"):
            self._checks.view(args.given["view"])
        wait_s = self._rates.retry_after_s(name, app.app_id, args.text("channel") or None)
        if wait_s is not None:
            return too_many(wait_s)
        body = method.run(Call(self._workspace, app, args, self._page_limit))
        return Reply({"ok": True} | body, headers={"x-oauth-scopes": ",".join(sorted(app.scopes))})

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


def too_many(wait_s: int) -> Reply:
    """Slack's answer to too many calls."""
    return Reply({"ok": False, "error": "ratelimited"}, 429, {"Retry-After": str(wait_s)})
