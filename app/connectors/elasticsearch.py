"""Elasticsearch and OpenSearch: lines that tell of trouble, as patterns."""

import asyncio
import json
from collections.abc import Mapping, Sequence

from pydantic import Field, SecretStr

from app.connectors.kind import NO_SECRET, ConnectorKind
from app.connectors.parts.credentials import WithCredentials
from app.connectors.parts.http import Answer, Reach
from app.connectors.parts.logs import MOST_LINES, Record, signals_of
from app.connectors.parts.paging import Listed, listed
from app.connectors.parts.reading import cut, iso, line, moment_or_fail
from app.connectors.parts.trying import tried
from app.domain.attributes import ENVIRONMENT, ERROR, HOST, NAMESPACE, SERVICE, TRACE, VERSION
from app.domain.connecting import Checked, Found
from app.domain.errors import Unavailable
from app.domain.json import Json, JsonObject, object_of, text_of
from app.domain.signal import Signal
from app.domain.window import Scope, Window

_PAGE = 1000
_MOST_QUERY_CHARS = 2000
_LEVELS = ("error", "fatal", "critical", "panic", "severe", "emergency", "alert")
_WORDS = "error exception fatal panic failed failure timeout refused"
_MESSAGES = ("error.message", "event.original")
"""Where a line says what happened, if not in its message."""
_FIELDS = {
    VERSION: "service.version",
    ENVIRONMENT: "service.environment",
    HOST: "host.name",
    NAMESPACE: "kubernetes.namespace",
    ERROR: "error.type",
    TRACE: "trace.id",
}


class ElasticsearchSettings(WithCredentials):
    """The fields are those of the Elastic Common Schema unless said otherwise. `only` replaces what tells of trouble, as a
    Lucene query. `tiebreaker` is a field that tells lines of the same moment and index apart.
    """

    api_key: SecretStr = NO_SECRET
    index: str = Field("logs-*", pattern=r"^[^/?#\s]+$")
    time_field: str = "@timestamp"
    message_field: str = "message"
    level_field: str = "log.level"
    service_field: str = "service.name"
    tiebreaker: str = "_seq_no"
    only: str = ""


class Elasticsearch:
    def __init__(self, settings: ElasticsearchSettings, reach: Reach) -> None:
        self._settings = settings
        self._name = reach.name
        key = settings.api_key.get_secret_value()
        headers = settings.headers() | ({"Authorization": f"ApiKey {key}"} if key else {})
        self._http = reach.http(settings.url, headers)

    async def check(self) -> Sequence[Checked]:
        index = self._settings.index
        advice = f"Set `api_key` (or `user` and `password`) of a role with the privilege `read` on `{index}`."
        return [await tried(f"search {index}", self._search({"size": 0}), advice)]

    async def signals(self, window: Window, scope: Scope) -> Found[Signal]:
        """Patterns of the newest 5,000 lines that tell of trouble."""
        body = self._body(window, scope)
        found = await self._lines(body)
        records = [self._record(one) for one in found.items]
        query = cut(f"POST /{self._settings.index}/_search {json.dumps(body)}", _MOST_QUERY_CHARS)
        read = await asyncio.to_thread(signals_of, records, connector=self._name, query=query, window=window)
        return Found(tuple(read), found.remark("lines"))

    def _body(self, window: Window, scope: Scope) -> dict[str, Json]:
        given = self._settings
        wanted: list[Json] = [{"range": {given.time_field: {"gte": iso(window.start), "lte": iso(window.end)}}}]
        if scope.services:
            wanted.append({"terms": {given.service_field: list(scope.services)}})
        levels = [form for level in _LEVELS for form in (level, level.upper(), level.title())]
        telling: list[Json] = [{"terms": {given.level_field: levels}}, {"match": {given.message_field: _WORDS}}]
        wanted.append({"query_string": {"query": given.only}} if given.only else {"bool": {"should": telling}})
        newest: JsonObject = {"order": "desc", "unmapped_type": "date"}  # an index without it has nothing to say
        return {
            "size": _PAGE,
            "_source": [*_MESSAGES, *_FIELDS.values(), *self._own_fields()],
            "query": {"bool": {"filter": wanted}},
            "sort": [{given.time_field: newest}, {given.tiebreaker: "desc"}, {"_index": "desc"}],
        }

    def _own_fields(self) -> list[str]:
        """What the settings name. The rest of a line may be long: a thousand whole ones are more than is read."""
        given = self._settings
        return [given.time_field, given.message_field, given.level_field, given.service_field]

    async def _lines(self, body: Mapping[str, Json]) -> Listed:
        seen: set[tuple[str, str]] = set()

        async def turn(cursor: str) -> tuple[list[JsonObject], str]:
            after: dict[str, Json] = {"search_after": json.loads(cursor)} if cursor else {}
            page = (await self._search({**body, **after})).objects("hits", "hits")
            fresh = []
            for one in page:
                key = (text_of(one.get("_index")), text_of(one.get("_id")))
                if key not in seen:
                    seen.add(key)
                    fresh.append(one)
            last = page[-1].get("sort") if len(page) >= _PAGE else None
            return fresh, json.dumps(last) if isinstance(last, list) else ""

        return await listed(turn, MOST_LINES)

    async def _search(self, body: JsonObject) -> Answer:
        """Raises Unavailable also where only some of the shards answered, or none was asked: a pattern that no index has, or
        none that the credentials may read, is answered with nothing found.
        """
        params = {"allow_partial_search_results": "false"}
        answer = await self._http.search(f"{self._settings.index}/_search", body, params)
        answer.objects("hits", "hits")
        shards = object_of(answer.object().get("_shards"))
        missed = object_of(answer.object().get("_clusters")).get("skipped")
        if answer.object().get("timed_out") is True or shards.get("failed") or missed:
            raise Unavailable(answer.system, "only a part of it answered in time")
        if shards.get("total") == 0:
            raise Unavailable(answer.system, f"it has no index {self._settings.index} that the credentials may read")
        return answer

    def _record(self, hit: JsonObject) -> Record:
        given, source = self._settings, hit.get("_source")
        if not isinstance(source, Mapping):
            raise Unavailable(self._http.system, "its answer has a hit without `_source`")
        said = {name: line(field(source, path)) for name, path in (_FIELDS | {SERVICE: given.service_field}).items()}
        told = (text_of(field(source, path)) for path in (given.message_field, *_MESSAGES))
        return Record(
            at=moment_or_fail(self._http.system, field(source, given.time_field), given.time_field),
            text=next((text for text in told if text), ""),
            level=line(field(source, given.level_field)),
            attributes={name: value for name, value in said.items() if value},
        )


def field(source: JsonObject, path: str) -> Json:
    """What stands at `a.b.c`, be it nested, or under a name with dots in it; the first where there are several."""
    if path in source:
        value = source[path]
        return value[0] if isinstance(value, list) and value else value
    head, dot, rest = path.partition(".")
    while dot:
        inner = source.get(head)
        if isinstance(inner, Mapping) and (found := field(inner, rest)) is not None:
            return found
        more, dot, rest = rest.partition(".")
        head = f"{head}.{more}"
    return None


KIND = ConnectorKind(key="elasticsearch", title="Elasticsearch", settings=ElasticsearchSettings, build=Elasticsearch)
