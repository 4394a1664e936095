"""A new draft meets what people made of the old one: their words stay, and they are told that newer facts exist."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from app.briefs import markdown
from app.domain.brief import Document


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredSection:
    """A section as kept: the Markdown that was drafted, and what a person made of it (None while nobody touched it).

    `newer` says that the draft has changed since the person wrote.
    """

    key: str
    title: str
    drafted: str
    edited: str | None = None
    edited_by: str = ""
    newer: bool = False

    @property
    def text(self) -> str:
        """What readers see: a person's words before the draft."""
        return self.drafted if self.edited is None else self.edited


def redrafted(
    document: Document, stored: Sequence[StoredSection], urls: Mapping[int, str]
) -> tuple[StoredSection, ...]:
    """The sections to keep from now on: the new draft's, in its order, with every edit where it was.

    A section that a person edited or added stays even when the new draft does not have it; it comes last.
    """
    before = {section.key: section for section in stored}
    drafts = [
        StoredSection(key=section.key, title=section.title, drafted=markdown.section_text(section, document, urls))
        for section in document.sections
    ]
    merged = [_merged(draft, before.get(draft.key)) for draft in drafts]
    new = {draft.key for draft in drafts}
    kept = [section for section in stored if section.key not in new and section.edited is not None]
    return (*merged, *kept)


def edited(stored: Sequence[StoredSection], key: str, text: str, editor: str) -> tuple[StoredSection, ...]:
    """The sections after a person wrote one of them. Raises KeyError when there is no such section."""
    if all(section.key != key for section in stored):
        raise KeyError(key)
    return tuple(
        replace(each, edited=text, edited_by=editor, newer=False) if each.key == key else each for each in stored
    )


def edits(stored: Sequence[StoredSection]) -> dict[str, str]:
    """Section key → a person's words, with a line under them where newer facts exist; for the renderers."""
    return {section.key: _shown(section) for section in stored if section.edited is not None}


def _merged(draft: StoredSection, old: StoredSection | None) -> StoredSection:
    if old is None or old.edited is None:
        return draft
    return replace(draft, edited=old.edited, edited_by=old.edited_by, newer=old.newer or draft.drafted != old.drafted)


def _shown(section: StoredSection) -> str:
    notice = "\n\n*Newer facts exist: the record has changed since this section was edited.*" if section.newer else ""
    return f"{section.edited}{notice}"
