"""Appends drafts to an incident's record: each fact once, chained, folded into the incident, with the jobs it causes."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from app.domain.entry import Draft, Entry, Kind
from app.domain.incident import Incident, after
from app.domain.json import Json, object_of
from app.jobs.queue import enqueue
from app.record import answers, digests, entries, incidents
from app.record.chain import sealed
from app.record.consequences import consequences
from app.record.keys import deletion_key, seen_key
from app.redaction.mask import mask, mask_json
from app.store.columns import canonical, storable
from app.store.database import Transaction

_TAKES_BACK = frozenset({Kind.DELETION, Kind.EDIT, Kind.MASKING})
_WORDINGS = frozenset({Kind.EDIT, Kind.MASKING})
_PLACEHOLDER = re.compile(r"\[secret:([a-z-]{1,40})\]")


async def append(
    tx: Transaction, incident_id: int, drafts: Sequence[Draft], now: datetime, card_every_s: float
) -> tuple[Incident, list[Entry]]:
    """Record what is not recorded yet, in the order given. Returns the incident after it, and the new entries.

    Secrets are masked here, the one door through which everything goes. A deletion erases what it is about, a masking
    what it replaces; a message that turns up after its own deletion is recorded without its content.
    """
    drafts = [_storable(draft) for draft in drafts]
    incident, seq, digest = await incidents.lock(tx, incident_id)
    known = await entries.known(tx, incident_id, _keys_to_look_up(drafts))
    new: list[Entry] = []
    secrets: dict[int, Sequence[str]] = {}
    for draft in drafts:
        if draft.key in known or _seen_already(draft, known):
            continue
        known[draft.key] = draft.happened_at
        gone = draft.kind in {Kind.MESSAGE, Kind.SIGNAL} and deletion_key(draft.key) in known
        gone = gone or (draft.kind in _WORDINGS and deletion_key(draft.about) in known)
        masked = _masked(draft)
        entry = sealed(masked, seq=seq + 1, recorded_at=now, previous=digest, erased=gone)
        if masked != draft:
            secrets[entry.seq] = _types(draft, masked)
        seq, digest = entry.seq, entry.digest
        new.append(entry)
        incident = after(incident, entry)
    if new:
        await entries.add(tx, incident_id, new)
        for entry in new:
            if entry.kind is Kind.DELETION:
                await entries.erase(tx, incident_id, entry.about)
            elif entry.kind is Kind.MASKING and not entry.erased:
                await entries.cover(tx, incident_id, entry)
        if taken_back := {entry.about for entry in new if entry.kind in _TAKES_BACK}:
            await answers.forget(tx, incident_id)
            await digests.forget(tx, incident_id, taken_back)
        await incidents.save(tx, incident, seq, digest)
        await enqueue(tx, consequences(incident, new, card_every_s, secrets))
    return incident, new


def _keys_to_look_up(drafts: Sequence[Draft]) -> set[str]:
    keys = {draft.key for draft in drafts}
    for draft in drafts:
        if draft.kind in {Kind.MESSAGE, Kind.SIGNAL}:
            keys.add(deletion_key(draft.key))
        elif draft.kind in _WORDINGS:
            keys.add(deletion_key(draft.about))
        elif draft.kind in {Kind.REACTION, Kind.PIN}:
            keys.add(seen_key(draft))
    return keys


def _seen_already(draft: Draft, known: dict[str, datetime]) -> bool:
    """Whether backfill saw the reaction or pin before the event about it came."""
    if draft.kind not in {Kind.REACTION, Kind.PIN}:
        return False
    seen_at = known.get(seen_key(draft))
    return seen_at is not None and draft.happened_at < seen_at


def _storable(draft: Draft) -> Draft:
    """The draft as both databases accept it, so that no odd character makes a message unrecordable."""
    return replace(
        draft,
        key=storable(draft.key),
        about=storable(draft.about),
        thread=storable(draft.thread),
        text=storable(draft.text),
        author=replace(draft.author, id=storable(draft.author.id), name=storable(draft.author.name)),
        source=replace(draft.source, ref=storable(draft.source.ref), url=storable(draft.source.url)),
        details=object_of(_storable_json(draft.details)),
    )


def _storable_json(value: Json) -> Json:
    if isinstance(value, str):
        return storable(value)
    if isinstance(value, Mapping):
        return {storable(key): _storable_json(item) for key, item in value.items()}
    if isinstance(value, Sequence):
        return [_storable_json(item) for item in value]
    return value


def _masked(draft: Draft) -> Draft:
    author = replace(draft.author, name=mask(draft.author.name))
    return replace(draft, text=mask(draft.text), author=author, details=object_of(mask_json(draft.details)))


def _types(draft: Draft, masked: Draft) -> list[str]:
    """What was masked. A placeholder that somebody typed is none of it."""
    return sorted(_placeholders(masked) - _placeholders(draft))


def _placeholders(draft: Draft) -> Counter[str]:
    return Counter(_PLACEHOLDER.findall(f"{draft.text}\n{draft.author.name}\n{canonical(draft.details)}"))
