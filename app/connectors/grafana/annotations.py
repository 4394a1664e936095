"""Annotations in Grafana that say that something was changed: by their tags."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote

from app.connectors.parts.alerting import attributes
from app.connectors.parts.http import Http
from app.connectors.parts.reading import line, moment, moment_or_fail
from app.domain.attributes import SERVICE
from app.domain.change import Change, ChangeKind
from app.domain.connecting import Found
from app.domain.errors import Unavailable
from app.domain.json import JsonObject, texts_of
from app.domain.service import normal
from app.domain.window import Scope, Window

MOST_ANNOTATIONS = 500
CHANGE_TAGS: Mapping[str, ChangeKind] = {
    "deploy": ChangeKind.DEPLOY,
    "deployment": ChangeKind.DEPLOY,
    "release": ChangeKind.DEPLOY,
    "rollout": ChangeKind.DEPLOY,
    "rollback": ChangeKind.DEPLOY,
    "config": ChangeKind.CONFIG,
    "flag": ChangeKind.FLAG,
    "feature-flag": ChangeKind.FLAG,
    "migration": ChangeKind.MIGRATION,
    "infrastructure": ChangeKind.INFRASTRUCTURE,
    "maintenance": ChangeKind.INFRASTRUCTURE,
}
_PATH = "api/annotations"
_MARKUP = re.compile(r"<[^<>]{0,500}>")


@dataclass(frozen=True, slots=True)
class Annotations:
    """`tags` says which tags tell of a change, and of what kind. Every method raises Unavailable."""

    http: Http
    connector: str
    browse: str
    tags: Mapping[str, ChangeKind]
    service_labels: Sequence[str]

    async def asked(self, params: list[tuple[str, str]]) -> list[JsonObject]:
        return (await self.http.get(_PATH, params)).objects()

    async def changes(self, window: Window, scope: Scope) -> Found[Change]:
        bounds = [("from", _milliseconds(window.start)), ("to", _milliseconds(window.end)), ("type", "annotation")]
        tags = [("tags", tag) for tag in self.tags]
        params = [*bounds, ("limit", str(MOST_ANNOTATIONS)), ("matchAny", "true"), *tags]
        given = await self.asked(params)
        query = f"GET /{_PATH}?{'&'.join(f'{name}={value}' for name, value in params)}"
        read = [self._change(one, kind, scope, query) for one in given if (kind := self._kind(one))]
        cut = len(given) >= MOST_ANNOTATIONS
        return Found(tuple(read), f"only the newest {MOST_ANNOTATIONS} annotations" if cut else "")

    def _kind(self, given: JsonObject) -> ChangeKind | None:
        known = {tag.casefold(): kind for tag, kind in self.tags.items()}
        tags = (tag.casefold() for tag in texts_of(given.get("tags")))
        return next((known[tag] for tag in tags if tag in known), None)

    def _change(self, given: JsonObject, kind: ChangeKind, scope: Scope, query: str) -> Change:
        started_at = moment_or_fail(self.http.system, given.get("time"), "time")
        number = given.get("id")
        if not isinstance(number, int):
            raise Unavailable(self.http.system, "its answer has an annotation without `id`")
        ended_at = moment(given.get("timeEnd"))
        return Change(
            connector=self.connector,
            kind=kind,
            ref=str(number),
            title=line(_MARKUP.sub(" ", str(given.get("text") or ""))) or f"Annotation {number}",
            started_at=started_at,
            finished_at=max(started_at, ended_at or started_at),
            author=line(given.get("login")) or line(given.get("email")),
            attributes=_attributes(texts_of(given.get("tags")), scope, self.service_labels),
            url=self._url(given, started_at),
            query=query,
        )

    def _url(self, given: JsonObject, at: datetime) -> str:
        dashboard = line(given.get("dashboardUID"))
        around = f"?from={int(at.timestamp() - 3600) * 1000}&to={int(at.timestamp() + 3600) * 1000}"
        return f"{self.browse}/d/{quote(dashboard, safe='')}{around}" if dashboard else ""


def _attributes(tags: Sequence[str], scope: Scope, service_labels: Sequence[str]) -> dict[str, str]:
    """Tags as `name:value` or `name=value`; a tag that is the name of a service in trouble names it, too."""
    pairs = (re.split(r"[:=]", line(tag), maxsplit=1) for tag in tags)
    said = {
        pair[0].strip(): pair[1].strip() for pair in pairs if len(pair) == 2 and pair[0].strip() and pair[1].strip()
    }
    read = attributes(said, service_labels)
    if SERVICE not in read:
        wanted = {normal(one): one for one in scope.services}
        named = next((wanted[normal(tag)] for tag in tags if normal(tag) in wanted), "")
        read |= {SERVICE: named} if named else {}
    return read


def _milliseconds(at: datetime) -> str:
    return str(int(at.timestamp() * 1000))
