"""Small alterations that leave nearly all words of code in place and still change what it does."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence

from app.context.identifiers import atoms

_OPERATOR = re.compile(r"<=|>=|==|!=|&&|\|\||<|>|\+|-(?!>)|/|%|!(?!=)|\b(?:not|and|or|await|async)\b")
_LOOP = re.compile(r"\b(?:for|while|foreach|loop)\b|\.(?:map|forEach|each|flatMap|par_iter)\b")
_ASKS = re.compile(
    r"quer(?:y|ies)|fetch|select\b|\bfind|\bload|\.get\(|\bget_?[A-Z]?\w*\(|\.(?:post|exec|call|request|send)\(|rpc",
    re.IGNORECASE,
)
_LOCK = re.compile(r"(\w+)\W+(?:un)?(?:lock|acquire)\b", re.IGNORECASE)
_TYPE = re.compile(
    r"\b(?:u?int(?:8|16|32|64)?|float(?:32|64)?|double|long|short|string|str|bool(?:ean)?|number|bytes?|decimal|Decimal|BigDecimal|"
    r"String|Integer|Long|Double|var(?:char|binary)|text|integer|bigint|numeric|timestamp(?:tz)?|uuid|date)\b"
)
_UNIT = re.compile(
    r"(?:\b|_)((?:nano|micro|milli)?second|minute|hour|day|week|month|cent|dollar|(?:kilo|mega|giga)?byte|kb|mb|gb|ms)s?(?=\b|_)",
    re.IGNORECASE,
)
_TEXT = re.compile(r"\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*'|`[^`]*`")
_PLACE = re.compile(r"\$?\{(\w+(?:\.\w+)*)[^{}]{0,40}\}|%\((\w+)\)|(?<![:\w]):(\w+)")
_DIVIDES = re.compile(r"(?<=[\w)\]]) ?[/%] ?(?=[\w(])")
_CALLED = re.compile(r"(\w+)\(")
_ALIKE = 4  # letters at the beginning by which a new name is the old one, only renamed
_WITHIN = 4  # lines after the head of a loop that are taken for its body


def is_twisted(taken: Sequence[str], put: Sequence[str]) -> bool:
    """Whether words change their places in a line, locks their order, a value its type or unit, a call what is called,
    something is asked in a loop or left out of a text.
    """
    return (
        _is_reordered(taken, put)
        or _calls_another(taken, put)
        or retyped(taken, put) != ""
        or other_unit(taken, put) != ""
        or left_out(taken, put) != ""
        or _divisions(put) != _divisions(taken)
        or [found for line in taken for found in _LOCK.findall(line)]
        != [found for line in put for found in _LOCK.findall(line)]
        or (asks_in_loop(put) != "" and asks_in_loop(taken) == "")
    )


def operators(lines: Sequence[str]) -> Counter[str]:
    return Counter(sign for line in lines for sign in _OPERATOR.findall(line))


def retyped(taken: Sequence[str], put: Sequence[str]) -> str:
    """The first line that is there again with another type and nothing else changed; empty where there is none."""
    after = {_spaceless(_TYPE.sub("#", line)): _TYPE.findall(line) for line in put if _TYPE.search(line)}
    for line in taken:
        types = _TYPE.findall(line)
        if types and after.get(_spaceless(_TYPE.sub("#", line)), types) != types:
            return line.strip()
    return ""


def other_unit(taken: Sequence[str], put: Sequence[str]) -> str:
    """A unit that is nowhere any more while another one is new ("seconds, now minutes"); empty where there is none."""
    before, after = _units(taken), _units(put)
    gone, new = sorted(before - after), sorted(after - before)
    return f"{gone[0]}s, now {new[0]}s" if gone and new else ""


def left_out(taken: Sequence[str], put: Sequence[str]) -> str:
    """What texts (keys, queries, addresses) were made with and no longer are, nor with anything else; empty where that is nothing."""
    before, after = _placeholders(taken), _placeholders(put)
    return min(before - after, default="") if after < before else ""


def asks_in_loop(lines: Sequence[str]) -> str:
    """The first line that asks something (a query, a call) for each of many; empty where none does."""
    for place, line in enumerate(lines):
        if _LOOP.search(line):
            body = [line, *_deeper(line, lines[place + 1 : place + 1 + _WITHIN])]
            found = next((each for each in body if _ASKS.search(each)), "")
            if found:
                return found.strip()
    return ""


def _units(lines: Sequence[str]) -> set[str]:
    return {unit.lower() for line in lines for unit in _UNIT.findall(_TEXT.sub(" ", line))}


def _placeholders(lines: Sequence[str]) -> set[str]:
    found = (match for line in lines for text in _TEXT.findall(line) for match in _PLACE.findall(text))
    return {name for names in found for name in names if name}


def _divisions(lines: Sequence[str]) -> int:
    return sum(len(_DIVIDES.findall(_TEXT.sub(" ", line))) for line in lines)


def _spaceless(line: str) -> str:
    return "".join(line.split())


def _deeper(head: str, lines: Sequence[str]) -> list[str]:
    return [line for line in lines if _indent(line) > _indent(head)]


def _indent(line: str) -> int:
    return len(line.expandtabs(4)) - len(line.expandtabs(4).lstrip())


def _is_reordered(taken: Sequence[str], put: Sequence[str]) -> bool:
    """Whether a line is there again with the same words in another order, as when arguments are swapped."""
    after: dict[tuple[str, ...], set[tuple[str, ...]]] = defaultdict(set)
    for line in put:
        words = tuple(atoms(line))
        after[tuple(sorted(words))].add(words)
    before = (tuple(atoms(line)) for line in taken)
    return any(len(words) > 2 and after.get(tuple(sorted(words)), set()) - {words} for words in before)


def _calls_another(taken: Sequence[str], put: Sequence[str]) -> bool:
    """Whether a line is there again, only that it calls something else, which is no other name of the same."""
    after = {_CALLED.sub("#(", line).strip(): _CALLED.findall(line) for line in put}
    there, was = ({atom for line in lines for atom in atoms(line)} for lines in (put, taken))
    for line in taken:
        before = _CALLED.findall(line)
        for old, new in zip(before, after.get(_CALLED.sub("#(", line).strip(), before), strict=True):
            if old not in there and new not in was and old[:_ALIKE] != new[:_ALIKE]:
                return True
    return False
