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
