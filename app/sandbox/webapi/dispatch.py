"""From a method's name, a token and arguments to an answer: the checks that every call passes."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from app.sandbox import contract
from app.sandbox.errors import SlackError
from app.sandbox.install import App
from app.sandbox.jsonvalue import Json
from app.sandbox.rates import RateLimiter
from app.sandbox.validation import Refusal, Validation
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
        rates: RateLimiter,
        page_limit: int | None = None,
    ) -> None:
        self._workspace = workspace
        self._methods = {method.name: method for method in methods}
        self._facts = facts
        self._validation = Validation(facts)
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
        self._check_arguments(name, args)
        wait_s = self._rates.retry_after_s(name, app.app_id, args.text("channel") or None)
        if wait_s is not None:
            return too_many(wait_s)
        body = method.run(Call(self._workspace, app, args, self._page_limit))
        return Reply({"ok": True} | body, headers={"x-oauth-scopes": ",".join(sorted(app.scopes))})

    def _check_arguments(self, name: str, args: Arguments) -> None:
        refuse(self._validation.argument_errors(name, args.given))
        if args.has("blocks"):
            if not isinstance(args.given["blocks"], list):
                raise SlackError("invalid_blocks_format")
            refuse(self._validation.message_refusal(args.given["blocks"]))
        if args.has("view"):
            refuse(self._validation.view_refusal(args.given["view"]))

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


def refuse(refusal: Refusal | None) -> None:
    """Raises what a check found, if it found anything."""
    if refusal is not None:
        answer = refusal.answer()
        raise SlackError(refusal.error, **{key: value for key, value in answer.items() if key not in {"ok", "error"}})
