"""Sets the demo's workspace up, and acts one step of the script in it."""

import asyncio
import re

from app.demo.company.systems import Systems
from app.demo.scenario import INCIDENT, Scenario, Step
from app.sandbox.changes import Change
from app.sandbox.jsonvalue import Json
from app.sandbox.server import SandboxServer
from app.sandbox.workspace import Workspace

_HANDLE = re.compile(r"@(\w+)")
_ALARM_COLOURS = {"FIRING": "#a30200", "RESOLVED": "#2eb886"}


class Stage:
    """`act` does one step, once `ready` for it. Alerts and flags go to `systems`, too, where there are any."""

    def __init__(self, server: SandboxServer, scenario: Scenario, systems: Systems | None = None) -> None:
        self.server = server
        self._systems = systems
        self._workspace: Workspace = server.workspace
        self.people: dict[str, str] = {}
        self.channels: dict[str, str] = {}
        self._messages: dict[str, tuple[str, str]] = {}
        self._opened = asyncio.Event()
        with self._workspace.silent():
            self._set_up(scenario)
        self._workspace.bus.watch(self._notice)

    def _set_up(self, scenario: Scenario) -> None:
        for handle, (name, title) in scenario.people.items():
            self.people[handle] = self._workspace.add_user(handle, name, title=title).id
        for name, members in scenario.channels.items():
            first, *others = [self.people[handle] for handle in members]
            self.channels[name] = self.server.acts.create_channel(first, name)
            for person in others:
                self.server.acts.join(person, self.channels[name])

    async def ready(self, step: Step) -> None:
        """Wait until the step's channel is there."""
        if step.channel not in self.channels:
            await self._opened.wait()

    def _notice(self, change: Change) -> None:
        if INCIDENT not in self.channels and change.channel and change.channel.name.startswith("inc-"):
            self.channels[INCIDENT] = change.channel.id
            self._opened.set()

    async def act(self, step: Step) -> None:
        channel = self.channels[step.channel]
        acts = self.server.acts
        person = self.people.get(step.who, "")
        match step.act:
            case "alert":
                acts.say_as_bot(step.who, channel, attachments=[_alarm(step)])
                await self._alert(step)
            case "switch" if self._systems:
                await self._systems.switch(step.about, step.text, step.who)
            case "switch":
                pass
            case "join":
                acts.join(person, channel)
            case "command":
                await acts.command(person, channel, self._mentions(step.text))
            case "react":
                acts.react(person, *self._messages[step.about], step.text)
            case "delete":
                acts.delete(person, *self._messages[step.about])
            case _:
                thread_ts = self._messages[step.about][1] if step.about else ""
                ts = acts.say(person, channel, self._mentions(step.text), thread_ts=thread_ts)
                self._messages[step.ref] = (channel, ts)

    async def _alert(self, step: Step) -> None:
        title, _, text = step.text.partition("\n")
        state, _, name = title.partition(": ")
        if self._systems:
            await self._systems.alert(name, state.lower(), text, step.fields)

    def _mentions(self, text: str) -> str:
        """`@ana` as Slack sends it, for people of the script and for the bot."""

        def mention(match: re.Match[str]) -> str:
            user = self._workspace.users.named(match[1])
            known = self.people.get(match[1]) or (user.id if user else "")
            return f"<@{known}>" if known else match[0]

        return _HANDLE.sub(mention, text)


def _alarm(step: Step) -> Json:
    title, _, text = step.text.partition("\n")
    return {
        "id": 1,
        "fallback": title,
        "title": title,
        "text": text,
        "color": _ALARM_COLOURS.get(title.partition(":")[0], "#cccccc").lstrip("#"),
        "fields": [{"title": name, "value": value, "short": True} for name, value in step.fields.items()],
    }
