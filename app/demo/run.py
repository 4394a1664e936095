"""Runs the demo: once for a terminal, or on a page until it is stopped."""

import asyncio
import contextlib
import signal
import tempfile
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from datetime import UTC, datetime
from pathlib import Path

from app.bootstrap import NO_PORT
from app.briefs import markdown
from app.demo.player import Player
from app.demo.scenario import INCIDENT, Scenario, Step, read_scenario
from app.demo.stage import Stage
from app.domain.brief import BriefKind
from app.domain.errors import UserError
from app.record.timeline import timeline
from app.rehearsal import Rehearsal, StepClock, new_workspace, rehearse
from app.sandbox.server import SandboxServer

_AFTERWARDS_S = 60.0
_PATIENCE_S = 90.0
_PATIENCE_ON_PAGE_S = 30.0
"""For a model on the processor of a laptop: a visitor came to see it write, but does not wait for ever."""


async def play_once(model: str = "") -> str:
    """Play the script as fast as it goes; what is left at the end, as Markdown. `model` as in WATCHKEEPER_MODEL."""
    scenario, clock, start_s = _prepare()
    with tempfile.TemporaryDirectory(prefix="watchkeeper-") as folder:
        async with SandboxServer(new_workspace(clock, scenario.workspace)) as server:
            stage = Stage(server, scenario)
            async with _rehearse(stage, clock, folder, model, working=False) as rehearsal:
                await rehearsal.settle()
                catchup = ""
                for step in scenario.steps:
                    clock.move_to(start_s + step.after_s, start_s + step.after_s)
                    await stage.ready(step)
                    await stage.act(step)
                    await rehearsal.settle()
                    if _is_turning_point(step):
                        catchup = await _brief(rehearsal, stage, BriefKind.CATCHUP)
                at_s = start_s + scenario.steps[-1].after_s + _AFTERWARDS_S
                clock.move_to(at_s, at_s)
                await rehearsal.settle()
                parts = [
                    await _timeline(rehearsal, stage),
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
    stage = Stage(server, scenario)
    player = Player(scenario, stage, clock, start_s, speed)
    server.player = player
    with tempfile.TemporaryDirectory(prefix="watchkeeper-") as folder:
        try:
            await server.__aenter__()
        except OSError:
            raise UserError(f"Port {port} is taken. Type `watchkeeper demo --port 0` to use any free one.") from None
        async with contextlib.AsyncExitStack() as stack:
            stack.push_async_exit(server)
            await stack.enter_async_context(_rehearse(stage, clock, folder, model, working=True))
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
    stage: Stage, clock: StepClock, folder: str, model: str, *, working: bool
) -> AbstractAsyncContextManager[Rehearsal]:
    told = stage.channels["incidents"]
    patience_s = _PATIENCE_ON_PAGE_S if working else _PATIENCE_S
    given = {"model": model, "model_time_limit_s": patience_s} if model else {}
    return rehearse(stage.server, clock, Path(folder), working=working, port=NO_PORT, announce_channel=told, **given)


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
