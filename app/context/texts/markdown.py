"""Reads Markdown that others wrote: its front matter, and its passages under their headings, as plain text."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import dropwhile

from markdown_it import MarkdownIt
from markdown_it.token import Token

from app.domain.front_matter import front_matter

_LABEL = re.compile(r"\A([A-Z][a-z]+(?: [a-z]+)?)\s*:(?:\s+|\Z)")
_SPACES = re.compile(r"[ \t\r\f\v]*\n\s*|[ \t]{2,}")
_NOT_IN_ANCHOR = re.compile(r"[^\w\- ]")
_MOST_LABEL_CHARS = 60
MOST_CHARS = 100_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A paragraph, an item of a list, or a block of code. `headings` are those it stands under, the nearest last;
    `label` is the bold or capitalised name with which it, or the item above it, begins ("Resolution:"), without it.

    `depth` says how deep in lists it stands; `number` is set for an item of a numbered list. `anchor` is the part of an
    address that leads to the nearest heading.
    """

    text: str
    headings: tuple[str, ...] = ()
    anchor: str = ""
    label: str = ""
    depth: int = 0
    number: int = 0
    is_code: bool = False

    @property
    def topic(self) -> str:
        """What it is about, as its author says: its label, else the nearest heading."""
        return self.label or (self.headings[-1] if self.headings else "")


@dataclass(frozen=True, slots=True)
class Page:
    """`front` is what stands in the front matter, by name in lower case."""

    front: Mapping[str, tuple[str, ...]]
    passages: tuple[Passage, ...]


def read_page(markdown: str) -> Page:
    """Never raises. No more than the first 100,000 characters are read."""
    front, body = front_matter(markdown[:MOST_CHARS])
    return Page(front, tuple(_passages(_parser().parse(body))))


def anchor(heading: str) -> str:
    """The part of an address that leads to a heading. Source: what GitHub and GitLab make of one."""
    return _NOT_IN_ANCHOR.sub("", heading.replace("`", "").lower()).strip().replace(" ", "-")


@cache
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": True}).enable("table")


class _Place:
    """Where in the text we are: headings, lists, and the label that holds at each depth."""

    def __init__(self) -> None:
        self.headings: list[tuple[int, str]] = []
        self.labels: dict[int, str] = {}
        self.unfilled = ""
        self.depth = 0
        self.number = 0
        self.anchor = ""
        self._anchors = Counter[str]()

    def under(self, level: int, heading: str) -> None:
        """Each further heading of the same words has a number in its anchor."""
        plain = anchor(heading)
        self.anchor = f"{plain}-{self._anchors[plain]}" if self._anchors[plain] else plain
        self._anchors[plain] += 1
        self.headings = [*(one for one in self.headings if one[0] < level), (level, heading)]
        self.labels, self.unfilled = {}, ""

    def passage(self, text: str, label: str, *, is_code: bool = False) -> Passage:
        if label:
            self.labels = {depth: one for depth, one in self.labels.items() if depth < self.depth}
            self.labels[self.depth] = label
            self.unfilled = "" if text else label  # then it names what comes after its list, too
        holding = [self.unfilled, *(self.labels[depth] for depth in sorted(self.labels) if depth <= self.depth)]
        return Passage(
            text=text,
            headings=tuple(heading for _, heading in self.headings),
            anchor=self.anchor,
            label=holding[-1],
            depth=self.depth,
            number=self.number,
            is_code=is_code,
        )


def _passages(tokens: Sequence[Token]) -> Iterator[Passage]:
    place = _Place()
    heading = 0
    for token in tokens:
        if token.type == "heading_open":
            heading = int(token.tag[1])
        elif token.type == "inline" and heading:
            place.under(heading, _text(token))
            heading = 0
        elif token.type == "inline":
            label, text = _labelled(token)
            if label or text:
                yield place.passage(text, label)
        elif token.type in {"fence", "code_block"} and token.content.strip():
            yield place.passage(token.content.rstrip(), "", is_code=True)
        else:
            _move(place, token)


def _move(place: _Place, token: Token) -> None:
    if token.type == "list_item_open":
        place.depth += 1
        place.number = int(token.info) if token.info.isdigit() else 0
        place.labels = {depth: label for depth, label in place.labels.items() if depth < place.depth}
    elif token.type == "list_item_close":
        place.depth -= 1
        place.number = 0


def _labelled(token: Token) -> tuple[str, str]:
    """The label with which a paragraph begins, and the rest of it."""
    children = list(dropwhile(lambda one: not one.content and not one.nesting, token.children or []))
    ends = [at for at, one in enumerate(children) if one.type == "strong_close"]
    if ends and children[0].type == "strong_open":
        name, rest = _plain(children[: ends[0]]), _plain(children[ends[0] :])
        if len(name) <= _MOST_LABEL_CHARS and (name.endswith(":") or rest.startswith(":") or not rest):
            return name.rstrip(": "), rest.lstrip(": ")
    text = _text(token)
    match = _LABEL.match(text)
    return (match[1], text[match.end() :]) if match else ("", text)


def _text(token: Token) -> str:
    return _plain(token.children or [])


def _plain(children: Sequence[Token]) -> str:
    """What one reads: words of links, code in backticks; no images, no HTML."""
    pieces = []
    for child in children:
        if child.type == "text":
            pieces.append(child.content)
        elif child.type == "code_inline":
            pieces.append(f"`{child.content}`")
        elif child.type in {"softbreak", "hardbreak"}:
            pieces.append(" ")
    return _SPACES.sub(" ", "".join(pieces)).strip()
