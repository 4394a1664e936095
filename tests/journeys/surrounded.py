"""A workspace whose bot is connected to other systems, each a stand-in over a real socket."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.connectors.github.objects import deployment, file, status
from tests.connectors.standin import StandIn, standing_in
from tests.journeys.story import START_S, Story, told

START = datetime.fromtimestamp(START_S, UTC)
_GITHUB_NOW = datetime(2026, 3, 14, 10, tzinfo=UTC)
CATALOG = """
kind: Component
metadata: {name: checkout, annotations: {pagerduty.com/service-id: PSVC1}}
spec: {type: service, owner: shop, dependsOn: ["component:ledger"]}
---
kind: Component
metadata: {name: ledger, annotations: {pagerduty.com/service-id: PSVC2}}
spec: {type: service, owner: payments}
---
kind: Component
metadata: {name: payslips}
spec: {type: service, owner: people}
---
kind: Group
metadata: {name: payments, annotations: {slack.com/channel: "#team-payments"}}
spec: {type: team, profile: {displayName: Payments}}
"""
RUNBOOK = """---
services: [ledger]
---
# Ledger

## Connection pool is exhausted

Requests time out waiting for a connection. Raise `pool_size`, or roll the last release back.

## Disk is full

Delete old segments.
"""
OLD, NEW = "a" * 40, "b" * 40


def github_ago(minutes: float) -> float:
    """Minutes before the stand-in's ten o'clock for so many minutes before the story begins."""
    return minutes + (_GITHUB_NOW - START).total_seconds() / 60


def alert(name: str, service: str, minutes: float, summary: str, *, ended: bool = False) -> dict[str, object]:
    end = "2026-03-14T09:26:00Z" if ended else "0001-01-01T00:00:00Z"
    return {
        "labels": {"alertname": name, "service": service, "severity": "critical"},
        "annotations": {"summary": summary},
        "startsAt": (START - timedelta(minutes=minutes)).isoformat(),
        "endsAt": end,
        "updatedAt": START.isoformat(),
        "generatorURL": "https://prometheus.example/graph?g0.expr=up",
        "fingerprint": f"{name}-{service}",
        "receivers": [{"name": "all"}],
        "status": {"state": "active", "silencedBy": [], "inhibitedBy": []},
    }


def repository(name: str, *deployments: tuple[dict[str, object], str]) -> dict[str, object]:
    at = f"GET /repos/acme/{name}"
    given: dict[str, object] = {f"{at}/pulls": [], f"{at}/releases": []}
    given[f"{at}/actions/runs"] = {"total_count": 0, "workflow_runs": []}
    given[f"{at}/deployments"] = [one for one, _ in deployments]
    for one, state in deployments:
        given[f"{at}/deployments/{one['id']}/statuses"] = [status(state, 0) | {"created_at": one["updated_at"]}]
    return given


@dataclass
class Surrounded:
    story: Story
    alertmanager: StandIn
    github: StandIn
    pagerduty: StandIn
    loki: StandIn

    def alerts(self, *alerts: dict[str, object]) -> None:
        self.alertmanager.answers["GET /api/v2/alerts"] = list(alerts)


def _github() -> dict[str, object]:
    new = deployment(7, github_ago(12), NEW, ref="v2.31")
    old = deployment(6, github_ago(3000), OLD, ref="v2.30")
    other = deployment(3, github_ago(40), "c" * 40, ref="v9")
    given = repository("ledger", (new, "success"), (old, "success")) | repository("payslips", (other, "success"))
    patch = "@@ -1 +1 @@\n-pool_size = 40\n+pool_size = 4"
    given[f"GET /repos/acme/ledger/compare/{OLD}...{NEW}"] = {"files": [file("ledger/pool.py", patch)]}
    return given


def _pagerduty() -> dict[str, object]:
    def reference(kind: str, ref: str, summary: str) -> dict[str, str]:
        return {"id": ref, "type": f"{kind}_reference", "summary": summary, "html_url": f"https://pd.example/{ref}"}

    def page(name: str, items: list[object]) -> dict[str, object]:
        return {name: items, "limit": 100, "offset": 0, "more": False, "total": None}

    policy = reference("escalation_policy", "PPOL", "Payments")
    services = [
        {"id": "PSVC1", "name": "Checkout", "escalation_policy": policy},
        {"id": "PSVC2", "name": "Ledger", "escalation_policy": policy},
    ]
    cleo = {**reference("user", "PU1", "Cleo Marin"), "email": "cleo@lantern.example"}
    on_call = {"user": cleo, "schedule": reference("schedule", "PSCH", "Payments primary"), "escalation_policy": policy}
    on_call |= {"escalation_level": 1, "start": "2026-03-14T08:00:00Z", "end": "2026-03-15T08:00:00Z"}
    return {
        "GET /services": page("services", services),
        "GET /oncalls": page("oncalls", [on_call]),
        "GET /incidents": page("incidents", []),
    }


@asynccontextmanager
async def surrounded(folder: Path, *, loki_hangs: bool = True, **more: object) -> AsyncIterator[Surrounded]:
    """Errors in checkout and the ledger, a deploy of the ledger twelve minutes ago, another of something else; Loki hangs."""
    for name, text in (("catalog/catalog-info.yaml", CATALOG), ("runbooks/ledger.md", RUNBOOK)):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text)
    async with AsyncExitStack() as stack:
        alertmanager, github, pagerduty = [
            await stack.enter_async_context(standing_in(answers)) for answers in ({}, _github(), _pagerduty())
        ]
        loki = await stack.enter_async_context(standing_in({}, fault="hang" if loki_hangs else 404))
        connectors: dict[str, object] = {
            "alertmanager": {"url": alertmanager.url},
            "backstage": {"path": str(folder / "catalog")},
            "github": {
                "url": github.url,
                "token": "t",
                "repositories": ["acme/ledger", "acme/payslips"],
            },
            "loki": {"url": loki.url, "time_limit_s": 0.3},
            "pagerduty": {"url": pagerduty.url, "token": "t"},
            "runbooks": {"path": str(folder / "runbooks"), "link": "https://wiki.example/runbooks"},
        }
        story = await stack.enter_async_context(told(folder, connectors=connectors | dict(more)))
        there = Surrounded(story, alertmanager, github, pagerduty, loki)
        there.alerts(
            alert("HighErrorRate", "checkout", 4, "One in ten payments fails"),
            alert("PoolExhausted", "ledger", 6, "Timed out waiting for a connection from the pool"),
        )
        yield there
