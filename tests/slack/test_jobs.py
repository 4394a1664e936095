from app.domain.post import Body, Button, Post
from app.jobs.job import Job
from app.record.consequences import CALL
from app.slack.actions import DISMISS
from app.slack.jobs import handlers
from tests.slack.conftest import ANA, Rig
from tests.slack.test_shortcuts import Held

REMINDER = Body(text="No update for 30 minutes.", buttons=(Button("Dismiss", "dismiss"),))


async def dismissed(live: Rig) -> Job:
    [job] = await live.jobs(DISMISS)
    await handlers(live.chat, live.desk, live.recorder, live.database)[DISMISS](Held(job))
    return job


async def test_a_message_for_everybody_is_deleted(live: Rig, channel: str) -> None:
    ts = await live.chat.send(Post(key="r", incident_id=None, channel=channel, body=REMINDER, brief="reminder"))
    await live.acts.click(ANA, channel, ts, "dismiss:0")
    job = await dismissed(live)
    assert live.server.workspace.channels[channel].log.find(ts) is None
    await handlers(live.chat, live.desk, live.recorder, live.database)[DISMISS](Held(job))  # once more changes nothing


async def test_a_private_message_vanishes(live: Rig, channel: str) -> None:
    await live.chat.send(Post(key="r", incident_id=None, channel=channel, body=REMINDER, brief="reminder", reader=ANA))
    [ts] = live.server.workspace.posting.ephemeral
    await live.acts.click(ANA, channel, ts, "dismiss:0")
    await dismissed(live)
    assert not live.server.workspace.posting.ephemeral


async def test_what_is_done_on_the_home_tab_is_shown_there_afterwards(live: Rig, channel: str) -> None:
    await live.incident(channel)
    errands = handlers(live.chat, live.desk, live.recorder, live.database)
    live.acts.open_home(ANA, live.slack_app.app_id)
    await live.server.settled()
    [opened] = await live.jobs("home")
    await errands["home"](Held(opened))
    view = live.server.workspace.views.home(ANA, live.slack_app.app_id)
    await live.acts.click_in_view(ANA, view.id, "call:1")
    call, home = [job for job in await live.jobs() if job.kind in {CALL, "home"}]
    assert (call.kind, home.kind) == (CALL, "home")
    assert call.lane == home.lane
