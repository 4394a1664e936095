"""The best section of the runbooks for what is going on: quoted and linked, never the whole page."""

import asyncio
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from app.context.similar.past import Field
from app.context.similar.ranking import Hit, index
from app.context.similar.symptoms import Question, asked
from app.context.similar.terms import shown
from app.context.surroundings import Surroundings
from app.context.texts import shelf
from app.context.texts.excerpts import Section, excerpt, sections_of
from app.context.texts.markdown import Page, read_page
from app.domain.connecting import Guide
from app.domain.service import normal
from app.domain.signal import Signal

_LINKS = ("runbook_url", "runbook", "runbook_link", "runbookurl", "playbook_url", "playbook")
_HTTP = re.compile(r"https?://[^\s<>|]+", re.IGNORECASE)
_ACTS = re.compile(
    r"\b(?:what to do|steps?|mitigat\w+|fix\w*|resol\w+|respond\w*|response|recover\w*|remed\w+|actions?|restart\w*|roll ?back"
    r"|scale\w*|how to)\b",
    re.IGNORECASE,
)
_INSTRUCTIONS = re.compile(
    r"(?:what to do|steps(?: to .*)?|mitigations?|(?:the )?fix(?:es)?|resolution|how to (?:fix|resolve|mitigate).*|remed\w+|recovery"
    r"|response|actions?|procedure|instructions|playbook)",
    re.IGNORECASE,
)
"""Headings under which stands what to do about what is told beside or above them."""
_MORE_FOR_ACTING = 1.2
_LESS_FOR_ANOTHER_SERVICE = 0.4
_MORE_FOR_THE_SERVICE = 1.5
_SHARED_WORDS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Advice:
    """A section of a runbook. `excerpt` is plain text of a few lines; `url` leads to the section, or is empty.

    `why` says in a few words why it is this one. `guide` is None and `excerpt` empty where an alert links to a runbook
    that we cannot read; `title` is then the alert's.
    """

    title: str
    heading: str = ""
    excerpt: str = ""
    url: str = ""
    why: str = ""
    guide: Guide | None = None


@dataclass(frozen=True, slots=True)
class Advised:
    """`advice` is None where no section fits. `could_not` says in a sentence each what could not be looked at."""

    advice: Advice | None = None
    looked_at: int = 0
    could_not: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Chapter:
    """A section with the guide and the page that it is of."""

    guide: Guide
    page: Page
    section: Section


async def best_guide(
    surroundings: Surroundings, *, services: Sequence[str] = (), words: str = "", signals: Sequence[Signal] = ()
) -> Advised:
    """`words` is what people say of the trouble, as plain text. A link that an alert itself has comes first."""
    shelved = await shelf.guides(surroundings)
    advice = await asyncio.to_thread(_advice, shelved.items, services, words, signals)
    return Advised(advice, len(shelved.items), shelved.could_not)


def _advice(guides: Sequence[Guide], services: Sequence[str], words: str, signals: Sequence[Signal]) -> Advice | None:
    services = (*services, *(one.service for one in signals if one.service))
    question = asked(None, services, signals, words)
    for signal in signals:
        if link := linked(signal):
            return _as_linked(guides, signal, link, question)
    chapters = [chapter for guide in guides for chapter in _chapters(guide)]
    best = _best(chapters, question, services)
    return _told(*best, question, services) if best else None


def linked(signal: Signal) -> str:
    """The address of the runbook that the alert itself names, or the empty string."""
    given = {name.lower().rpartition(".")[2]: value.strip() for name, value in signal.attributes.items()}
    return next((given[name] for name in _LINKS if _HTTP.fullmatch(given.get(name, ""))), "")


def _as_linked(guides: Sequence[Guide], signal: Signal, link: str, question: Question) -> Advice:
    page, _, place = link.partition("#")
    guide = next((one for one in guides if one.url and one.url == page), None)
    why = "the alert links to it"
    if guide is None:
        return Advice(title=signal.title, url=link, why=why)
    chapters = _chapters(guide)
    named = [one for one in chapters if place and one.section.anchor == place]
    hit = None if named or not chapters else _best(chapters, question, (), weak_too=True)
    chapter = named[0] if named else hit[0] if hit else next(iter(chapters), None)
    if chapter is None:
        return Advice(title=guide.title, url=link, why=why, guide=guide)
    url = link if place else f"{link}#{chapter.section.anchor}"
    return _shown(chapter, url, why)


