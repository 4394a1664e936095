"""Buttons, forms, the Home tab and shortcuts do the same as the commands, through the same code."""

from app.domain.entry import Kind
from app.domain.incident import Audience, Status
from tests.journeys.story import ANA, BEN, CLEO, Story, buttons, shown, view_lines


async def test_the_cards_buttons_ask_and_act(story: Story):
    channel = await story.declare()
    card = story.card(channel.id)
    await story.click(BEN, channel.id, card, "Catch me up")
    assert "INC-1: catch-up" in story.last_private(BEN)
    await story.click(BEN, channel.id, card, "Timeline")
    assert "*INC-1 timeline*" in story.last_private(BEN)
    await story.click(BEN, channel.id, card, "Resolve")
    await story.later()
    assert (await story.incident()).status is Status.RESOLVED
    await story.click(BEN, channel.id, story.card(channel.id), "Reopen")
    await story.later()
    assert (await story.incident()).is_open
    await story.inc(ANA, channel.id, "resolve")
    await story.later()
    await story.click(BEN, channel.id, story.card(channel.id), "Close and draft the postmortem")
    await story.later()
    assert (await story.incident()).status is Status.CLOSED
    assert {label for label, _ in buttons(story.card(channel.id).body["blocks"])} == {"Timeline", "Postmortem"}


async def test_the_cards_forms_do_what_the_commands_do(story: Story):
    channel = await story.declare()
    filled = (
        ("Status", {"to": "identified", "why": "the pool"}, Kind.STATUS, "the pool"),
        ("Severity", {"to": "2", "why": ""}, Kind.SEVERITY, "SEV2"),
        ("Decision", {"text": "roll back & wait"}, Kind.DECISION, "roll back &amp; wait"),
        ("Note", {"text": "the *vendor* called"}, Kind.NOTE, "the *vendor* called"),
        ("Follow-up", {"text": "refund people", "owner": BEN, "due": "by friday"}, Kind.FOLLOW_UP, "refund people"),
    )
    for label, values, kind, text in filled:
        await story.click(ANA, channel.id, story.card(channel.id), label)
        outcome = await story.submit(ANA, story.modal(ANA), **values)
        assert outcome.ok, (label, outcome.errors)
        assert (await story.of_kind(kind))[-1].text == text
        assert not story.workspace.views.stack(ANA)
    [promised] = await story.of_kind(Kind.FOLLOW_UP)
    assert promised.details == {"owner": BEN, "due": "2026-03-20"}
    await story.click(ANA, channel.id, story.card(channel.id), "Update")
    await story.submit(ANA, story.modal(ANA), text="we are on it")
    assert "we are on it" in story.posts(channel.id)[-1]


async def test_a_form_says_what_is_wrong_and_stays_open(story: Story):
    channel = await story.declare()
    await story.click(ANA, channel.id, story.card(channel.id), "Severity")
    form = story.modal(ANA)
    outcome = await story.submit(ANA, form, to="9", why="")
    assert outcome.errors == {"to": "A severity is a number from 1 (worst) to 5."}
    outcome = await story.submit(ANA, form, to="", why="")
    assert set(outcome.errors) == {"to"}
    assert story.modal(ANA) is form
    assert await story.of_kind(Kind.SEVERITY) == []
    assert (await story.submit(ANA, form, to="sev 3", why="")).ok
    assert (await story.incident()).severity == 3


async def test_a_form_sent_twice_counts_once(story: Story):
    channel = await story.declare()
    await story.click(ANA, channel.id, story.card(channel.id), "Note")
    form = story.modal(ANA)
    await story.server.interactions.submit(form, {"text": "the vendor called"})
    await story.server.interactions.submit(form, {"text": "the vendor called"})
    await story.settle()
    assert len(await story.of_kind(Kind.NOTE)) == 1


async def test_the_menu_offers_what_fits_here(story: Story):
    channel = await story.declare()
    await story.inc(ANA, channel.id)
    menu = story.private(ANA)[-1]
    await story.click(ANA, channel.id, menu, "Decision")
    await story.submit(ANA, story.modal(ANA), text="roll back")
    assert [one.text for one in await story.of_kind(Kind.DECISION)] == ["roll back"]
    await story.inc(ANA, story.general)
    elsewhere = {label for label, _ in buttons(story.private(ANA)[-1].body["blocks"])}
    assert "Decision" not in elsewhere
    assert any("eclare" in label for label in elsewhere)


