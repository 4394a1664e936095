"""How each type of a command's signature is read from what was typed, and written from what was filled in."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from app.briefs.postmortem import POSTMORTEM
from app.commands.times import Due, Since, take_due, take_due_last, take_since
from app.commands.values import ROLES, Key, Number, Role, SectionKey, Severity, Somebody, Text, Word
from app.domain.incident import Status
from app.domain.markup import escape


class Mismatch(Exception):  # noqa: N818 -- not a failure by itself: the words may belong to the next parameter
    """The words are not of this kind. The message is a sentence without its full stop, or empty."""


@dataclass(frozen=True, slots=True)
class ValueKind:
    """`take` reads a value from the start of a line and returns it with what is left; it raises Mismatch.

    `example` stands for the value in a usage line. `typed` turns a form's value into what one would have typed.
    `take_last` does the same as `take` from the end of a line, for kinds that are said there too.
    """

    name: str
    prompt: str
    example: str
    take: Callable[[str], tuple[object, str]]
    typed: Callable[[str], str] = str.strip
    choices: tuple[str, ...] = ()
    take_last: Callable[[str], tuple[object, str] | None] = field(default=lambda _: None)


_EDGES = "\"'“”„‘’«»`\u200b\u200c\u200d\ufeff"
_STATUSES = tuple(status.value for status in Status)
_PUNCTUATION = ".,;:!"
_FIRST = re.compile(r"\s*(\S+)\s*")
_REFERENCE = re.compile(r"\s*<@([UW][A-Z0-9]{1,20})(?:\|[^<>]*)?>[\s.,;:!]*")
_KEY = re.compile(r"inc[-–—\s]?(\d{1,9})", re.IGNORECASE)
_SEVERITY = re.compile(r"(?:(?:severity|sev|p|s)[-–—]?)?(\d{1,6})")
_SEVERITY_WORD = re.compile(r"\A\s*(?:severity|sev)\s+(?=\d)", re.IGNORECASE)
_ROLE = re.compile(r"[^\W\d_][\w-]{0,29}")
_HANDLE = re.compile(r"[\w][\w .'’-]{0,79}")
_QUOTES = {'"': '"', "“": "”", "„": "“", "'": "'", "‘": "’", "«": "»"}
_STATUS_WORDS = {
    "resolve": "resolved",
    "fixed": "resolved",
    "close": "closed",
    "done": "closed",
    "monitor": "monitoring",
}
_STATUS_WORDS |= {
    "investigate": "investigating",
    "open": "investigating",
    "identify": "identified",
    "found": "identified",
}
_ROLE_WORDS = {"commander": "lead", "ic": "lead", "communications": "comms", "operations": "ops", "scribes": "scribe"}
_VERBATIM = re.compile(r"(?:--|—)(?:\s|$)")


def first_word(line: str) -> tuple[str, str]:
    """The first word and what follows it; both empty at the end of the line."""
    match = _FIRST.match(line)
    return (match[1], line[match.end() :]) if match else ("", "")


def bare(word: str) -> str:
    """A word as it is compared: without quotes and punctuation around it, in lower case. A question mark stays: a
    question must not be taken for an order.
    """
    return word.strip(_EDGES).rstrip(_PUNCTUATION + _EDGES).casefold()


def _status(line: str) -> tuple[Status, str]:
    word, rest = first_word(line)
    word = bare(word)
    try:
        return Status(_STATUS_WORDS.get(word, word)), rest
    except ValueError:
        raise Mismatch(f"“{word[:40]}” is not a status: say {_either(_STATUSES)}" if word else "Say which") from None


def _severity(line: str) -> tuple[Severity, str]:
    word, rest = first_word(_SEVERITY_WORD.sub("", line, count=1))
    match = _SEVERITY.fullmatch(bare(word))
    if not match or not 1 <= int(match[1]) <= 5:
        raise Mismatch("A severity is a number from 1 (worst) to 5")
    return Severity(int(match[1])), rest


def _person(line: str) -> tuple[Somebody, str]:
    """A mention, or a handle: that takes the rest of the line, as names may have spaces."""
    if match := _REFERENCE.match(line):
        return Somebody(id=match[1]), line[match.end() :]
    name = line.strip().strip(_EDGES).rstrip(_PUNCTUATION).removeprefix("@").strip()
    if not _HANDLE.fullmatch(name):
        raise Mismatch("Say who, as @name")
    return Somebody(handle=name), ""


def _mentioned(line: str) -> tuple[Somebody, str]:
    """A person before other words: a mention, or one word that starts with @."""
    if match := _REFERENCE.match(line):
        return Somebody(id=match[1]), line[match.end() :]
    word, rest = first_word(line)
    if not word.startswith("@"):
        raise Mismatch("Say who, as @name")
    return _person(word)[0], rest


def _role(line: str) -> tuple[Role, str]:
    word, rest = first_word(line)
    name = bare(word).removeprefix("incident-")
    if not _ROLE.fullmatch(name):
        raise Mismatch(f"A role is one word, such as {_either(ROLES)}")
    return Role(_ROLE_WORDS.get(name, name)), rest


def take_key(line: str) -> tuple[Key, str]:
    word, rest = first_word(line)
    match = _KEY.fullmatch(bare(word))
    if not match:
        raise Mismatch("An incident is named like INC-3")
    return Key(f"INC-{int(match[1])}"), rest


def _number(line: str) -> tuple[Number, str]:
    word, rest = first_word(line)
    digits = bare(word).removeprefix("#")
    if not (digits.isascii() and digits.isdigit() and len(digits) <= 9):
        raise Mismatch("Say its number")
    return Number(int(digits)), rest


def _word(line: str) -> tuple[Word, str]:
    word, rest = first_word(line)
    if not word.strip(_EDGES):
        raise Mismatch("A word is missing")
    return Word(word.strip(_EDGES)), rest


def _text(line: str) -> tuple[Text, str]:
    """The rest of the line, without quotes around the whole; after `--` exactly as it is."""
    text = line.strip()
    if is_verbatim(text):
        text = text.removeprefix("--").strip() if text.startswith("--") else text[1:].strip()
    elif len(text) > 1 and _QUOTES.get(text[0]) == text[-1] and not set(text[1:-1]) & {text[0], text[-1]}:
        text = text[1:-1].strip()
    if not any(char.isprintable() and not char.isspace() for char in text):
        raise Mismatch("The text is missing")
    return Text(text), ""


def is_verbatim(line: str) -> bool:
    """Whether the rest of the line is text, whatever it looks like."""
    return _VERBATIM.match(line.lstrip()) is not None


def _since(line: str) -> tuple[Since, str]:
    taken = take_since(line)
    if taken is None:
        raise Mismatch("Say since when, as in 14:05, 10m or yesterday 22:00 (UTC)")
    return taken


def _due(line: str) -> tuple[Due, str]:
    taken = take_due(line)
    if taken is None:
        raise Mismatch("Say by when, as in by friday or by 2030-01-31")
    return taken


def _mention_of(value: str) -> str:
    value = value.strip()
    return f"<@{value}>" if re.fullmatch(r"[UW][A-Z0-9]{1,20}", value) else value


def _prefixed(word: str) -> Callable[[str], str]:
    return lambda value: value.strip() if value.strip().casefold().startswith(word) else f"{word} {value.strip()}"


def _either(names: tuple[str, ...]) -> str:
    return f"{', '.join(names[:-1])} or {names[-1]}"


MENTIONED = ValueKind("person", "Person", "@person", _mentioned, typed=_mention_of)
"""A person in a place where other words may stand instead."""


def flag(name: str) -> ValueKind:
    """Given by its name, with or without dashes; in a form by any value but "no" and "false"."""

    def take(line: str) -> tuple[bool, str]:
        word, rest = first_word(line)
        if bare(word).lstrip("-–—") != name:
            raise Mismatch(f"Say {name} or nothing")
        return True, rest

    def typed(value: str) -> str:
        return "" if value.strip().casefold() in {"", "no", "false", "off", "0"} else f"--{name}"

    return ValueKind("flag", name.capitalize(), name, take, typed=typed)


def one_of(choices: tuple[str, ...]) -> ValueKind:
    """One of a few words."""

    def take(line: str) -> tuple[str, str]:
        word, rest = first_word(line)
        chosen = bare(word).replace("-", "_")
        if chosen not in choices:
            raise Mismatch(f"Say {_either(choices)}")
        return chosen, rest

    return ValueKind("word", "Which", "|".join(choices), take, choices=choices)


KINDS: Mapping[object, ValueKind] = {
    Status: ValueKind("status", "Status", "|".join(_STATUSES), _status, choices=_STATUSES),
    Severity: ValueKind("severity", "Severity", "1-5", _severity, choices=("1", "2", "3", "4", "5")),
    Somebody: ValueKind("person", "Person", "@person", _person, typed=_mention_of),
    Role: ValueKind("role", "Role", f"{'|'.join(ROLES)}|…", _role, choices=ROLES),
    Key: ValueKind("key", "Incident", "INC-3", take_key),
    Number: ValueKind("number", "Number", "2", _number),
    Word: ValueKind("word", "Word", "WORD", _word),
    Since: ValueKind("since", "Since when (UTC)", "since 14:05", _since, typed=_prefixed("since")),
    Due: ValueKind("due", "Due", "by friday", _due, typed=_prefixed("by"), take_last=take_due_last),
    SectionKey: one_of(tuple(share.part.key for share in POSTMORTEM.shares)),
    Text: ValueKind("text", "Text", "TEXT", _text, typed=lambda value: escape(value.strip())),
}
"""By type. Besides, a `bool` is a flag named after its parameter, and a `Literal` one of its words."""
