"""Incidents and contexts for what can be told without a workspace."""

from dataclasses import replace
from datetime import UTC, datetime

from app.domain.brief import BriefKind, Context, Document, Section, Standing, Statement
from app.domain.incident import Incident

NOW = datetime(2026, 3, 14, 9, 26, tzinfo=UTC)
INCIDENT = Incident(
    id=7, key="INC-7", title="A & <B> are down", channel="C7", channel_name="inc-20260314-a", declared_at=NOW,
    declared_by="U1",
)  # fmt: skip


def incident(**more: object) -> Incident:
    return replace(INCIDENT, **more)


def context(of: Incident = INCIDENT) -> Context:
    return Context(incident=of, lines=(), people={"U1": "Ana <b>"}, channels={}, now=NOW)


def document(*statements: tuple[str, tuple[int, ...]]) -> Document:
    stated = tuple(Statement(text, citations, Standing.STATED) for text, citations in statements)
    section = Section("timeline", "Timeline", stated, "Nothing.")
    return Document(
        kind=BriefKind.CATCHUP, title="T", headline="H", sections=(section,), written_at=NOW, written_by="rules",
        entries_read=9,
    )  # fmt: skip
