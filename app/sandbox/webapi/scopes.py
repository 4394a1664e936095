"""Which scope a call needs. Where a method lists one for each kind of conversation, the kind at hand decides."""

from collections.abc import Iterable

from app.sandbox import contract
from app.sandbox.errors import SlackError
from app.sandbox.install import App
from app.sandbox.webapi.arguments import Arguments
from app.sandbox.workspace import Workspace

_PREFIX = {"channel": "channels:", "group": "groups:", "im": "im:", "mpim": "mpim:"}
_OF_TYPE = {"public_channel": "channel", "private_channel": "group", "im": "im", "mpim": "mpim"}


def check_scopes(method: contract.Method, app: App, workspace: Workspace, args: Arguments) -> None:
    """Raises `missing_scope`, with what is needed and what the app has."""
    if not method.scopes or method.name == "apps.connections.open":
        return
    for kind in _kinds(method, workspace, args) or ["any"]:
        of_kind = [scope for scope in method.scopes if scope.startswith(_PREFIX.get(kind, "-"))]
        accepted = of_kind or method.scopes
        if app.scopes.isdisjoint(accepted):
            raise SlackError("missing_scope", needed=_listed(accepted), provided=_listed(sorted(app.scopes)))


def _kinds(method: contract.Method, workspace: Workspace, args: Arguments) -> list[str]:
    if method.name == "conversations.create":
        return ["group" if args.flag("is_private") else "channel"]
    if method.name == "conversations.open":
        return ["mpim" if len(args.many("users")) > 1 else "im"]
    if method.name in {"conversations.list", "users.conversations"}:
        types = args.many("types") or ["public_channel"]
        return [_OF_TYPE[one] for one in types if one in _OF_TYPE]
    channel = workspace.channels.get(args.text("channel"))
    return [] if channel is None else [channel.kind]


def _listed(scopes: Iterable[str]) -> str:
    return ",".join(scopes)
