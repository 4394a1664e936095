"""Runs the demo: once for a terminal, or on a page until it is stopped."""

import asyncio
import contextlib
import html
import re
import signal
import socket
import tempfile
from collections.abc import Callable, Mapping
from contextlib import AbstractAsyncContextManager
from datetime import UTC, datetime
from pathlib import Path

from app.briefs import markdown
from app.context.around import kept, telling
from app.demo.company.facts import read_facts
from app.demo.company.systems import Systems
from app.demo.player import Player
from app.demo.scenario import INCIDENT, Scenario, Step, read_scenario
from app.demo.stage import Stage
from app.domain.brief import BriefKind
from app.domain.errors import UserError
from app.record.timeline import timeline
from app.rehearsal import Rehearsal, StepClock, new_workspace, rehearse
from app.sandbox.server import SandboxServer

_LINK = re.compile(r"<(https?://[^|>]+)\|([^>]*)>")
_BOLD = re.compile(r"(?<![\w*])\*([^*\n]+)\*(?![\w*])")
_HERE = "127.0.0.1"
_ASKED_WHAT_CHANGED = "question"  # the step after which the context card is printed
_AFTERWARDS_S = 60.0
_PATIENCE_S = 90.0
_PATIENCE_ON_PAGE_S = 30.0
"""For a model on the processor of a laptop: a visitor came to see it write, but does not wait for ever."""


async def play_once(model: str = "") -> str:
    """Play the script as fast as it goes; what is left at the end, as Markdown. `model` as in WATCHKEEPER_MODEL."""
    scenario, clock, start_s = _prepare()
    with tempfile.TemporaryDirectory(prefix="watchkeeper-") as folder:
        port = _free_port()
        async with (
            SandboxServer(new_workspace(clock, scenario.workspace)) as server,
            _systems(scenario, clock, start_s, port) as systems,
        ):
            stage = Stage(server, scenario, systems)
            async with _rehearse(stage, clock, folder, model, _connected(systems, port), working=False) as rehearsal:
                await rehearsal.settle()
                catchup = context = ""
                for step in scenario.steps:
                    clock.move_to(start_s + step.after_s, start_s + step.after_s)
                    await stage.ready(step)
                    await stage.act(step)
                    await rehearsal.settle()
                    if step.ref == _ASKED_WHAT_CHANGED:
                        context = await _context(rehearsal, stage)
                    if _is_turning_point(step):
                        catchup = await _brief(rehearsal, stage, BriefKind.CATCHUP)
                at_s = start_s + scenario.steps[-1].after_s + _AFTERWARDS_S
                clock.move_to(at_s, at_s)
                await rehearsal.settle()
                parts = [
                    await _timeline(rehearsal, stage),
                    context,
                    catchup,
                    await _brief(rehearsal, stage, BriefKind.POSTMORTEM),
                ]
    return "\n".join(parts)


async def serve_demo(
    speed: float, port: int, launch: Callable[[str], object] | None, tell: Callable[[str], object], model: str = ""
) -> None:
    """Serve the page and play the script into it; goes on until interrupted, so that visitors can look around.

    `model` as in WATCHKEEPER_MODEL.
    """
    scenario, clock, start_s = _prepare()
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    server = SandboxServer(new_workspace(clock, scenario.workspace), port=port)
    hooks_port = _free_port()
    with tempfile.TemporaryDirectory(prefix="watchkeeper-") as folder:
        try:
            await server.__aenter__()
        except OSError:
            raise UserError(f"Port {port} is taken. Type `watchkeeper demo --port 0` to use any free one.") from None
        async with contextlib.AsyncExitStack() as stack:
            stack.push_async_exit(server)
            systems = await stack.enter_async_context(_systems(scenario, clock, start_s, hooks_port))
            stage = Stage(server, scenario, systems)
            server.player = player = Player(scenario, stage, clock, start_s, speed)
            given = _connected(systems, hooks_port)
            await stack.enter_async_context(_rehearse(stage, clock, folder, model, given, working=True))
            tell(f"{scenario.workspace} is open at {server.base_url}\nStop with Ctrl-C.")
            if launch:
                launch(server.base_url)
            await _play_until(player, stop)


