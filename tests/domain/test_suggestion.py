"""Few things said in passing are worth asking about."""

from datetime import UTC, datetime

import pytest

from app.domain.incident import Incident
from app.domain.speech.hearing import hear
from app.domain.suggestion import SuggestionKind, noticed

_INCIDENT = Incident(
    id=1, key="INC-1", title="x", channel="C1", channel_name="x", declared_at=datetime(2026, 1, 1, tzinfo=UTC), declared_by="U1",
)  # fmt: skip


@pytest.mark.parametrize(
    ("sentence", "kind", "words"),
    [
        ("decision: roll back payments to 41.2", SuggestionKind.DECISION, "roll back payments to 41.2"),
        ("Follow-up: write a runbook for the queue", SuggestionKind.FOLLOW_UP, "write a runbook for the queue"),
        ("this is a sev2", SuggestionKind.SEVERITY, "2"),
        ("the incident is resolved", SuggestionKind.STATUS, "resolved"),
    ],
)
def test_noticed(sentence, kind, words):
    assert noticed(hear(sentence), _INCIDENT) == (kind, words)


@pytest.mark.parametrize(
    "sentence",
    [
        "I'd prefer to revert payments to 41.2 for now",
        "I'll add that to the ticket too",
        "We'll make sure this doesn't happen again",
        "should we roll back payments to 41.2?",
        "is it resolved?",
        "lunch is here",
    ],
)
def test_not_noticed(sentence):
    assert noticed(hear(sentence), _INCIDENT) is None
