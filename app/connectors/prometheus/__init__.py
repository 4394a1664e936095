"""Prometheus, and what answers like it: alerts, and the series behind them that left their usual range."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pydantic import Field

from app.connectors.kind import ConnectorKind, Url
from app.connectors.parts.alerting import SERVICE_LABELS
from app.connectors.parts.credentials import WithCredentials
from app.connectors.parts.http import Reach
from app.connectors.parts.traces import services_of
from app.connectors.parts.trying import all_of, both, tried
from app.connectors.prometheus.api import Answered, Api, Rule
from app.connectors.prometheus.firing import Firing, fired
from app.connectors.prometheus.measures import MOST_MEASURES, MOST_SERIES, Deviations, Measure, measures
from app.domain.connecting import Checked, Found
from app.domain.errors import Unavailable
from app.domain.service import Service
from app.domain.signal import Signal
from app.domain.window import Scope, Window

_AT_ONCE = 4
_SHARE = 0.6  # of the time limit, for the series: what the alerts said must not be lost for a slow query
_GRAPH = "sum by (client, server) (increase(traces_service_graph_request_total[1d])) > 0"


@dataclass(frozen=True, slots=True)
class _Failed:
    name: str
    error: Unavailable


class PrometheusSettings(WithCredentials):
    """`queries` are more expressions to look at, by name; `$service` in them stands for the services in trouble, as in
    `{service=~"$service"}`. `rules` is false for servers that evaluate none. `browse_url` is the address for people, if
    it is another. `scrape_interval_s` is how far apart values are. `service_graph` gives what calls what, as labels
    `client` and `server`; empty: do not ask.
    """

    queries: Mapping[str, str] = Field(default_factory=dict)
    rules: bool = True
    browse_url: Url | None = None
    scrape_interval_s: float = Field(15, ge=0.1, le=3600)
    service_labels: tuple[str, ...] = SERVICE_LABELS
    service_graph: str = _GRAPH


class Prometheus:
    def __init__(self, settings: PrometheusSettings, reach: Reach) -> None:
        self._settings = settings
        self._name = reach.name
        self._api = Api(reach.http(settings.url, settings.headers()), settings.scrape_interval_s)
        self._patience_s = reach.time_limit_s * _SHARE
        self._browse = settings.browse_url or settings.url

    async def check(self) -> Sequence[Checked]:
        advice = "Check `url`, and set `token`, or `user` and `password`, if it asks for them."
        no_rules = f"{advice} Set `rules: false` where no rules are evaluated."
        looks = [tried("run queries", self._api.instant("vector(1)"), advice)]
        if self._settings.rules:
            looks.append(tried("read alerting rules", self._api.rules(), no_rules))
        return await all_of(*looks)

    async def signals(self, window: Window, scope: Scope) -> Found[Signal]:
        """Alerts of all services, also those that ended within the window; deviations of what they measure and of what is configured."""
        (rules, warning), (recorded, lost) = await both(self._rules(), self._recorded(window))
        alerts = await asyncio.to_thread(self._alerts, rules, recorded, window)
        wanted = measures(rules, alerts, self._settings.queries, scope)
        deviations = Deviations(
            self._name, self._browse, self._settings.service_labels, window, scope, self._api.step_s(window)
        )
        noticed, failed, remarks = await self._looked(wanted[:MOST_MEASURES], deviations)
        failed = [*lost, *failed]
        if failed and not alerts and not noticed:
            raise failed[0].error
        remarks = [f"it warns: {said}" for said in (warning, recorded.warning) if said] + remarks
        remarks += [f"could not look at {one.name}: {one.error.reason}" for one in failed]
        if len(wanted) > MOST_MEASURES:
            remarks.append(f"only {MOST_MEASURES} of {len(wanted)} expressions were looked at")
        return Found((*alerts, *noticed), "; ".join(dict.fromkeys(remarks)))

    async def _rules(self) -> tuple[list[Rule], str]:
        return await self._api.rules() if self._settings.rules else ([], "")

    async def _recorded(self, window: Window) -> tuple[Answered, list[_Failed]]:
        """Which alerts fired when. In a storm that is a long answer: without it those that fire now are told all the same."""
        try:
            return await self._api.range(fired(self._api.step_s(window)), window), []
        except Unavailable as error:
            return Answered(()), [_Failed("alerts that ended", error)]

    def _alerts(self, rules: Sequence[Rule], recorded: Answered, window: Window) -> list[Signal]:
        firing = Firing(self._name, self._api.http.system, self._browse, self._settings.service_labels, window)
        known = {one.fingerprint: one for one in firing.now(rules)}
        earlier = firing.earlier(recorded.series, rules, self._api.step_s(window), sure=self._settings.rules)
        for one in earlier:
            known.setdefault(one.fingerprint, one)
        return list(known.values())

    async def services(self) -> Found[Service]:
        """What calls what, from the metrics of a service graph such as Tempo's."""
        if not self._settings.service_graph:
            return Found()
        given = await self._api.instant(self._settings.service_graph)
        return Found(services_of(((one.get("client", ""), one.get("server", "")) for one in given), self._name))

    async def _looked(
        self, wanted: Sequence[Measure], deviations: Deviations
    ) -> tuple[list[Signal], list[_Failed], list[str]]:
        """The deviations, what could not be looked at, and remarks. In any case before the time limit."""
        few = asyncio.Semaphore(_AT_ONCE)
        looks = await all_of(*(self._look(one, deviations, few) for one in wanted))
        found = [signal for look in looks if not isinstance(look, _Failed) for signal in look[0]]
        failed = [look for look in looks if isinstance(look, _Failed)]
        return found, failed, [look[1] for look in looks if not isinstance(look, _Failed) and look[1]]

    async def _look(
        self, measure: Measure, deviations: Deviations, few: asyncio.Semaphore
    ) -> tuple[list[Signal], str] | _Failed:
        try:
            async with asyncio.timeout(self._patience_s), few:
                answered = await self._api.range(measure.expression, deviations.window)
        except Unavailable as error:
            return _Failed(measure.name, error)
        except TimeoutError:
            return _Failed(measure.name, Unavailable(self._api.http.system, "timed out"))
        many = len(answered.series) - MOST_SERIES
        warned = f"it warns: {answered.warning}" if answered.warning else ""
        remark = f"{measure.name}: {many} series were not looked at" if many > 0 else warned
        return await asyncio.to_thread(deviations.of, measure, answered.series), remark


KIND = ConnectorKind(key="prometheus", title="Prometheus", settings=PrometheusSettings, build=Prometheus)
