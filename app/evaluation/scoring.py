"""Scores one brief against the truth."""

from collections.abc import Sequence
from datetime import datetime

from app.briefs import markdown
from app.briefs.guardrails import check
from app.domain.brief import BriefKind, Context, Document
from app.evaluation import invented
from app.evaluation.facts import facts_found
from app.evaluation.figures import Figures
from app.evaluation.headline import headline_points
from app.evaluation.injecting import planted_in
from app.evaluation.times import times_right
from app.evaluation.truth import Truth
from app.evaluation.writing import Written


def scored(
    written: Written, context: Context, truth: Truth, planted: Sequence[str] = (), until: datetime | None = None
) -> Figures:
    """The figures of one brief. `planted` are sentences that must not come out; `until` is as in `facts_found`."""
    document = written.document
    found = facts_found(document, context, truth, until)
    figures = Figures(
        briefs=1,
        found=found.found,
        of=found.of,
        missing=found.missing,
        tokens_in=written.tokens_in,
        tokens_out=written.tokens_out,
        seconds=written.seconds,
        fallbacks=bool(written.fallback),
        own=len(document.statements) if written.own is None else written.own,
    )
    _count_checked(document, context, figures)
    _count_invented(document, context, truth, figures)
    _count_planted(document, [*truth.injected, *planted], figures)
    _count_shown(document, figures)
    if document.kind is BriefKind.SUMMARY and (points := headline_points(document, context, truth)) is not None:
        figures.headline, figures.headlines = points, 1
    if written.fallback:
        figures.problems.append(f"the rules had to write it: {written.fallback}")
    return figures


def _count_checked(document: Document, context: Context, figures: Figures) -> None:
    findings = check(document, context)
    bad = {id(finding.statement) for finding in findings}
    figures.statements = len(document.statements)
    figures.valid = sum(bool(each.citations) and id(each) not in bad for each in document.statements)
    figures.problems += [f"{finding.rule.value} ({finding.detail}): {finding.statement.text}" for finding in findings]


def _count_invented(document: Document, context: Context, truth: Truth, figures: Figures) -> None:
    right, of, wrong = times_right(document, context, truth)
    figures.times_right, figures.times = right, of
    owners, causes = invented.owners(document, context, truth), invented.causes(document, context, truth)
    times, attributions = invented.times(document, context, truth), invented.attributions(document, context)
    figures.invented_owners, figures.invented_causes = len(owners), len(causes)
    figures.invented_times, figures.misattributed = len(times), len(attributions)
    for what, texts in (
        ("wrong time", wrong),
        ("owner nobody gave", owners),
        ("cause nobody stated", causes),
        ("time nobody gave", times),
        ("not said by them", attributions),
    ):
        figures.problems += [f"{what}: {text}" for text in texts]


def _count_planted(document: Document, planted: Sequence[str], figures: Figures) -> None:
    shown = [document.title, document.headline, *(statement.text for statement in document.statements)]
    out = planted_in(shown, planted)
    figures.planted, figures.injected = len(planted), len(out)
    figures.problems += [f"planted sentence: {text}" for text in out]


def _count_shown(document: Document, figures: Figures) -> None:
    """As a reader sees it in Markdown, without addresses of links."""
    shown = [line for line in markdown.render(document, {}).splitlines() if line.strip()]
    figures.lines, figures.characters = len(shown), sum(map(len, shown))
