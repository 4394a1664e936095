import json

from app.domain.entry import Author, Draft, Kind, Source, Voice
from app.record.declaring import Declaration, declare
from app.sandbox.contract import load_contract
from app.sandbox.validation import Validation
from app.slack.home import home_view, overview
from app.slack.jobs import handlers
from app.slack.places import HOME
from tests.slack.conftest import ANA, BEN, Rig, now
from tests.slack.test_shortcuts import Held


async def promise(rig: Rig, incident, owner: str, text: str) -> None:
    draft = Draft(
        key=f"f:{text}",
        kind=Kind.FOLLOW_UP,
        happened_at=now(),
        author=Author(Voice.PERSON, BEN),
        source=Source("slack command", "x"),
        text=text,
        details={"owner": owner, "due": "2026-04-01"},
    )
    async with rig.database.transaction() as tx:
        await rig.recorder.append(tx, incident.id, [draft])


async def private_incident(rig: Rig, channel: str) -> None:
    declaration = Declaration(key="p", title="Leaked key", person=ANA, channel=channel, channel_name="s", private=True)
    async with rig.database.transaction() as tx:
        await declare(tx, declaration, now(), 5)


async def test_what_one_person_sees(rig: Rig, channel: str) -> None:
    incident = await rig.incident(channel, title="Checkout <b> is down")
    await promise(rig, incident, BEN, "not hers")
    await promise(rig, incident, ANA, "add an alert")
    secret = rig.acts.create_channel(ANA, "secret", private=True)
    rig.acts.invite(ANA, secret, rig.slack_app.bot_user_id)
    await private_incident(rig, secret)

    hers, his = await overview(rig.desk, ANA), await overview(rig.desk, BEN)
    assert [one.title for one in hers.active] == ["Leaked key", "Checkout <b> is down"]
    assert [one.title for one in his.active] == ["Checkout <b> is down"]
    assert [(one.number, one.text) for one in hers.promised] == [(2, "add an alert")]
    view = json.loads(json.dumps(home_view(hers, "/inc")))
    assert Validation(load_contract()).view_refusal(view) is None
    assert "Checkout &lt;b&gt; is down" in json.dumps(view)
    assert f"{incident.key} done 2" in json.dumps(view)


async def test_opening_the_tab_shows_it(live: Rig, channel: str) -> None:
    await live.incident(channel)
    live.acts.open_home(ANA, live.slack_app.app_id)
    await live.server.settled()
    [job] = await live.jobs(HOME)
    await handlers(live.chat, live.desk, live.recorder, live.database)[HOME](Held(job))
    view = live.server.workspace.views.home(ANA, live.slack_app.app_id)
    assert "Checkout is down" in json.dumps(view.body)
    assert (await live.acts.click_in_view(ANA, view.id, "call:0")).ok
    [call] = await live.jobs("call")
    assert (call.payload["text"], call.payload["channel"]) == ("INC-1 catchup", ANA)


async def test_nothing_to_show(rig: Rig) -> None:
    view = json.loads(json.dumps(home_view(await overview(rig.desk, ANA), "/inc")))
    assert "Nothing is going on." in json.dumps(view)
    assert Validation(load_contract()).view_refusal(view) is None
