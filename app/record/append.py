"""Appends drafts to an incident's record: each fact once, chained, folded into the incident, with the jobs it causes."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from app.domain.entry import Draft, Entry, Kind
from app.domain.incident import Incident, after
from app.jobs.queue import enqueue
from app.record import entries, incidents
from app.record.chain import sealed
from app.record.consequences import consequences
from app.record.keys import deletion_key, seen_key
from app.redaction.mask import mask, mask_json
from app.store.database import Transaction


async def append(
    tx: Transaction, incident_id: int, drafts: Sequence[Draft], now: datetime, card_every_s: float
) -> tuple[Incident, list[Entry]]:
    """Record what is not recorded yet, in the order given. Returns the incident after it, and the new entries.

    Secrets are masked here, the one door through which everything goes. A deletion erases what it is about; a message
    that turns up after its own deletion is recorded without its content.
    """
    incident, seq, digest = await incidents.lock(tx, incident_id)
    known = await entries.known(tx, incident_id, _keys_to_look_up(drafts))
    new: list[Entry] = []
    for draft in drafts:
        if draft.key in known or _seen_already(draft, known):
            continue
        known[draft.key] = draft.happened_at
        gone = draft.kind in {Kind.MESSAGE, Kind.SIGNAL} and deletion_key(draft.key) in known
        gone = gone or (draft.kind is Kind.EDIT and deletion_key(draft.about) in known)
        entry = sealed(_masked(draft), seq=seq + 1, recorded_at=now, previous=digest, erased=gone)
        seq, digest = entry.seq, entry.digest
        new.append(entry)
        incident = after(incident, entry)
    if new:
        await entries.add(tx, incident_id, new)
        for entry in new:
            if entry.kind is Kind.DELETION:
                await entries.erase(tx, incident_id, entry.about)
        await incidents.save(tx, incident, seq, digest)
        await enqueue(tx, consequences(incident, new, card_every_s))
    return incident, new


def _keys_to_look_up(drafts: Sequence[Draft]) -> set[str]:
    keys = {draft.key for draft in drafts}
    for draft in drafts:
        if draft.kind in {Kind.MESSAGE, Kind.SIGNAL}:
            keys.add(deletion_key(draft.key))
        elif draft.kind is Kind.EDIT:
            keys.add(deletion_key(draft.about))
        elif draft.kind in {Kind.REACTION, Kind.PIN}:
            keys.add(seen_key(draft))
    return keys


def _seen_already(draft: Draft, known: dict[str, datetime]) -> bool:
    """Whether backfill saw the reaction or pin before the event about it came."""
    if draft.kind not in {Kind.REACTION, Kind.PIN}:
        return False
    seen_at = known.get(seen_key(draft))
    return seen_at is not None and draft.happened_at <= seen_at


def _masked(draft: Draft) -> Draft:
    details = mask_json(draft.details)
    author = replace(draft.author, name=mask(draft.author.name))
    return replace(draft, text=mask(draft.text), author=author, details=details if isinstance(details, dict) else {})
