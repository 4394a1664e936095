"""Context: signals and changes from other systems, what they sent and how much of it, and what was found around an incident."""

import sqlalchemy as sa
from alembic import op

from app.store.columns import JsonText, Moment

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("incidents", sa.Column("services", JsonText(), server_default="[]", nullable=False))
    _create_signals()
    _create_changes()
    op.create_table(
        "deliveries",
        sa.Column("connector", sa.String(length=80), nullable=False),
        sa.Column("key", sa.String(length=200), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("connector", "key", name=op.f("pk_deliveries")),
    )
    op.create_index(op.f("ix_deliveries_at"), "deliveries", ["at"])
    op.create_table(
        "traffic",
        sa.Column("connector", sa.String(length=80), nullable=False),
        *(
            sa.Column(name, sa.BigInteger(), nullable=False)
            for name in ("received", "dropped", "merged", "posted", "refused")
        ),
        sa.Column("heard_at", Moment()),
        sa.Column("trouble", sa.Text(), nullable=False),
        sa.Column("trouble_at", Moment()),
        sa.PrimaryKeyConstraint("connector", name=op.f("pk_traffic")),
    )
    op.create_table(
        "surroundings",
        sa.Column("incident_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("body", JsonText(), nullable=False),
        sa.Column("looked_at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("incident_id", name=op.f("pk_surroundings")),
    )
    op.create_table(
        "shelf",
        sa.Column("connector", sa.String(length=80), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("body", JsonText(), nullable=False),
        sa.Column("read_at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("connector", "kind", name=op.f("pk_shelf")),
    )


def _create_signals() -> None:
    op.create_table(
        "signals",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("connector", sa.String(length=80), nullable=False),
        sa.Column("fingerprint", sa.String(length=200), nullable=False),
        sa.Column("episode", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("service", sa.String(length=200), nullable=False),
        sa.Column("group_key", sa.String(length=200), nullable=False),
        sa.Column("started_at", Moment(), nullable=False),
        sa.Column("last_at", Moment(), nullable=False),
        sa.Column("ended_at", Moment()),
        sa.Column("count", sa.BigInteger(), nullable=False),
        sa.Column("incident_id", sa.Integer()),
        sa.Column("body", JsonText(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_signals")),
        sa.UniqueConstraint("connector", "fingerprint", "episode", name="uq_signals_fingerprint"),
    )
    op.create_index(op.f("ix_signals_last_at"), "signals", ["last_at"])
    op.create_index(op.f("ix_signals_incident_id"), "signals", ["incident_id"])


def _create_changes() -> None:
    op.create_table(
        "changes",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("connector", sa.String(length=80), nullable=False),
        sa.Column("ref", sa.String(length=200), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("service", sa.String(length=200), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("body", JsonText(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_changes")),
        sa.UniqueConstraint("connector", "ref", name="uq_changes_ref"),
    )
    op.create_index(op.f("ix_changes_at"), "changes", ["at"])
