"""`GET /metrics`: counted from the database, the same for every replica and after a restart."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer
from prometheus_client.parser import text_string_to_metric_families
from sqlalchemy import insert

from app.briefs.writers import chain
from app.context.intake import traffic
from app.context.intake.traffic import Counts
from app.domain.model import Attempt, Trace
from app.policy import ledger
from app.policy.ledger import Outgoing
from app.record import traces
from app.record.declaring import Declaration, declare
from app.store.tables import feedback, posts, suggestions
from app.web.metrics import Numbers, metrics_routes

HOST = {"server_address": "api.openai.com", "gen_ai_request_model": "small-1"}
CALLED = HOST | {"gen_ai_operation_name": "chat", "gen_ai_provider_name": "openai"}


@pytest.fixture
def row(clock) -> Outgoing:
    return Outgoing(
        at=clock(),
        incident_id=1,
        purpose="catchup",
        model="small-1",
        host="api.openai.com",
        is_local=False,
        input_tokens=1000,
        output_tokens=20,
        cost_microusd=1500,
        duration_ms=3000,
        outcome="answered",
    )


async def write(database, *rows: Outgoing) -> list[int]:
    async with database.transaction() as tx:
        return [await ledger.write(tx, row) for row in rows]


async def trace(database, at, **more) -> None:
    async with database.transaction() as tx:
        await traces.save(tx, 1, Trace(**{"id": "t", "kind": "catchup", "writer": "small"} | more), at)


def read(text: bytes) -> dict:
    """(name, labels) → value."""
    return {
        (sample.name, frozenset(sample.labels.items())): sample.value
        for family in text_string_to_metric_families(text.decode())
        for sample in family.samples
    }


def value(numbers: dict, name: str, **labels: str) -> float | None:
    return numbers.get((name, frozenset(labels.items())))


async def numbers_of(database, clock) -> dict:
    return read(await Numbers(database, clock).text())


async def test_calls_by_the_names_of_opentelemetry(database, clock, row):
    await write(
        database,
        row,
        replace(row, outcome="cut", duration_ms=100),
        replace(row, outcome="failed: 503"),
        replace(row, outcome="policy", decision="withheld", input_tokens=0, output_tokens=0, cost_microusd=0),
        replace(row, outcome=""),
    )
    seen = await numbers_of(database, clock)
    duration = "gen_ai_client_operation_duration_seconds"
    assert value(seen, f"{duration}_count", **CALLED, error_type="") == 2
    assert value(seen, f"{duration}_sum", **CALLED, error_type="") == pytest.approx(3.1)
    assert value(seen, f"{duration}_bucket", **CALLED, error_type="", le="0.16") == 1
    assert value(seen, f"{duration}_bucket", **CALLED, error_type="", le="5.12") == 2
    assert value(seen, f"{duration}_bucket", **CALLED, error_type="", le="+Inf") == 2
    assert value(seen, f"{duration}_count", **CALLED, error_type="503") == 1
    tokens = "gen_ai_client_token_usage"
    assert value(seen, f"{tokens}_sum", **CALLED, gen_ai_token_type="input") == 2000
    assert value(seen, f"{tokens}_bucket", **CALLED, gen_ai_token_type="output", le="64") == 2
    assert value(seen, f"{tokens}_bucket", **CALLED, gen_ai_token_type="input", le="67108864") == 2
    assert value(seen, "watchkeeper_model_cost_usd_total", **HOST) == pytest.approx(0.0045)
    assert value(seen, "watchkeeper_withheld_calls_total", by="policy", purpose="catchup") == 1
    assert value(seen, "watchkeeper_unfinished_calls") == 1


async def test_what_was_counted_is_not_counted_again_and_what_ends_later_is(database, clock, row):
    numbers = Numbers(database, clock)
    number, lost = await write(database, replace(row, outcome=""), replace(row, outcome=""))
    assert value(read(await numbers.text()), "watchkeeper_unfinished_calls") == 2
    async with database.transaction() as tx:
        await ledger.complete(tx, number, outcome="answered", used=(7, 1), cost_microusd=0, duration_ms=10)
    await write(database, row)
    duration = "gen_ai_client_operation_duration_seconds_count"
    assert value(read(await numbers.text()), duration, **CALLED, error_type="") is None, "five seconds are not over"
    for _ in range(3):
        clock.forward(5)
        assert value(read(await numbers.text()), duration, **CALLED, error_type="") == 2
    clock.forward(4000)
    assert value(read(await numbers.text()), duration, **CALLED, error_type="") == 2
    assert lost > number
    assert await numbers.text() == await Numbers(database, clock).text(), "a restart changes nothing"


async def test_briefs_and_what_the_checks_found(database, clock):
    numbers = Numbers(database, clock)
    withheld = (Attempt(model="m", outcome="legal says no"),)
    await trace(database, clock(), id="a", findings={"number": 2, "name": 1}, dropped=("x", "y"))
    await trace(database, clock(), id="b", writer="rules", remark=chain.LATE)
    await trace(database, clock(), id="c", writer="rules", remark="legal says no", attempts=withheld)
    await trace(database, clock(), id="d", writer="rules", remark="who knows")
    first = read(await numbers.text())
    assert value(first, "watchkeeper_briefs_total", kind="catchup", writer="rules") == 3
    clock.forward(60)
    await trace(database, clock() - timedelta(minutes=5), id="e", findings={"number": 1})  # asked for long ago
    await trace(database, clock(), id="f")
    seen = read(await numbers.text())
    assert value(seen, "watchkeeper_briefs_total", kind="catchup", writer="small") == 3
    assert value(seen, "watchkeeper_findings_total", rule="number") == 3
    assert value(seen, "watchkeeper_dropped_statements_total", kind="catchup") == 2
    for reason in ("late", "withheld", "other"):
        assert value(seen, "watchkeeper_fallbacks_total", kind="catchup", reason=reason) == 1
    assert "legal" not in str(seen)


async def test_what_people_and_the_bot_did(database, clock):
    async with database.transaction() as tx:
        await declare(tx, Declaration(key="t", title="Checkout is down", person="U1", channel="C1"), clock(), 5)
        for person, brief, verdict in (("U1", "catchup", "up"), ("U2", "catchup", "down"), ("U3", "warning", "false")):
            values = {"post": "p", "person": person, "incident_id": 1, "brief": brief, "writer": "aws-key"}
            await tx.execute(insert(feedback), [values | {"verdict": verdict, "words": "w", "at": clock()}])
        values = {"key": "a", "incident_id": 1, "kind": "severity", "about": "", "words": "", "state": "edited"}
        values |= {"decided_by": "", "decided_words": "", "created_at": clock()}
        await tx.execute(insert(suggestions), [values])
        body = {"channel": "C1", "thread_ts": "", "reader": "U1", "reply_to": "", "body": {}, "ts": "", "state": "sent"}
        common = body | {"created_at": clock()}
        await tx.execute(insert(posts), [common | {"key": "warning:1:2:aws-key,password", "brief": "warning"}])
    seen = await numbers_of(database, clock)
    assert value(seen, "watchkeeper_entries_total") == 1
    assert value(seen, "watchkeeper_incidents", status="investigating") == 1
    assert value(seen, "watchkeeper_feedback", verdict="up") == 1
    assert value(seen, "watchkeeper_feedback", verdict="false") is None
    assert value(seen, "watchkeeper_suggestions", outcome="edited") == 1
    assert value(seen, "watchkeeper_secret_warnings_total", type="password") == 1
    assert value(seen, "watchkeeper_posts_total", brief="warning") == 1
    assert value(seen, "watchkeeper_jobs", state="ready") >= 1
    assert "U1" not in str(seen)


async def test_it_is_served_and_asked_for_by_many_at_once(database, clock, row):
    await write(database, row)
    site = web.Application()
    site.add_routes(metrics_routes(database, clock))
    async with TestClient(TestServer(site)) as client:
        answers = await asyncio.gather(*(client.get("/metrics") for _ in range(5)))
        assert {answer.status for answer in answers} == {200}
        assert answers[0].headers["Content-Type"].startswith("text/plain")
        assert len({await answer.text() for answer in answers}) == 1


async def test_what_became_of_what_connectors_sent(database, clock):
    async with database.transaction() as tx:
        counts = Counts(received=9, dropped=1, merged=5, posted=2, refused=4, heard_at=clock())
        await traffic.count(tx, "alertmanager", counts)
        await traffic.count(tx, "grafana", Counts(refused=1))
    seen = await numbers_of(database, clock)
    items = "watchkeeper_connector_items_total"
    became = {
        outcome: value(seen, items, connector="alertmanager", outcome=outcome)
        for outcome in ("new", "merged", "dropped")
    }
    assert became == {"new": 3, "merged": 5, "dropped": 1}
    assert value(seen, "watchkeeper_connector_entries_total", connector="alertmanager") == 2
    assert value(seen, "watchkeeper_connector_refused_total", connector="grafana") == 1
    heard = "watchkeeper_connector_heard_timestamp_seconds"
    assert value(seen, heard, connector="alertmanager") == clock().timestamp()
    assert value(seen, heard, connector="grafana") is None
