"""The postmortem: where it is put, that people's words stay, and what happens where Slack has no canvases."""

from app.domain.entry import Kind
from app.sandbox.faults import Fault
from tests.journeys.story import ANA, BEN, Story, rubbish, shown

SAID = (
    "payments are failing since 09:20",
    "let's set the pool size back to 40",
    "setting the pool size to 40 now",
    "error rate went from 11% to 0.4%",
    "the cause is the pool size in 2.31",
)


async def closed(story: Story):
    channel = await story.declare()
    for text in SAID:
        await story.say(ANA, channel.id, text)
        await story.later(60)
    await story.inc(ANA, channel.id, "close")
    await story.later()
    return channel


async def test_it_is_posted_and_written_as_a_canvas_and_as_files(story: Story):
    channel = await closed(story)
    [post] = [one for one in story.posts(channel.id) if "[Draft again]" in one]
    [canvas] = story.workspace.canvases.all()
    written = (story.documents / "INC-1-postmortem.md").read_text()
    page = (story.documents / "INC-1-postmortem.html").read_text()
    for text in (post, canvas.markdown, written, page):
        assert "INC-1: Checkout is down" in text
        for said in SAID[1:]:
            assert said.partition("'")[2] in text  # an apostrophe is spelled differently in HTML
        assert rubbish(text) == []
    assert canvas.channel_id == channel.id
    assert page.startswith(("<!doctype html>", "<!DOCTYPE html>"))
    assert [entry for entry in await story.of_kind(Kind.POST) if entry.details["brief"] == "postmortem"]


async def test_what_a_person_writes_survives_every_redraft(story: Story):
    channel = await closed(story)
    await story.inc(BEN, channel.id, "write well the rollback took *four* minutes, says <@U0ANA>")
    await story.later()
    words = "the rollback took *four* minutes, says @Ana Ferreira"
    assert words in everything(story, channel.id)
    await story.inc(ANA, channel.id, "note the vendor wrote")
    await story.inc(ANA, channel.id, "postmortem redraft")
    await story.later()
    text = everything(story, channel.id)
    assert words in text
    assert "the vendor wrote" in text
    await story.inc(BEN, channel.id, "write timeline see the incident page")
    await story.inc(ANA, channel.id, "note and wrote again")
    await story.click(ANA, channel.id, story.post(channel.id, "[Draft again]"), "Draft again")
    await story.later()
    written = (story.documents / "INC-1-postmortem.md").read_text()
    assert "see the incident page" in written
    assert "Newer facts exist" in written
    assert len([one for one in story.posts(channel.id) if "[Draft again]" in one]) == 1
    assert len(story.workspace.canvases.all()) == 1


async def test_a_section_is_written_with_a_form(story: Story):
    channel = await closed(story)
    await story.click(BEN, channel.id, story.post(channel.id, "[Draft again]"), "Write a section")
    assert (await story.submit(BEN, story.modal(BEN), section="badly", text="- nobody looked\n- # of alerts: 3")).ok
    await story.later()
    assert "- nobody looked\n- # of alerts: 3" in (story.documents / "INC-1-postmortem.md").read_text()


async def test_a_canvas_that_a_person_edited_is_left_alone(story: Story):
    channel = await closed(story)
    story.acts.join(BEN, channel.id)
    story.acts.edit_canvas(BEN, channel.id, "# What we learned")
    await story.inc(ANA, channel.id, "note the vendor wrote")
    await story.inc(ANA, channel.id, "postmortem redraft")
    await story.later()
    [canvas] = story.workspace.canvases.all()
    assert canvas.markdown == "# What we learned"
    assert "the vendor wrote" in (story.documents / "INC-1-postmortem.md").read_text()
    assert "the vendor wrote" in shown(story.post(channel.id, "[Draft again]"))


async def test_a_canvas_that_is_gone_is_made_anew(story: Story):
    channel = await closed(story)
    [canvas] = story.workspace.canvases.all()
    story.workspace.canvases.delete(canvas)
    await story.inc(ANA, channel.id, "postmortem")
    await story.later()
    [again] = story.workspace.canvases.all()
    assert again.id != canvas.id
    assert "Checkout is down" in again.markdown


async def test_where_canvases_are_refused_the_rest_is_done(story: Story):
    for method in ("conversations.canvases.create", "canvases.create"):
        story.server.faults.add(Fault(method, "refuse", times=None, error="team_tier_cannot_create_channel_canvases"))
    channel = await closed(story)
    assert story.workspace.canvases.all() == []
    assert "Checkout is down" in (story.documents / "INC-1-postmortem.md").read_text()
    assert story.post(channel.id, "[Draft again]")
    assert await story.failed() == []


async def test_reopening_and_closing_again_keeps_one_post(story: Story):
    channel = await closed(story)
    await story.inc(ANA, channel.id, "status investigating it is back")
    await story.say(ANA, channel.id, "let's roll back ledger 2.31")
    await story.inc(ANA, channel.id, "close")
    await story.later()
    [post] = [one for one in story.posts(channel.id) if "[Draft again]" in one]
    assert "roll back ledger 2.31" in post


async def test_closing_an_archived_channels_incident_still_drafts(story: Story):
    channel = await story.declare()
    await story.say(ANA, channel.id, SAID[1])
    story.acts.archive(ANA, channel.id)
    await story.settle()
    await story.inc(ANA, story.general, "INC-1 close")
    await story.later()
    assert not (await story.incident()).is_open
    assert "pool size back to 40" in (story.documents / "INC-1-postmortem.md").read_text()
    await story.inc(ANA, story.general, "INC-1 postmortem")
    await story.later()
    assert rubbish(story.last_private(ANA).replace(f"<#{channel.id}>", "")) == []


def everything(story: Story, channel: str) -> str:
    """The postmortem wherever it is, as one text: the words are asked for in each place in turn."""
    places = [
        shown(story.post(channel, "[Draft again]")),
        story.workspace.canvases.all()[0].markdown,
        (story.documents / "INC-1-postmortem.md").read_text(),
    ]
    shared = set(places[2].splitlines()) & set(places[1].splitlines())
    return "\n".join(line for line in places[2].splitlines() if line in shared)
