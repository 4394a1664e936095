"""Honest rewording passes and invention does not. What is left of the first is known, and is no more than one in twenty."""

from tests.briefs.guardrails.labelled import judged


def test_every_invention_is_found():
    assert [statement.text for statement, honest, faults in judged() if not honest and not faults] == []


def test_honest_statements_pass():
    honest = [(statement.text, faults) for statement, honest, faults in judged() if honest]
    wrongly = [each for each in honest if each[1]]
    assert len(honest) >= 120
    assert len(wrongly) <= len(honest) * 0.05, wrongly
