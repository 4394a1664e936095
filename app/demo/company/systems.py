"""Stand-ins for the systems of the demo's company, on localhost: they answer in the shapes of GitHub, Unleash, Prometheus,
PagerDuty and Alertmanager, and send alerts and switched flags to the bot as those would.
"""

import secrets
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Self

import aiohttp
from aiohttp import web

from app.demo.company import alerts, answers
from app.demo.company.facts import COMPANY, Facts, Switch
from app.domain.json import Json, JsonObject, object_of, text_of

_OVER_S = 0.5


class Systems:
    """Use as `async with`. `hooks_url` is where the bot takes what is sent; `people` maps a handle to a name.

    `clock` is that of the script: what comes later is not told yet.
    """

    def __init__(self, facts: Facts, people: Mapping[str, str], clock: Callable[[], datetime], hooks_url: str) -> None:
        self._facts = facts
        self._people = people
        self._clock = clock
        self._hooks_url = hooks_url
        self._token = secrets.token_urlsafe(24)
        self._switches = [*facts.switches]
        self._alerts: dict[str, JsonObject] = {}
        self._runner: web.AppRunner | None = None
        self.url = ""

    async def __aenter__(self) -> Self:
        site = web.Application()
        site.add_routes(self._routes())
        self._runner = web.AppRunner(site, access_log=None, shutdown_timeout=_OVER_S)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}"
        return self

    async def __aexit__(self, *exception: object) -> None:
        if self._runner:
            await self._runner.cleanup()

    def connectors(self) -> dict[str, JsonObject]:
        """What a bot is told of them in its settings."""
        return {
            "alertmanager": {"url": f"{self.url}/alertmanager", "webhook_token": self._token},
            "backstage": {"path": str(COMPANY / "catalog")},
            "github": {"url": f"{self.url}/github", "token": "demo", "repositories": [*self._facts.repositories]},
            "pagerduty": {"url": f"{self.url}/pagerduty", "token": "demo"},
            "postmortems": {"path": str(COMPANY / "postmortems"), "link": f"{self.url}/wiki/postmortems"},
            "prometheus": {
                "url": f"{self.url}/prometheus",
                "rules": False,
                "service_graph": "",
                "queries": {one: one for one in dict.fromkeys(metric.name for metric in self._facts.metrics)},
            },
            "runbooks": {"path": str(COMPANY / "runbooks"), "link": f"{self.url}/wiki/runbooks"},
            "unleash": {"url": f"{self.url}/unleash", "token": "demo", "webhook_token": self._token},
        }

    async def alert(self, name: str, state: str, text: str, labels: Mapping[str, str]) -> None:
        """An alert fires or is resolved: Alertmanager says so."""
        before = self._alerts.get(name)
        self._alerts[name] = alerts.alert(
            self._clock(),
            name,
            state=state,
            text=text,
            labels=labels,
            before=before,
            prometheus=f"{self.url}/prometheus",
        )
        await self._send("alertmanager", alerts.delivery(self._alerts[name]))

    async def switch(self, flag: str, to: str, who: str) -> None:
        """A flag is switched: Unleash says so."""
        last = next(one for one in reversed(self._switches) if one.flag == flag)
        number = max(one.id for one in self._switches) + 1
        switched = Switch(id=number, at=self._clock(), flag=flag, service=last.service, to=to, who=who)
        self._switches.append(switched)
        await self._send("unleash", answers.event(switched))

    async def _send(self, name: str, body: JsonObject) -> None:
        headers = {"Authorization": f"Bearer {self._token}"}
        async with (
            aiohttp.ClientSession(headers=headers, raise_for_status=True) as session,
            session.post(f"{self._hooks_url}/{name}", json=body),
        ):
            pass

    def _routes(self) -> list[web.AbstractRouteDef]:
        repository = "/github/repos/{owner}/{service}"
        return [
            web.get(f"{repository}/deployments", self._deployments),
            web.get(f"{repository}/deployments/{{number}}/statuses", self._statuses),
            web.get(f"{repository}/commits/{{sha}}", self._files),
            web.get(f"{repository}/compare/{{base}}...{{sha}}", self._files),
            web.get(f"{repository}/pulls", _nothing),
            web.get(f"{repository}/releases", _nothing),
            web.get(f"{repository}/actions/runs", _no_runs),
            web.get("/github/{owner}/{service}/commit/{sha}", self._commit_page),
            web.get("/unleash/api/admin/search/events", self._events),
            web.get("/unleash/projects/{project}/features/{flag}", self._flag_page),
            web.get("/prometheus/api/v1/query", _no_vector),
            web.get("/prometheus/api/v1/query_range", self._range),
            web.get("/prometheus/graph", self._graph_page),
            web.get("/pagerduty/services", self._rotations),
            web.get("/pagerduty/oncalls", self._on_call),
            web.get("/pagerduty/incidents", _no_incidents),
            web.get("/alertmanager/api/v2/alerts", self._firing),
            web.static("/wiki/runbooks", COMPANY / "runbooks"),
            web.static("/wiki/postmortems", COMPANY / "postmortems"),
        ]

    async def _deployments(self, request: web.Request) -> web.Response:
        return web.json_response(answers.deployments(self._facts, request.match_info["service"], self._clock()))

    async def _statuses(self, request: web.Request) -> web.Response:
        return web.json_response(answers.statuses(self._facts, int(request.match_info["number"]), self._clock()))

    async def _files(self, request: web.Request) -> web.Response:
        return web.json_response(answers.files(self._facts, request.match_info["sha"]))

    async def _commit_page(self, request: web.Request) -> web.Response:
        deploy = answers.deploy_of(self._facts, request.match_info["sha"])
        if deploy is None:
            raise web.HTTPNotFound
        patches = [f"{name}\n{patch}" for name, patch in deploy.files]
        title = f"{deploy.service} {deploy.version}: {deploy.note}"
        return web.Response(text="\n\n".join([title, *patches]))

    async def _events(self, _: web.Request) -> web.Response:
        return web.json_response(answers.events(self._switches, self._clock()))

    async def _flag_page(self, request: web.Request) -> web.Response:
        flag, now = request.match_info["flag"], self._clock()
        told = [
            f"{one.at:%H:%M} UTC {one.who}: {one.to}" for one in self._switches if one.flag == flag and one.at <= now
        ]
        return web.Response(text="\n".join([flag, *told]))

    async def _range(self, request: web.Request) -> web.Response:
        asked = request.query
        start, end = (datetime.fromtimestamp(float(asked[name]), UTC) for name in ("start", "end"))
        metrics = [one for one in self._facts.metrics if one.name == asked["query"]]
        end = min(end, self._clock())
        return web.json_response(answers.matrix(metrics, start, end, float(asked["step"])))

    async def _graph_page(self, request: web.Request) -> web.Response:
        """The last hour of a metric in figures, or the alerts, which are a query of their own."""
        asked, now = request.query.get("g0.expr", ""), self._clock()
        alerts_now = [
            f"{text_of(object_of(one['annotations'])['summary'])}: {text_of(one['status'])}"
            for one in self._alerts.values()
        ]
        told = [
            f"{at:%H:%M} UTC {one.service}: {one.value(at):.3g}"
            for one in self._facts.metrics
            if one.name == asked
            for at in (now - timedelta(minutes=5 * back) for back in range(12, -1, -1))
        ]
        return web.Response(text="\n".join([asked, *(told or alerts_now)]))

    async def _rotations(self, _: web.Request) -> web.Response:
        return web.json_response({"services": answers.rotations(self._facts), "more": False})

    async def _on_call(self, request: web.Request) -> web.Response:
        wanted = request.query.getall("escalation_policy_ids[]", [])
        found: list[Json] = [
            {
                "user": {"name": self._people[handle]},
                "schedule": {"summary": name},
                "escalation_policy": {"id": f"EP{service}", "summary": name},
                "escalation_level": 1,
            }
            for service, (name, handle) in self._facts.on_call.items()
            if f"EP{service}" in wanted
        ]
        return web.json_response({"oncalls": found, "more": False})

    async def _firing(self, _: web.Request) -> web.Response:
        return web.json_response([alerts.held(one) for one in self._alerts.values() if one["status"] == "firing"])


async def _nothing(_: web.Request) -> web.Response:
    return web.json_response([])


async def _no_runs(_: web.Request) -> web.Response:
    return web.json_response({"total_count": 0, "workflow_runs": []})


async def _no_incidents(_: web.Request) -> web.Response:
    return web.json_response({"incidents": [], "more": False})


async def _no_vector(_: web.Request) -> web.Response:
    return web.json_response({"status": "success", "data": {"resultType": "vector", "result": []}})