async def test_the_home_tab_shows_what_goes_on_and_acts(story: Story):
    assert "Nothing is going on." in view_lines(await story.home(ANA))
    channel = await story.declare("new Checkout & cart are down")
    await story.inc(ANA, channel.id, "followup @ana refund <everybody>")
    view = await story.home(ANA)
    lines = view_lines(view)
    assert any("*INC-1* Checkout &amp; cart are down" in line for line in lines)
    await story.press_in_view(ANA, view, "Catch me up")
    assert "INC-1: catch-up" in shown(story.direct(ANA)[-1])
    await story.press_in_view(ANA, await story.home(ANA), "Note")
    assert (await story.submit(ANA, story.modal(ANA), text="from home")).ok
    assert [one.text for one in await story.of_kind(Kind.NOTE)] == ["from home"]
    await story.press_in_view(ANA, await story.home(ANA), "Done")
    assert "None that you own." in view_lines(story.workspace.views.home(ANA, story.rehearsal.app.app_id))
    assert len(await story.of_kind(Kind.ACKNOWLEDGEMENT)) == 1
    await story.inc(ANA, channel.id, "close")
    await story.later()
    lines = view_lines(await story.home(ANA))
    assert lines.index("Recently closed") < next(at for at, line in enumerate(lines) if "INC-1" in line)


async def test_an_incident_is_declared_from_the_home_tab(story: Story):
    view = await story.home(BEN)
    await story.press_in_view(BEN, view, "Declare an incident")
    assert (await story.submit(BEN, story.modal(BEN), title="Search is slow", private=["yes"])).ok
    await story.later()
    incident = await story.incident()
    assert (incident.title, incident.declared_by, incident.audience) == ("Search is slow", BEN, Audience.CHANNEL)
    assert BEN in story.workspace.channels[incident.channel].members
    assert "Search is slow" in shown(story.direct(BEN)[-1])


async def test_an_incident_is_declared_by_a_shortcut_from_anywhere(story: Story):
    await story.acts.global_shortcut(CLEO, "declare")
    assert (await story.submit(CLEO, story.modal(CLEO), title="Search is slow")).ok
    await story.later()
    assert (await story.incident()).title == "Search is slow"


async def test_an_incident_is_declared_from_a_message(story: Story):
    ts = await story.say(BEN, story.general, "The *search* is slow &amp; <@U0CLEO> says so too")
    await story.acts.message_shortcut(CLEO, "declare_from_message", story.general, ts)
    form = story.modal(CLEO)
    [title] = [one["element"] for one in form.blocks if one.get("block_id") == "title"]
    assert title["initial_value"].startswith("The search is slow & ")
    assert (await story.submit(CLEO, form, title="Search is slow")).ok
    await story.later()
    [declared] = await story.of_kind(Kind.STATUS)
    assert declared.details["first_message"] == f"{story.general}/{ts}"


async def test_a_message_is_put_on_the_timeline_by_a_shortcut_and_taken_off_again(story: Story):
    channel = await story.declare()
    ts = await story.say(ANA, channel.id, "blue is my favourite colour")
    await story.later(60)
    await story.acts.message_shortcut(CLEO, "add_to_timeline", channel.id, ts)
    await story.settle()
    [row] = [row for row in await story.rows() if "favourite" in row.text]
    assert f"{row.at.timestamp():.6f}" == ts  # when it was said
    assert story.workspace.channels[channel.id].log.known(ts).reactions == {"pushpin": [story.bot_user]}
    story.acts.react(CLEO, channel.id, ts, "pushpin")
    await story.settle()
    story.acts.unreact(CLEO, channel.id, ts, "pushpin")
    await story.settle()
    assert [row for row in await story.rows() if "favourite" in row.text] == []
    assert await story.failed() == []


async def test_a_shortcut_where_nothing_is_recorded_says_so(story: Story):
    ts = await story.say(BEN, story.general, "hello")
    await story.acts.message_shortcut(CLEO, "add_to_timeline", story.general, ts)
    await story.settle()
    assert "This channel is not recorded." in story.last_private(CLEO)
