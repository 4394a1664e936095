"""Reads what a model wrote, however badly: whatever statements can be made out are kept, and nothing is ever raised."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from app.domain.json import Json
from app.domain.speech.plain import one_line
from app.store.columns import storable

READ_CHARS = 60_000
"""How much of an answer is looked at; a loop may be longer."""
MOST_STATEMENTS = 200
MOST_ENTRIES = 12
LONGEST_CHARS = 600
"""A longer statement is no statement."""
_MOST_TRIES = 2_000
_DECODER = json.JSONDecoder()
_KEY = re.compile(r'"(?:key|section|name|title)"\s*:\s*"([^"\n]{1,60})"')
_BARE_KEY = re.compile(r'"(\w{2,20})"\s*:\s*\[')
_NUMBERS = re.compile(r"[\[(]\s*#?\d{1,7}(?:\s*[,;–-]?\s*#?\d{1,7}){0,11}\s*[\])]")
_DIGITS = re.compile(r"\d{1,7}")
_BULLET = re.compile(r"^\s*(?:[-*•]|\d{1,2}[.)])\s+")
_HEADING = re.compile(r"^\s*(?:#{1,6}\s*)?\**([A-Za-z_][\w ,/-]{1,50}?)\**\s*:?\**\s*$")
_TEXTS = ("text", "statement", "sentence", "content", "fact")
_ENTRIES = ("entries", "entry", "citations", "citation", "sources", "cites", "refs")
_LISTS = ("statements", "points", "items", "facts", "bullets")
_NAMES = ("key", "section", "name", "title", "id")


@dataclass(frozen=True, slots=True)
class Said:
    """A statement as a model gave it, nothing of it checked. `section` is what it called the section, perhaps nothing.

    `number` is the number of the statement that this one mends, 0 where it mends none.
    """

    section: str
    text: str
    entries: tuple[int, ...]
    number: int = 0


def read(text: str) -> tuple[Said, ...]:
    """The statements in an answer, in order, each once."""
    text = text[:READ_CHARS]
    found = list(_from_json(text)) if "{" in text or "[" in text else []
    found = found or list(_from_lines(text))
    return tuple({(each.section, each.text, each.number): each for each in found}.values())[:MOST_STATEMENTS]


def _from_json(text: str) -> Iterator[Said]:
    """From every object that is whole, the outermost first; what is cut off costs only the statement it cuts."""
    at, tries = 0, 0
    while tries < _MOST_TRIES and (start := text.find("{", at)) >= 0:
        tries += 1
        try:
            value, at = _DECODER.raw_decode(text, start)
        except (ValueError, RecursionError):
            at = start + 1
            continue
        yield from _from_value(value, _section_before(text, start), 0)


def _section_before(text: str, end: int) -> str:
    """The last thing named as a section before a place in a text that was cut off."""
    window = text[max(0, end - 4_000) : end]
    named = [(match.start(), match[1]) for match in _KEY.finditer(window)]
    named += [
        (match.start(), match[1])
        for match in _BARE_KEY.finditer(window)
        if match[1] not in (*_LISTS, "sections", *_ENTRIES)
    ]
    return max(named, default=(0, ""))[1]


def _from_value(value: Json, section: str, depth: int) -> Iterator[Said]:
    if depth > 6:
        return
    if isinstance(value, str):
        yield from _said(section, value, None, 0)
    elif isinstance(value, Mapping):
        yield from _from_object(value, section, depth)
    elif isinstance(value, list):
        for item in value[: MOST_STATEMENTS * 2]:
            yield from _from_value(item, section, depth + 1)


def _from_object(value: Mapping[str, Json], section: str, depth: int) -> Iterator[Said]:
    text = next((value[name] for name in _TEXTS if isinstance(value.get(name), str)), None)
    named = next((one for name in _NAMES if isinstance(one := value.get(name), str)), section)
    if isinstance(text, str):
        entries = next((value[name] for name in _ENTRIES if name in value), None)
        number = value.get("number")
        yield from _said(section or named, text, entries, number if isinstance(number, int) else 0)
        return
    inside = next((value[name] for name in _LISTS if isinstance(value.get(name), list)), None)
    if inside is not None:
        yield from _from_value(inside, named, depth + 1)
        return
    for name, item in list(value.items())[:40]:
        if isinstance(item, list | Mapping):
            yield from _from_value(item, section if name == "sections" else name, depth + 1)


def _from_lines(text: str) -> Iterator[Said]:
    """Prose with numbers in brackets, under headings: better than nothing."""
    section = ""
    for line in text.split("\n")[: MOST_STATEMENTS * 3]:
        if '":' in line:
            continue  # what is left of JSON
        if _NUMBERS.search(line):
            yield from _said(section, _BULLET.sub("", line), None, 0)
        elif heading := _HEADING.match(line[:80]):
            section = heading[1]


def _said(section: str, text: str, entries: Json, number: int) -> Iterator[Said]:
    numbers = _numbers(entries)
    if not numbers:
        numbers = tuple(dict.fromkeys(int(one) for found in _NUMBERS.findall(text) for one in _DIGITS.findall(found)))
    words = (
        one_line(_NUMBERS.sub("", storable(text[: LONGEST_CHARS * 2])).replace("**", ""))
        .strip(' "')
        .rstrip(".")
        .rstrip()
    )
    if number or 0 < len(words) <= LONGEST_CHARS:
        yield Said(one_line(storable(section))[:60].lower(), words[:LONGEST_CHARS], numbers[:MOST_ENTRIES], number)


def _numbers(value: Json) -> tuple[int, ...]:
    """Whole numbers in whatever came: a list, one number, or text with numbers in it."""
    return tuple(dict.fromkeys(_each_number(value)))


def _each_number(value: Json) -> Iterator[int]:
    if isinstance(value, bool) or value is None:
        return
    if isinstance(value, int):
        yield value
    elif isinstance(value, float):
        if value.is_integer() and abs(value) < 1e9:
            yield int(value)
    elif isinstance(value, str):
        yield from (int(one) for one in _DIGITS.findall(value[:200]))
    elif isinstance(value, list):
        for item in value[: MOST_ENTRIES * 4]:
            yield from (each for each in _each_number(item) if not isinstance(item, Mapping))
