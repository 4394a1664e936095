"""Test-only: what the guardrails find wrong with one sentence."""

from app.briefs.guardrails import Rule, Sources, checked_statements, standing_of
from app.domain.brief import Context, Standing, Statement


def rules(text: str, context: Context, *citations: int) -> set[Rule]:
    sources = Sources(context)
    blank = Statement(text, citations, Standing.INFERRED)
    statement = Statement(text, citations, standing_of(sources.cited(blank)))
    return {finding.rule for finding in checked_statements("s", [statement], sources)[0][1]}
