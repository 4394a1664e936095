"""What other systems told us."""

from sqlalchemy import BigInteger, Column, Integer, String, Table, Text, UniqueConstraint

from app.store.columns import JsonText, Moment
from app.store.tables.naming import metadata

signals = Table(
    "signals",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("connector", String(80), nullable=False),
    Column("fingerprint", String(200), nullable=False),
    Column("episode", Integer, nullable=False),
    Column("kind", String(16), nullable=False),
    Column("state", String(16), nullable=False),
    Column("service", String(200), nullable=False),
    Column("group_key", String(200), nullable=False),
    Column("started_at", Moment, nullable=False),
    Column("last_at", Moment, nullable=False, index=True),
    Column("ended_at", Moment),
    Column("count", BigInteger, nullable=False),
    Column("incident_id", Integer, index=True),
    Column("body", JsonText, nullable=False),
    UniqueConstraint("connector", "fingerprint", "episode", name="uq_signals_fingerprint"),
)

changes = Table(
    "changes",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("connector", String(80), nullable=False),
    Column("ref", String(200), nullable=False),
    Column("kind", String(16), nullable=False),
    Column("state", String(16), nullable=False),
    Column("service", String(200), nullable=False),
    Column("at", Moment, nullable=False, index=True),
    Column("body", JsonText, nullable=False),
    UniqueConstraint("connector", "ref", name="uq_changes_ref"),
)

deliveries = Table(
    "deliveries",
    metadata,
    Column("connector", String(80), primary_key=True),
    Column("key", String(200), primary_key=True),
    Column("at", Moment, nullable=False, index=True),
)

traffic = Table(
    "traffic",
    metadata,
    Column("connector", String(80), primary_key=True),
    Column("received", BigInteger, nullable=False),
    Column("dropped", BigInteger, nullable=False),
    Column("merged", BigInteger, nullable=False),
    Column("posted", BigInteger, nullable=False),
    Column("refused", BigInteger, nullable=False),
    Column("heard_at", Moment),
    Column("trouble", Text, nullable=False),
    Column("trouble_at", Moment),
)

surroundings = Table(
    "surroundings",
    metadata,
    Column("incident_id", Integer, primary_key=True, autoincrement=False),
    Column("body", JsonText, nullable=False),
    Column("looked_at", Moment, nullable=False),
)

shelf = Table(
    "shelf",
    metadata,
    Column("connector", String(80), primary_key=True),
    Column("kind", String(16), primary_key=True),
    Column("body", JsonText, nullable=False),
    Column("read_at", Moment, nullable=False),
)
