"""Datadog: monitors that alert, their events in the window, and a webhook with a body of our own."""

from collections.abc import Sequence
from dataclasses import replace

from pydantic import SecretStr

from app.connectors.datadog.events import event_signals
from app.connectors.datadog.monitors import monitor_signals
from app.connectors.datadog.webhook import heard
from app.connectors.kind import NO_SECRET, ConnectorKind, ConnectorSettings, Url
from app.connectors.parts.http import Params, Reach
from app.connectors.parts.paging import Listed, listed
from app.connectors.parts.proof import parsed, require_token
from app.connectors.parts.reading import iso
from app.connectors.parts.trying import all_of, tried
from app.domain.connecting import Checked, Delivery, Found, Heard
from app.domain.errors import Unavailable
from app.domain.json import JsonObject, object_of, text_of
from app.domain.signal import Signal
from app.domain.window import Scope, Window

_PAGE = 200
_MOST_MONITORS = 4000
_MOST_EVENTS = 1000
_STATES = "alert,warn,no data"
_QUERY = "source:alert"


class DatadogSettings(ConnectorSettings):
    """`api_key` and `application_key` as Datadog calls them; `webhook_token` is what the webhook carries in a header.

    `site` is the address of the account's web pages, for links; `monitor_tags` keeps to monitors that have all of them.
    """

    url: Url = "https://api.datadoghq.com"
    api_key: SecretStr
    application_key: SecretStr
    webhook_token: SecretStr = NO_SECRET
    site: Url = "https://app.datadoghq.com"
    monitor_tags: tuple[str, ...] = ()


class Datadog:
    def __init__(self, settings: DatadogSettings, reach: Reach) -> None:
        self._name = reach.name
        self._site = settings.site
        self._tags = ",".join(settings.monitor_tags)
        self._webhook_token = settings.webhook_token
        keys = {"DD-API-KEY": settings.api_key, "DD-APPLICATION-KEY": settings.application_key}
        self._http = reach.http(settings.url, {name: key.get_secret_value() for name, key in keys.items()})

    async def check(self) -> Sequence[Checked]:
        advice = "Give the application key the scope"
        return await all_of(
            tried("use the API key", self._valid(), "Set `api_key` and `url` to those of your Datadog site."),
            tried("read monitors", self._monitor_page("0"), f"{advice} monitors_read."),
            tried("read events", self._event_page({"page[limit]": 1}, ""), f"{advice} events_read."),
        )

    async def _valid(self) -> None:
        (await self._http.get("api/v1/validate")).at("valid")

    async def signals(self, window: Window, scope: Scope) -> Found[Signal]:
        """Monitor groups that alert, and what monitors reported in the window; of all services, as they are named
        otherwise here.
        """
        del scope
        period: Params = {
            "filter[query]": _QUERY,
            "filter[from]": int(window.start.timestamp() * 1000),
            "filter[to]": int(window.end.timestamp() * 1000),
            "page[limit]": _PAGE,
            "sort": "-timestamp",
        }
        monitors, events = await all_of(
            listed(self._monitor_page, _MOST_MONITORS),
            listed(lambda cursor: self._event_page(period, cursor), _MOST_EVENTS),
        )
        signals = {one.fingerprint: one for one in self._reported(events, window)}
        for now in monitor_signals(self._http.system, monitors.items, window.end):
            if now.started_at > window.end:
                continue
            signals[now.fingerprint] = _together(now, signals.get(now.fingerprint))
        placed = tuple(replace(one, connector=self._name, url=self._link(one)) for one in signals.values())
        remarks = (monitors.remark("monitors"), events.remark("events"))
        return Found(placed, "; ".join(one for one in remarks if one))

    def _reported(self, events: Listed, window: Window) -> list[Signal]:
        query = f"{_QUERY} from {iso(window.start)} to {iso(window.end)}"
        return [replace(one, query=query) for one in event_signals(self._http.system, events.items)]

    def _link(self, signal: Signal) -> str:
        return f"{self._site}/monitors/{signal.fingerprint.partition(':')[0]}"

    async def _monitor_page(self, page: str) -> tuple[list[JsonObject], str]:
        narrowed = {"monitor_tags": self._tags} if self._tags else {}
        params: Params = {"group_states": _STATES, "page": page or "0", "page_size": _PAGE, **narrowed}
        items = (await self._http.get("api/v1/monitor", params)).objects()
        return items, str(int(page or 0) + 1) if len(items) >= _PAGE else ""

    async def _event_page(self, params: Params, cursor: str) -> tuple[list[JsonObject], str]:
        answer = await self._http.get("api/v2/events", {**dict(params), **({"page[cursor]": cursor} if cursor else {})})
        items, meta = answer.objects("data"), object_of(answer.object().get("meta"))
        if meta.get("status") == "timeout":
            raise Unavailable(self._http.system, "its search of events did not come to an end")
        page = object_of(meta.get("page"))
        return items, text_of(page.get("after")) if items else ""

    def hear(self, delivery: Delivery) -> Heard:
        require_token(self._webhook_token, delivery)
        told = heard(parsed(delivery), delivery.at)
        signals = (replace(one, connector=self._name, url=one.url or self._link(one)) for one in told.signals)
        return replace(told, signals=tuple(signals))


def _together(now: Signal, told: Signal | None) -> Signal:
    """How a monitor stands, with how often it told of it."""
    if told is None:
        return now
    return replace(now, count=told.count, examples=told.examples, severity=now.severity or told.severity)


KIND = ConnectorKind(key="datadog", title="Datadog", settings=DatadogSettings, build=Datadog)
