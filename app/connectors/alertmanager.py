"""Alertmanager: which alerts it holds, and what its webhooks (version 4) say."""

from collections.abc import Sequence

from pydantic import SecretStr

from app.connectors.alerting import SERVICE_LABELS, alert, expression, is_heartbeat, web_link
from app.connectors.credentials import WithCredentials
from app.connectors.http import Reach
from app.connectors.kind import NO_SECRET, ConnectorKind
from app.connectors.notification import end_of, heard
from app.connectors.proof import require_token
from app.connectors.reading import labels, moment_or_fail
from app.connectors.trying import accepting, tried
from app.domain.connecting import Checked, Delivery, Found, Heard
from app.domain.json import JsonObject, object_of, text_of
from app.domain.signal import Signal
from app.domain.window import Scope, Window

_SHOWN = {"active": "true", "silenced": "true", "inhibited": "true", "unprocessed": "true"}


class AlertmanagerSettings(WithCredentials):
    """`webhook_token` is what Alertmanager sends in `Authorization`: it signs nothing."""

    webhook_token: SecretStr = NO_SECRET
    service_labels: tuple[str, ...] = SERVICE_LABELS


class Alertmanager:
    def __init__(self, settings: AlertmanagerSettings, reach: Reach) -> None:
        self._name = reach.name
        self._token = settings.webhook_token
        self._service_labels = settings.service_labels
        self._http = reach.http(settings.url, settings.headers())

    async def check(self) -> Sequence[Checked]:
        advice = "Check `url`, and set `token`, or `user` and `password`, if it asks for them."
        read = await tried("read alerts", self._alerts(), advice)
        hint = "Set `webhook_token`, and the same in the receiver's `http_config.authorization`."
        return [read, accepting("accept its webhooks", is_set=bool(self._token.get_secret_value()), advice=hint)]

    async def signals(self, window: Window, scope: Scope) -> Found[Signal]:
        """All that it holds and that began before the window's end; silenced ones are left out, and that is said."""
        del scope
        told = [one for one in await self._alerts() if not is_heartbeat(labels(object_of(one.get("labels"))))]
        heard_of = [one for one in told if not object_of(one.get("status")).get("silencedBy")]
        read = [self._signal(one, window) for one in heard_of]
        silenced = len(told) - len(heard_of)
        remark = f"silenced alerts that are left out: {silenced}" if silenced else ""
        return Found(tuple(one for one in read if one.started_at <= window.end), remark)

    async def _alerts(self) -> list[JsonObject]:
        return (await self._http.get("api/v2/alerts", _SHOWN)).objects()

    def _signal(self, given: JsonObject, window: Window) -> Signal:
        """Raises Unavailable for an alert without a beginning."""
        started_at = moment_or_fail(self._http.system, given.get("startsAt"), "startsAt")
        ended_at = end_of(given.get("endsAt"), started_at)
        state = text_of(object_of(given.get("status")).get("state"))
        return alert(
            given,
            connector=self._name,
            started_at=started_at,
            last_at=window.end,
            ended_at=ended_at if ended_at and ended_at <= window.end else None,
            service_labels=self._service_labels,
            query=expression(given.get("generatorURL")),
            url=web_link(given.get("generatorURL")),
            more={"alertmanager.state": "inhibited"} if state == "suppressed" else {},
        )

    def hear(self, delivery: Delivery) -> Heard:
        require_token(self._token, delivery)
        return heard(delivery, self._name, self._service_labels)


KIND = ConnectorKind(key="alertmanager", title="Alertmanager", settings=AlertmanagerSettings, build=Alertmanager)
