"""A finished document as Block Kit: one list for each section, each statement with its mark and links to its sources.

Statements go into `rich_text` blocks, where text is only text: nothing in it can become a mention, a link or markup.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime

from app.domain.brief import Document, Section, Standing, Statement
from app.domain.json import Json, JsonObject
from app.slack.texts import one_line

Sources = Mapping[int, tuple[str, datetime]]
"""Entry number → permalink (may be empty) and when it happened."""

MARKS: Mapping[Standing, str] = {Standing.OBSERVED: "◉", Standing.STATED: "❝", Standing.INFERRED: "≈"}
_MEANINGS: Mapping[Standing, str] = {
    Standing.OBSERVED: "a machine observed it",
    Standing.STATED: "a person stated it",
    Standing.INFERRED: "inferred from the record",
}
_RULES = "rules"  # what the deterministic writer calls itself
_LONGEST_TITLE = 150
_LONGEST_STATEMENT = 600
_LONGEST_HEADLINE = 1000
_MOST_SOURCES = 2
_MOST_SECTIONS = 40


def document_blocks(document: Document, sources: Sources, budget: int, *, titled: bool) -> list[JsonObject]:
    """Blocks whose text and links together stay within `budget` characters; what is left out is counted."""
    start = _heading(document, titled=titled)
    legend = _context(_legend(document))
    room = budget - size(start) - size(legend)
    return [*start, *_fitting(document.sections[:_MOST_SECTIONS], sources, room), legend]


def size(value: Json) -> int:
    """The characters of all text and addresses in blocks."""
    if isinstance(value, Mapping):
        own = sum(len(text) for key in ("text", "url") if isinstance(text := value.get(key), str))
        return own + sum(size(item) for item in value.values() if not isinstance(item, str))
    if isinstance(value, Sequence) and not isinstance(value, str):
        return sum(size(item) for item in value)
    return 0


def _fitting(sections: Sequence[Section], sources: Sources, room: int) -> list[JsonObject]:
    """The sections with as many statements each as fit, the long ones shortened first; at worst fewer sections."""
    most = max((len(section.statements) for section in sections), default=0)
    for shown in _smaller(most):
        blocks = [_section(section, sources, shown) for section in sections]
        if size(blocks) <= room:
            return blocks
    blocks = [_section(section, sources, 1) for section in sections]
    kept = len(blocks)
    while kept and size(blocks[:kept]) > room:
        kept -= 1
    return [*blocks[:kept], _context(f"… {len(blocks) - kept} more sections")]


def _smaller(most: int) -> list[int]:
    """Numbers of statements to try, from all of them down to one, by about a sixth at a time."""
    tries = [most]
    while tries[-1] > 1:
        tries.append(tries[-1] - max(1, tries[-1] // 6))
    return tries


def _heading(document: Document, *, titled: bool) -> list[JsonObject]:
    blocks: list[JsonObject] = []
    if titled and document.title.strip():
        text = one_line(document.title, _LONGEST_TITLE)
        blocks.append({"type": "header", "text": {"type": "plain_text", "text": text, "emoji": False}})
    if document.headline.strip():
        blocks.append(_rich([_line([_text(one_line(document.headline, _LONGEST_HEADLINE))])]))
    return blocks


def _section(section: Section, sources: Sources, shown: int) -> JsonObject:
    title = _line([_text(one_line(section.title, _LONGEST_TITLE) or "…", bold=True)])
    if not section.statements:
        return _rich([title, _line([_text(section.empty or "Nothing.", italic=True)])])
    items = [_line(_statement(statement, sources)) for statement in section.statements[:shown]]
    left = len(section.statements) - shown
    if left > 0:
        items.append(_line([_text(f"… {left} more", italic=True)]))
    return _rich([title, {"type": "rich_text_list", "style": "bullet", "elements": items}])


def _statement(statement: Statement, sources: Sources) -> list[JsonObject]:
    said = _text(f"{MARKS[statement.standing]} {one_line(statement.text, _LONGEST_STATEMENT)}")
    links: dict[str, JsonObject] = {}
    for number in statement.citations:
        if number in sources and len(links) < _MOST_SOURCES:
            url, at = sources[number]
            minute = f"{at:%H:%M}"
            links.setdefault(minute, _link(url, minute) if url else _text(minute))
    if not links and statement.at:
        links = {"": _text(f"{statement.at:%H:%M}")}
    if not links:
        return [said]
    between = [part for link in links.values() for part in (_text(", "), link)][1:]
    return [said, _text(" ("), *between, _text(")")]


def _legend(document: Document) -> str:
    standings = {statement.standing for statement in document.statements}
    marks = [f"{MARKS[standing]} {_MEANINGS[standing]}" for standing in Standing if standing in standings]
    how = "without a model" if document.written_by == _RULES else f"by {document.written_by}"
    written = f"written {how}, from {document.entries_read} entries"
    return " · ".join([*marks, "times are UTC", written, *([document.remark] if document.remark else [])])


def _context(text: str) -> JsonObject:
    return {"type": "context", "elements": [{"type": "plain_text", "text": text, "emoji": False}]}


def _rich(elements: Sequence[JsonObject]) -> JsonObject:
    return {"type": "rich_text", "elements": elements}


def _line(elements: Sequence[JsonObject]) -> JsonObject:
    return {"type": "rich_text_section", "elements": elements}


def _text(text: str, *, bold: bool = False, italic: bool = False) -> JsonObject:
    if bold or italic:
        return {"type": "text", "text": text, "style": {"bold": True} if bold else {"italic": True}}
    return {"type": "text", "text": text}


def _link(url: str, label: str) -> JsonObject:
    return {"type": "link", "url": url, "text": label}
