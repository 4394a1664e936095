"""The hash chain: each entry's digest covers the one before it, and content only through a salted digest of its own.

Erasing content (and its salt) therefore leaves every digest as it was, while any other change shows.
"""

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256

from app.domain.entry import Draft, Entry
from app.domain.json import Json
from app.store.columns import canonical

GENESIS = "0" * 64


def sealed(draft: Draft, *, seq: int, recorded_at: datetime, previous: str, erased: bool = False) -> Entry:
    """The entry that `draft` becomes at place `seq` after the digest `previous`; with its content left out if `erased`."""
    salt = secrets.token_hex(16)
    content = content_digest(salt, draft.text, draft.author.name, draft.details)
    digest = sha256(f"{previous}\n{_header(draft, seq, recorded_at)}\n{content}".encode()).hexdigest()
    return Entry(
        key=draft.key,
        kind=draft.kind,
        happened_at=draft.happened_at,
        author=replace(draft.author, name="") if erased else draft.author,
        source=draft.source,
        text="" if erased else draft.text,
        about=draft.about,
        thread=draft.thread,
        details={} if erased else draft.details,
        seq=seq,
        recorded_at=recorded_at,
        salt="" if erased else salt,
        content_digest=content,
        digest=digest,
        erased=erased,
    )


def content_digest(salt: str, text: str, author_name: str, details: Mapping[str, Json]) -> str:
    return sha256(f"{salt}\n{canonical([text, author_name, details])}".encode()).hexdigest()


def faults(entries: Iterable[Entry], head: tuple[int, str] | None = None) -> list[str]:
    """What is wrong with a chain, given in order of `seq`: one sentence each; empty when it verifies.

    `head` is the number and digest that the incident says its newest entry has, so that a cut-off end shows.
    """
    found, previous, expected = [], GENESIS, 1
    for entry in entries:
        if entry.seq != expected:
            found.append(f"Entry {expected} is missing.")
            expected = entry.seq
        text = f"{previous}\n{_header(entry, entry.seq, entry.recorded_at)}\n{entry.content_digest}"
        if sha256(text.encode()).hexdigest() != entry.digest:
            found.append(f"Entry {entry.seq} does not fit the one before it.")
        if not entry.erased and _content(entry) != entry.content_digest:
            found.append(f"The content of entry {entry.seq} was changed.")
        if entry.erased and (entry.text or entry.details or entry.author.name or entry.salt):
            found.append(f"Entry {entry.seq} is marked as erased but has content.")
        previous, expected = entry.digest, expected + 1
    if head is not None and head != (expected - 1, previous):
        found.append(f"The record ends at entry {expected - 1}, but the incident says {head[0]}.")
    return found


def _content(entry: Entry) -> str:
    return content_digest(entry.salt, entry.text, entry.author.name, entry.details)


def _header(draft: Draft, seq: int, recorded_at: datetime) -> str:
    return canonical(
        [
            seq,
            draft.key,
            draft.kind.value,
            draft.happened_at.astimezone(UTC).isoformat(),
            recorded_at.astimezone(UTC).isoformat(),
            draft.about,
            draft.thread,
            draft.author.voice.value,
            draft.author.id,
            draft.source.system,
            draft.source.ref,
            draft.source.url,
        ]
    )
