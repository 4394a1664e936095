"""The guardrails that every brief passes before it gets out: whoever wrote it, each statement must rest on what it cites.

A guardrail reads one statement with what it cites and yields what is wrong with it. To add one: one file, one line here.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from app.briefs.guardrails.attribution import attribution
from app.briefs.guardrails.causes import causes, outcomes
from app.briefs.guardrails.citing import citing
from app.briefs.guardrails.claim import Claim
from app.briefs.guardrails.commitments import commitments
from app.briefs.guardrails.deeds import deeds
from app.briefs.guardrails.figures import figures
from app.briefs.guardrails.finding import Fault, Finding, Rule
from app.briefs.guardrails.grounding import grounding
from app.briefs.guardrails.identifiers import identifiers
from app.briefs.guardrails.inert import brevity, inert, script
from app.briefs.guardrails.instructions import instructions
from app.briefs.guardrails.names import names
from app.briefs.guardrails.polarity import polarity
from app.briefs.guardrails.quoting import quoting
from app.briefs.guardrails.sources import Sources
from app.briefs.guardrails.standing import standing, standing_of
from app.domain.brief import Context, Document, Statement

__all__ = ["GUARDRAILS", "Finding", "Rule", "Sources", "check", "checked_statements", "enforced", "standing_of"]

GUARDRAILS: tuple[Callable[[Claim], Iterable[Fault]], ...] = (
    standing,
    inert,
    brevity,
    script,
    instructions,
    quoting,
    figures,
    identifiers,
    names,
    attribution,
    commitments,
    causes,
    outcomes,
    deeds,
    polarity,
    grounding,
)


def check(document: Document, context: Context, sources: Sources | None = None) -> tuple[Finding, ...]:
    """Everything that is wrong with a document, in order. Give `sources` to read the context no more than once."""
    sources = sources or Sources(context)
    return tuple(
        finding
        for section in document.sections
        for _, findings in checked_statements(section.key, section.statements, sources)
        for finding in findings
    )


def enforced(document: Document, context: Context, sources: Sources | None = None) -> Document:
    """The document without the statements that fail."""
    sources = sources or Sources(context)
    sections = tuple(
        replace(each, statements=_passing(each.key, each.statements, sources)) for each in document.sections
    )
    return document if sections == document.sections else replace(document, sections=sections)


def checked_statements(
    section_key: str, statements: Iterable[Statement], sources: Sources
) -> list[tuple[Statement, tuple[Finding, ...]]]:
    """Each statement of a section with what is wrong with it; nothing for a good one."""
    return [
        (statement, tuple(Finding(section_key, statement, rule, detail) for rule, detail in faults(statement, sources)))
        for statement in statements
    ]


def faults(statement: Statement, sources: Sources) -> list[Fault]:
    """What is wrong with one statement. If it cites what it may not, nothing else is looked at."""
    claim = Claim(statement, sources)
    wrong = list(citing(claim))
    return wrong or [fault for guardrail in GUARDRAILS for fault in guardrail(claim)]


def _passing(section_key: str, statements: Sequence[Statement], sources: Sources) -> tuple[Statement, ...]:
    return tuple(each for each, findings in checked_statements(section_key, statements, sources) if not findings)
