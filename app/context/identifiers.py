"""Words and names in code, logs and metrics, brought to where they can be compared: `getUserById` shares words with `user_id`."""

import re
from collections.abc import Iterator

_PART = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+")
_ATOM = re.compile(r"\"(?:[^\"\\\n]|\\.){0,200}\"|'(?:[^'\\\n]|\\.){0,200}'|[A-Za-z_][A-Za-z0-9_]*|[0-9]+(?:\.[0-9]+)?")
_QUOTED = re.compile(r"'([^'\n]{3,60})'|\"([^\"\n]{3,60})\"|`([^`\n]{3,60})`|\[([A-Za-z_][\w.-]{2,60})\]")
_NAME = re.compile(
    r"\b(?:[a-z][a-z0-9]*(?:[A-Z][a-z0-9]+)+|(?:[A-Z][a-z0-9]+){2,}|[A-Za-z][A-Za-z0-9]*(?:_[A-Za-z0-9]+)+)\b"
)
_FILE = re.compile(
    r"\b([\w-]{1,100}\.(?:go|py|js|jsx|ts|tsx|java|kt|rb|rs|php|cs|scala|cpp|cc|c|h|sql|ya?ml|json|toml|proto|html|vue|ex|swift|tf))"
    r"\b(?!\()"
)
_PLAIN = re.compile(r"[A-Za-z0-9_.$/-]+")
_ENDING = re.compile(r"(?<=\w{4})(?:ations?|ings?|ers?|ies|ied|ed|es|s|e)$")
_SMALL = frozenset(
    re.findall(
        r"\w+",
        """
        a an and are as at be been but by can did do does during for from had has have in into is it its more no not now of off
        on or our out over per so than that the their then there these this those to under up via was were when where which
        while will with above below between rising returned returning observed ratio rate total count avg mean sum max min per
        sec second seconds minute minutes ms mb pct percent service svc http https error errors fail failed failing failure
        """,
    )
)


def parts(text: str) -> list[str]:
    """The words that names in the text are made of, each brought to its stem; small words left out."""
    return [stem(each) for each in plain(text)]


def plain(text: str) -> list[str]:
    """The same as they stand, in lower case."""
    found = (part.lower() for part in _PART.findall(text))
    return [part for part in found if len(part) > 2 and part not in _SMALL and not part.isdigit()]


def stem(word: str) -> str:
    """Roughly: endings are cut off while four letters stay."""
    return _ENDING.sub("", word)


def atoms(line: str) -> list[str]:
    """The names, numbers and quoted texts of a line of code, as they stand."""
    return _ATOM.findall(line)


def names(text: str) -> Iterator[str]:
    """What a message says literally of code and data: quoted texts without spaces, and names that no prose has."""
    for groups in _QUOTED.findall(text):
        quoted = next(filter(None, groups), "")
        if _PLAIN.fullmatch(quoted):
            yield quoted
    yield from _NAME.findall(text)


def files(text: str) -> list[str]:
    """Names of source files, such as a stack trace has them, without folders."""
    return _FILE.findall(text)
