"""The handler of the job "call": finds the command, runs it, and commits all that it leads to in one transaction."""

import contextlib
import re
import uuid
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

import structlog

from app.commands import COMMANDS
from app.commands.call import Call, Desk, NotHere, Reply, say
from app.commands.directory import Directory
from app.commands.grammar import Command, Where, parse
from app.commands.kinds import Mismatch, take_key
from app.commands.menu import menu
from app.commands.misplaced import misplaced
from app.commands.verbs import find
from app.domain.errors import Unavailable, UserError
from app.domain.incident import Incident
from app.domain.json import JsonObject, text_of
from app.domain.markup import escape
from app.domain.post import Body, Button, Post
from app.domain.question import asks_about, is_question
from app.domain.speech.acknowledging import SMALL_TALK
from app.jobs.job import NewJob
from app.jobs.queue import LeaseLost, enqueue
from app.jobs.worker import MOST_FAILURES_BUG, Lease
from app.record import incidents, posts
from app.record.consequences import apart
from app.record.declaring import Declaration, declare
from app.record.recorder import Recorder
from app.redaction.mask import mask
from app.store.database import Database, Transaction

log = structlog.get_logger(__name__)

_POLITE = re.compile(r"(?:^|[\s,]+)(?:please|pls|thanks|thank you|thx)[\s!.]*$", re.IGNORECASE)
KEEP = Button("Keep", "keep")
_APART = "apart"


class _AdoptedMeanwhile(Exception):  # noqa: N818 -- somebody else was faster; the call is looked at again
    """The channel has become an incident since the command looked."""


class Dispatcher:
    """Give `handle` to the worker for jobs of the kind "call".

    The payload has `text`, `person`, `channel`, `channel_name`, `at` (ISO 8601), `reply_to`, `thread_ts`, `key` and
    optionally `message` (`CHANNEL/TS` of the message that the command was given on).
    """

    def __init__(
        self, desk: Desk, database: Database, recorder: Recorder, commands: Sequence[Command] = COMMANDS
    ) -> None:
        self._desk = desk
        self._database = database
        self._recorder = recorder
        self._commands = commands
        self._directory = Directory(database, desk.chat)

    async def handle(self, lease: Lease) -> None:
        """Answer the call. What it changes is keyed by the call, so that doing it again changes nothing."""
        if self._may_take_long(lease.job.payload):
            await _set_apart(lease)
            return
        for _ in range(2):
            call = await self._call(lease.job.payload)
            call, reply = await self._answered(call)
            try:
                await self._commit(lease, call, reply)
            except _AdoptedMeanwhile:
                continue
            except LeaseLost:
                raise
            except Exception as error:
                # Commits fail when others write at the same moment: the worker tries again, and the last time we say so.
                if lease.job.failures + 1 < MOST_FAILURES_BUG:
                    raise
                await self._commit(lease, call, _bug(call, error))
            return

    def _may_take_long(self, payload: JsonObject) -> bool:
        """Whether it asks for a brief that a model may write, or asks other systems. It changes nothing by itself, so what
        others say need not wait for it.
        """
        slow_writers, systems = self._desk.writers.may_take_long, self._desk.surroundings.connected
        if not (slow_writers or systems) or payload.get(_APART):
            return False
        text = text_of(payload.get("text"))
        with contextlib.suppress(Mismatch):
            _, text = take_key(text)
        try:
            command, _ = self._found(text)
        except UserError:
            return False
        return (command.reads and slow_writers) or (command.asks and bool(systems))

    async def _call(self, payload: JsonObject) -> Call:
        given = {name: text_of(payload.get(name)) for name in _GIVEN}
        here = await self._desk.reader.incident_of(given["channel"]) if given["channel"] else None
        given["text"] = mask(given["text"])  # before it can get into a line, an answer or an entry
        at = datetime.fromisoformat(text_of(payload["at"]))
        return Call(
            **given,
            at=at,
            desk=self._desk,
            find=self._directory.find,
            here=here,
            looking_at=None,
            perform=self._perform,
        )

    async def _answered(self, call: Call) -> tuple[Call, Reply]:
        """The call as understood (an incident may be named in it), and the answer, whatever happens."""
        try:
            call = await self._looking(await self._named_first(call))
            return call, await self._run(call)
        except UserError as error:
            return call, say(escape(str(error)))
        except Unavailable as error:
            # Commands only look things up outside (what they change outside are jobs, which are retried). The Chat port
            # has tried more than once, and somebody is waiting: an honest answer now is better than the right one later.
            return call, say(escape(f"I could not do that: {error}. Nothing was changed; try again in a minute."))
        except Exception as error:  # noqa: BLE001 -- whoever asked has to hear of it
            return call, _bug(call, error)

    async def _named_first(self, call: Call) -> Call:
        """`INC-3 note …` is said about INC-3, wherever it is typed. The key alone asks for its status."""
        if call.here and call.is_told_elsewhere(call.here) and not await call.may_see(call.here):
            call = replace(call, here=None)  # recorded for a private incident, whose members are in another channel
        try:
            key, rest = take_key(call.text)
        except Mismatch:
            return call
        return replace(call, here=await call.incident_called(key), text=rest if rest.strip() else "status")

    async def _looking(self, call: Call) -> Call:
        """In the assistant pane: what is asked is about the incident whose channel is open beside it."""
        if call.here is not None or not (call.thread_ts and call.is_direct):
            return call
        viewed = await self._desk.reader.viewed(call.channel, call.thread_ts)
        return replace(call, looking_at=viewed) if viewed and await call.may_see(viewed) else call

    async def _run(self, call: Call) -> Reply:
        slash = self._desk.command
        if not call.text.strip():
            return Reply(body=menu(call.here, slash))
        try:
            return await self._perform(call, call.text)
        except UserError:
            if call.thread_ts and not call.is_direct and SMALL_TALK.match(call.text.lower().strip()):
                return Reply()  # thanks need no answer in a channel
            raise

    async def _perform(self, call: Call, line: str) -> Reply:
        slash = self._desk.command
        command, rest = self._found(line)
        misread = _changes_by_asking(command, rest, line)
        command, given = self._asked(line) if misread else self._parsed(command, rest, line)
        if command.where is not Where.ANYWHERE and call.here is None:
            return await misplaced(call, command)
        if command.where is Where.RECORDED and not call.incident.recording:
            raise UserError(
                f"I do not record {call.incident.key} any more. `{slash} adopt` in its channel brings me back."
            )
        try:
            return await command.run(call, **given)
        except NotHere:
            return await misplaced(call, command)

    def _parsed(self, command: Command, rest: str, line: str) -> tuple[Command, dict[str, object]]:
        """What was said for each parameter. Where that cannot be read, a question is one to the record: "status of the
        rollback?"; and politeness is no part of it.
        """
        slash = self._desk.command
        try:
            return command, parse(command, rest, slash)
        except UserError:
            if is_question(line):
                return self._asked(line)
            bare = _POLITE.sub("", rest)
            if bare == rest:
                raise
            return command, parse(command, bare, slash)

    def _asked(self, line: str) -> tuple[Command, dict[str, object]]:
        """The whole line as a question to the record."""
        slash = self._desk.command
        command, rest = find(self._commands, f"ask -- {line}", slash)
        return command, parse(command, rest, slash)

    def _found(self, text: str) -> tuple[Command, str]:
        """The command that was meant. A question that is none is one to the record."""
        try:
            return find(self._commands, text, self._desk.command)
        except UserError:
            if not is_question(text):
                raise
            return find(self._commands, f"ask -- {text}", self._desk.command)

    async def _commit(self, lease: Lease, call: Call, reply: Reply) -> None:
        async with lease.finish() as tx:
            incident = call.here
            if reply.declaration:
                incident = await self._declare(tx, reply.declaration, lease.now)
            if incident and reply.drafts:
                await self._recorder.append(tx, incident.id, reply.drafts)
            if incident and reply.unlink:
                await incidents.unlink(tx, incident.id, reply.unlink)
            answer = _answer(call, reply, incident)
            for post in (*reply.posts, *((answer,) if answer else ())):
                await posts.say(tx, post, lease.now, self._recorder.card_every_s)
            await enqueue(tx, reply.jobs)

    async def _declare(self, tx: Transaction, declaration: Declaration, now: datetime) -> Incident:
        if declaration.channel and await incidents.by_channel(tx.connection, declaration.channel):
            raise _AdoptedMeanwhile(declaration.channel)
        return await declare(tx, declaration, now, self._recorder.card_every_s)


