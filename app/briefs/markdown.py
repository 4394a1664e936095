"""A document as Markdown (CommonMark): times, marks for where each statement comes from, citations as links or numbers."""

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime

from app.domain.brief import Document, Section, Standing, Statement

MARKS = {Standing.OBSERVED: "◉", Standing.STATED: "❝", Standing.INFERRED: "≈"}
LEGEND = "◉ observed by a machine · ❝ stated by a person · ≈ inferred from the record · times are UTC"
CITED_AT_MOST = 4
"""How many citations of one statement are shown; the rest are counted."""

_CODE = re.compile(r"(`[^`]+`)")
_SPECIAL = re.compile(r"([\\`*_{}\[\]|~])")
_LINKABLE = re.compile(r"^https?://[^\s<>()\[\]]+$")
_LINE_START = re.compile(r"^(\s*)([#+>-]|\d+[.)])")


def render(document: Document, urls: Mapping[int, str], edits: Mapping[str, str] | None = None) -> str:
    """The whole document. `urls` maps entry number → permalink (numbers without one are shown bare); `edits` maps
    section key → Markdown that a person wrote, which stands in place of the drafted statements.
    """
    parts = [f"# {escaped(document.title)}", escaped(document.headline)]
    parts += [
        f"## {escaped(section.title)}\n\n{_body(section, document, urls, edits or {})}" for section in document.sections
    ]
    parts.append(f"{LEGEND}  \n{_colophon(document)}")
    return "\n\n".join(part for part in parts if part.strip()) + "\n"


def section_text(section: Section, document: Document, urls: Mapping[int, str]) -> str:
    """The body of one section, as it is stored when a person may edit it."""
    if not section.statements:
        return f"*{escaped(section.empty)}*" if section.empty else ""
    dated = _several_days(document.statements)
    return "\n".join(f"- {_statement(each, urls, dated=dated)}" for each in section.statements)


def escaped(text: str) -> str:
    """Plain text that Markdown shows as it is. What stands in backticks is shown as code."""
    pieces = _CODE.split(" ".join(text.split()))
    shown = "".join(piece if number % 2 else _prose(piece) for number, piece in enumerate(pieces))
    return _LINE_START.sub(r"\1\\\2", shown) if not shown[:1].isdigit() else re.sub(r"^(\d+)([.)])", r"\1\\\2", shown)


def _body(section: Section, document: Document, urls: Mapping[int, str], edits: Mapping[str, str]) -> str:
    return edits[section.key] if section.key in edits else section_text(section, document, urls)


def _statement(statement: Statement, urls: Mapping[int, str], *, dated: bool) -> str:
    time = f"{_clock(statement.at, dated=dated)} " if statement.at else ""
    return f"{MARKS[statement.standing]} {time}{escaped(statement.text)} {cited(statement.citations, urls)}"


def cited(citations: Sequence[int], urls: Mapping[int, str]) -> str:
    shown = [_citation(number, urls.get(number, "")) for number in citations[:CITED_AT_MOST]]
    more = len(citations) - len(shown)
    return " ".join([*shown, *([f"+{more} more"] if more > 0 else [])])


def _citation(number: int, url: str) -> str:
    return f"[\\[{number}\\]]({url})" if _LINKABLE.match(url) else f"\\[{number}\\]"


def _prose(text: str) -> str:
    text = text.replace("&", "&amp;").replace("<", "&lt;")
    return _SPECIAL.sub(r"\\\1", text)


def _clock(at: datetime, *, dated: bool) -> str:
    return f"{at:%Y-%m-%d %H:%M}" if dated else f"{at:%H:%M}"


def _several_days(statements: Sequence[Statement]) -> bool:
    days: set[date] = {statement.at.date() for statement in statements if statement.at}
    return len(days) > 1


def _colophon(document: Document) -> str:
    return f"Written {document.written_at:%Y-%m-%d %H:%M} UTC by {escaped(document.written_by)} from {document.entries_read} entries."
