"""What an entry of LaunchDarkly's audit log says: which flag was changed how, where, and what it takes back.

The log and the webhooks carry the same object; only webhooks have the flag's versions before and after. Source:
LaunchDarkly's REST API, version 20240415 (`auditlog`), and its page on webhooks.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from app.connectors.parts.reading import line, moment, number
from app.domain.attributes import ENVIRONMENT, FLAG, FLAG_VARIANT, SERVICE
from app.domain.change import Change, ChangeKind, ChangeState
from app.domain.json import Json, JsonObject, object_of, objects_of, text_of, texts_of

_RESOURCE = re.compile(r"^proj/([^:;]+)(?:;[^:]*)?:env/([^:;]+)(?:;[^:]*)?:(flag|segment)/([^:;]+)")
_QUIET = frozenset(
    (
        "cloneFlag",
        "createApprovalRequest",
        "createFlag",
        "createFlagLink",
        "deleteApprovalRequest",
        "deleteFlagLink",
        "manageFlagFollowers",
        "reviewApprovalRequest",
        "updateApprovalRequest",
        "updateClientSideFlagAvailability",
        "updateDescription",
        "updateFlagCustomProperties",
        "updateFlagLink",
        "updateIncludeInSnippet",
        "updateMaintainer",
        "updateName",
        "updateTags",
        "updateTemporary",
    )
)
"""Actions after which nobody is served anything else."""
_MOST_ID_CHARS = 100
_WHOLE = 100_000  # the weight of all users


@dataclass(frozen=True, slots=True)
class Place:
    """Where a flag (or segment) stands. `project` and `environment` may be `*`."""

    project: str
    environment: str
    key: str


@dataclass(frozen=True, slots=True)
class Reader:
    """`services` maps a flag, a tag of a flag, or a project to the service that it belongs to."""

    name: str
    url: str
    services: Mapping[str, str] = field(default_factory=dict)

    def change(self, entry: JsonObject, query: str = "") -> Change | None:
        """None for what is no change of a flag in an environment, or changes nothing for anybody."""
        place, at = place_of(entry), moment(entry.get("date"))
        ref = line(entry.get("_id"))
        if place is None or at is None or not ref or not _is_telling(entry):
            return None
        verb = line(entry.get("titleVerb")) or "changed the flag"
        said = line(entry.get("shortDescription")) or line(entry.get("comment"))
        turned = _turned(entry, place)
        done = {True: "switched on", False: "switched off"}.get(turned, verb) if turned is not None else verb
        return Change(
            connector=self.name,
            kind=ChangeKind.FLAG,
            ref=_ref(entry),
            title=line(f"{place.key}: {done} in {place.environment}{f': {said}' if said else ''}"),
            started_at=at,
            finished_at=at,
            author=_author(entry),
            attributes=self._attributes(entry, place, turned),
            reach=_reach(entry, place),
            url=self._page(entry),
            query=query,
        )

    def changes(self, entries: Sequence[JsonObject], query: str) -> list[Change]:
        """In the order given; those that switch back say so, and what they switch back is undone."""
        undoes = _taken_back(entries)
        undone = set(undoes.values())
        return [
            replace(
                change,
                undoes=undoes.get(change.ref, ""),
                state=ChangeState.UNDONE if change.ref in undone else ChangeState.DONE,
            )
            for entry in entries
            if (change := self.change(entry, query))
        ]

    def _attributes(self, entry: JsonObject, place: Place, turned: bool | None) -> dict[str, str]:  # noqa: FBT001 -- private
        keys = (place.key, *_tags(entry), place.project)
        said = {
            SERVICE: next((self.services[one] for one in keys if one in self.services), ""),
            FLAG: place.key,
            FLAG_VARIANT: "" if turned is None else ("on" if turned else "off"),
            ENVIRONMENT: place.environment,
            "launchdarkly.project": place.project,
            "launchdarkly.actions": ", ".join(sorted(_actions(entry))),
        }
        return {name: value for name, value in said.items() if value}

    def _page(self, entry: JsonObject) -> str:
        path = text_of(object_of(object_of(entry.get("_links")).get("site")).get("href"))
        return f"{self.url}{path}" if path.startswith("/") else ""


def place_of(entry: JsonObject) -> Place | None:
    """From what the change acted on; None where that is no flag and no segment."""
    named = [text_of(one.get("resource")) for one in objects_of(entry.get("accesses"))]
    for resource in [*named, *texts_of(object_of(entry.get("target")).get("resources"))]:
        if match := _RESOURCE.match(resource):
            return Place(match[1], match[2], match[4])
    return None


def _ref(entry: JsonObject) -> str:
    return f"auditlog/{line(entry.get('_id'), _MOST_ID_CHARS)}"


def _actions(entry: JsonObject) -> set[str]:
    return {line(one.get("action")) for one in objects_of(entry.get("accesses")) if line(one.get("action"))}


def _is_telling(entry: JsonObject) -> bool:
    actions = _actions(entry)
    return not actions or not actions <= _QUIET


def _tags(entry: JsonObject) -> list[str]:
    """Tags follow the flag's key in a resource: `flag/KEY;tag,tag`."""
    resources = [text_of(one.get("resource")) for one in objects_of(entry.get("accesses"))]
    return [tag for one in resources for tag in one.rpartition("/")[2].partition(";")[2].split(",") if tag]


def _author(entry: JsonObject) -> str:
    member = object_of(entry.get("member"))
    named = " ".join(one for one in (line(member.get("firstName")), line(member.get("lastName"))) if one)
    return named or line(member.get("email")) or line(object_of(entry.get("token")).get("name"))


def _turned(entry: JsonObject, place: Place) -> bool | None:
    """On (True) or off (False); None if it was neither."""
    verb = text_of(entry.get("titleVerb")).casefold()
    if "turned on" in verb or "turned off" in verb:
        return "turned on" in verb
    before, after = (
        object_of(_config(entry, which, place)).get("on") for which in ("previousVersion", "currentVersion")
    )
    return after if isinstance(after, bool) and isinstance(before, bool) and after is not before else None


def _config(entry: JsonObject, which: str, place: Place) -> Json:
    """The flag as it is served in one environment, in a version of it; only webhooks and single entries have it."""
    return object_of(object_of(entry.get(which)).get("environments")).get(place.environment)


def _reach(entry: JsonObject, place: Place) -> str:
    now, before = (_shares(_config(entry, which, place)) for which in ("currentVersion", "previousVersion"))
    if not now or now == before:
        return ""
    return f"{now} (before: {before})" if before else now


def _shares(config: Json) -> str:
    """How the rollout is split: "10 % variation 0, 90 % variation 1"."""
    rollout = object_of(object_of(object_of(config).get("fallthrough")).get("rollout"))
    parts = []
    for one in objects_of(rollout.get("variations")):
        weight, variation = number(one.get("weight")), one.get("variation")
        if weight > 0:
            parts.append(f"{weight * 100 / _WHOLE:g} % variation {line(variation)}")
    return ", ".join(parts)


def _taken_back(entries: Iterable[JsonObject]) -> dict[str, str]:
    """By ref, the ref of the last switch the other way of the same flag in the same environment."""
    undoes: dict[str, str] = {}
    last: dict[Place, tuple[bool, str]] = {}
    for entry in sorted(entries, key=_when):
        place = place_of(entry)
        turned = _turned(entry, place) if place else None
        if place is None or turned is None:
            continue
        if place in last and last[place][0] is not turned:
            undoes[_ref(entry)] = last[place][1]
        last[place] = (turned, _ref(entry))
    return undoes


def _when(entry: JsonObject) -> float:
    return number(entry.get("date"))