_GIVEN = ("key", "text", "person", "channel", "channel_name", "reply_to", "thread_ts", "message")


def _changes_by_asking(command: Command, rest: str, line: str) -> bool:
    """Whether a question would change something that it only speaks of: "close to what limit are we?"."""
    if command.hidden or command.where is Where.ANYWHERE or not rest.strip(" ?!.") or not is_question(line):
        return False
    records = any(one.kind == "text" and (one.required or command.reads) for one in command.parameters)
    return asks_about(rest) or (not records and rest.rstrip().endswith(("?", "？")))


async def _set_apart(lease: Lease) -> None:
    """Leave it to a job in a lane of the person's own, after what was said before it in its place."""
    job = lease.job
    lane = f"{job.lane}:{text_of(job.payload.get('person'))}"
    payload = {**job.payload, _APART: True}
    async with lease.finish() as tx:
        await enqueue(tx, [NewJob(key=apart(job.key), kind=job.kind, lane=lane, run_at=lease.now, payload=payload)])


def _answer(call: Call, reply: Reply, incident: Incident | None) -> Post | None:
    """The answer as a post: to whoever asked, or in the thread of the mention. Not an entry of the record."""
    body = reply.body or _told_elsewhere(call)
    if body is None:
        return None
    about = reply.about or incident
    secret = reply.secret or (call.here is not None and call.is_told_elsewhere(call.here))
    public = (reply.public or bool(call.thread_ts)) and not secret
    key = f"c:{call.key}:answer"
    if reply.keep and not public:
        body = replace(body, buttons=(*body.buttons, replace(KEEP, value=key)))
    return Post(
        key=key,
        incident_id=about.id if about else None,
        channel=call.channel,
        body=body,
        brief=reply.brief,
        thread_ts=call.thread_ts,
        reader="" if public else call.person,
        reply_to="" if public else call.reply_to,
        record=False,
    )


def _told_elsewhere(call: Call) -> Body | None:
    """A word to whoever told another channel something, which is not seen here."""
    if call.here is None or call.here.channel == call.channel:
        return None
    return Body(text=f"Done, in <#{call.here.channel}>.")


def _bug(call: Call, error: Exception) -> Reply:
    number = uuid.uuid4().hex[:8]
    log.error("call_bug", id=number, call=call.key, exc_info=error)
    return say(f"Something went wrong (id {number}); it is logged. Nothing was changed.")
