"""Argo CD: what was synced to which cluster, rolled back, or failed, and which application is degraded."""

from collections.abc import Sequence

from pydantic import Field, SecretStr

from app.connectors.argocd.applications import Reader
from app.connectors.kind import NO_SECRET, ConnectorKind, ConnectorSettings, Url
from app.connectors.parts.http import Reach
from app.connectors.parts.proof import parsed, require_token
from app.connectors.parts.trying import accepting, tried
from app.domain.attributes import ENVIRONMENT
from app.domain.change import Change
from app.domain.connecting import Checked, Delivery, Found, Heard, Unreadable
from app.domain.errors import Unavailable
from app.domain.json import JsonObject, object_of, text_of
from app.domain.signal import Signal, SignalState
from app.domain.window import Scope, Window

_APPLICATIONS = "api/v1/applications"


class ArgocdSettings(ConnectorSettings):
    """`token` is an API token of a local user who may get applications; `webhook_token` what notifications carry.
    `projects` empty: all. `services` maps an application to its service; `environment` is what this Argo CD deploys to,
    where that is one.
    """

    url: Url
    token: SecretStr = NO_SECRET
    webhook_token: SecretStr = NO_SECRET
    projects: list[str] = Field(default_factory=list)
    environment: str = ""
    services: dict[str, str] = Field(default_factory=dict)


class Argocd:
    def __init__(self, settings: ArgocdSettings, reach: Reach) -> None:
        self._settings = settings
        token = settings.token.get_secret_value()
        self._http = reach.http(settings.url, {"Authorization": f"Bearer {token}"} if token else {})
        self._reader = Reader(reach.name, settings.url, settings.environment, settings.services)

    async def check(self) -> Sequence[Checked]:
        is_set = bool(self._settings.webhook_token.get_secret_value())
        return [
            await tried("read applications", self._applications(), "Give the token's user `applications, get`."),
            accepting(
                "receive webhooks", is_set=is_set, advice="Set `webhook_token` if Argo CD is to send notifications."
            ),
        ]

    async def changes(self, window: Window, scope: Scope) -> Found[Change]:
        """Of all applications. Argo CD keeps the last ten deploys of each, unless it is told otherwise."""
        read = [
            change
            for app in await self._applications()
            for change in self._reader.changes(app, self._query())
            if change.started_at in window or change.took_effect_at in window
        ]
        within = [one for one in read if _is_in(one.attributes.get(ENVIRONMENT, ""), scope.environment)]
        return Found(tuple(sorted(within, key=lambda one: one.started_at, reverse=True)))

    async def signals(self, window: Window, scope: Scope) -> Found[Signal]:
        """The applications that are degraded or missing now, and began to be before the end of the window."""
        told = [self._reader.health(app, window.end, self._query()) for app in await self._applications()]
        ill = [
            one
            for one in told
            if one
            and one.state is SignalState.FIRING
            and one.started_at <= window.end
            and _is_in(one.attributes.get(ENVIRONMENT, ""), scope.environment)
        ]
        return Found(tuple(ill))

    async def _applications(self) -> list[JsonObject]:
        """Raises Unavailable where there are none: whoever may get none is told `items: null`, as if there were none."""
        answer = await self._http.get(_APPLICATIONS, [("projects", one) for one in self._settings.projects])
        if answer.at("items") is None or not (apps := answer.objects("items")):
            answer.object("metadata")
            raise Unavailable(self._http.system, "it shows no application to this token")
        if any(not text_of(object_of(one.get("metadata")).get("name")) for one in apps):
            raise Unavailable(self._http.system, "its answer has an application without a name")
        return [one for one in apps if self._is_wanted(one)]

    def _is_wanted(self, app: JsonObject) -> bool:
        """Asked of what the API gives, too: older ones know no parameter `projects` and give all. No project is `default`."""
        wanted = self._settings.projects
        return not wanted or (text_of(object_of(app.get("spec")).get("project")) or "default") in wanted

    def _query(self) -> str:
        projects = "&".join(f"projects={one}" for one in self._settings.projects)
        return f"GET /{_APPLICATIONS}{f'?{projects}' if projects else ''}"

    def hear(self, delivery: Delivery) -> Heard:
        require_token(self._settings.webhook_token, delivery)
        app = parsed(delivery)
        if not text_of(object_of(app.get("metadata")).get("name")) or not object_of(app.get("status")):
            raise Unreadable(
                "It has no `metadata.name` or no `status`: send it with the template of docs/connectors/argocd.md."
            )
        if not self._is_wanted(app):
            return Heard(dropped=1)
        changes = self._reader.changes(app)[
            :2
        ]  # what runs or failed, and the last deploy; the rest has been told before
        health = self._reader.health(app, delivery.at)
        signals = (health,) if health else ()
        return Heard(changes=tuple(changes), signals=signals, dropped=0 if changes or signals else 1)


def _is_in(environment: str, wanted: str) -> bool:
    """What says no environment may be in any."""
    return not wanted or not environment or environment.casefold() == wanted.casefold()


KIND = ConnectorKind(key="argocd", title="Argo CD", settings=ArgocdSettings, build=Argocd)
