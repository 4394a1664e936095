"""The changes that other systems told us of, one row each. A change only moves on: from running to done, failed or undone.

`keep` them in a transaction, in the order in which they came; read them with `within`.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Row, bindparam, delete, insert, or_, select, tuple_, update
from sqlalchemy.ext.asyncio import AsyncConnection

from app.context.intake import stored
from app.context.intake.signals import Tally
from app.context.intake.taking_back import REACH, may_take_back, taken_back
from app.context.intake.turns import turn
from app.domain.change import Change, ChangeKind, ChangeState
from app.domain.json import JsonObject, object_of, text_of, texts_of
from app.domain.service import normal
from app.domain.window import Window
from app.store.database import Transaction
from app.store.tables import changes

MOST = 1000
DIFF_CHARACTERS = 20_000
_MOST_FILES = 300
_IN_A_STATEMENT = 400
_WRITTEN_AT_ONCE = 4
"""Masking the secrets of a diff takes time: between so many the event loop has its turn."""
_MOST_BEFORE = 200
_FURTHER = {ChangeState.RUNNING: 0, ChangeState.DONE: 1, ChangeState.FAILED: 1, ChangeState.UNDONE: 2}

_INSERTED = insert(changes)
_CHANGED = update(changes).where(changes.c.id == bindparam("row"))


async def keep(tx: Transaction, told: Sequence[Change]) -> Tally:
    """Fold what was told into what is known; what a change takes back becomes undone, if it is known.

    Waits for this transaction's turn (`turns.turn`): call it before the transaction locks an incident.
    """
    if not told:
        return Tally()
    await turn(tx)
    told = await _seen_through(tx, [replace(one, ref=_ref(one.ref), undoes=_ref(one.undoes)) for one in told])
    wanted = {(one.connector, one.ref) for one in told} | {(one.connector, one.undoes) for one in told if one.undoes}
    rows = await _known(tx, sorted(wanted))
    now = {key: change for key, (_, change) in rows.items()}
    for one in told:
        key, undone = (one.connector, one.ref), (one.connector, one.undoes)
        now[key] = moved(now[key], one) if key in now else one
        if undone in now and undone != key and one.state is ChangeState.DONE:
            now[undone] = replace(now[undone], state=ChangeState.UNDONE)
    new = [change for key, change in sorted(now.items()) if key not in rows]
    changed = [(row, now[key]) for key, (row, was) in sorted(rows.items()) if now[key] != was]
    for start in range(0, len(new), _WRITTEN_AT_ONCE):
        await tx.execute(_INSERTED, [_row(change) for change in new[start : start + _WRITTEN_AT_ONCE]])
    for start in range(0, len(changed), _WRITTEN_AT_ONCE):
        part = changed[start : start + _WRITTEN_AT_ONCE]
        await tx.execute(_CHANGED, [{**_row(change), "row": row} for row, change in part])
    return Tally(len(new), len(told) - len(new))


def moved(known: Change, told: Change) -> Change:
    """`known` after one more piece of news, which may be older than what is known: then only gaps are filled from it."""
    if _FURTHER[told.state] < _FURTHER[known.state]:
        known, told = replace(told, state=known.state, finished_at=known.finished_at), known
    return replace(
        told,
        started_at=min(known.started_at, told.started_at),
        finished_at=told.finished_at or known.finished_at,
        title=told.title or known.title,
        author=told.author or known.author,
        attributes={**known.attributes, **told.attributes},
        files=told.files or known.files,
        diff=told.diff or known.diff,
        reach=told.reach or known.reach,
        undoes=told.undoes or known.undoes,
        url=told.url or known.url,
        query=told.query or known.query,
    )


async def within(
    connection: AsyncConnection, window: Window, services: Sequence[str] = (), most: int = MOST
) -> list[Change]:
    """What took effect in the window, of these services if any are given (and what names no service), oldest first.

    Of more than `most` the newest.
    """
    query = select(changes).where(changes.c.at >= window.start, changes.c.at <= window.end)
    if services:
        query = query.where(or_(changes.c.service == "", changes.c.service.in_([normal(one) for one in services])))
    rows = await connection.execute(query.order_by(changes.c.at.desc(), changes.c.id.desc()).limit(most))
    return [_change(row) for row in reversed(rows.all())]


async def forget_before(tx: Transaction, moment: datetime) -> None:
    """Delete what took effect before then; what became an entry stays in the record."""
    await tx.execute(delete(changes).where(changes.c.at < moment))


async def _seen_through(tx: Transaction, told: Sequence[Change]) -> list[Change]:
    """With what each takes back, where its system cannot say."""
    complete = []
    for number, one in enumerate(told):
        if may_take_back(one):
            earlier = [*told[:number], *(each for each in told if each.took_effect_at < one.took_effect_at)]
            others = [each for each in earlier if each.connector == one.connector]
            complete.append(replace(one, undoes=taken_back(one, [*await _before(tx, one), *others])))
        else:
            complete.append(one)
    return complete


async def _before(tx: Transaction, change: Change) -> list[Change]:
    """What the same connector told of the same kind and service in the days before, oldest first: of two that took effect
    in one second, the one that was told first.
    """
    same = (
        changes.c.connector == change.connector,
        changes.c.kind == change.kind.value,
        changes.c.service == stored.line(normal(change.service), stored.KEY_CHARACTERS),
        changes.c.at <= change.took_effect_at,
        changes.c.at >= change.took_effect_at - REACH,
    )
    newest = changes.c.at.desc(), changes.c.id.desc()
    rows = await tx.execute(select(changes).where(*same).order_by(*newest).limit(_MOST_BEFORE))
    return [_change(row) for row in reversed(rows.all())]


def _ref(ref: str) -> str:
    return stored.text(ref, stored.KEY_CHARACTERS)


async def _known(tx: Transaction, keys: Sequence[tuple[str, str]]) -> dict[tuple[str, str], tuple[int, Change]]:
    found: dict[tuple[str, str], tuple[int, Change]] = {}
    for start in range(0, len(keys), _IN_A_STATEMENT):
        part = keys[start : start + _IN_A_STATEMENT]
        query = select(changes).where(tuple_(changes.c.connector, changes.c.ref).in_(part))
        for row in await tx.execute(query):
            found[(row.connector, row.ref)] = (row.id, _change(row))
    return found


def _row(change: Change) -> dict[str, object]:
    return {
        "connector": change.connector,
        "ref": change.ref,
        "kind": change.kind.value,
        "state": change.state.value,
        "service": stored.line(normal(change.service), stored.KEY_CHARACTERS),
        "at": change.took_effect_at,
        "body": _body(change),
    }


def _body(change: Change) -> JsonObject:
    return {
        "title": stored.line(change.title, stored.TITLE_CHARACTERS),
        "started_at": stored.moment(change.started_at),
        "finished_at": stored.moment(change.finished_at),
        "author": stored.line(change.author, stored.KEY_CHARACTERS),
        "attributes": stored.attributes(change.attributes),
        "files": stored.texts(change.files, stored.LINE_CHARACTERS, _MOST_FILES),
        "diff": stored.text(change.diff[: 2 * DIFF_CHARACTERS], DIFF_CHARACTERS),
        "reach": stored.line(change.reach, stored.TITLE_CHARACTERS),
        "undoes": change.undoes,
        "url": stored.text(change.url, stored.ADDRESS_CHARACTERS),
        "query": stored.text(change.query, stored.TEXT_CHARACTERS),
    }


def _change(row: Row[*tuple[object, ...]]) -> Change:
    body = object_of(row.body)
    return Change(
        connector=row.connector,
        kind=ChangeKind(row.kind),
        ref=row.ref,
        title=text_of(body.get("title")),
        started_at=stored.moment_of(body.get("started_at")) or row.at,
        state=ChangeState(row.state),
        finished_at=stored.moment_of(body.get("finished_at")),
        author=text_of(body.get("author")),
        attributes=stored.attributes_of(body.get("attributes")),
        files=tuple(texts_of(body.get("files"))),
        diff=text_of(body.get("diff")),
        reach=text_of(body.get("reach")),
        undoes=text_of(body.get("undoes")),
        url=text_of(body.get("url")),
        query=text_of(body.get("query")),
    )
