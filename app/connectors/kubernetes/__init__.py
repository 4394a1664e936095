"""Kubernetes: which workloads were rolled out or back, and what its events and restarted containers say of trouble."""

from collections.abc import Sequence

from pydantic import Field, SecretStr

from app.connectors.kind import NO_SECRET, ConnectorKind, ConnectorSettings, Url
from app.connectors.kubernetes.objects import Naming, metadata, named
from app.connectors.kubernetes.rollouts import Rollouts
from app.connectors.kubernetes.trouble import Troubles, pods_by_name, together
from app.connectors.parts.http import Reach
from app.connectors.parts.paging import Listed, listed
from app.connectors.parts.proof import parsed, require_token
from app.connectors.parts.reading import line
from app.connectors.parts.trying import accepting, all_of, tried
from app.domain.change import Change
from app.domain.connecting import Checked, Delivery, Found, Heard, Unreadable
from app.domain.errors import Unavailable
from app.domain.json import JsonObject, object_of, text_of
from app.domain.signal import Signal
from app.domain.window import Scope, Window

_PAGE = 100  # a pod has 10 to 30 kB: more would be a longer answer than is read
_MOST = 2000  # objects of a kind, in all namespaces or in one
_WARNINGS = {"fieldSelector": "type=Warning"}
_KINDS = {
    "deployments": "apis/apps/v1",
    "replicasets": "apis/apps/v1",
    "controllerrevisions": "apis/apps/v1",
    "events": "api/v1",
    "pods": "api/v1",
}


class KubernetesSettings(ConnectorSettings):
    """`url` is the API server, `token` that of a service account; `webhook_token` is what an event exporter sends.
    `namespaces` empty: all. `services` maps a workload, or NAMESPACE/WORKLOAD, to its service.
    """

    url: Url
    token: SecretStr = NO_SECRET
    webhook_token: SecretStr = NO_SECRET
    namespaces: list[str] = Field(default_factory=list)
    cluster: str = ""
    environment: str = ""
    services: dict[str, str] = Field(default_factory=dict)


class Kubernetes:
    def __init__(self, settings: KubernetesSettings, reach: Reach) -> None:
        self._settings = settings
        token = settings.token.get_secret_value()
        self._http = reach.http(settings.url, {"Authorization": f"Bearer {token}"} if token else {})
        self._name = reach.name
        self._naming = Naming(settings.cluster, settings.environment, settings.services)

    async def check(self) -> Sequence[Checked]:
        advice = "Give its service account `list` on it (docs/connectors/kubernetes.md has the role)."
        asked = await all_of(*(tried(f"read {kind}", self._list(kind, {}, 1), advice) for kind in _KINDS))
        is_set = bool(self._settings.webhook_token.get_secret_value())
        return [
            *asked,
            accepting("receive events", is_set=is_set, advice="Set `webhook_token` if an exporter is to send."),
        ]

    async def changes(self, window: Window, scope: Scope) -> Found[Change]:
        """Rollouts that began or ended within the window. Empty where the cluster is of another environment."""
        if self._is_elsewhere(scope):
            return Found()
        deployments, sets, revisions = await all_of(
            *(self._list(kind) for kind in ("deployments", "replicasets", "controllerrevisions"))
        )
        rollouts = Rollouts(self._name, self._naming, self._query("replicasets"))
        of_revisions = Rollouts(self._name, self._naming, self._query("controllerrevisions")).of_revisions(
            revisions.items
        )
        read = [*rollouts.of_deployments(deployments.items, sets.items), *of_revisions]
        within = [one for one in read if one.started_at in window or one.took_effect_at in window]
        remark = _remark({"deployments": deployments, "replica sets": sets, "controller revisions": revisions})
        return Found(tuple(sorted(within, key=lambda one: one.started_at, reverse=True)), remark)

    async def signals(self, window: Window, scope: Scope) -> Found[Signal]:
        """Warnings and restarts within the window; the same trouble of several pods is one signal."""
        if self._is_elsewhere(scope):
            return Found()
        events, pods = await all_of(self._list("events", _WARNINGS), self._list("pods"))
        known = pods_by_name(pods.items)
        warnings = Troubles(self._name, self._naming, self._query("events", _WARNINGS), known)
        restarted = Troubles(self._name, self._naming, self._query("pods"))
        told = [signal for one in events.items if (signal := warnings.event(one))]
        within = [one for one in told if one.last_at >= window.start and one.started_at <= window.end]
        again = [signal for pod in pods.items for signal in restarted.restarts(pod, window)]
        return Found(tuple(together([*within, *again])), _remark({"events": events, "pods": pods}))

    def hear(self, delivery: Delivery) -> Heard:
        """One event as kubernetes-event-exporter sends it without a layout."""
        require_token(self._settings.webhook_token, delivery)
        given = parsed(delivery)
        if not object_of(given.get("involvedObject")) or not text_of(given.get("reason")):
            raise Unreadable("It has no `involvedObject` or no `reason`: send the whole event, without a layout.")
        said = metadata(given)
        key = ":".join(one for one in (line(said.get("uid")), line(said.get("resourceVersion"))) if one)
        namespace = text_of(object_of(given.get("involvedObject")).get("namespace"))
        elsewhere = self._settings.namespaces and namespace not in {*self._settings.namespaces, ""}
        if given.get("type") != "Warning" or elsewhere:
            return Heard(dropped=1, key=key)
        cluster = self._settings.cluster or line(given.get("clusterName"))
        naming = Naming(cluster, self._settings.environment, self._settings.services)
        signal = Troubles(self._name, naming).event(given, count=1)
        if signal is None:
            raise Unreadable("It has no time or no name of an object.")
        return Heard(signals=(signal,), key=key)

    def _is_elsewhere(self, scope: Scope) -> bool:
        here = self._settings.environment.casefold()
        return bool(here and scope.environment and scope.environment.casefold() != here)

    async def _list(self, kind: str, params: dict[str, str] | None = None, most: int = _MOST) -> Listed:
        """In all namespaces, or in those of the settings one beside the other."""
        found = await all_of(*(self._pages(path, params or {}, most) for path in self._paths(kind)))
        return Listed([item for one in found for item in one.items], any(one.cut for one in found))

    async def _pages(self, path: str, params: dict[str, str], most: int) -> Listed:
        async def turn(cursor: str) -> tuple[list[JsonObject], str]:
            more = {"continue": cursor} if cursor else {}
            answer = await self._http.get(path, {**params, "limit": str(min(most, _PAGE)), **more})
            items = answer.objects("items")
            if any(not named(one) for one in items):
                raise Unavailable(self._http.system, "its answer has an object without a name")
            return items, text_of(answer.object("metadata").get("continue"))

        return await listed(turn, most)

    def _paths(self, kind: str) -> list[str]:
        spaces = self._settings.namespaces
        if not spaces:
            return [f"{_KINDS[kind]}/{kind}"]
        return [f"{_KINDS[kind]}/namespaces/{space}/{kind}" for space in spaces]

    def _query(self, kind: str, params: dict[str, str] | None = None) -> str:
        asked = "&".join(f"{name}={value}" for name, value in {**(params or {}), "limit": str(_PAGE)}.items())
        return " and ".join(f"GET /{path}?{asked}" for path in self._paths(kind)[:3])


def _remark(looks: dict[str, Listed]) -> str:
    """The API gives them in the order of their names, not of time."""
    return "; ".join(f"only {len(look.items)} of the {what}" for what, look in looks.items() if look.cut)


KIND = ConnectorKind(key="kubernetes", title="Kubernetes", settings=KubernetesSettings, build=Kubernetes)
