"""What a model reads: numbered entries, one to a line, digests of what is older, and what the rules found; all of it data.

It stands between two lines with a code that the data cannot contain, for it is worked out from the data.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.briefs.writers.digests import Digest
from app.briefs.writers.floor import Floor
from app.domain.brief import Statement
from app.domain.delimited import delimited
from app.domain.entry import Kind, Voice
from app.domain.speech.plain import one_line
from app.domain.speech.told import SPOKEN, Told
from app.domain.tokens import estimated_tokens
from app.record.timeline import described, shortened

ENTRY_CHARS = 400
"""How much of one entry a model reads; what is longer is a pasted log."""
_FOUND_SHARE = 0.45
_DIGEST_SHARE = 0.3


@dataclass(frozen=True, slots=True)
class Material:
    """`entries` are the numbers that may be cited: those of all that is shown."""

    text: str
    entries: frozenset[int]


@dataclass(frozen=True, slots=True)
class _Row:
    text: str
    entries: tuple[int, ...]

    @property
    def tokens(self) -> int:
        return estimated_tokens(self.text) + 1


def gathered(floor: Floor, digests: Sequence[Digest], most_tokens: int, staying: frozenset[int]) -> Material:
    """As much as fits: what the rules found first, then the newest entries, then digests of what is older.

    Nothing that rests on an entry that is `staying`.
    """
    most_tokens -= estimated_tokens(floor.context.question)
    wanted = _leaving((row for share in floor.shares for row in _found(floor, share.part.key)), staying)
    found = _fitting(wanted, int(most_tokens * _FOUND_SHARE))
    room = most_tokens - sum(row.tokens for row in found)
    heard = (item for item in floor.read.heard if item.words or item.kind not in SPOKEN)
    said = _leaving((_Row(entry_line(item, floor), item.citations) for item in heard), staying)
    if sum(row.tokens for row in said) <= room:
        return _marked(floor, found, [], said)
    newest = _newest(said, int(room * (1 - _DIGEST_SHARE)) if digests else room)
    shown = {number for row in newest for number in row.entries}
    left = room - sum(row.tokens for row in newest)
    return _marked(floor, found, _fitting(_leaving(_older(digests, shown), staying), left), newest)


def entry_line(item: Told, floor: Floor) -> str:
    """`[17] 14:05 Ana Ferreira (message): text`, on one line."""
    entry = item.line.entry
    text = item.words if item.kind in {*SPOKEN, Kind.SIGNAL} else described(item, floor.read.people)
    author = "machine" if entry.author.voice is Voice.MACHINE else item.kind.value.replace("_", " ")
    return f"[{entry.seq}] {item.at:%H:%M} {item.name} ({author}): {shortened(one_line(text), ENTRY_CHARS)}"


def statement_line(statement: Statement) -> str:
    numbers = ", ".join(map(str, statement.citations[:6]))
    return f"[{numbers}] {one_line(statement.text)}"


def _found(floor: Floor, key: str) -> list[_Row]:
    statements = (one for section in floor.document.sections if section.key == key for one in section.statements)
    return [_Row(f"{key}: {statement_line(each)}", each.citations) for each in statements]


def _leaving(rows: Iterable[_Row], staying: frozenset[int]) -> list[_Row]:
    return [row for row in rows if not staying.intersection(row.entries)]


def _fitting(rows: Iterable[_Row], most_tokens: int) -> list[_Row]:
    kept: list[_Row] = []
    for row in rows:
        most_tokens -= row.tokens
        if most_tokens < 0:
            break
        kept.append(row)
    return kept


def _newest(rows: Sequence[_Row], most_tokens: int) -> list[_Row]:
    return _fitting(reversed(rows), most_tokens)[::-1]


def _older(digests: Sequence[Digest], shown: set[int]) -> list[_Row]:
    """The statements of the digests, each window's weightiest first, the newest windows before older ones."""
    newest_first = [
        [each for each in digest.statements if not shown.issuperset(each.citations)] for digest in reversed(digests)
    ]
    depth = max(map(len, newest_first), default=0)
    chosen = [window[place] for place in range(depth) for window in newest_first if place < len(window)]
    return [_Row(_dated(each), each.citations) for each in chosen]


def _dated(statement: Statement) -> str:
    numbers = ", ".join(map(str, statement.citations[:6]))
    at = f" {statement.at:%H:%M}" if statement.at else ""
    return f"[{numbers}]{at} {shortened(one_line(statement.text), ENTRY_CHARS)}"


def _marked(floor: Floor, found: list[_Row], older: list[_Row], said: list[_Row]) -> Material:
    question = one_line(floor.context.question)
    parts = [f"QUESTION: {question}"] if question else []
    for title, rows in (
        ("FOUND BY RULES", found),
        ("EARLIER, IN SHORT", sorted(older, key=lambda row: row.entries)),
        ("ENTRIES", said),
    ):
        parts += [f"{title}:", *(row.text for row in rows)] if rows else []
    entries = frozenset(number for row in (*found, *older, *said) for number in row.entries)
    return Material(delimited(parts), entries)
