"""What kind of change is it: one that can alter behaviour at all, one that only moves code around, one that takes a safeguard away?"""

import re
from collections.abc import Iterator

from app.context.ranking.case import Case
from app.context.ranking.code import LITTLE, MUCH, Code
from app.context.ranking.dependencies import new_major
from app.context.ranking.paths import kind_of
from app.context.ranking.subject import Subject
from app.context.ranking.twists import asks_in_loop, left_out, other_unit, retyped
from app.context.situation import Reason

KEY = "effect"
_KINDS = {
    "tests": ("it changes only tests", -7.0),
    "documents": ("it changes only documents", -7.0),
    "the build": ("it changes only how software is built", -5.0),
    "looks": ("it changes only how pages look", -5.0),
    "dependencies": ("it only raises versions of dependencies", -3.0),
    "another environment": ("it is about another environment", -5.0),
}
_TIDY = re.compile(
    r"\b(typos?|formatt(ing|ed)|gofmt|lint(er)?|whitespace|wording|readme|comments?|changelog|codeowners)\b",
    re.IGNORECASE,
)
_MUCH_WRITTEN = re.compile(
    r"cardinality|log (volume|rate)|ingest\w* (rate|volume|limit)|no space left|disk|series limit", re.IGNORECASE
)
_DESTROYS = re.compile(
    r"\b(drop[ _-]?(table|column|index|constraint|view)\w*|truncate|delete from|destroy)\b", re.IGNORECASE
)
_SHOWN = 60


def effect(subject: Subject, case: Case) -> Iterator[Reason]:
    kind = kind_of(subject.change.files)
    code = subject.code
    if kind == "dependencies" and (major := new_major(code)):
        yield Reason(KEY, f"it raises {major} to another major version", -1.0)
    elif kind:
        words, points = _KINDS[kind]
        yield Reason(KEY, words, points)
    elif not code.is_known:
        if _TIDY.search(subject.change.title):
            yield Reason(KEY, "by its title it changes no behaviour", -3.0)
    else:
        yield from _of_code(subject, case)


def _of_code(subject: Subject, case: Case) -> Iterator[Reason]:
    code = subject.code
    guards = code.lost_guards
    if code.only_comments:
        yield Reason(KEY, "it changes only comments", -7.0)
    elif subject.only_says:
        if not _MUCH_WRITTEN.search(case.symptoms.text):
            yield Reason(KEY, "it changes only what is logged, measured or answered", -4.0)
    elif code.only_moves:
        yield Reason(KEY, "its code looks the same as before, only arranged in another way", -4.0)
    elif code.only_takes:
        shown = (guards or [line.strip() for line in code.taken])[0]
        yield Reason(KEY, f"it takes away without replacement: {shown[:_SHOWN]}", 4.0 if guards else 3.0)
    elif guards:
        yield Reason(KEY, f"it takes away: {guards[0][:_SHOWN]}", 1.5)
    else:
        yield from _altered(code)


def _altered(code: Code) -> Iterator[Reason]:
    if destroyed := next(filter(_DESTROYS.search, code.put), ""):
        yield Reason(KEY, f"it removes data or structure: {destroyed.strip()[:_SHOWN]}", 2.0)
    elif (asked := asks_in_loop(code.put)) and not asks_in_loop(code.taken):
        yield Reason(KEY, f"it asks something for each of many: {asked[:_SHOWN]}", 2.0)
    elif unit := other_unit(code.taken, code.put):
        yield Reason(KEY, f"it measures in another unit: {unit}", 2.0)
    elif line := retyped(code.taken, code.put):
        yield Reason(KEY, f"it gives a value another type: {line[:_SHOWN]}", 2.0)
    elif put_in := left_out(code.taken, code.put):
        yield Reason(KEY, f"it no longer puts {put_in} in a text that it makes", 2.0)
    elif code.keeps_shape:
        yield Reason(KEY, "it replaces code by code that branches and returns in the same way", -2.0)
    else:
        yield from _setting(code)


def _setting(code: Code) -> Iterator[Reason]:
    setting = code.setting
    if setting and setting.factor >= MUCH:
        yield Reason(KEY, f"it changes a setting from {setting.old} to {setting.new}: {setting.line[:_SHOWN]}", 2.0)
    elif setting and setting.factor <= LITTLE:
        yield Reason(
            KEY, f"it changes a setting a little, from {setting.old} to {setting.new}: {setting.line[:_SHOWN]}", -2.0
        )
