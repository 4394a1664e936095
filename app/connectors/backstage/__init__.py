"""Backstage: which services there are, who owns them and what they call, from its files or from its API."""

import asyncio
from collections.abc import Sequence
from pathlib import Path

from pydantic import SecretStr, model_validator

from app.connectors.backstage.entities import services_of
from app.connectors.backstage.folder import entities_below
from app.connectors.kind import NO_SECRET, ConnectorKind, ConnectorSettings, Url
from app.connectors.parts.http import Params, Reach
from app.connectors.parts.paging import Listed, listed
from app.connectors.parts.trying import tried
from app.domain.connecting import Checked, Found
from app.domain.errors import Unavailable
from app.domain.json import JsonObject, object_of, text_of
from app.domain.service import Service

_PAGE = 500
_MOST_ENTITIES = 5000
_KINDS = ("component", "resource", "api", "system", "group", "user")
_FIELDS = "kind,metadata.name,metadata.namespace,metadata.title,metadata.description,metadata.annotations"
_MORE_FIELDS = "metadata.labels,metadata.links,spec,relations"


class BackstageSettings(ConnectorSettings):
    """`path` is a folder below which the `catalog-info.yaml` files are, or one such file; `url` and `token` are for the API
    instead.
    """

    url: Url = ""
    token: SecretStr = NO_SECRET
    path: Path | None = None

    @model_validator(mode="after")
    def _is_one_of_both(self) -> "BackstageSettings":
        if bool(self.url) == bool(self.path):
            raise ValueError("give either the `path` of the catalog's files, or Backstage's `url`")
        return self


class Backstage:
    def __init__(self, settings: BackstageSettings, reach: Reach) -> None:
        self._name = reach.name
        self._title = reach.title
        self._site = settings.url
        self._path = settings.path
        token = settings.token.get_secret_value()
        self._http = reach.http(settings.url, {"Authorization": f"Bearer {token}"} if token else {})

    async def check(self) -> Sequence[Checked]:
        if self._path:
            return [
                await tried("read the catalog's files", self._below(self._path), "Check `path`, and who may read it.")
            ]
        advice = "Set `token` to a static external access token of Backstage that may read the catalog."
        return [await tried("read the catalog", self._page(""), advice)]

    async def services(self) -> Found[Service]:
        """Components (but libraries and documentation) and resources."""
        if self._path:
            entities, remark = await self._below(self._path)
        else:
            found = await self._listed()
            entities, remark = found.items, f"only {len(found.items)} entities" if found.cut else ""
        made = await asyncio.to_thread(services_of, entities, source=self._name, site=self._site)
        return Found(made, remark)

    async def _below(self, path: Path) -> tuple[list[JsonObject], str]:
        try:
            return await asyncio.to_thread(entities_below, path)
        except OSError as error:
            raise Unavailable(
                self._title, f"its files cannot be read ({error.strerror or type(error).__name__})"
            ) from None

    async def _listed(self) -> Listed:
        return await listed(self._page, _MOST_ENTITIES)

    async def _page(self, cursor: str) -> tuple[list[JsonObject], str]:
        """A cursor carries the filter of the first page."""
        asked: Params = [("cursor", cursor)] if cursor else [("filter", f"kind={kind}") for kind in _KINDS]
        params: Params = [*asked, ("limit", str(_PAGE)), ("fields", f"{_FIELDS},{_MORE_FIELDS}")]
        answer = await self._http.get("api/catalog/entities/by-query", params)
        items = answer.objects("items")
        if any(not text_of(one.get("kind")) for one in items):
            raise Unavailable(self._title, "its answer has an entity without `kind`")
        return items, text_of(object_of(answer.object("pageInfo")).get("nextCursor"))


KIND = ConnectorKind(key="backstage", title="Backstage", settings=BackstageSettings, build=Backstage)
