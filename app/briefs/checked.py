"""The check that every brief passes; see app.briefs.guardrails."""

from app.briefs.guardrails import Finding, Rule, check, enforced

__all__ = ["Finding", "Rule", "check", "enforced"]
