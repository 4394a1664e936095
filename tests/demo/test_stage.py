import pytest

from app.demo.scenario import Step, read_scenario
from app.demo.stage import Stage
from app.rehearsal import StepClock, new_workspace
from app.sandbox.server import SandboxServer


class Told:
    """The company's systems, as far as the stage speaks to them."""

    def __init__(self) -> None:
        self.told: list[tuple[str, ...]] = []

    async def alert(self, name: str, state: str, text: str, labels: dict[str, str]) -> None:
        self.told.append((name, state, text, *labels.values()))

    async def switch(self, flag: str, to: str, who: str) -> None:
        self.told.append((flag, to, who))


@pytest.fixture
async def stage():
    async with SandboxServer(new_workspace(StepClock(1_700_000_000.0), "Lantern")) as server:
        yield Stage(server, read_scenario()), server


def step(act: str, who: str, text: str = "", channel: str = "general", **more: object) -> Step:
    return Step(after_s=0, act=act, who=who, channel=channel, text=text, **more)


async def test_everybody_and_every_channel_is_there(stage):
    stage, server = stage
    scenario = read_scenario()
    assert {user.real_name for user in server.workspace.users.values()} == {
        name for name, _ in scenario.people.values()
    }
    for name, members in scenario.channels.items():
        assert len(server.workspace.channels.named(name).members) == len(members)


async def test_what_a_step_says_happens(stage):
    stage, server = stage
    await stage.act(step("say", "ana", "@bo look at @nobody", ref="first"))
    await stage.act(step("say", "bo", "looking", about="first"))
    await stage.act(step("react", "bo", "eyes", about="first"))
    await stage.act(step("alert", "Alertmanager", "FIRING: X\nit is bad", fields={"service": "y"}))
    log = server.workspace.channels[stage.channels["general"]].log.all()
    [said, reply, alert] = [one for one in log if one.body.get("subtype") in {None, "bot_message"}]
    assert said.text == f"<@{stage.people['bo']}> look at @nobody"
    assert (reply.thread_ts, said.reactions) == (said.ts, {"eyes": [stage.people["bo"]]})
    assert alert.body["attachments"][0]["title"] == "FIRING: X"
    await stage.act(step("switch", "emre", "off", about="a flag"))  # there is nobody to tell
    await stage.act(step("delete", "ana", about="first"))
    assert said.text == "This message was deleted."


async def test_the_incidents_channel_is_waited_for(stage):
    stage, server = stage
    opened = server.acts.create_channel(stage.people["ana"], "inc-20260101-x")
    await stage.ready(step("join", "bo", channel="incident"))
    assert stage.channels["incident"] == opened


async def test_alerts_and_flags_go_to_the_systems_too():
    async with SandboxServer(new_workspace(StepClock(1_700_000_000.0), "Lantern")) as server:
        systems = Told()
        stage = Stage(server, read_scenario(), systems)
        await stage.act(step("alert", "Alertmanager", "RESOLVED: X\nit is good", fields={"service": "y"}))
        await stage.act(step("switch", "emre", "off", about="f"))
    assert systems.told == [("X", "resolved", "it is good", "y"), ("f", "off", "emre")]
