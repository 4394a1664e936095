"""Sentry: errors seen in the window, releases with their deploys, and what an internal integration sends."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from pydantic import SecretStr

from app.connectors.kind import NO_SECRET, ConnectorKind, ConnectorSettings, Url
from app.connectors.parts.http import Params, Reach
from app.connectors.parts.paging import Listed, listed
from app.connectors.parts.proof import parsed, require_signature
from app.connectors.parts.reading import iso, line, moment
from app.connectors.parts.trying import all_of, tried
from app.connectors.sentry.issues import issue_signal
from app.connectors.sentry.releases import deploys_of
from app.connectors.sentry.webhook import heard
from app.domain.attributes import VERSION
from app.domain.change import Change
from app.domain.connecting import Checked, Delivery, Found, Heard
from app.domain.errors import Unavailable
from app.domain.json import JsonObject, object_of, text_of
from app.domain.signal import Signal
from app.domain.window import Scope, Window

_PAGE = 100
_MOST_ISSUES = 300
_MOST_RELEASES = 200
_MOST_DETAILS = 10
_NEXT = re.compile(r'rel="next";\s*results="true";\s*cursor="([^"]+)"')


class SentrySettings(ConnectorSettings):
    """`organization` is its slug, `projects` are slugs (none: all that the token may read). `token` is an internal
    integration's token, `webhook_secret` its client secret.
    """

    url: Url = "https://sentry.io"
    organization: str
    token: SecretStr
    webhook_secret: SecretStr = NO_SECRET
    projects: tuple[str, ...] = ()
    environment: str = ""


class Sentry:
    def __init__(self, settings: SentrySettings, reach: Reach) -> None:
        self._name = reach.name
        self._settings = settings
        self._path = f"api/0/organizations/{settings.organization}"
        self._http = reach.http(settings.url, {"Authorization": f"Bearer {settings.token.get_secret_value()}"})

    async def check(self) -> Sequence[Checked]:
        issues = self._page("issues", {"project": -1, "limit": 1}, "")
        releases = self._page("releases", {"project": -1, "per_page": 1}, "")
        return await all_of(
            tried("read issues", issues, "Give the internal integration the permission Issue & Event: Read."),
            tried("read releases", releases, "Give the internal integration the permission Release: Read."),
        )

    async def signals(self, window: Window, scope: Scope) -> Found[Signal]:
        """Error groups that were seen in the window, most events first; of all projects, as they are named otherwise here."""
        del scope
        projects = ",".join(self._settings.projects)
        query = f"project:[{projects}]" if projects else ""
        asked: dict[str, str | int | float] = {
            "project": -1,
            "query": query,
            "start": iso(window.start).removesuffix("Z"),
            "end": iso(window.end).removesuffix("Z"),
            "sort": "freq",
            "limit": _PAGE,
        }
        if self._settings.environment:
            asked["environment"] = self._settings.environment
        found = await self._list("issues", asked, _MOST_ISSUES)
        said = f"GET /{self._path}/issues/?query={query}&start={asked['start']}&end={asked['end']}&sort=freq"
        signals = [issue_signal(self._http.system, self._name, one) for one in found.items]
        placed = [replace(one, query=said) for one in signals if one.started_at <= window.end]
        remarks = [f"only the {_MOST_ISSUES} errors with the most events" if found.cut else ""]
        fresh = [one for one in placed if one.started_at in window][:_MOST_DETAILS]
        versions = dict(zip((one.fingerprint for one in fresh), await self._first_releases(fresh), strict=True))
        remarks += ["the release of some errors could not be looked up"] if None in versions.values() else []
        told = tuple(_of_release(one, versions.get(one.fingerprint)) for one in placed)
        return Found(told, "; ".join(one for one in remarks if one))

    async def _first_releases(self, signals: Sequence[Signal]) -> Sequence[str | None]:
        """In which release each was first seen: empty if in none, None where Sentry did not say."""
        return await all_of(*(self._first_release(one.fingerprint) for one in signals))

    async def _first_release(self, issue: str) -> str | None:
        if not issue.isalnum():
            return None
        try:
            answer = await self._http.get(f"{self._path}/issues/{issue}/")
        except Unavailable:
            return None
        release = answer.object().get("firstRelease") if isinstance(answer.body, Mapping) else None
        return line(object_of(release).get("version"))

    async def changes(self, window: Window, scope: Scope) -> Found[Change]:
        """Deploys of releases in the window. A release without deploys counts from when it was released, or first seen."""
        del scope
        found = await self._list("releases", {"project": -1, "per_page": _PAGE}, _MOST_RELEASES)
        several = [one for one in found.items if _deployed_again(one, window)][:_MOST_DETAILS]
        more = await all_of(*(self._deploys(one) for one in several))
        deploys = {text_of(one.get("version")): each for one, each in zip(several, more, strict=True)}
        changes = [
            change
            for release in found.items
            for change in deploys_of(
                self._http.system, self._name, release, deploys.get(text_of(release.get("version")))
            )
            if change.took_effect_at in window and self._wanted(change.service)
        ]
        query = f"GET /{self._path}/releases/?project=-1"
        return Found(tuple(replace(one, query=query) for one in changes), _remark(found, window))

    def _wanted(self, project: str) -> bool:
        return not self._settings.projects or project in self._settings.projects

    async def _deploys(self, release: JsonObject) -> list[JsonObject]:
        version = text_of(release.get("version"))
        if not re.fullmatch(r"[\w.@+~-]{1,200}", version):
            return []
        return (await self._http.get(f"{self._path}/releases/{version}/deploys/")).objects()

    async def _list(self, path: str, params: Params, most: int) -> Listed:
        return await listed(lambda cursor: self._page(path, params, cursor), most)

    async def _page(self, path: str, params: Params, cursor: str) -> tuple[list[JsonObject], str]:
        asked = {**dict(params), **({"cursor": cursor} if cursor else {})}
        answer = await self._http.get(f"{self._path}/{path}/", asked)
        following = _NEXT.search(answer.headers.get("link", ""))
        return answer.objects(), following[1] if following else ""

    def hear(self, delivery: Delivery) -> Heard:
        require_signature(self._settings.webhook_secret, delivery, [delivery.headers.get("sentry-hook-signature", "")])
        resource, key = delivery.headers.get("sentry-hook-resource", ""), delivery.headers.get("request-id", "")
        return replace(heard(resource, parsed(delivery), self._name, delivery.at), key=key)


def _of_release(signal: Signal, version: str | None) -> Signal:
    return replace(signal, attributes={VERSION: version, **signal.attributes}) if version else signal


def _deployed_again(release: JsonObject, window: Window) -> bool:
    count, created = release.get("deployCount"), moment(release.get("dateCreated"))
    return isinstance(count, int) and count > 1 and created is not None and created <= window.end


def _remark(found: Listed, window: Window) -> str:
    oldest = min((at for one in found.items if (at := moment(one.get("dateCreated")))), default=window.start)
    return f"only the newest {len(found.items)} releases" if found.cut and oldest > window.start else ""


KIND = ConnectorKind(key="sentry", title="Sentry", settings=SentrySettings, build=Sentry)
