"""Grafana: what its alerting holds and sends, annotations that tell of changes, and the dashboards of services."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta

from pydantic import Field, SecretStr

from app.connectors.grafana.annotations import CHANGE_TAGS, Annotations
from app.connectors.grafana.panels import attributes_of, attributes_of_held, best_url
from app.connectors.kind import NO_SECRET, ConnectorKind, Url
from app.connectors.parts.alerting import SERVICE_LABELS
from app.connectors.parts.credentials import WithCredentials
from app.connectors.parts.holding import Held
from app.connectors.parts.http import Reach
from app.connectors.parts.notification import heard
from app.connectors.parts.paging import Listed, listed
from app.connectors.parts.proof import require_signature, require_token
from app.connectors.parts.reading import line, moment
from app.connectors.parts.trying import accepting, tried
from app.domain.change import Change, ChangeKind
from app.domain.connecting import Checked, Delivery, Found, Heard, Refused
from app.domain.json import JsonObject, texts_of
from app.domain.service import Service
from app.domain.signal import Signal
from app.domain.window import Scope, Window

_SIGNATURE = "x-grafana-alerting-signature"
_HELD = "api/alertmanager/grafana/api/v2/alerts"
_PAGE = 500
_MOST_DASHBOARDS = 5000
_OLDEST = timedelta(minutes=5)
_ADVICE = "Make a service account with the role Viewer and set its token as `token`."


class GrafanaSettings(WithCredentials):
    """`token` is of a service account. `webhook_secret` is the secret of the contact point's HMAC signature, and
    `timestamp_header` its timestamp header, if it has one; without a secret, `webhook_token` is the credentials of its
    Authorization header. `change_tags` says which tags of annotations tell of which kind of change; `service_tag` begins
    the tag that names a dashboard's service.
    """

    webhook_secret: SecretStr = NO_SECRET
    webhook_token: SecretStr = NO_SECRET
    timestamp_header: str = ""
    browse_url: Url | None = None
    change_tags: Mapping[str, ChangeKind] = Field(default_factory=lambda: dict(CHANGE_TAGS))
    service_tag: str = "service:"
    service_labels: tuple[str, ...] = SERVICE_LABELS


class Grafana:
    def __init__(self, settings: GrafanaSettings, reach: Reach) -> None:
        self._settings = settings
        self._name = reach.name
        self._http = reach.http(settings.url, settings.headers())
        self._browse = browse = settings.browse_url or settings.url
        named = settings.service_labels
        self._held = Held(self._http, _HELD, reach.name, named, lambda given: attributes_of_held(browse, given))
        self._annotations = Annotations(self._http, reach.name, browse, settings.change_tags, named)

    async def check(self) -> Sequence[Checked]:
        looks = (
            ("read alerts", self._held.alerts()),
            ("read annotations", self._annotations.asked([("limit", "1")])),
            ("read dashboards", self._dashboards("1")),
        )
        read = await asyncio.gather(*(tried(what, look, _ADVICE) for what, look in looks))
        secrets = (self._settings.webhook_secret, self._settings.webhook_token)
        hint = "Set `webhook_secret`, and the same in the contact point's HMAC signature."
        return [
            *read,
            accepting("receive webhooks", is_set=any(one.get_secret_value() for one in secrets), advice=hint),
        ]

    async def signals(self, window: Window, scope: Scope) -> Found[Signal]:
        """The alerts of Grafana's own alerting; of all services, as they are named otherwise here."""
        del scope
        found = await self._held.signals(window)
        return replace(found, items=tuple(replace(one, url=best_url(one)) for one in found.items))

    async def changes(self, window: Window, scope: Scope) -> Found[Change]:
        return await self._annotations.changes(window, scope)

    async def services(self) -> Found[Service]:
        """Of the dashboards that have a tag such as `service:checkout`: the name, and where the dashboard is."""
        there = await self._all_dashboards()
        read: dict[str, Service] = {}
        for one in there.items:
            path = line(one.get("url"))
            for tag in texts_of(one.get("tags")):
                name = line(tag.removeprefix(self._settings.service_tag))
                if tag.startswith(self._settings.service_tag) and name and path.startswith("/"):
                    read.setdefault(name, Service(name=name, dashboard=f"{self._browse}{path}", source=self._name))
        return Found(tuple(read.values()), there.remark("dashboards"))

    async def _all_dashboards(self) -> Listed:
        async def turn(cursor: str) -> tuple[list[JsonObject], str]:
            page = await self._dashboards(cursor or "1")
            return page, str(int(cursor or "1") + 1) if len(page) >= _PAGE else ""

        return await listed(turn, _MOST_DASHBOARDS)

    async def _dashboards(self, page: str) -> list[JsonObject]:
        params = {"type": "dash-db", "limit": str(_PAGE), "page": page}
        return (await self._http.get("api/search", params)).objects()

    def hear(self, delivery: Delivery) -> Heard:
        self._prove(delivery)
        told = heard(delivery, self._name, self._settings.service_labels, attributes_of)
        return replace(told, signals=tuple(replace(one, url=best_url(one)) for one in told.signals))

    def _prove(self, delivery: Delivery) -> None:
        """By the signature where a secret is set, else by the token. Raises Refused."""
        secret, header = self._settings.webhook_secret, self._settings.timestamp_header.lower()
        if not secret.get_secret_value():
            require_token(self._settings.webhook_token, delivery)
            return
        signed = delivery
        if header:
            said = delivery.headers.get(header, "")
            signed = replace(delivery, body=said.encode(errors="surrogateescape") + b":" + delivery.body)
        require_signature(secret, signed, [delivery.headers.get(_SIGNATURE, "")])
        sent_at = moment(delivery.headers.get(header)) if header else delivery.at
        if sent_at is None or abs(delivery.at - sent_at) > _OLDEST:
            raise Refused("it was signed more than five minutes ago")


KIND = ConnectorKind(key="grafana", title="Grafana", settings=GrafanaSettings, build=Grafana)
