"""What share of the truth about each export the briefs find: `python -m tests.briefs.truth` prints the figures."""

import json
import re
import sys
from dataclasses import dataclass, field
from typing import TextIO

from app.briefs import BRIEFS, write
from app.briefs.checked import check
from app.briefs.evidence.terms import terms
from app.domain.brief import BriefKind, Context, Document, Statement
from app.domain.speech.plain import one_line, plain
from tests.briefs.exports import DATA, context_of, export_names

ENOUGH = 0.6
"""The share of a truth's words that one statement, or what it cites, must have to count as found."""
_ATTRIBUTED = re.compile(r"(?:^|– |: |; |, |→ [a-z ]+: )([^:“”;→–]{1,40}?)(?: to [^:“”]{1,40})?:? “([^”]*)”")


@dataclass
class Score:
    name: str
    found: dict[str, int] = field(default_factory=dict)
    of: dict[str, int] = field(default_factory=dict)
    missing: list[str] = field(default_factory=list)
    statements: int = 0
    cited: int = 0
    findings: int = 0
    wrongly_attributed: list[str] = field(default_factory=list)

    def count(self, kind: str, what: str, *, found: bool) -> None:
        self.of[kind] = self.of.get(kind, 0) + 1
        self.found[kind] = self.found.get(kind, 0) + found
        if not found:
            self.missing.append(f"{kind}: {what}")


def score(name: str) -> Score:
    folder = DATA / name
    truth = json.loads((folder / "truth.json").read_text())
    context = context_of(folder)
    documents = {brief.kind: write(brief.kind, context) for brief in BRIEFS}
    result = Score(name)
    for brief in BRIEFS:
        draft = brief.write(context)
        result.statements += len(draft.statements)
        result.cited += sum(bool(each.citations) for each in draft.statements)
        result.findings += len(check(draft, context))
        result.wrongly_attributed += wrong_attributions(draft, context)
    _timed(truth, documents[BriefKind.POSTMORTEM], context, result)
    _worded(truth, documents[BriefKind.POSTMORTEM], context, result)
    return result


def _timed(truth: dict, postmortem: Document, context: Context, result: Score) -> None:
    """Alerts, actions and resolutions, known by their message: cited in the section where they belong."""
    numbers = {line.entry.details.get("ts"): line.entry.seq for line in context.lines}
    for kind, sections in (
        ("alerts", {"timeline"}),
        ("actions", {"tried"}),
        ("resolutions", {"times"}),
    ):
        cited = {n for s in postmortem.sections if s.key in sections for each in s.statements for n in each.citations}
        for fact in truth.get(kind, []):
            if isinstance(fact, dict) and fact.get("ts") in numbers:
                found = numbers[fact["ts"]] in cited
                if kind == "resolutions" and not found:
                    found = any(numbers[fact["ts"]] in each.citations for each in postmortem.statements)
                result.count(kind, fact.get("what") or fact.get("title") or fact.get("text", "")[:80], found=found)


def _worded(truth: dict, postmortem: Document, context: Context, result: Score) -> None:
    """The root cause and follow-ups, known by their words."""
    metadata = truth.get("metadata", {})
    cause = metadata.get("root_cause", "")
    if cause and "_" not in cause and cause != "acknowledged" and " " in cause:
        in_section = [s for sec in postmortem.sections if sec.key == "factors" for s in sec.statements]
        result.count("cause", cause, found=any(_has(each, cause) for each in in_section))
    for resolution in truth.get("resolutions", []):
        for promised in re.findall(r"- \[ \] (.+)", resolution.get("text") or ""):
            told = [s for sec in postmortem.sections if sec.key == "follow_ups" for s in sec.statements]
            result.count("follow-ups", promised, found=any(_has(each, promised) for each in told))


def _has(statement: Statement, truth: str) -> bool:
    wanted = terms(truth)
    return bool(wanted) and len(wanted & terms(statement.text)) / len(wanted) >= ENOUGH


def wrong_attributions(document: Document, context: Context) -> list[str]:
    """Quotations that the person named beside them did not say in any cited entry."""
    said: dict[str, dict[int, str]] = {}
    for line in context.lines:
        author = line.entry.author
        name = context.people.get(author.id) or author.name or author.id
        for number in line.citations:
            said.setdefault(one_line(name).lower(), {})[number] = _flat(
                plain(line.text, context.people, context.channels)
            )
    wrong: list[str] = []
    for statement in document.statements:
        for name, quotation in _ATTRIBUTED.findall(statement.text):
            words = said.get(name.strip().lower())
            if words is None:
                continue
            pieces = [_flat(piece) for piece in re.split(r"…|\.\.\.", quotation)]
            spoken = " ".join(words.get(number, "") for number in statement.citations)
            if any(piece.strip(" .,;:") not in spoken for piece in pieces):
                wrong.append(statement.text)
    return wrong


def _flat(text: str) -> str:
    return one_line(text.replace("`", " ").lower())


def main(out: TextIO = sys.stdout) -> None:
    totals = Score("all")
    for name in export_names():
        result = score(name)
        shares = ", ".join(f"{kind} {result.found[kind]}/{result.of[kind]}" for kind in sorted(result.of))
        _line(
            out,
            f"{name}: {shares}; cited {result.cited}/{result.statements}, findings {result.findings},"
            f" wrongly attributed {len(result.wrongly_attributed)}",
        )
        for missing in result.missing:
            _line(out, f"    missing {missing}")
        for kind in result.of:
            totals.of[kind] = totals.of.get(kind, 0) + result.of[kind]
            totals.found[kind] = totals.found.get(kind, 0) + result.found[kind]
    _line(out, "all:", ", ".join(f"{kind} {totals.found[kind]}/{totals.of[kind]}" for kind in sorted(totals.of)))


def _line(out: TextIO, *words: str) -> None:
    out.write(" ".join(words) + "\n")


if __name__ == "__main__":
    main()
