"""Search: the words of each incident's lines, by SQLite's FTS5 or PostgreSQL's full text; and assistant threads."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_SQLITE = "CREATE VIRTUAL TABLE entry_words USING fts5(words, tokenize = 'porter unicode61')"
_POSTGRESQL = (
    "CREATE TABLE entry_words (incident_id integer, seq integer, words tsvector NOT NULL, PRIMARY KEY (incident_id, seq))",
    "CREATE INDEX ix_entry_words_words ON entry_words USING gin (words)",
)


def upgrade() -> None:
    op.create_table(
        "searchable",
        sa.Column("incident_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("incident_id", name=op.f("pk_searchable")),
    )
    op.create_table(
        "assistant_threads",
        sa.Column("channel", sa.String(length=32), nullable=False),
        sa.Column("thread_ts", sa.String(length=32), nullable=False),
        sa.Column("viewing", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("channel", "thread_ts", name=op.f("pk_assistant_threads")),
    )
    for statement in (_SQLITE,) if op.get_bind().dialect.name == "sqlite" else _POSTGRESQL:
        op.execute(statement)
