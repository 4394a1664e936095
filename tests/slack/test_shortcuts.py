import json

from app.domain.entry import Kind, Voice
from app.record.consequences import CALL
from app.slack.jobs import handlers
from app.slack.marks import MARK
from app.slack.shortcuts import ADD_TO_TIMELINE, DECLARE, DECLARE_FROM_MESSAGE
from tests.slack.conftest import ANA, BEN, Rig


class Held:
    """A job in the hands of its handler."""

    def __init__(self, job) -> None:
        self.job = job
        self.now = job.run_at


async def errands(live: Rig) -> None:
    for job in await live.jobs(MARK):
        await handlers(live.chat, live.desk, live.recorder, live.database)[MARK](Held(job))


def marks_of(live: Rig, channel: str, ts: str) -> list[str]:
    reactions = live.server.workspace.channels[channel].log.known(ts).as_json().get("reactions") or []
    return [user for one in reactions if one["name"] == "pushpin" for user in one["users"]]


async def test_add_to_timeline_is_a_pushpin_that_everybody_sees_and_can_take_off(live: Rig, channel: str) -> None:
    incident = await live.incident(channel)
    ts = live.acts.say(ANA, channel, "it began after the deploy")
    await live.server.settled()
    assert (await live.acts.message_shortcut(BEN, ADD_TO_TIMELINE, channel, ts)).ok
    await errands(live)
    assert marks_of(live, channel, ts) == [live.chat.me.user]

    [reaction] = [one for one in await live.entries(incident) if one.kind is Kind.REACTION]
    assert (reaction.author.voice, reaction.author.id) == (Voice.PERSON, BEN)
    assert reaction.details == {"name": "pushpin", "user": live.chat.me.user, "added": True}
    assert reaction.about == f"m:{channel}/{ts}"

    live.acts.react(ANA, channel, ts, "pushpin")
    live.acts.unreact(ANA, channel, ts, "pushpin")
    await live.server.settled()
    await errands(live)
    assert marks_of(live, channel, ts) == []
    context = await live.desk.reader.context(incident, incident.declared_at)
    [line] = [one for one in context.lines if one.entry.kind is Kind.MESSAGE]
    assert line.reactions == frozenset()


async def test_add_to_timeline_where_nothing_is_recorded_says_so(live: Rig, channel: str) -> None:
    ts = live.acts.say(ANA, channel, "hello")
    assert (await live.acts.message_shortcut(ANA, ADD_TO_TIMELINE, channel, ts)).ok
    [answer] = live.server.workspace.posting.ephemeral.values()
    assert "not recorded" in answer.body["text"]
    assert await live.jobs(MARK) == []


async def test_declaring_from_a_message_starts_with_its_words(live: Rig, channel: str) -> None:
    ts = live.acts.say(ANA, channel, "checkout &lt;prod&gt; is *down* for <@U0BEN>")
    await live.acts.message_shortcut(ANA, DECLARE_FROM_MESSAGE, channel, ts)
    [view] = live.server.workspace.views.stack(ANA)
    title = next(block for block in view.blocks if block.get("block_id") == "title")
    assert title["element"]["initial_value"].startswith("checkout <prod> is down")
    await live.acts.submit_view(ANA, view.id, {"title": "checkout is down"})
    [job] = await live.jobs(CALL)
    assert (job.payload["text"], job.payload["message"]) == ("new checkout is down", f"{channel}/{ts}")


async def test_declaring_from_anywhere_answers_to_the_person(live: Rig) -> None:
    await live.acts.global_shortcut(ANA, DECLARE)
    [view] = live.server.workspace.views.stack(ANA)
    assert json.loads(view.body["private_metadata"])["channel"] == ANA
