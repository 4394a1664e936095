"""A section of a page, in a few lines of plain text that lead nowhere by themselves."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.context.texts.markdown import Page, Passage

_MOST_CHARS = 600
_MOST_LINES = 9
_LINE_CHARS = 200
_URL = re.compile(r"<?\b[a-z][a-z0-9+.-]{1,20}://[^\s>`]+>?", re.IGNORECASE)
_CODE = re.compile(r"(`[^`]*`)")


@dataclass(frozen=True, slots=True)
class Section:
    """What stands under one heading, without what stands under those below it. `headings` are those above it, and its own."""

    headings: tuple[str, ...]
    passages: tuple[Passage, ...]

    @property
    def anchor(self) -> str:
        """The part of an address that leads to it."""
        return self.passages[0].anchor

    @property
    def heading(self) -> str:
        return self.headings[-1] if self.headings else ""

    @property
    def text(self) -> str:
        return "\n".join(f"{one.label} {one.text}" for one in self.passages)


def sections_of(page: Page) -> list[Section]:
    """Those that say something, in order."""
    found: list[Section] = []
    for passage in page.passages:
        if found and found[-1].headings == passage.headings and found[-1].anchor == passage.anchor:
            found[-1] = Section(passage.headings, (*found[-1].passages, passage))
        else:
            found.append(Section(passage.headings, (passage,)))
    return found


def excerpt(section: Section) -> str:
    """Its beginning, with … where there is more. Addresses in it are left out; those in code stay as they are."""
    shown: list[str] = []
    for line in _lines(section.passages):
        if len(shown) == _MOST_LINES or sum(map(len, shown)) + len(line) > _MOST_CHARS:
            return "\n".join([*shown, "…"])
        shown.append(line)
    return "\n".join(shown)


def _lines(passages: Sequence[Passage]) -> Iterator[str]:
    label = ""
    for one in passages:
        if one.is_code:
            yield from (f"`{_cut(line)}`" for line in one.text.replace("`", "'").splitlines() if line.strip())
            continue
        mark = f"{one.number}. " if one.number else "• " if one.depth else ""
        name = f"{one.label}: " if one.label != label and one.label else ""
        label = one.label
        if name or one.text:
            yield "  " * max(0, one.depth - 1) + mark + _cut(name + without_addresses(one.text))


def without_addresses(text: str) -> str:
    """Plain text in which chat finds nothing to link; code is left alone."""
    parts = _CODE.split(text)
    return "".join(part if part.startswith("`") else _URL.sub("(link)", part) for part in parts)


def _cut(text: str) -> str:
    if len(text) <= _LINE_CHARS:
        return text
    cut = text[: _LINE_CHARS - 1].rsplit(" ", 1)[0]
    return cut + ("`…" if cut.count("`") % 2 else "…")
