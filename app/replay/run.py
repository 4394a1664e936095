"""Runs a replay: everything in the export happens again in a sandbox workspace, and the bot lives through it."""

import resource
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from app.bootstrap import NO_PORT
from app.domain.brief import BriefKind, Document
from app.domain.entry import Entry
from app.domain.errors import UserError
from app.domain.incident import Incident
from app.record.incidents import active
from app.record.posts import of_incident
from app.rehearsal import Rehearsal, StepClock, new_workspace, rehearse
from app.sandbox.channels import Channel
from app.sandbox.export.archive import ExportError
from app.sandbox.export.content import Export, read_export
from app.sandbox.export.loading import live_steps, place_export
from app.sandbox.export.steps import Step
from app.sandbox.faults import Fault
from app.sandbox.jsonvalue import as_object, as_text
from app.sandbox.server import SandboxServer

_SETTLE_EVERY = 200
_COMMANDS = ("summary", "catchup since start", "postmortem", "handover {person}")


@dataclass(slots=True)
class Replayed:
    """What a replay leaves. `messages` are the (channel, ts) of everything that was said in the export.

    `posts` and `ephemeral` count what everybody and what one person could see, `unasked_posts` and
    `unasked_ephemeral` those of them that the bot made before the replay asked for anything.
    """

    incident: Incident | None = None
    entries: list[Entry] = field(default_factory=list)
    documents: dict[BriefKind, Document] = field(default_factory=dict)
    messages: list[tuple[str, str]] = field(default_factory=list)
    chain_faults: list[str] = field(default_factory=list)
    posts: int = 0
    duplicate_posts: int = 0
    ephemeral: int = 0
    unasked_posts: int = 0
    unasked_ephemeral: int = 0
    seconds: float = 0.0
    peak_rss_mb: float = 0.0
    people: dict[str, str] = field(default_factory=dict)
    channels: dict[str, str] = field(default_factory=dict)


def open_export(path: Path, names: Sequence[str]) -> tuple[Export, list[str] | None]:
    """The export and the channels that were asked for (None: all). Raises UserError with what is wrong."""
    try:
        export = read_export(path)
        export.selected(list(names) or None)
    except ExportError as error:
        raise UserError(str(error)) from None
    return export, list(names) or None


async def replay(
    export: Export,
    names: list[str] | None,
    progress: Callable[[int, int], None],
    faults: Sequence[Fault] = (),
    **given: object,
) -> Replayed:
    """Live through the export. `progress` is told how many of how many steps are done; `faults` befall it meanwhile.

    `given` are settings.
    """
    started = time.monotonic()
    clock = StepClock(0.0)
    workspace = new_workspace(clock, "Replay")
    channels = place_export(workspace, export, names)
    steps = live_steps(workspace, export, names)
    first_said = {step.channel_id: number for number, step in reversed(list(enumerate(steps)))}
    channels = sorted(channels, key=lambda channel: first_said.get(channel.id, len(steps)))
    clock.move_to(steps[0].at_us / 1e6 - 1 if steps else time.time(), 0)
    result = Replayed()
    with tempfile.TemporaryDirectory(prefix="watchkeeper-") as folder:
        async with (
            SandboxServer(workspace) as server,
            rehearse(
                server, clock, Path(folder), working=False, channel_patterns=(), port=NO_PORT, **given
            ) as rehearsal,
        ):
            await rehearsal.settle()
            operator = workspace.add_user("replay", "Replay").id
            await _adopt(rehearsal, operator, channels)
            for fault in faults:
                server.faults.add(fault)
            await _play(rehearsal, steps, progress)
            await _count_unasked(rehearsal, operator, result)
            await _ask(rehearsal, operator, channels)
            await _collect(rehearsal, result)
    result.messages = [(step.channel_id, step.ts) for step in steps if step.kind not in {"edit", "reaction", "pin"}]
    result.seconds = time.monotonic() - started
    result.peak_rss_mb = _peak_rss_mb()
    return result


async def _adopt(rehearsal: Rehearsal, operator: str, channels: Sequence[Channel]) -> None:
    """The first channel becomes the incident's, the others are recorded for it, too."""
    for number, channel in enumerate(channels):
        channel.members[operator] = None  # without a message that they joined: nobody did then
        line = "/inc adopt" if number == 0 else "/inc link INC-1"
        await rehearsal.server.acts.command(operator, channel.id, line)
        await rehearsal.settle()


async def _play(rehearsal: Rehearsal, steps: Sequence[Step], progress: Callable[[int, int], None]) -> None:
    for number, step in enumerate(steps):
        rehearsal.clock.move_to(step.at_us / 1e6, step.at_us / 1e6)
        step.act()
        if number % _SETTLE_EVERY == _SETTLE_EVERY - 1:
            await rehearsal.settle()
            progress(number + 1, len(steps))
    await rehearsal.settle()
    progress(len(steps), len(steps))


async def _ask(rehearsal: Rehearsal, operator: str, channels: Sequence[Channel]) -> None:
    for command in _COMMANDS:
        line = f"/inc {command.format(person=f'<@{operator}>')}"
        await rehearsal.server.acts.command(operator, channels[0].id, line)
        await rehearsal.settle()


async def _count_unasked(rehearsal: Rehearsal, operator: str, result: Replayed) -> None:
    async with rehearsal.bot.database.reading() as connection:
        said = await of_incident(connection, (await active(connection))[0].id)
    result.unasked_posts = sum(bool(key) for key in _posted_keys(rehearsal))
    result.unasked_ephemeral = sum(bool(sent.post.reader) and sent.post.reader != operator for sent in said)


async def _collect(rehearsal: Rehearsal, result: Replayed) -> None:
    bot = rehearsal.bot
    async with bot.database.reading() as connection:
        result.incident = (await active(connection))[0]
        said = await of_incident(connection, result.incident.id)
    result.entries = await bot.reader.entries(result.incident)
    result.chain_faults = await bot.verify(result.incident)
    result.people = await bot.reader.names()
    result.channels = await bot.reader.channels_of(result.incident)
    for sent in said:
        if sent.post.body.document:
            result.documents[sent.post.body.document.kind] = sent.post.body.document
    keys = [key for key in _posted_keys(rehearsal) if key]
    result.posts = len(keys)
    result.duplicate_posts = len(keys) - len(set(keys))
    result.ephemeral = sum(bool(sent.post.reader) for sent in said)


def _posted_keys(rehearsal: Rehearsal) -> list[str]:
    """The delivery key of everything that the bot said, as the workspace has it."""
    own = rehearsal.app.bot_user_id
    channels = rehearsal.server.workspace.channels.values()
    said = [message for channel in channels for message in channel.log.all() if message.user == own]
    return [as_text(as_object(as_object(message.metadata).get("event_payload")).get("key")) for message in said]


def _peak_rss_mb() -> float:
    """The most memory that this process has had, in MB. Source: getrusage(2): KiB on Linux, bytes on macOS."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / 1024**2 if sys.platform == "darwin" else peak / 1024


def entries_of_messages(entries: Sequence[Entry]) -> dict[tuple[str, str], int]:
    """How many entries there are for each message, by (channel, ts)."""
    counts: dict[tuple[str, str], int] = {}
    for entry in entries:
        if entry.key.startswith("m:"):
            channel, _, ts = entry.key.removeprefix("m:").partition("/")
            counts[channel, ts] = counts.get((channel, ts), 0) + 1
    return counts