def _best(
    chapters: Sequence[_Chapter], question: Question, services: Sequence[str], *, weak_too: bool = False
) -> tuple[_Chapter, Hit] | None:
    """The section that is most about what is asked, if any is."""
    ours = {normal(one) for one in services}
    hits = index([_texts(one) for one in chapters]).search(question.headline, question.talk)
    rated = [(hit.points * _factor(chapters[hit.place], ours), hit) for hit in hits]
    good = [
        (points, hit)
        for points, hit in rated
        if weak_too or not hit.is_weak or _is_for(chapters[hit.place].guide, ours)
    ]
    if not good:
        return None
    _, hit = max(good, key=lambda one: (one[0], -one[1].place))
    return _instructions(chapters[hit.place]), hit


def _instructions(chapter: _Chapter) -> _Chapter:
    """What to do about it, where the section only describes it and such a section stands below or beside it."""
    own = chapter.section.headings
    if _is_to_act_on(chapter.section):
        return chapter
    others = [one for one in _chapters(chapter.guide) if _INSTRUCTIONS.fullmatch(one.section.heading)]
    below = next((one for one in others if one.section.headings[:-1] == own), None)
    beside = next((one for one in others if one.section.headings[:-1] == own[:-1]), None)
    return below or beside or chapter


def _factor(chapter: _Chapter, ours: set[str]) -> float:
    factor = _MORE_FOR_ACTING if _is_to_act_on(chapter.section) else 1.0
    if not ours or not chapter.guide.services:
        return factor
    return factor * (_MORE_FOR_THE_SERVICE if _is_for(chapter.guide, ours) else _LESS_FOR_ANOTHER_SERVICE)


def _is_for(guide: Guide, ours: set[str]) -> bool:
    return any(normal(one) in ours for one in guide.services)


def _is_to_act_on(section: Section) -> bool:
    return bool(_ACTS.search(section.heading)) or any(one.is_code or one.number for one in section.passages)


@lru_cache(maxsize=2000)  # guides do not change; each is read once, not for every question
def _chapters(guide: Guide) -> tuple[_Chapter, ...]:
    page = read_page(guide.markdown)
    return tuple(_Chapter(guide, page, section) for section in sections_of(page) if section.text.strip())


def _texts(chapter: _Chapter) -> Mapping[Field, str]:
    guide, section = chapter.guide, chapter.section
    front = chapter.page.front
    named = [text for name in ("alert", "alerts", "tags", "keywords") for text in front.get(name, ())]
    return {
        Field.TITLE: "\n".join([guide.title, *section.headings[1:]]),
        Field.SYMPTOMS: "\n".join(named),
        Field.SERVICES: "\n".join(guide.services),
        Field.CAUSES: section.text,
        Field.REST: guide.ref,
    }


def _told(chapter: _Chapter, hit: Hit, question: Question, services: Sequence[str]) -> Advice:
    place = chapter.section.anchor
    url = f"{chapter.guide.url}#{place}" if chapter.guide.url and place else chapter.guide.url
    return _shown(chapter, url, "; ".join(_why(chapter.guide, hit, question, services)))


def _why(guide: Guide, hit: Hit, question: Question, services: Sequence[str]) -> Iterator[str]:
    ours = {normal(one) for one in services}
    if for_us := [one for one in guide.services if normal(one) in ours]:
        yield f"it is for {', '.join(for_us)}"
    words = shown(question.text)
    shared = dict.fromkeys(words[term] for term in hit.shared if not term.startswith("~") and term in words)
    if shared:
        yield f"it has: {', '.join(list(shared)[:_SHARED_WORDS])}"


def _shown(chapter: _Chapter, url: str, why: str) -> Advice:
    heading = chapter.section.heading
    return Advice(
        title=chapter.guide.title,
        heading="" if heading == chapter.guide.title else heading,
        excerpt=excerpt(chapter.section),
        url=url,
        why=why,
        guide=chapter.guide,
    )
