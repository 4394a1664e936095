"""Every table. Queries live beside the thing they are about; this package only says what is kept."""

from app.store.tables.context import changes, deliveries, shelf, signals, surroundings, traffic
from app.store.tables.models import answers, digests, egress, traces
from app.store.tables.naming import metadata
from app.store.tables.record import (
    assistant_threads,
    documents,
    entries,
    feedback,
    incident_channels,
    incidents,
    jobs,
    people,
    posts,
    scans,
    searchable,
    suggestions,
)

__all__ = [
    "answers",
    "assistant_threads",
    "changes",
    "deliveries",
    "digests",
    "documents",
    "egress",
    "entries",
    "feedback",
    "incident_channels",
    "incidents",
    "jobs",
    "metadata",
    "people",
    "posts",
    "scans",
    "searchable",
    "shelf",
    "signals",
    "suggestions",
    "surroundings",
    "traces",
    "traffic",
]
