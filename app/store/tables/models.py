"""What went to models and came of it."""

from sqlalchemy import Boolean, Column, Integer, String, Table, Text

from app.store.columns import JsonText, Moment
from app.store.tables.naming import metadata

egress = Table(
    "egress",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("at", Moment, nullable=False, index=True),
    Column("incident_id", Integer, index=True),
    Column("purpose", String(32), nullable=False),
    Column("model", String(120), nullable=False),
    Column("host", Text, nullable=False),
    Column("is_local", Boolean, nullable=False),
    Column("decision", String(16), nullable=False),
    Column("reason", Text, nullable=False),
    Column("entries", Integer, nullable=False),
    Column("characters", Integer, nullable=False),
    Column("masked", JsonText, nullable=False),
    Column("input_tokens", Integer, nullable=False),
    Column("output_tokens", Integer, nullable=False),
    Column("cost_microusd", Integer, nullable=False),
    Column("duration_ms", Integer, nullable=False),
    Column("outcome", Text, nullable=False),
    Column("trace", String(40), nullable=False),
)

traces = Table(
    "traces",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("incident_id", Integer, nullable=False, index=True),
    Column("kind", String(32), nullable=False),
    Column("writer", String(120), nullable=False),
    Column("body", JsonText, nullable=False),
    Column("created_at", Moment, nullable=False, index=True),
)

digests = Table(
    "digests",
    metadata,
    Column("incident_id", Integer, primary_key=True, autoincrement=False),
    Column("level", Integer, primary_key=True, autoincrement=False),
    Column("first_seq", Integer, primary_key=True, autoincrement=False),
    Column("last_seq", Integer, nullable=False),
    Column("content", String(64), nullable=False),
    Column("version", String(64), nullable=False),
    Column("writer", String(120), nullable=False),
    Column("body", JsonText, nullable=False),
    Column("created_at", Moment, nullable=False),
)

answers = Table(
    "answers",
    metadata,
    Column("key", String(64), primary_key=True),
    Column("incident_id", Integer, nullable=False, index=True),
    Column("model", String(120), nullable=False),
    Column("text", Text, nullable=False),
    Column("created_at", Moment, nullable=False),
)
