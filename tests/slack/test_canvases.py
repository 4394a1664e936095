from tests.slack.conftest import ANA, Rig


async def test_an_upload_is_shared_in_the_thread(rig: Rig, channel: str) -> None:
    ts = rig.acts.say(ANA, channel, "the log?")
    await rig.chat.upload(channel, "timeline.md", "# Timeline\n🔥", ts)
    messages = (await rig.chat.replies(channel, ts, cursor="")).messages
    assert messages[-1].files[0].name == "timeline.md"


async def test_a_canvas_is_written_and_written_again(rig: Rig, channel: str) -> None:
    canvas = await rig.chat.write_canvas(channel, "Postmortem", "# One", "")
    assert await rig.chat.write_canvas(channel, "Postmortem", "# Two", canvas) == canvas
    assert not await rig.chat.edited_by_people(canvas)
    second = await rig.chat.write_canvas(channel, "Other", "# Three", "")
    assert second != canvas


async def test_a_canvas_that_somebody_took_away_is_written_anew(rig: Rig, channel: str) -> None:
    canvas = await rig.chat.write_canvas(channel, "Postmortem", "# One", "")
    await rig.chat.web.call("canvases.delete", canvas_id=canvas)
    assert await rig.chat.write_canvas(channel, "Postmortem", "# Two", canvas) != canvas
