"""Numbers for Prometheus: `GET /metrics`. Counts and sizes only, under labels from our own words and settings."""

import asyncio
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from aiohttp import web
from sqlalchemy.ext.asyncio import AsyncConnection

from app.briefs.writers import chain
from app.context.intake import traffic
from app.context.intake.traffic import Counts
from app.jobs.queue import unsettled
from app.policy import ledger
from app.record import figures
from app.store.database import Database
from app.telemetry import Level, Metrics, Total
from app.web.counting import Briefs, Calls

_FRESH = timedelta(seconds=5)
"""Numbers are read anew that often at most, however many ask."""
_CONTENT_TYPE = "text/plain; version=1.0.0; charset=utf-8"
_CONNECTOR = ("connector",)
_REASONS = {
    chain.LATE: "late",
    chain.AWAY: "unreachable",
    chain.GARBLED: "garbled",
    chain.UNSOUND: "unsound",
    chain.NOTHING_NEW: "nothing_new",
    chain.TOO_LONG: "too_long",
}


class Numbers:
    """All that is shown. Everything is in the database, so replicas show the same: use `max`, not `sum`, over them."""

    def __init__(self, database: Database, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._clock = clock
        self._calls, self._briefs = Calls(), Briefs(_REASONS)
        self._entries = Total("watchkeeper_entries", "Entries recorded.")
        self._posts = Total("watchkeeper_posts", "What the bot said, by what it was.", ("brief",))
        self._warned = Total("watchkeeper_secret_warnings", "People told that a secret was masked.", ("type",))
        self._feedback = Level("watchkeeper_feedback", "What people think of briefs.", ("verdict",))
        self._suggestions = Level("watchkeeper_suggestions", "What became of suggestions.", ("outcome",))
        self._incidents = Level("watchkeeper_incidents", "Incidents by status.", ("status",))
        self._jobs = Level("watchkeeper_jobs", "Jobs that are not done.", ("state",))
        self._unfinished = Level("watchkeeper_unfinished_calls", "Calls of models without an outcome.")
        self._told = Total("watchkeeper_connector_items", "What came, by what became of it.", (*_CONNECTOR, "outcome"))
        self._recorded = Total("watchkeeper_connector_entries", "Entries that came of it.", _CONNECTOR)
        self._refused = Total("watchkeeper_connector_refused", "Deliveries that were not signed right.", _CONNECTOR)
        self._heard = Level(
            "watchkeeper_connector_heard_timestamp_seconds", "When it was heard of last.", _CONNECTOR[:1]
        )
        self._metrics = Metrics(
            (
                *(self._calls.durations, self._calls.tokens, self._calls.cost, self._calls.withheld, self._unfinished),
                *(self._briefs.briefs, self._briefs.fallbacks, self._briefs.findings, self._briefs.dropped),
                *(self._feedback, self._suggestions, self._warned),
                *(self._entries, self._posts, self._incidents, self._jobs),
                *(self._told, self._recorded, self._refused, self._heard),
            )
        )
        self._one_at_a_time = asyncio.Lock()
        self._read_at: datetime | None = None

    async def text(self) -> bytes:
        async with self._one_at_a_time:
            now = self._clock()
            if self._read_at is None or now - self._read_at >= _FRESH:
                async with self._database.reading() as connection:
                    await self._read(connection, now)
                self._read_at = now
            return self._metrics.text()

    async def _read(self, connection: AsyncConnection, now: datetime) -> None:
        await self._calls.read(connection, now)
        await self._briefs.read(connection)
        self._entries.values[()] = await figures.entries(connection)
        self._posts.values = _labelled(await figures.said(connection))
        self._warned.values = _labelled(await figures.warned(connection))
        self._feedback.values = _labelled(await figures.verdicts(connection))
        self._suggestions.values = _labelled(await figures.suggested(connection))
        self._incidents.values = _labelled(await figures.going_on(connection))
        self._jobs.values = _labelled(await unsettled(connection))
        self._unfinished.values = {(): await ledger.unfinished(connection)}
        self._count(await traffic.all_counts(connection))

    def _count(self, counts: Mapping[str, Counts]) -> None:
        for name, one in counts.items():
            for outcome, number in {"new": one.new, "merged": one.merged, "dropped": one.dropped}.items():
                self._told.values[name, outcome] = number
            self._recorded.values[name,] = one.posted
            self._refused.values[name,] = one.refused
            if one.heard_at:
                self._heard.values[name,] = one.heard_at.timestamp()


def _labelled(counts: Mapping[str, int]) -> dict[tuple[str, ...], float]:
    return {(name,): count for name, count in counts.items()}


def metrics_routes(database: Database, clock: Callable[[], datetime]) -> list[web.RouteDef]:
    numbers = Numbers(database, clock)

    async def metrics(request: web.Request) -> web.Response:
        del request
        return web.Response(body=await numbers.text(), headers={"Content-Type": _CONTENT_TYPE})

    return [web.get("/metrics", metrics)]
