"""Compares the record with what the workspace knows was said, and the channels with what the bot meant to say."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import Row, select

from app.domain.entry import Entry, Kind
from app.domain.json import text_of
from app.domain.lines import Line, lines
from app.record import chain, entries, incidents
from app.sandbox.channels import Channel
from app.sandbox.jsonvalue import as_object, as_text
from app.sandbox.messages import Message
from app.store.database import Database
from app.store.tables import jobs, metadata, posts
from tests.chaos.scene import Scene
from tests.chaos.talk import QUESTIONS, Said

_WORD = re.compile(r"w[0-9]+x[0-9]+q")


async def differences(scene: Scene, database: Database, *, every_step: bool) -> list[str]:
    """One sentence for each thing that is lost, twice, wrong or left over; nothing if all is well.

    `every_step`: no event was lost for good, so that every edit must be in the record and not only the last.
    """
    held = await _held(database)
    found = [*_chains(held), *_twice(held), *_conversation(scene, held, every_step=every_step)]
    found += [*_unsaid(scene, held), *_whispers(scene, held), *_commands(scene, held), *_channels(scene, held)]
    found += [f"job {row.key} failed: {row.error}" for row in held.jobs if row.state == "failed"]
    return [*found, *_left_over(scene, held)]


@dataclass(frozen=True, slots=True)
class _Held:
    """What the database holds. `rows` is all of it as text, with the name of the table."""

    entries: dict[int, list[Entry]]
    heads: dict[int, tuple[int, str]]
    titles: dict[int, str]
    home: dict[str, int]
    posts: Sequence[Row]
    jobs: Sequence[Row]
    rows: list[tuple[str, str]]


async def _held(database: Database) -> _Held:
    async with database.reading() as connection:
        known = await incidents.recording(connection)
        return _Held(
            entries={one.id: await entries.all_entries(connection, one.id) for one in known},
            heads={one.id: await incidents.head(connection, one.id) for one in known},
            titles={one.id: one.title for one in known},
            home={one.channel: one.id for one in known},
            posts=(await connection.execute(select(posts))).all(),
            jobs=(await connection.execute(select(jobs))).all(),
            rows=[
                (table.name, str(tuple(row)))
                for table in metadata.sorted_tables
                for row in await connection.execute(select(table))
            ],
        )


def _chains(held: _Held) -> Iterator[str]:
    for number, recorded in held.entries.items():
        yield from (f"INC-{number}: {fault}" for fault in chain.faults(recorded, held.heads[number]))


def _twice(held: _Held) -> Iterator[str]:
    for recorded in held.entries.values():
        for key, count in Counter(entry.key for entry in recorded).items():
            if count > 1:
                yield f"entry {key} is there {count} times"


def _conversation(scene: Scene, held: _Held, *, every_step: bool) -> Iterator[str]:
    said = {(one.channel, one.ts): one for one in scene.talk.said}
    for channel in _recorded_channels(scene, held):
        recorded = held.entries[held.home[channel.id]]
        by_key = {line.entry.key: line for line in lines(recorded) if line.entry.key.startswith("m:")}
        edits = Counter(entry.about for entry in recorded if entry.kind is Kind.EDIT)
        there = {f"m:{channel.id}/{one.ts}": one for one in channel.log.all() if one.user != scene.app.bot_user_id}
        for key, message in there.items():
            known = said.get((channel.id, message.ts))
            if message.body.get("subtype") == "tombstone":
                continue
            yield from _one(key, message, by_key.get(key), scene)
            if every_step and known and edits[key] != known.edits:
                yield f"{key}: {known.edits} edits, {edits[key]} recorded"
        for key, line in by_key.items():
            ts = key.rpartition("/")[2]
            gone = (channel.id, ts) in said and said[channel.id, ts].deleted
            if gone and not (line.deleted and line.entry.erased):
                yield f"{key}: was deleted, but the record shows {line.text!r}"
            elif key not in there and not gone:
                yield f"{key}: nobody said that"


def _one(key: str, message: Message, line: Line | None, scene: Scene) -> Iterator[str]:
    """What differs between a message as it stands and the line about it."""
    if line is None:
        yield f"{key}: lost ({message.text!r}, thread {message.thread_ts})"
        return
    mine = scene.app.bot_user_id
    reactions = {(name.partition("::")[0], user) for name, users in message.reactions.items() for user in users}
    pairs = (
        ("deleted", False, line.deleted),
        ("text", message.text.strip(), line.text),
        ("thread", f"m:{message.channel_id}/{message.thread_ts}" if message.is_reply else "", line.entry.thread),
        ("edited", "edited" in message.body, line.edited),
        ("pinned", bool(message.pinned_by), line.pinned),
        ("reactions", {one for one in reactions if one[1] != mine}, {one for one in line.reactions if one[1] != mine}),
    )
    for what, shown, recorded in pairs:
        if shown != recorded:
            yield f"{key}: {what} is {shown!r}, recorded {recorded!r}"


def _unsaid(scene: Scene, held: _Held) -> Iterator[str]:
    """What everybody sees: each post that was committed to is there once, and nothing else of ours."""
    mine = [
        (_key(message), message)
        for channel in scene.server.workspace.channels.values()
        for message in channel.log.all()
        if message.user == scene.app.bot_user_id and "subtype" not in message.body
    ]
    counts = Counter(key for key, _ in mine)
    stamps = {key: message.ts for key, message in mine}
    public = {row.key: row for row in held.posts if not row.reader}
    for key, row in public.items():
        if counts[key] != 1:
            yield f"post {key} is there {counts[key]} times"
        elif (row.state, row.ts) != ("sent", stamps[key]):
            yield f"post {key} is marked {row.state} at {row.ts}, said at {stamps[key]}"
    for key, count in counts.items():
        if key not in public and not (count == 1 and any(row.key == key for row in held.posts)):
            yield f"{count} messages with the key {key!r} that nobody committed to"


def _key(message: Message) -> str:
    return as_text(as_object(as_object(message.metadata).get("event_payload")).get("key"))


def _whispers(scene: Scene, held: _Held) -> Iterator[str]:
    """What one person sees: never more than was committed to, and all of what is marked as sent."""
    seen = Counter(message.only_for for message in scene.server.workspace.posting.ephemeral.values())
    private = [row for row in held.posts if row.reader]
    for reader in {*seen, *(row.reader for row in private)}:
        sent = sum(row.reader == reader and row.state == "sent" for row in private)
        most = sum(row.reader == reader for row in private)
        if not sent <= seen[reader] <= most:
            yield f"{reader} saw {seen[reader]} private answers, {most} committed to, {sent} marked as sent"
    for row in private:
        if row.state not in {"sent", "dropped"}:
            yield f"private post {row.key} is left {row.state}"
        hook = scene.server._hooks._hooks.get(row.reply_to.rpartition("/")[2])
        if hook and hook.uses > 1:
            yield f"private post {row.key} was given {hook.uses} times"


def _commands(scene: Scene, held: _Held) -> Iterator[str]:
    """What was acknowledged took effect once, and what was not at most once."""
    calls = Counter(text_of(row.payload["text"]) for row in held.jobs if row.kind == "call")
    effects = Counter(
        (entry.kind, word)
        for recorded in held.entries.values()
        for entry in recorded
        for word in entry.text.split()
        if entry.source.system == "slack command"
    )
    titles = Counter(held.titles.values())
    for line in QUESTIONS:
        asked = Counter(typed.acknowledged for typed in scene.talk.typed if typed.verb == line)
        if not asked[True] <= calls[line] <= asked.total():
            yield f"{line} was heard {calls[line]} times, acknowledged {asked[True]} of {asked.total()} times"
    for typed in scene.talk.typed:
        if typed.verb in QUESTIONS:
            continue
        kind = {"note": Kind.NOTE, "decision": Kind.DECISION}.get(typed.verb, Kind.STATUS)
        count = titles[typed.word] if typed.verb == "new" else effects[kind, typed.word]
        heard = calls[f"{typed.verb} {typed.word}"]
        if heard != 1 if typed.acknowledged else heard > 1:
            yield f"/inc {typed.verb} {typed.word} was heard {heard} times, acknowledged: {typed.acknowledged}"
        # A status that the incident has already changes nothing.
        if count > heard or (count < heard and not typed.verb.startswith("status")):
            yield f"/inc {typed.verb} {typed.word} took effect {count} times, heard {heard} times"
    yield from _unanswered(held)


def _unanswered(held: _Held) -> Iterator[str]:
    answered = {row.key.rpartition(":")[0] for row in held.posts}
    for row in held.jobs:
        if row.kind == "call" and f"c:{row.payload['key']}" not in answered:
            yield f"nothing was said to {row.payload['text']}"


def _channels(scene: Scene, held: _Held) -> Iterator[str]:
    """One channel for each incident that was declared, and no other."""
    opened = [one.id for one in scene.server.workspace.channels.values() if one.creator == scene.app.bot_user_id]
    opened = [one for one in opened if not one.startswith("D")]
    for channel in opened:
        if channel not in held.home:
            yield f"channel {scene.server.workspace.channels[channel].name} was opened for nothing"
    yield from (f"INC-{number} has no channel" for channel, number in held.home.items() if not channel)


def _left_over(scene: Scene, held: _Held) -> Iterator[str]:
    """Words of deleted messages that the database still holds."""
    held_words = [(name, row, set(_WORD.findall(row))) for name, row in held.rows]
    gone = set(gone_words(scene.talk.said))
    for name, row, words in held_words:
        yield from (f"{word} was deleted and is still kept in {name}: {row}" for word in words & gone)


def _recorded_channels(scene: Scene, held: _Held) -> list[Channel]:
    return [scene.server.workspace.channels[channel] for channel in held.home if channel]


def gone_words(said: Sequence[Said]) -> list[str]:
    return [word for one in said if one.deleted for word in one.words]
