"""Everything else: a system that answers with JSON of its own kind, or sends it, and settings that say what is where."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace

from app.connectors.http_json.mapping import Mapped, Misfit
from app.connectors.http_json.paths import dig
from app.connectors.http_json.settings import HttpJsonSettings
from app.connectors.kind import ConnectorKind
from app.connectors.parts.http import Answer, Reach
from app.connectors.parts.paging import Listed, listed
from app.connectors.parts.proof import require_token
from app.connectors.parts.reading import iso, line, overlaps
from app.connectors.parts.trying import accepting, tried
from app.domain.change import Change
from app.domain.connecting import Checked, Delivery, Found, Heard, Unreadable
from app.domain.errors import Unavailable
from app.domain.json import Json, JsonObject, objects_of
from app.domain.signal import Signal
from app.domain.window import Scope, Window

_MOST_ITEMS = 1000


class JsonHook:
    """Listens only."""

    def __init__(self, settings: HttpJsonSettings, reach: Reach) -> None:
        self._settings = settings
        self._mapped = Mapped(reach.name, settings.brings, settings.fields, settings.attributes, settings.states)

    async def check(self) -> Sequence[Checked]:
        is_set = bool(self._settings.webhook_token.get_secret_value())
        return [accepting("take what it sends", is_set=is_set, advice="Set `webhook_token`.", is_only_way=True)]

    def hear(self, delivery: Delivery) -> Heard:
        """The list at `items`, or the object itself if there is no such list."""
        require_token(self._settings.webhook_token, delivery)
        items = self._sent(delivery.body)
        try:
            if self._settings.brings_changes:
                return Heard(changes=tuple(self._mapped.change(one) for one in items))
            return Heard(signals=tuple(self._mapped.signal(one, delivery.at) for one in items))
        except Misfit as misfit:
            raise Unreadable(f"It does not fit the settings: {misfit}.") from None

    def _sent(self, body: bytes) -> list[JsonObject]:
        try:
            value: Json = json.loads(body)
        except (ValueError, RecursionError):
            raise Unreadable("It is not JSON.") from None
        items = dig(value, self._settings.items)
        if isinstance(items, list) and all(isinstance(one, Mapping) for one in items):
            return objects_of(items)
        if isinstance(value, Mapping) and not isinstance(items, list):
            return [value]
        raise Unreadable("It is neither an object nor a list of objects.")


class _JsonPull(JsonHook):
    def __init__(self, settings: HttpJsonSettings, reach: Reach) -> None:
        super().__init__(settings, reach)
        token = settings.token.get_secret_value()
        bearer = settings.token_header.lower() == "authorization" and " " not in token
        credentials = {settings.token_header: f"Bearer {token}" if bearer else token} if token else {}
        self._http = reach.http(settings.url, {**settings.headers, **credentials})

    async def check(self) -> Sequence[Checked]:
        now = self._tried_page()
        return [await tried("read", now, "Check `url`, `token`, `token_header`, `items` and `next`.")]

    async def _tried_page(self) -> None:
        """Without what is filled in, since there is no window."""
        plain = {name: value for name, value in self._settings.params.items() if "{" not in value}
        self._items(await self._http.get(self._settings.url, plain))

    async def _list(self, params: Mapping[str, str]) -> Listed:
        async def turn(cursor: str) -> tuple[list[JsonObject], str]:
            named = self._settings.next_param
            if cursor and not named:
                answer = await self._http.get(cursor)
            else:
                answer = await self._http.get(self._settings.url, {**params, **({named: cursor} if cursor else {})})
            following = line(dig(answer.body, self._settings.next), 2000) if self._settings.next else ""
            return self._items(answer), following

        return await listed(turn, _MOST_ITEMS)

    def _items(self, answer: Answer) -> list[JsonObject]:
        items = dig(answer.body, self._settings.items)
        if not isinstance(items, list) or not all(isinstance(one, Mapping) for one in items):
            where = f" at `{self._settings.items}`" if self._settings.items else ""
            raise Unavailable(answer.system, f"its answer has no list of objects{where}")
        return objects_of(items)

    def _params(self, window: Window, scope: Scope) -> dict[str, str]:
        """With times and service filled in; what asks for a service is left out where none is known."""
        start, end = window.start, window.end
        filled = {"{start}": iso(start), "{end}": iso(end)}
        filled |= {f"{{{name}_s}}": str(int(at.timestamp())) for name, at in (("start", start), ("end", end))}
        filled |= {f"{{{name}_ms}}": str(int(at.timestamp() * 1000)) for name, at in (("start", start), ("end", end))}
        if scope.services:
            filled["{service}"] = scope.services[0]
        asked = {}
        for name, value in self._settings.params.items():
            for place, said in filled.items():
                value = value.replace(place, said)  # noqa: PLW2901 -- one after the other
            asked[name] = value
        return {name: value for name, value in asked.items() if "{service}" not in value}

    def _query(self, params: Mapping[str, str]) -> str:
        return f"GET {self._settings.url}?{'&'.join(f'{name}={value}' for name, value in params.items())}".rstrip("?")


class JsonSignals(_JsonPull):
    async def signals(self, window: Window, scope: Scope) -> Found[Signal]:
        params = self._params(window, scope)
        found = await self._list(params)
        try:
            made = [self._mapped.signal(one, window.end) for one in found.items]
        except Misfit as misfit:
            raise Unavailable(self._http.system, str(misfit)) from None
        inside = (one for one in made if overlaps(window, one.started_at, one.ended_at))
        return Found(tuple(replace(one, query=self._query(params)) for one in inside), found.remark("items"))


class JsonChanges(_JsonPull):
    async def changes(self, window: Window, scope: Scope) -> Found[Change]:
        params = self._params(window, scope)
        found = await self._list(params)
        try:
            made = [self._mapped.change(one) for one in found.items]
        except Misfit as misfit:
            raise Unavailable(self._http.system, str(misfit)) from None
        inside = (one for one in made if overlaps(window, one.started_at, one.took_effect_at))
        return Found(tuple(replace(one, query=self._query(params)) for one in inside), found.remark("items"))


def build(settings: HttpJsonSettings, reach: Reach) -> JsonSignals | JsonChanges | JsonHook:
    """What it can do follows from the settings."""
    if not settings.url:
        return JsonHook(settings, reach)
    return JsonChanges(settings, reach) if settings.brings_changes else JsonSignals(settings, reach)


KIND = ConnectorKind(key="http_json", title="HTTP JSON", settings=HttpJsonSettings, build=build)
