"""Personal data out of a text before a model reads it, and back into its answer; reversible only in memory."""

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from app.redaction.personal_data import FINDERS
from app.redaction.personal_names import UNSPACED, WORD, Form, clean, forms, is_meant

_KINDS = "person|email|phone|card|iban|ip|internal|quoted"
_PLACEHOLDER = re.compile(
    rf"\\\[(?:{_KINDS})[-\u2010-\u2013_ ][0-9]{{1,9}}[a-z]*\\\]"
    rf"|\[(?:{_KINDS})[-\u2010-\u2013_ ][0-9]{{1,9}}[a-z]*\]?"
    rf"|(?<![\w.-])(?:{_KINDS})[-\u2010-\u2013_ ][0-9]{{1,9}}[a-z]*(?:\]|(?![\w]|[-.:/]\w))",
    re.IGNORECASE | re.ASCII,
)
_PARTS = re.compile(rf"({_KINDS}).([0-9]+)([a-z]*)", re.IGNORECASE | re.ASCII)
_MENTION = re.compile(r"<@([UW][A-Z0-9]{1,20})(?:\|[^<>|]{0,80})?>")
_SECRET = re.compile(r"\[secret:[a-z-]{1,40}\]")
_GAP = re.compile(r"\. |[ \u00a0._'’-]")
_LONGEST_STAR = 253  # the longest host name, RFC 1035

Span = tuple[int, int, str, str]  # start, end, kind, value


class Pseudonyms:
    """Placeholders for the personal data of one incident: `[person-3]`, `[email-1]`.

    `names` maps user id → display name of everybody known; `internal` lists names of hosts, pods and customers to hide
    too, with `*` for any part of a name. People are numbered by user id, everything else as it is first seen. A second
    spelling of the same value has the same number and a letter: `[person-3b]`, so that each is restored as it was.
    """

    def __init__(self, names: Mapping[str, str], internal: Sequence[str] = ()) -> None:
        self._people = {user: f"{number}" for number, user in enumerate(sorted(names), 1)}
        self._forms, self._called = _ways_to_call(names, self._people)
        self._known = frozenset(self._forms) | {user.casefold() for user in self._people}
        unspaced = sorted(form for form in self._forms if UNSPACED.fullmatch(form))
        self._unspaced = re.compile("|".join(sorted(unspaced, key=len, reverse=True))) if unspaced else None
        self._internal = _any_of(internal)
        self._numbers: dict[tuple[str, str], int] = {}
        self._last: Counter[str] = Counter(person=len(self._called))
        self._spellings: dict[tuple[str, int], list[str]] = {}
        self._suffixes: dict[tuple[str, int, str], str] = {}
        self._counts: Counter[str] = Counter()

    @property
    def counts(self) -> Mapping[str, int]:
        """How often each kind (person, email, phone, card, iban, ip, internal) was hidden so far."""
        return MappingProxyType(self._counts)

    def hide(self, text: str) -> str:
        """`text` with placeholders for personal data. What looks like a placeholder already gets one of its own."""
        parts, done = [], 0
        for start, end, kind, value in self._found(text):
            parts += [self._escaped(text[done:start]), self._given(kind, value, text[start:end])]
            self._counts[kind] += 1
            done = end
        return "".join([*parts, self._escaped(text[done:])])

    def restore(self, text: str, *, in_json: bool = False) -> str:
        """What was hidden, back in place; placeholders that were never given out stay.

        Also those without brackets, with another hyphen or in another case. `in_json` says that `text` is raw JSON, so
        that a quotation mark in a name does not end a string.
        """

        def original(match: re.Match[str]) -> str:
            found = self._original(match.group())
            if found is None:
                return match.group()
            return json.dumps(found, ensure_ascii=False)[1:-1] if in_json else found

        return _PLACEHOLDER.sub(original, text)

    def _original(self, placeholder: str) -> str | None:
        parts = _PARTS.search(placeholder)
        if parts is None or (parts[2][0] == "0"):
            return None
        spellings = self._spellings.get((parts[1].lower(), int(parts[2])))
        if not spellings:
            return None
        place = _place(parts[3].lower())
        return spellings[place] if place < len(spellings) else None

    def _escaped(self, text: str) -> str:
        return _PLACEHOLDER.sub(lambda match: self._given("quoted", match.group(), match.group()), text)

    def _given(self, kind: str, value: str, written: str) -> str:
        number = self._number(kind, value)
        place = (kind, number, written)
        if place not in self._suffixes:
            spellings = self._spellings.setdefault((kind, number), [])
            if kind == "person" and not spellings and number <= len(self._called):
                spellings.append(self._called[number - 1])
                self._suffixes[kind, number, spellings[0]] = ""
            if place not in self._suffixes:
                spellings.append(written)
                self._suffixes[place] = _suffix(len(spellings) - 1)
        return f"[{kind}-{number}{self._suffixes[place]}]"

    def _number(self, kind: str, value: str) -> int:
        if kind == "person" and value.isdigit():
            return int(value)
        if (kind, value) not in self._numbers:
            self._last[kind] += 1
            self._numbers[kind, value] = self._last[kind]
        return self._numbers[kind, value]

    def _found(self, text: str) -> list[Span]:
        """Without overlaps and in order; the first finder that claims a place keeps it."""
        taken = bytearray(len(text))
        for match in _SECRET.finditer(text):
            taken[match.start() : match.end()] = b"\x01" * (match.end() - match.start())
        found: list[Span] = []
        for start, end, kind, value in self._candidates(text):
            if start < end and not any(taken[start:end]):
                taken[start:end] = b"\x01" * (end - start)
                found.append((start, end, kind, value))
        return sorted(found)

    def _candidates(self, text: str) -> Iterator[Span]:
        for match in _MENTION.finditer(text):
            yield *match.span(), "person", self._people.get(match[1], f"@{match[1]}")
        for kind, finder in FINDERS:
            for place in finder(text):
                yield place.start, place.end, kind, place.value
        if self._internal:
            for match in self._internal.finditer(text):
                yield *match.span(), "internal", match.group().casefold()
        yield from self._names(text)

    def _names(self, text: str) -> Iterator[Span]:
        if self._unspaced:
            for match in self._unspaced.finditer(text):
                yield *match.span(), "person", self._forms[match.group()][0][1]
        lowered = text.casefold()
        folded = WORD.findall(lowered)
        if self._known.isdisjoint(folded):
            return
        words = list(WORD.finditer(text))
        if len(lowered) != len(text):
            folded = [word.group().casefold() for word in words]
        for place, written in enumerate(folded):
            if written in self._known:
                yield from self._called_at(text, words, place, written)

    def _called_at(self, text: str, words: Sequence[re.Match[str]], place: int, folded: str) -> Iterator[Span]:
        start, end = words[place].span()
        if words[place].group() in self._people:
            yield start, end, "person", self._people[words[place].group()]
            return
        for form, value in self._forms.get(folded, ()):
            if _fits(text, words, place, form):
                end = words[place + len(form.words) - 1].end()
                if is_meant(text, start, end, form):
                    yield start, end, "person", value
                    return


