"""Alertmanager: which alerts it holds, and what its webhooks (version 4) say."""

from collections.abc import Sequence

from pydantic import SecretStr

from app.connectors.kind import NO_SECRET, ConnectorKind
from app.connectors.parts.alerting import SERVICE_LABELS
from app.connectors.parts.credentials import WithCredentials
from app.connectors.parts.holding import Held
from app.connectors.parts.http import Reach
from app.connectors.parts.notification import heard
from app.connectors.parts.proof import require_token
from app.connectors.parts.trying import accepting, tried
from app.domain.connecting import Checked, Delivery, Found, Heard
from app.domain.signal import Signal
from app.domain.window import Scope, Window


class AlertmanagerSettings(WithCredentials):
    """`webhook_token` is what Alertmanager sends in `Authorization`: it signs nothing."""

    webhook_token: SecretStr = NO_SECRET
    service_labels: tuple[str, ...] = SERVICE_LABELS


class Alertmanager:
    def __init__(self, settings: AlertmanagerSettings, reach: Reach) -> None:
        self._name = reach.name
        self._token = settings.webhook_token
        self._service_labels = settings.service_labels
        http = reach.http(settings.url, settings.headers())
        self._held = Held(http, "api/v2/alerts", reach.name, settings.service_labels)

    async def check(self) -> Sequence[Checked]:
        advice = "Check `url`, and set `token`, or `user` and `password`, if it asks for them."
        read = await tried("read alerts", self._held.alerts(), advice)
        hint = "Set `webhook_token`, and the same in the receiver's `http_config.authorization`."
        return [read, accepting("receive webhooks", is_set=bool(self._token.get_secret_value()), advice=hint)]

    async def signals(self, window: Window, scope: Scope) -> Found[Signal]:
        """All that it holds; of all services, as they are named otherwise here."""
        del scope
        return await self._held.signals(window)

    def hear(self, delivery: Delivery) -> Heard:
        require_token(self._token, delivery)
        return heard(delivery, self._name, self._service_labels)


KIND = ConnectorKind(key="alertmanager", title="Alertmanager", settings=AlertmanagerSettings, build=Alertmanager)