async def _play_until(player: Player, stop: asyncio.Event) -> None:
    playing = asyncio.create_task(player.play())
    stopping = asyncio.create_task(stop.wait())
    try:
        await asyncio.wait({playing, stopping}, return_when=asyncio.FIRST_COMPLETED)
        if playing.done():
            playing.result()
        await stop.wait()
    finally:
        playing.cancel()
        stopping.cancel()
        await asyncio.gather(playing, stopping, return_exceptions=True)


def _rehearse(
    stage: Stage, clock: StepClock, folder: str, model: str, given: Mapping[str, object], *, working: bool
) -> AbstractAsyncContextManager[Rehearsal]:
    patience_s = _PATIENCE_ON_PAGE_S if working else _PATIENCE_S
    written = {"model": model, "model_time_limit_s": patience_s} if model else {}
    told = stage.channels["incidents"]
    return rehearse(stage.server, clock, Path(folder), working=working, announce_channel=told, **written, **given)


def _systems(scenario: Scenario, clock: StepClock, start_s: float, port: int) -> Systems:
    people = {handle: name for handle, (name, _) in scenario.people.items()}
    day = datetime.fromtimestamp(start_s, UTC).date()
    return Systems(read_facts(day), people, clock.now, f"http://{_HERE}:{port}/hooks")


def _connected(systems: Systems, port: int) -> Mapping[str, object]:
    """Settings of a bot that knows the company's systems, and takes what they send."""
    return {"host": _HERE, "port": port, "connectors": systems.connectors()}


def _free_port() -> int:
    with socket.create_server((_HERE, 0)) as found:
        port: int = found.getsockname()[1]
        return port


def _prepare() -> tuple[Scenario, StepClock, float]:
    scenario = read_scenario()
    start_s = scenario.start(datetime.now(UTC)).timestamp()
    clock = StepClock(start_s)
    return scenario, clock, start_s


def _is_turning_point(step: Step) -> bool:
    """When somebody joins late: the moment for which the catch-up is printed."""
    return step.act == "join" and step.who == "priya"


async def _brief(rehearsal: Rehearsal, stage: Stage, kind: BriefKind) -> str:
    incident = await rehearsal.bot.reader.incident_of(stage.channels[INCIDENT])
    assert incident
    context = await rehearsal.bot.reader.context(incident, rehearsal.clock.now())
    urls = {line.entry.seq: line.entry.source.url for line in context.lines}
    return markdown.render(await rehearsal.bot.writers.write(kind, context), urls)


async def _timeline(rehearsal: Rehearsal, stage: Stage) -> str:
    incident = await rehearsal.bot.reader.incident_of(stage.channels[INCIDENT])
    assert incident
    rows = timeline(await rehearsal.bot.reader.context(incident, rehearsal.clock.now()))
    lines = [f"- {row.at:%H:%M} **{row.kind}** {row.who}: {markdown.escaped(row.text)}" for row in rows]
    return "\n".join([f"# Timeline of {incident.key}", "", *lines, ""])


async def _context(rehearsal: Rehearsal, stage: Stage) -> str:
    """The context card as it stands, with its links and emphasis as Markdown has them."""
    incident = await rehearsal.bot.reader.incident_of(stage.channels[INCIDENT])
    assert incident
    async with rehearsal.bot.database.reading() as connection:
        view = await kept.load(connection, incident.id)
    assert view
    body = telling.card(view)
    lines = [f"{_as_markdown(line)}  " if line else "" for line in [*body.text.split("\n"), "", body.footnote]]
    return "\n".join([f"# Context of {incident.key}, at {view.looked_at:%H:%M} UTC", "", *lines, ""])


def _as_markdown(line: str) -> str:
    linked = _LINK.sub(r"[\2](\1)", _BOLD.sub(r"**\1**", line))
    return html.unescape(linked)
