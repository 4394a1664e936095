"""Counts over the record, for `/inc stats` and for metrics: briefs, checks, what people thought of it, noise."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Row, and_, func, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from app.domain.json import Json, object_of, objects_of, text_of
from app.record.warnings import BRIEF as WARNING
from app.record.warnings import types_of
from app.store.tables import feedback, incidents, posts, suggestions, traces

RULES = "rules"


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """Briefs that a model was to write. `by_rules` is why it did not, in the words of the briefs, with how often."""

    by_models: int
    by_rules: Mapping[str, int]
    findings: Mapping[str, int]
    dropped: int

    @property
    def fallbacks(self) -> int:
        return sum(self.by_rules.values())


async def written(connection: AsyncConnection, incident_id: int) -> Written:
    """How the briefs of an incident came to be."""
    query = select(traces.c.writer, traces.c.body).where(traces.c.incident_id == incident_id)
    reasons: Counter[str] = Counter()
    findings: Counter[str] = Counter()
    by_models = dropped = 0
    for row in await connection.execute(query):
        body = object_of(row.body)
        if row.writer == RULES:
            reasons[text_of(body.get("remark"))] += 1
        else:
            by_models += 1
        findings.update(counts_of(body.get("findings")))
        dropped += length_of(body.get("dropped"))
    return Written(by_models=by_models, by_rules=reasons, findings=findings, dropped=dropped)


@dataclass(frozen=True, slots=True)
class Traced:
    """As much of a trace as is counted. `remark` says why it was not written by the model that was to."""

    id: str
    kind: str
    writer: str
    remark: str
    is_withheld: bool
    findings: Mapping[str, int]
    dropped: int
    at: datetime


async def traced(connection: AsyncConnection, since: datetime | None, after: str, most: int) -> list[Traced]:
    """At most so many traces from then on, in order; of those of that very moment, the ones after that id."""
    query = select(traces).order_by(traces.c.created_at, traces.c.id).limit(most)
    if since is not None:
        same = and_(traces.c.created_at == since, traces.c.id > after)
        query = query.where(or_(traces.c.created_at > since, same))
    return [_traced(row) for row in await connection.execute(query)]


def _traced(row: Row[tuple[object, ...]]) -> Traced:
    body = object_of(row.body)
    outcomes = [text_of(one.get("outcome")) for one in objects_of(body.get("attempts"))]
    remark = text_of(body.get("remark"))
    return Traced(
        row.id,
        row.kind,
        row.writer,
        remark,
        bool(remark) and outcomes[-1:] == [remark],
        counts_of(body.get("findings")),
        length_of(body.get("dropped")),
        row.created_at,
    )


async def verdicts(connection: AsyncConnection, incident_id: int | None = None) -> dict[str, int]:
    """What people thought of briefs: verdict → how many; of one incident, or of all."""
    query = select(feedback.c.verdict, func.count().label("number")).group_by(feedback.c.verdict)
    query = query.where(feedback.c.brief != WARNING)
    if incident_id is not None:
        query = query.where(feedback.c.incident_id == incident_id)
    return {row.verdict: row.number for row in await connection.execute(query)}


async def suggested(connection: AsyncConnection, incident_id: int | None = None) -> dict[str, int]:
    """What became of suggestions: state → how many; of one incident, or of all."""
    query = select(suggestions.c.state, func.count().label("number")).group_by(suggestions.c.state)
    if incident_id is not None:
        query = query.where(suggestions.c.incident_id == incident_id)
    return {row.state: row.number for row in await connection.execute(query)}


async def warned(connection: AsyncConnection) -> Counter[str]:
    """How often people were told that a secret of theirs was masked, by type."""
    keys = (await connection.execute(select(posts.c.key).where(posts.c.brief == WARNING))).scalars()
    return Counter(name for key in keys for name in types_of(key))


async def entries(connection: AsyncConnection) -> int:
    """How many entries all records have."""
    return int((await connection.execute(select(func.coalesce(func.sum(incidents.c.head_seq), 0)))).scalar_one())


async def going_on(connection: AsyncConnection) -> dict[str, int]:
    """Incidents by status."""
    query = select(incidents.c.status, func.count().label("number")).group_by(incidents.c.status)
    return {row.status: row.number for row in await connection.execute(query)}


async def said(connection: AsyncConnection) -> dict[str, int]:
    """What we said, by what it was."""
    query = select(posts.c.brief, func.count().label("number")).group_by(posts.c.brief)
    return {row.brief: row.number for row in await connection.execute(query)}


async def said_in(connection: AsyncConnection, channel: str, since: datetime) -> int:
    """How often we spoke to everybody in a channel since then."""
    query = select(func.count()).where(posts.c.channel == channel, posts.c.reader == "", posts.c.created_at >= since)
    return (await connection.execute(query)).scalar_one()


def counts_of(value: Json) -> dict[str, int]:
    return {name: count for name, count in object_of(value).items() if isinstance(count, int)}


def length_of(value: Json) -> int:
    return len(value) if isinstance(value, list) else 0
