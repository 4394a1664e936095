"""Builds the running app; the only module that knows every class."""

import asyncio
import os
import socket
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from aiohttp import web

from app.briefs.writers import Writers
from app.commands.call import Desk
from app.commands.dispatch import Dispatcher
from app.connectors.configured import connecting, describe
from app.context.intake.arriving import Intake
from app.context.ranking.reranking import Adviser
from app.context.surroundings import Surroundings
from app.domain.incident import Incident
from app.duties import DUTIES, Duty
from app.duties.tools import UPDATE_EVERY_MIN, Manners, Tools
from app.exporters.canvas import CanvasExporter
from app.exporters.folder import FolderExporter
from app.jobs.clock import Clock, Tick
from app.jobs.job import NewJob
from app.jobs.queue import Queue, enqueue
from app.jobs.worker import Handler, Lease, Worker
from app.llm.configured import routes
from app.policy.gate import Gate
from app.record import chain, incidents
from app.record import consequences as kinds
from app.record.backfill import Backfill, read_again
from app.record.delivery import Delivery
from app.record.reading import Reader
from app.record.recorder import Recorder
from app.scanners.kingfisher import Kingfisher, installed
from app.settings import Settings
from app.slack import jobs as slack_jobs
from app.slack.chat import SlackChat, slack_chat
from app.slack.surface import build_app, mount, run_socket_mode
from app.store.alone import alone_on
from app.store.database import Database
from app.store.opening import bring_up_to_date, open_database
from app.web.hooks import hook_routes
from app.web.site import serving

NO_PORT = -1
_LOOK_EVERY_S = 30
_TICKS = (Tick(kinds.REMIND, 60), Tick(kinds.NOTICE, 60), Tick(kinds.TIDY, 86400))


def utc_now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Watchkeeper:
    """The running bot. `connected` is set while events can come."""

    database: Database
    recorder: Recorder
    reader: Reader
    chat: SlackChat
    writers: Writers
    worker: Worker
    clock: Callable[[], datetime]
    tasks: list[asyncio.Task[None]] = field(default_factory=list)
    connected: asyncio.Event = field(default_factory=asyncio.Event)

    async def run_until(self, stop: asyncio.Event) -> None:
        """Wait until `stop` is set. Raises what ended a part of the bot before that, such as a refused token."""
        stopping = asyncio.ensure_future(stop.wait())
        try:
            await asyncio.wait([stopping, *self.tasks], return_when=asyncio.FIRST_COMPLETED)
            for task in self.tasks:
                if task.done():
                    task.result()
        finally:
            stopping.cancel()

    async def catch_up(self) -> int:
        """Do everything that is due, and return how many jobs that were; only where the worker does not run."""
        return await self.worker.drain()

    async def verify(self, incident: Incident) -> list[str]:
        """What is wrong with the incident's record; empty when its chain verifies."""
        return chain.faults(await self.reader.entries(incident), await self.reader.head(incident))

    async def backfill(self) -> None:
        """Read every recorded channel again, for what was missed. Call it when events come again, not before."""
        now = self.clock()
        reason = f"{now.isoformat()}:{os.getpid()}"
        async with self.database.transaction() as tx:
            for incident in await incidents.recording(tx.connection):
                for channel in await incidents.channels_of(tx.connection, incident.id):
                    await read_again(tx, incident, channel, now, reason)

    async def start(self) -> None:
        """What is done at every start: who is who. What was missed is read once Slack's events come."""
        now = self.clock()
        key = f"{kinds.ROSTER}:start:{now.isoformat()}:{os.getpid()}"
        async with self.database.transaction() as tx:
            await enqueue(tx, [NewJob(key=key, kind=kinds.ROSTER, lane=kinds.ROSTER, run_at=now)])


def scanner_of(settings: Settings) -> Kingfisher | None:
    """Who looks a second time for secrets: Kingfisher, where its wheel is installed and nobody turned it off."""
    program = installed() if settings.second_scan == "auto" else None
    return Kingfisher(program, settings.documents_folder.parent / "scanner") if program else None


