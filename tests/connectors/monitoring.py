"""A real Prometheus and a real Alertmanager on loopback, and the little service that they watch."""

import asyncio
import shutil
import socket
from asyncio.subprocess import PIPE, STDOUT
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

import aiohttp
import pytest
from aiohttp import web

PROGRAMS = ("prometheus", "prometheus-alertmanager", "promtool")
_READY_S = 30.0
_POLL_S = 0.1
_GUARD = """
"$@" >"$0" 2>&1 </dev/null &
program=$!
cat >/dev/null
kill -9 $program 2>/dev/null
wait $program 2>/dev/null
"""
_PROMETHEUS = """
global: {{scrape_interval: 400ms, evaluation_interval: 400ms}}
rule_files: [rules.yml]
alerting:
  alertmanagers: [{{static_configs: [{{targets: ["127.0.0.1:{alertmanager}"]}}]}}]
scrape_configs:
  - job_name: shop
    static_configs: [{{targets: ["127.0.0.1:{exporter}"]}}]
"""
_RULES = """
groups:
  - name: shop
    rules:
      - alert: HighErrorRate
        expr: app_errors > 5
        for: 0s
        labels: {severity: critical}
        annotations:
          summary: 'Checkout fails: {{ $value }} errors a second'
          runbook_url: https://runbooks.example/checkout
      - alert: Watchdog
        expr: vector(1)
        labels: {severity: none}
"""
_ALERTMANAGER = """
route: {{receiver: watchkeeper, group_by: [alertname, service], group_wait: 0s, group_interval: 400ms, repeat_interval: 1h}}
receivers:
  - name: watchkeeper
    webhook_configs:
      - url: {hook}
        send_resolved: true
        http_config: {{authorization: {{type: Bearer, credentials: {token}}}}}
"""


@dataclass
class Monitoring:
    """`errors` is what the service exports; `scrapes` counts how often Prometheus has looked."""

    prometheus: str = ""
    alertmanager: str = ""
    errors: float = 1.0
    scrapes: int = 0
    scraped: asyncio.Condition = field(default_factory=asyncio.Condition)

    async def metrics(self, _: web.Request) -> web.Response:
        async with self.scraped:
            self.scrapes += 1
            self.scraped.notify_all()
        return web.Response(text=f'# TYPE app_errors gauge\napp_errors{{service="checkout"}} {self.errors}\n')

    async def scraped_more(self, times: int) -> None:
        async with asyncio.timeout(_READY_S), self.scraped:
            goal = self.scrapes + times
            await self.scraped.wait_for(lambda: self.scrapes >= goal)


def needed() -> list[str]:
    return [name for name in PROGRAMS if not shutil.which(name)]


needs_programs = pytest.mark.skipif(bool(needed()), reason=f"not installed here: {', '.join(needed())}")


async def until(holds: Callable[[], object], limit_s: float = _READY_S) -> None:
    """Wait for a system that can only be polled."""
    async with asyncio.timeout(limit_s):
        while True:
            outcome = holds()
            if await outcome if asyncio.iscoroutine(outcome) else outcome:
                return
            await asyncio.sleep(_POLL_S)


@asynccontextmanager
async def monitoring(
    folder: Path, hook: str, token: str, history: Sequence[tuple[datetime, float]] = ()
) -> AsyncIterator[Monitoring]:
    """Both run and are ready; alerts go to `hook` with `token`. `history` is what Prometheus has scraped before."""
    there = Monitoring(errors=history[-1][1] if history else 1.0)
    async with AsyncExitStack() as stack:
        exporter = await stack.enter_async_context(serving("/metrics", there.metrics))
        prometheus, alertmanager = free_port(), free_port()
        (folder / "prometheus.yml").write_text(_PROMETHEUS.format(alertmanager=alertmanager, exporter=exporter))
        (folder / "rules.yml").write_text(_RULES)
        (folder / "alertmanager.yml").write_text(_ALERTMANAGER.format(hook=hook, token=token))
        if history:
            await _remember(folder, f"127.0.0.1:{exporter}", history)
        await stack.enter_async_context(
            _running(
                folder / "alertmanager.log",
                "prometheus-alertmanager",
                f"--config.file={folder}/alertmanager.yml",
                f"--storage.path={folder}/alertmanager",
                f"--web.listen-address=127.0.0.1:{alertmanager}",
                "--cluster.listen-address=",
            )
        )
        await stack.enter_async_context(
            _running(
                folder / "prometheus.log",
                "prometheus",
                f"--config.file={folder}/prometheus.yml",
                f"--storage.tsdb.path={folder}/tsdb",
                f"--web.listen-address=127.0.0.1:{prometheus}",
                "--rules.alert.resend-delay=400ms",
            )
        )
        there.prometheus = f"http://127.0.0.1:{prometheus}"
        there.alertmanager = f"http://127.0.0.1:{alertmanager}"
        session = await stack.enter_async_context(aiohttp.ClientSession())
        for address in (there.alertmanager, there.prometheus):
            await until(lambda address=address: _is_ready(session, address))
        yield there


@asynccontextmanager
async def serving(path: str, handler: Callable[[web.Request], object]) -> AsyncIterator[int]:
    """A handler behind a path; gives the port."""
    app = web.Application()
    app.router.add_route("*", path, handler)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        yield runner.addresses[0][1]
    finally:
        await runner.cleanup()


def crept_up(begun_at: datetime, until: datetime) -> list[tuple[datetime, float]]:
    """Two hours of values around 1, and around 3 since `begun_at`: too few for an alert."""
    times = [until - timedelta(seconds=5 * number) for number in range(1440, 0, -1)]
    return [(at, (3.0 if at >= begun_at else 1.0) + 0.1 * (number % 3)) for number, at in enumerate(times)]


async def _remember(folder: Path, instance: str, history: Sequence[tuple[datetime, float]]) -> None:
    labels = f'instance="{instance}",job="shop",service="checkout"'
    told = [f"app_errors{{{labels}}} {value} {at.timestamp():.3f}" for at, value in history]
    (folder / "history").write_text("\n".join(["# TYPE app_errors gauge", *told, "# EOF", ""]))
    written = (f"{folder}/history", f"{folder}/tsdb")
    command = ("promtool", "tsdb", "create-blocks-from", "openmetrics", *written)
    process = await asyncio.create_subprocess_exec(*command, stdout=PIPE, stderr=STDOUT)
    said, _ = await process.communicate()
    assert process.returncode == 0, said.decode()


@asynccontextmanager
async def _running(log: Path, *command: str) -> AsyncIterator[None]:
    """A shell stands in between: however the tests end, its input closes, and it ends the program."""
    guard = await asyncio.create_subprocess_exec("sh", "-c", _GUARD, str(log), *command, stdin=PIPE)
    assert guard.stdin
    try:
        yield
    finally:
        guard.stdin.close()
        await guard.wait()


async def _is_ready(session: aiohttp.ClientSession, address: str) -> bool:
    try:
        async with session.get(f"{address}/-/ready") as response:
            return response.status == 200
    except aiohttp.ClientError:
        return False


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]
