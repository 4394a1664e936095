"""The index of words, as each database keeps it: SQLite's FTS5, PostgreSQL's full text. What is erased leaves it at once."""

import re
from collections.abc import Mapping, Sequence

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from app.store.database import Transaction

_WORD = re.compile(r"\w+")

# In SQLite rows are numbered incident × 2³² + entry, so that one range of numbers is one incident.
_PUT = {
    "sqlite": "INSERT OR REPLACE INTO entry_words (rowid, words) VALUES (:incident * 4294967296 + :seq, :words)",
    "postgresql": (
        "INSERT INTO entry_words (incident_id, seq, words) VALUES (:incident, :seq, to_tsvector('english', :words))"
        " ON CONFLICT (incident_id, seq) DO UPDATE SET words = excluded.words"
    ),
}
_TAKE_OUT = {
    "sqlite": (
        "DELETE FROM entry_words WHERE rowid IN"
        " (SELECT incident_id * 4294967296 + seq FROM entries WHERE incident_id = :incident AND key = :key)"
    ),
    "postgresql": (
        "DELETE FROM entry_words WHERE incident_id = :incident"
        " AND seq IN (SELECT seq FROM entries WHERE incident_id = :incident AND key = :key)"
    ),
}
_FIND = (
    "SELECT rowid % 4294967296 FROM entry_words WHERE entry_words MATCH :query"
    " AND rowid BETWEEN :incident * 4294967296 AND :incident * 4294967296 + 4294967295 ORDER BY rank LIMIT :most"
)


async def put(tx: Transaction, incident_id: int, words: Mapping[int, str]) -> None:
    """Keep, by entry number, the words by which an entry may be found, in place of those before."""
    if words:
        rows = [{"incident": incident_id, "seq": seq, "words": _bare(said)} for seq, said in words.items()]
        await tx.execute(text(_PUT[tx.connection.dialect.name]), rows)


async def forget(tx: Transaction, incident_id: int, key: str) -> None:
    """Take an entry's words out for good; called where its content is erased, with the entry's key."""
    dialect = tx.connection.dialect.name
    taken = await tx.execute(text(_TAKE_OUT[dialect]), {"incident": incident_id, "key": key})
    if dialect == "sqlite" and taken.rowcount:
        # FTS5 only marks what is deleted; merging everything is what removes the words from the file.
        await tx.execute(text("INSERT INTO entry_words (entry_words) VALUES ('optimize')"))


async def find(connection: AsyncConnection, incident_id: int, words: Sequence[str], most: int) -> list[int]:
    """The numbers of the entries that have any of the words, best first. The words need no escaping."""
    said = list(dict.fromkeys(bare for word in words if (bare := _bare(word))))
    if not said:
        return []
    if connection.dialect.name == "sqlite":
        query = " OR ".join(f'"{word}"' for word in said)
        rows = await connection.execute(text(_FIND), {"query": query, "incident": incident_id, "most": most})
        return [int(seq) for seq in rows.scalars()]
    either = " || ".join(f"phraseto_tsquery('english', :w{number})" for number in range(len(said)))
    statement = (
        f"SELECT seq FROM entry_words, (SELECT {either} AS query) AS asked"  # noqa: S608 -- placeholders only
        " WHERE incident_id = :incident AND words @@ query ORDER BY ts_rank_cd(words, query) DESC, seq DESC LIMIT :most"
    )
    given = {f"w{number}": word for number, word in enumerate(said)}
    rows = await connection.execute(text(statement), {**given, "incident": incident_id, "most": most})
    return [int(seq) for seq in rows.scalars()]


def _bare(words: str) -> str:
    """Words and numbers alone: neither database then makes hosts, versions or syntax of what stands between them."""
    return " ".join(_WORD.findall(words))