@asynccontextmanager
async def watchkeeper(
    settings: Settings, clock: Callable[[], datetime] = utc_now, *, working: bool = True, lease_s: float = 60.0
) -> AsyncIterator[Watchkeeper]:
    """Start the bot and, at the end, stop it: what is in hand is finished, what is not goes on at the next start.

    With `working` it does its jobs by itself, and reminds; without, whoever started it calls `catch_up`.
    """
    async with AsyncExitStack() as stack:
        database = open_database(settings.database_url)
        stack.push_async_callback(database.close)
        await bring_up_to_date(database)

        async def sources(incident_id: int) -> Mapping[int, tuple[str, datetime]]:
            return await reader.sources(incident_id)

        chat = await stack.enter_async_context(
            slack_chat(settings.slack_bot_token.get_secret_value(), settings.slack_api_url, sources)
        )
        reader = Reader(database, chat.me.url, chat.me.user)
        recorder = await stack.enter_async_context(Recorder(database, clock, settings.card_every_s))
        gate = _gate(settings, database, clock)
        models = await stack.enter_async_context(routes(settings.written_models))
        writers = Writers(database, gate, models, time_limit_s=settings.model_time_limit_s)
        advisers = models.get("changes", ())
        adviser = Adviser(gate=gate, models=advisers, time_limit_s=settings.model_time_limit_s) if advisers else None
        connected = await stack.enter_async_context(connecting(describe(settings.written_connectors)))
        desk = Desk(
            surroundings=Surroundings(
                database=database, clock=clock, connected=connected, alert_rules=settings.alert_rules, adviser=adviser
            ),
            reader=reader,
            chat=chat,
            writers=writers,
            clock=clock,
            command=settings.command,
            budget=settings.budget,
        )
        queue = Queue(database, f"{socket.gethostname()}:{os.getpid()}", lease_s)
        worker = Worker(database, queue, _handlers(settings, database, recorder, desk, chat), clock)
        bot = Watchkeeper(
            database=database,
            recorder=recorder,
            reader=reader,
            chat=chat,
            writers=writers,
            worker=worker,
            clock=clock,
        )
        if database.is_sqlite and database.url.database and stack.enter_context(alone_on(Path(database.url.database))):
            await queue.take_over(clock())
        await bot.start()
        if working:
            await stack.enter_async_context(_beside(worker.run(), worker.stop, bot.tasks))
            ticks = (*_TICKS, Tick(kinds.LOOK, _LOOK_EVERY_S)) if scanner_of(settings) else _TICKS
            await stack.enter_async_context(Clock(database, ticks, clock))
        intake = await stack.enter_async_context(Intake(database, clock, desk.surroundings.apart))
        await _listen(stack, settings, bot, desk, hook_routes(connected, intake, clock))
        yield bot


def _gate(settings: Settings, database: Database, clock: Callable[[], datetime]) -> Gate:
    return Gate(database, clock, leaving=settings.leaving, budget=settings.budget, internal=settings.internal_names)


def _handlers(
    settings: Settings, database: Database, recorder: Recorder, desk: Desk, chat: SlackChat
) -> Mapping[str, Handler]:
    """Who does which kind of job."""
    manners = Manners(
        announce_channel=settings.announce_channel,
        catchup_after_messages=settings.catchup_after_messages,
        lead_within_min=settings.lead_within_min,
        update_every_min=dict(UPDATE_EVERY_MIN) | dict(settings.update_every_min.items()),
        command=settings.command,
        alert_rules=settings.alert_rules,
        alert_incidents_per_hour=settings.alert_incidents_per_hour,
    )
    exporters = (FolderExporter(settings.documents_folder), CanvasExporter(chat))
    tools = Tools(
        database=database,
        surroundings=desk.surroundings,
        recorder=recorder,
        reader=desk.reader,
        chat=chat,
        writers=desk.writers,
        exporters=exporters,
        manners=manners,
        scanner=scanner_of(settings),
    )
    backfill, delivery = Backfill(database, recorder, chat), Delivery(database, chat)

    def on_duty(duty: Duty) -> Handler:
        async def handle(lease: Lease) -> None:
            await duty(lease, tools)

        return handle

    return {
        **{kind: on_duty(duty) for kind, duty in DUTIES},
        **slack_jobs.handlers(chat, desk, recorder, database),
        kinds.CALL: Dispatcher(desk, database, recorder).handle,
        kinds.BACKFILL: backfill.channel_page,
        kinds.BACKFILL_THREAD: backfill.thread_page,
        kinds.DELIVER: delivery.deliver,
    }


@asynccontextmanager
async def _beside(
    work: Awaitable[None], stop: Callable[[], None], tasks: list[asyncio.Task[None]]
) -> AsyncIterator[None]:
    """Does `work` beside what is inside, and at the end stops it and waits for what it has in hand."""
    task = asyncio.ensure_future(work)
    assert isinstance(task, asyncio.Task)
    tasks.append(task)
    try:
        yield
    finally:
        stop()
        await asyncio.gather(task, return_exceptions=True)


async def _listen(
    stack: AsyncExitStack, settings: Settings, bot: Watchkeeper, desk: Desk, hooks: Sequence[web.RouteDef]
) -> None:
    """Slack's events, by Socket Mode or over HTTP; what other systems send; and a page that says how we are."""
    secret = settings.slack_signing_secret.get_secret_value()
    app = build_app(bot.chat, bot.recorder, desk, channel_patterns=settings.channel_patterns, signing_secret=secret)
    site = web.Application()
    if settings.socket_mode:
        stopping = asyncio.Event()
        token = settings.slack_app_token.get_secret_value()
        listening = run_socket_mode(
            app, bot.chat, token, stopping=stopping, on_gap=bot.backfill, connected=bot.connected
        )
        await stack.enter_async_context(_beside(listening, stopping.set, bot.tasks))
    else:
        mount(app, site)
    if settings.port != NO_PORT:
        await stack.enter_async_context(
            serving(site, settings.host, settings.port, bot.database, bot.clock, hooks=hooks)
        )
    if not settings.socket_mode:
        bot.connected.set()
        await bot.backfill()
