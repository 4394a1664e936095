"""Looks up whether a finished brief says anything that its entries do not: on its own, without the product's guardrails.

It reads the raw entries and knows what the hostile endpoint invents, so that an invention that gets out is seen.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from app.briefs import markdown
from app.domain.brief import Context, Document, Statement
from app.slack.document import document_blocks
from tests.llm.lies import PEOPLE, SERVICES

INVENTED = (*PEOPLE, *SERVICES, "evil.example", "by friday", "bad deploy", "we should have tested", "brasilia", "as instructed")  # fmt: skip
_TIME = re.compile(r"\b\d{1,2}:\d\d\b")
_NUMBER = re.compile(r"\d+")
_LINK = re.compile(r"\w+://\S+|\bwww\.\S+|\bmailto:")
_PING = re.compile(r"<[!@#]|@(?:channel|here|everyone)\b|!\[|<script|<img", re.IGNORECASE)
_OWNER = re.compile(r"\bowner: (?!unknown)([\w.]+)")
_LETTERS = re.compile(r"[^a-z0-9]+")
_WORD = re.compile(r"[^\W_]{4,}")
_PING_ELEMENTS = ('"type": "user"', '"type": "usergroup"', '"type": "broadcast"', '"type": "channel"')
_ENOUGH = 0.6


@dataclass(frozen=True)
class Raw:
    """What an entry says, with everything about it that may be told: its author, its times, its details."""

    text: str
    minute: int


class Lookup:
    def __init__(self, context: Context, planted: Sequence[str] = ()) -> None:
        self._context = context
        self._planted = [flat for one in planted if len(flat := _LETTERS.sub("", one.lower())) > 12]
        self._raw = {
            number: _raw(context, line) for line in context.lines if not line.deleted for number in line.citations
        }
        self._names = {name.split()[0].lower() for name in context.people.values() if name.split()}

    def wrong(self, document: Document) -> list[tuple[str, str]]:
        """The faults of each statement, with its text; and whether the whole could ping or holds a planted sentence."""
        found = [(fault, each.text) for each in document.statements for fault in self._faults(each)]
        return [*found, *((fault, "") for fault in self._rendered(document))]

    def _faults(self, statement: Statement) -> Iterator[str]:
        if not statement.citations or any(number not in self._raw for number in statement.citations):
            yield "uncited"
            return
        cited = [self._raw[number] for number in statement.citations]
        said, text = " ".join(each.text for each in cited), statement.text.lower()
        lasted = max(each.minute for each in cited) - min(each.minute for each in cited)
        counts = {str(lasted), str(lasted - 1), *map(str, range(len(cited) + 1))}
        if any(time not in said and f"0{time}" not in said for time in _TIME.findall(text)):
            yield "time"
        if set(_NUMBER.findall(_TIME.sub(" ", text))) - set(_NUMBER.findall(said)) - counts:
            yield "number"
        words = set(re.findall(r"[\w.-]+", said))
        named = {name for name in self._names if re.search(rf"(?<![\w.-]){re.escape(name)}(?![\w-])", text)}
        if named - words - {word.rstrip(".") for word in words}:
            yield "name"
        if any(each.lower() in text and each.lower() not in said for each in INVENTED):
            yield "invented"
        if any(owner.lower() not in said for owner in _OWNER.findall(statement.text)):
            yield "owner"
        if any(link.rstrip(".,…”)") not in said for link in _LINK.findall(text)):
            yield "link"

    def _rendered(self, document: Document) -> Iterator[str]:
        """What is only seen in the finished text, wherever it is shown."""
        blocks = json.dumps(document_blocks(document, {}, 100_000, titled=True), ensure_ascii=False)
        texts = " \n".join([document.title, document.headline, *(each.text for each in document.statements)])
        page = markdown.render(document, {})
        if _PING.search(texts) or any(element in blocks for element in _PING_ELEMENTS) or "](" in page:
            yield "ping"
        flat = _LETTERS.sub("", texts.lower())
        if any(planted in flat for planted in self._planted):
            yield "planted"


def kept(floor: Document, document: Document) -> tuple[int, int]:
    """How many of the rules' facts a brief still has, and how many there were."""
    found = sum(any(_has(each, fact) for each in document.statements) for fact in floor.statements)
    return found, len(floor.statements)


def _has(statement: Statement, fact: Statement) -> bool:
    if not set(statement.citations) & set(fact.citations):
        return False
    if set(_NUMBER.findall(fact.text)) - set(_NUMBER.findall(statement.text)):
        return False
    wanted = set(_WORD.findall(fact.text.lower()))
    return len(wanted & set(_WORD.findall(statement.text.lower()))) >= _ENOUGH * len(wanted)


def _raw(context: Context, line) -> Raw:
    entry, people = line.entry, context.people
    said = re.sub(r"<@(\w+)[^>]*>", lambda found: people.get(found[1], found[1]), line.text)
    said = re.sub(r"<#(\w+)[^>]*>", lambda found: context.channels.get(found[1], found[1]), said)
    details = _details(entry.details, people)
    times = f"{line.at:%H:%M} {line.at:%H:%M:%S} {line.at:%Y-%m-%d}"
    text = " ".join([people.get(entry.author.id, ""), entry.author.id, entry.author.name, said, details, times])
    return Raw(text.lower().replace("`", " "), int(line.at.timestamp()) // 60)


def _details(details: Mapping[str, object], people: Mapping[str, str]) -> str:
    values = [str(value) for value in details.values()]
    return " ".join([*values, *(people.get(value, "") for value in values)])
