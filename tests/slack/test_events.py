"""Events over the wire: recorded before they are acknowledged."""

from app.domain.entry import Kind, Voice
from tests.slack.conftest import ANA, BEN, Rig


async def test_what_people_say_becomes_entries(live: Rig, channel: str) -> None:
    incident = await live.incident(channel)
    ts = live.acts.say(ANA, channel, "errors &lt;500&gt; on checkout")
    reply = live.acts.say(BEN, channel, "looking", thread_ts=ts)
    await live.server.settled()

    said = {one.key: one for one in await live.entries(incident) if one.kind is Kind.MESSAGE}
    assert said[f"m:{channel}/{ts}"].text == "errors &lt;500&gt; on checkout"
    assert said[f"m:{channel}/{ts}"].author.id == ANA
    assert said[f"m:{channel}/{reply}"].thread == f"m:{channel}/{ts}"
    assert said[f"m:{channel}/{ts}"].source.url == f"{live.server.base_url}/archives/{channel}/p{ts.replace('.', '')}"


async def test_edits_deletions_reactions_pins(live: Rig, channel: str) -> None:
    incident = await live.incident(channel)
    ts = live.acts.say(ANA, channel, "it is the cache")
    gone = live.acts.say(BEN, channel, "oops")
    live.acts.edit(ANA, channel, ts, "it is the database")
    live.acts.delete(BEN, channel, gone)
    live.acts.react(BEN, channel, ts, "pushpin")
    live.acts.unreact(BEN, channel, ts, "pushpin")
    live.acts.pin(BEN, channel, ts)
    live.acts.unpin(BEN, channel, ts)
    await live.server.settled()

    recorded = await live.entries(incident)
    [edit] = [one for one in recorded if one.kind is Kind.EDIT]
    assert (edit.about, edit.text) == (f"m:{channel}/{ts}", "it is the database")
    [deletion] = [one for one in recorded if one.kind is Kind.DELETION]
    assert deletion.about == f"m:{channel}/{gone}"
    assert [one.details["added"] for one in recorded if one.kind is Kind.REACTION] == [True, False]
    assert [one.details["added"] for one in recorded if one.kind is Kind.PIN] == [True, False]


async def test_an_alert_is_a_signal_with_everything_it_shows(live: Rig, channel: str) -> None:
    incident = await live.incident(channel)
    live.acts.say_as_bot(
        "alertbot", channel, attachments=[{"title": "High latency", "fields": [{"title": "p99", "value": "4 s"}]}]
    )
    await live.server.settled()
    [signal] = [one for one in await live.entries(incident) if one.kind is Kind.SIGNAL]
    assert signal.text == "High latency\np99: 4 s"
    assert (signal.author.voice, signal.author.name) == (Voice.MACHINE, "alertbot")


async def test_whoever_speaks_is_met_once(live: Rig, channel: str) -> None:
    await live.incident(channel)
    for person in (ANA, BEN, ANA):
        live.acts.say(person, channel, "hello")
    await live.server.settled()
    assert sorted(str(job.payload["person"]) for job in await live.jobs("meet")) == [ANA, BEN]


async def test_an_invitation_and_a_matching_name_ask_for_adoption(live: Rig, channel: str) -> None:
    made = live.acts.create_channel(BEN, "inc-9-search")
    live.acts.create_channel(BEN, "lunch")
    await live.server.settled()
    adopted = [(job.payload["channel"], job.payload["person"]) for job in await live.jobs("adopt")]
    assert adopted == [(channel, ANA), (made, BEN)]


async def test_a_mention_is_recorded_and_answered(live: Rig, channel: str) -> None:
    incident = await live.incident(channel)
    ts = live.acts.say(ANA, channel, f"<@{live.chat.me.user}> summary")
    await live.server.settled()
    [job] = await live.jobs("call")
    assert (job.payload["text"], job.payload["thread_ts"]) == ("summary", ts)
    assert f"m:{channel}/{ts}" in {one.key for one in await live.entries(incident)}


async def test_direct_messages_work_as_commands(live: Rig) -> None:
    direct = live.acts.direct(ANA, live.chat.me.user)
    live.acts.say(ANA, direct, "list")
    await live.server.settled()
    [job] = await live.jobs("call")
    assert (job.payload["text"], job.payload["channel"]) == ("list", direct)


async def test_our_own_posts_are_not_recorded_as_messages(live: Rig, channel: str) -> None:
    incident = await live.incident(channel)
    answer = await live.chat.web.call("chat.postMessage", channel=channel, text="we")
    await live.chat.web.call("chat.update", channel=channel, ts=answer["ts"], text="us")
    await live.chat.web.call("chat.delete", channel=channel, ts=answer["ts"])
    await live.server.settled()
    assert [one.kind for one in await live.entries(incident)] == [Kind.STATUS]
