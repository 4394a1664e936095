from app.domain.post import Button
from app.record.consequences import CALL
from tests.slack.conftest import ANA, Rig
from tests.slack.test_actions import said


async def opened(live: Rig, channel: str, value: str) -> str:
    ts = await said(live, channel, Button("Open", "form", value))
    await live.acts.click(ANA, channel, ts, "form:0")
    [view] = live.server.workspace.views.stack(ANA)
    return view.id


async def test_a_form_that_was_filled_in_becomes_a_call(live: Rig, channel: str) -> None:
    view = await opened(live, channel, "decision")
    parameter = live.server.workspace.views.known(view).blocks[1]["block_id"]
    outcome = await live.acts.submit_view(ANA, view, {parameter: "roll back to 41"})
    assert outcome.ok
    [job] = await live.jobs(CALL)
    assert job.payload["text"] == "decision roll back to 41"
    assert (job.payload["channel"], job.payload["person"], job.key) == (channel, ANA, f"call:form:{view}")
    assert job.payload["reply_to"]
    assert live.server.workspace.views.stack(ANA) == []


async def test_a_mistake_is_shown_at_its_field_and_nothing_is_kept(live: Rig, channel: str) -> None:
    view = await opened(live, channel, "followup")
    outcome = await live.acts.submit_view(ANA, view, {"due": "whenever", "text": "write it down"})
    assert list(outcome.errors) == ["due"]
    assert await live.jobs(CALL) == []
