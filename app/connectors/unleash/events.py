"""What an event of Unleash says: which flag was changed how, for whom, and what it takes back.

The event log and the webhook integration carry the same object. Source: `eventSchema` in the server's /docs/openapi.json
(7.5).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from app.connectors.parts.reading import line, moment
from app.domain.attributes import ENVIRONMENT, FLAG, FLAG_VARIANT, SERVICE
from app.domain.change import Change, ChangeKind, ChangeState
from app.domain.json import Json, JsonObject, object_of, objects_of, text_of

SERVICE_TAG = "service"
_ON, _OFF = "feature-environment-enabled", "feature-environment-disabled"
_ADDED, _UPDATED, _REMOVED = "feature-strategy-add", "feature-strategy-update", "feature-strategy-remove"
_MOST_ID_CHARS = 100
_DONE = {
    _ON: "switched on",
    _OFF: "switched off",
    _ADDED: "strategy added",
    _UPDATED: "strategy changed",
    _REMOVED: "strategy removed",
    "strategy-order-changed": "order of strategies changed",
    "feature-variants-updated": "variants changed",
    "feature-environment-variants-updated": "variants changed",
    "feature-dependency-added": "made to depend on another flag",
    "feature-dependency-removed": "no longer depends on another flag",
    "feature-archived": "archived",
    "feature-revived": "revived",
    "feature-deleted": "deleted",
    "feature-project-change": "moved to another project",
    "release-plan-milestone-started": "milestone of its release plan started",
    "segment-updated": "segment changed",
    "segment-deleted": "segment deleted",
}
TELLING = tuple(_DONE)
"""The types of events after which somebody may be served something else."""


@dataclass(frozen=True, slots=True)
class Reader:
    """`services` maps a flag or a project to the service that it belongs to."""

    name: str
    url: str
    services: Mapping[str, str] = field(default_factory=dict)

    def change(self, event: JsonObject, query: str = "") -> Change | None:
        """None for an event that has no id, no time, or no name of a flag or segment."""
        data = object_of(event.get("data")) or object_of(event.get("preData"))
        flag = line(event.get("featureName")) or line(data.get("name"))
        at, ref = moment(event.get("createdAt")), line(event.get("id"))
        if at is None or not ref or not flag:
            return None
        project = line(event.get("project"))
        return Change(
            connector=self.name,
            kind=ChangeKind.FLAG,
            ref=_ref(event),
            title=line(_title(event, flag)),
            started_at=at,
            finished_at=at,
            author=line(event.get("createdBy")),
            attributes=self._attributes(event, flag, project),
            reach=_reach(event),
            url=f"{self.url}/projects/{project}/features/{flag}" if project and event.get("featureName") else "",
            query=query,
        )

    def changes(self, events: Sequence[JsonObject], query: str) -> list[Change]:
        """All of them, newest first; those that take another one back say so, and the other one is undone."""
        undoes = _taken_back(events)
        undone = set(undoes.values())
        read = [change for one in events if (change := self.change(one, query))]
        return [
            replace(
                change,
                undoes=undoes.get(change.ref, ""),
                state=ChangeState.UNDONE if change.ref in undone else ChangeState.DONE,
            )
            for change in read
        ]

    def _attributes(self, event: JsonObject, flag: str, project: str) -> dict[str, str]:
        tags = {line(one.get("type")): line(one.get("value")) for one in objects_of(event.get("tags"))}
        said = {
            SERVICE: self.services.get(flag) or tags.get(SERVICE_TAG) or self.services.get(project) or "",
            FLAG: flag,
            FLAG_VARIANT: {_ON: "on", _OFF: "off"}.get(text_of(event.get("type")), ""),
            ENVIRONMENT: line(event.get("environment")),
            "unleash.project": project,
            "unleash.event": line(event.get("type")),
        }
        return {name: value for name, value in said.items() if value}


def _ref(event: JsonObject) -> str:
    return f"event/{line(event.get('id'), _MOST_ID_CHARS)}"


def _title(event: JsonObject, flag: str) -> str:
    kind = text_of(event.get("type"))
    where = f" in {line(event.get('environment'))}" if line(event.get("environment")) else ""
    before, after = _share(event.get("preData")), _share(event.get("data"))
    if kind == _UPDATED and before and after and before != after:
        return f"{flag}: rollout {before} % → {after} %{where}"
    strategy = line((object_of(event.get("data")) or object_of(event.get("preData"))).get("name"))
    named = f" ({strategy})" if kind in {_ADDED, _UPDATED, _REMOVED} and strategy else ""
    return f"{flag}: {_DONE.get(kind, kind)}{named}{where}"


def _reach(event: JsonObject) -> str:
    """For whom a strategy holds now, and before; empty where the event has no strategy."""
    after, before = _audience(event.get("data")), _audience(event.get("preData"))
    if text_of(event.get("type")) not in {_ADDED, _UPDATED, _REMOVED} or not (after or before):
        return ""
    if not after:
        return f"no longer {before}"
    return f"{after} (before: {before})" if before and before != after else after


def _audience(strategy: Json) -> str:
    given = object_of(strategy)
    if not given:
        return ""
    if given.get("disabled") is True:
        return "nobody, the strategy is disabled"
    share = _share(strategy)
    who = (
        f"{share} % of users" if share else ("all users" if given.get("name") == "default" else line(given.get("name")))
    )
    limits = len(objects_of(given.get("constraints"))) + len(_list(given.get("segments")))
    return f"{who} within {limits} constraint{'s' if limits > 1 else ''}" if limits else who


def _share(strategy: Json) -> str:
    """The percentage of a gradual rollout, as written."""
    parameters = object_of(object_of(strategy).get("parameters"))
    return line(parameters.get("rollout")) or line(parameters.get("percentage"))


def _list(value: Json) -> Sequence[Json]:
    return value if isinstance(value, list) else ()


def _taken_back(events: Iterable[JsonObject]) -> dict[str, str]:
    """By ref, the ref of the event that it takes back: the last switch the other way, or the change of the same
    strategy away from what it is now again.
    """
    undoes: dict[str, str] = {}
    switched: dict[tuple[str, str], JsonObject] = {}
    strategies: dict[str, list[JsonObject]] = {}
    for event in sorted(events, key=_order):
        kind, place = text_of(event.get("type")), (line(event.get("featureName")), line(event.get("environment")))
        if kind in {_ON, _OFF}:
            last = switched.get(place)
            if last and last.get("type") != kind:
                undoes[_ref(event)] = _ref(last)
            switched[place] = event
        elif kind in {_ADDED, _UPDATED, _REMOVED}:
            ident = line((object_of(event.get("data")) or object_of(event.get("preData"))).get("id"))
            earlier = strategies.setdefault(ident, [])
            back = next((one for one in reversed(earlier) if _effect(one, "preData") == _effect(event, "data")), None)
            if back and ident:
                undoes[_ref(event)] = _ref(back)
            earlier.append(event)
    return undoes


def _effect(event: JsonObject, side: str) -> tuple[Json, ...]:
    strategy = object_of(event.get(side))
    return tuple(strategy.get(one) for one in ("parameters", "constraints", "segments", "disabled", "variants"))


def _order(event: JsonObject) -> int:
    ident = event.get("id")
    return ident if isinstance(ident, int) else 0