def _fits(text: str, words: Sequence[re.Match[str]], place: int, form: Form) -> bool:
    if place + len(form.words) > len(words):
        return False
    for offset, wanted in enumerate(form.words[1:], place + 1):
        gap = text[words[offset - 1].end() : words[offset].start()]
        if words[offset].group().casefold() != wanted or not _GAP.fullmatch(gap):
            return False
    return True


def _ways_to_call(
    names: Mapping[str, str], people: Mapping[str, str]
) -> tuple[dict[str, list[tuple[Form, str]]], list[str]]:
    """First word → the forms that begin with it, longest first, and whom each means; and what each number is called.

    What several people are called gets a number of its own after theirs: nobody may be taken for somebody else.
    """
    called = [clean(names[user]) or user for user in people]
    meant: dict[Form, set[str]] = {}
    for user, number in people.items():
        for form in forms(clean(names[user])):
            meant.setdefault(form, set()).add(number)
    by_word: dict[str, list[tuple[Form, str]]] = {}
    for form in sorted(meant, key=lambda one: (-len(one.words), one.words, one.short)):
        whose = meant[form]
        if len(whose) > 1:
            called.append(" ".join(form.words).title())
        by_word.setdefault(form.words[0], []).append((form, min(whose) if len(whose) == 1 else f"{len(called)}"))
    return by_word, called


def _any_of(patterns: Sequence[str]) -> re.Pattern[str] | None:
    """One expression for the patterns, longest first; a star stands for letters, digits, `-`, `_` and `.`."""
    listed = sorted({one.strip() for one in patterns if one.strip(" *")}, key=lambda one: (-len(one), one))
    star = rf"[\w.-]{{0,{_LONGEST_STAR}}}"
    bodies = [star.join(re.escape(part) for part in re.split(r"\*+", one)) for one in listed]
    ended = [f"{body}(?<![.-])" if one.endswith("*") else body for one, body in zip(listed, bodies, strict=True)]
    return re.compile(rf"(?<!\w)(?:{'|'.join(ended)})(?!\w)", re.IGNORECASE) if listed else None


def _suffix(place: int) -> str:
    """`` b c … z aa ab …: 0 has none, and no two are alike."""
    letters = ""
    while place > 0:
        letters, place = chr(ord("a") + place % 26) + letters, place // 26
    return letters


def _place(suffix: str) -> int:
    place = 0
    for letter in suffix:
        place = place * 26 + ord(letter) - ord("a")
    return place
