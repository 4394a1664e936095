from app.domain.post import Body, Button, Post
from app.record.consequences import CALL, KEEP
from app.slack.actions import DISMISS
from tests.slack.conftest import ANA, Rig


async def said(rig: Rig, channel: str, *buttons: Button, reader: str = "") -> str:
    post = Post(
        key="b", incident_id=None, channel=channel, body=Body(text="?", buttons=buttons), brief="x", reader=reader
    )
    ts = await rig.chat.send(post)
    return ts or next(reversed(rig.server.workspace.posting.ephemeral))


async def test_a_button_is_the_same_as_typing(live: Rig, channel: str) -> None:
    ts = await said(live, channel, Button("Catch me up", "call", "catchup"), Button("Timeline", "call", "timeline"))
    assert (await live.acts.click(ANA, channel, ts, "call:1")).ok
    assert (await live.acts.click(ANA, channel, ts, "call:1")).ok
    jobs = await live.jobs(CALL)
    assert [job.payload["text"] for job in jobs] == ["timeline", "timeline"]
    assert jobs[0].payload["channel"] == channel
    assert jobs[0].payload["reply_to"]


async def test_a_private_answer_is_kept_once(live: Rig, channel: str) -> None:
    ts = await said(live, channel, Button("Keep", "keep", "welcome:1:5"), reader=ANA)
    await live.acts.click(ANA, channel, ts, "keep:0")
    await live.acts.click(ANA, channel, ts, "keep:0")
    [job] = await live.jobs(KEEP)
    assert job.payload == {"post": "welcome:1:5", "person": ANA}


async def test_dismissing_says_how_the_message_can_be_taken_away(live: Rig, channel: str) -> None:
    ts = await said(live, channel, Button("Dismiss", "dismiss"))
    await live.acts.click(ANA, channel, ts, "dismiss:0")
    [job] = await live.jobs(DISMISS)
    assert (job.payload["channel"], job.payload["ts"]) == (channel, ts)


async def test_a_form_opens_at_once(live: Rig, channel: str) -> None:
    ts = await said(live, channel, Button("Severity", "form", "sev"))
    assert (await live.acts.click(ANA, channel, ts, "form:0")).ok
    [view] = live.server.workspace.views.stack(ANA)
    assert view.body["title"]["text"] == "/inc sev"


async def test_an_act_that_nobody_knows_is_passed_over(live: Rig, channel: str) -> None:
    ts = await said(live, channel, Button("?", "no_such_act"))
    assert (await live.acts.click(ANA, channel, ts, "no_such_act:0")).ok
    assert await live.jobs(CALL) == []
