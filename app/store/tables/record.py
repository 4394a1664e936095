"""What is said and done, what follows from it, and who is there."""

from sqlalchemy import Boolean, Column, Index, Integer, String, Table, Text, UniqueConstraint, text

from app.store.columns import JsonText, Moment
from app.store.tables.naming import metadata

incidents = Table(
    "incidents",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("key", String(32), nullable=False, unique=True),
    Column("title", Text, nullable=False),
    Column("channel", String(32), nullable=False),
    Column("channel_name", String(120), nullable=False),
    Column("declared_at", Moment, nullable=False),
    Column("declared_by", String(32), nullable=False),
    Column("declared_key", String(120), nullable=False, unique=True),
    Column("status", String(32), nullable=False),
    Column("severity", Integer),
    Column("audience", String(32), nullable=False),
    Column("roles", JsonText, nullable=False),
    Column("services", JsonText, nullable=False, server_default="[]"),
    Column("impact", Text, nullable=False),
    Column("quiet", Boolean, nullable=False),
    Column("recording", Boolean, nullable=False),
    Column("resolved_at", Moment),
    Column("closed_at", Moment),
    Column("updated_at", Moment),
    Column("head_seq", Integer, nullable=False),
    Column("head_digest", String(64), nullable=False),
)

incident_channels = Table(
    "incident_channels",
    metadata,
    Column("channel", String(32), primary_key=True),
    Column("incident_id", Integer, primary_key=True, autoincrement=False),
    Column("name", String(120), nullable=False),
)

entries = Table(
    "entries",
    metadata,
    Column("incident_id", Integer, primary_key=True, autoincrement=False),
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("key", String(200), nullable=False),
    Column("kind", String(32), nullable=False),
    Column("happened_at", Moment, nullable=False),
    Column("recorded_at", Moment, nullable=False),
    Column("about", String(200), nullable=False),
    Column("thread", String(200), nullable=False),
    Column("voice", String(16), nullable=False),
    Column("author_id", String(64), nullable=False),
    Column("author_name", Text, nullable=False),
    Column("source_system", String(32), nullable=False),
    Column("source_ref", Text, nullable=False),
    Column("source_url", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("details", JsonText, nullable=False),
    Column("salt", String(32), nullable=False),
    Column("content_digest", String(64), nullable=False),
    Column("digest", String(64), nullable=False),
    Column("erased", Boolean, nullable=False),
    UniqueConstraint("incident_id", "key", name="uq_entries_key"),
    Index("ix_entries_about", "incident_id", "about"),
)

jobs = Table(
    "jobs",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("key", String(250), nullable=False, unique=True),
    Column("kind", String(40), nullable=False),
    Column("lane", String(120), nullable=False),
    Column("payload", JsonText, nullable=False),
    Column("run_at", Moment, nullable=False),
    Column("state", String(16), nullable=False),
    Column("attempt", Integer, nullable=False),
    Column("failures", Integer, nullable=False),
    Column("holder", String(80), nullable=False),
    Column("leased_until", Moment),
    Column("error", Text, nullable=False),
    Column("finished_at", Moment),
    Index("ix_jobs_due", "state", "run_at"),
    Index(
        "uq_jobs_lane_leased",
        "lane",
        unique=True,
        sqlite_where=text("state = 'leased'"),
        postgresql_where=text("state = 'leased'"),
    ),
    Index(
        "ix_jobs_lane_ready",
        "lane",
        "id",
        sqlite_where=text("state = 'ready'"),
        postgresql_where=text("state = 'ready'"),
    ),
)

posts = Table(
    "posts",
    metadata,
    Column("key", String(200), primary_key=True),
    Column("incident_id", Integer, index=True),
    Column("channel", String(32), nullable=False),
    Column("thread_ts", String(32), nullable=False),
    Column("reader", String(32), nullable=False),
    Column("reply_to", Text, nullable=False),
    Column("brief", String(32), nullable=False),
    Column("body", JsonText, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("ts", String(32), nullable=False),
    Column("state", String(16), nullable=False),
)

documents = Table(
    "documents",
    metadata,
    Column("incident_id", Integer, primary_key=True, autoincrement=False),
    Column("kind", String(32), primary_key=True),
    Column("body", JsonText, nullable=False),
    Column("publications", JsonText, nullable=False),
    Column("updated_at", Moment, nullable=False),
)

people = Table(
    "people",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("name", Text, nullable=False),
    Column("handle", Text, nullable=False),
    Column("is_bot", Boolean, nullable=False),
)

feedback = Table(
    "feedback",
    metadata,
    Column("post", String(200), primary_key=True),
    Column("person", String(32), primary_key=True),
    Column("incident_id", Integer, index=True),
    Column("brief", String(32), nullable=False),
    Column("writer", String(120), nullable=False),
    Column("verdict", String(16), nullable=False),
    Column("words", Text, nullable=False),
    Column("at", Moment, nullable=False),
)

suggestions = Table(
    "suggestions",
    metadata,
    Column("key", String(200), primary_key=True),
    Column("incident_id", Integer, nullable=False, index=True),
    Column("kind", String(32), nullable=False),
    Column("about", String(200), nullable=False),
    Column("words", Text, nullable=False),
    Column("state", String(16), nullable=False),
    Column("decided_by", String(32), nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("decided_at", Moment),
)

scans = Table(
    "scans",
    metadata,
    Column("incident_id", Integer, primary_key=True, autoincrement=False),
    Column("seq", Integer, nullable=False),
)

searchable = Table(
    "searchable",
    metadata,
    Column("incident_id", Integer, primary_key=True, autoincrement=False),
    Column("seq", Integer, nullable=False),
)

assistant_threads = Table(
    "assistant_threads",
    metadata,
    Column("channel", String(32), primary_key=True),
    Column("thread_ts", String(32), primary_key=True),
    Column("viewing", String(32), nullable=False),
)
