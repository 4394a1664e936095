"""`/inc context`: what is told, to whom, and what follows."""

import pytest

from app.record import consequences
from tests.commands.systems import surround
from tests.context.systems import Alerts, Catalogue, Ships, System, alert, deploy


@pytest.fixture
async def surrounded(inc):
    surround(
        inc,
        alerts=Alerts(items=(alert("High error rate", "checkout"),)),
        ships=Ships(items=(deploy("Deploy ledger 2.31", "ledger", 15),)),
        catalog=Catalogue(),
        loki=Alerts(trouble="timed out"),
    )
    return inc


async def test_it_is_told_privately_and_can_be_kept(surrounded):
    heard = await surrounded("context")
    assert "High error rate" in heard.answer
    assert "Deploy ledger 2.31" in heard.answer
    assert "Could not look: Loki: timed out" in heard.answer
    assert [one.label for one in heard.answer_body.buttons][-1] == "Keep"
    assert heard.public == []
    assert heard.kinds == []


async def test_the_record_and_the_card_follow(surrounded):
    heard = await surrounded("context")
    assert consequences.LOOK_AROUND in [kind for kind, _ in heard.jobs]


async def test_it_waits_in_a_lane_of_its_own(surrounded):
    heard = await surrounded("context")
    calls = [payload for kind, payload in heard.jobs if kind == consequences.CALL]
    assert [one.get("apart") for one in calls] == [None, True]


async def test_what_is_late_is_said_and_goes_on_for_whoever_asked(inc):
    surround(inc, limit_s=0.2, enough_s=0.05, alerts=Alerts(items=(alert("x", "ledger"),)), tempo=Alerts(hangs=True))
    heard = await inc("context", reply_to="https://reply.example")
    assert "Still looking, no answer yet: Tempo" in heard.answer
    (payload,) = [payload for kind, payload in heard.jobs if kind == consequences.LOOK_AROUND]
    assert payload["asked"]["reader"] == "UANA"
    assert payload["asked"]["channel"] == "C1"


async def test_everything_down_is_told_and_is_not_nothing(inc):
    surround(inc, limit_s=0.3, a=Alerts(trouble="it answered 503"), b=Ships(hangs=True), c=Alerts(bug=KeyError("x")))
    heard = await inc("context")
    assert "A: it answered 503" in heard.answer
    assert "C: it failed in a way that nobody foresaw (KeyError)" in heard.answer
    assert "no answer yet: B" in heard.answer
    assert "nothing unusual" not in heard.answer
    assert "No likely change" not in heard.answer


async def test_again_asks_everybody_anew(surrounded):
    alerts = surrounded.desk.surroundings.connected[0].connector
    await surrounded("context")
    await surrounded("changes")
    assert alerts.looks == 1
    surrounded.clock.forward(6)
    await surrounded("context again")
    assert alerts.looks == 2


async def test_elsewhere_by_key_and_not_of_a_private_one(bare):
    await bare.declared(private=True)
    bare.chat.members_of["C1"] = []
    surround(bare, alerts=Alerts(items=(alert("High error rate", "checkout"),)))
    assert "There is no incident INC-1" in (await bare("context INC-1", channel="C9")).answer
    bare.chat.members_of["C1"] = ["UANA"]
    heard = await bare("context INC-1", channel="C9", thread_ts="1.1")
    assert "High error rate" in heard.answer
    assert heard.posts[0].post.reader == "UANA"
    assert not [one.label for one in heard.answer_body.buttons if one.label.startswith("Invite")]


async def test_in_a_channel_that_is_no_incident(bare):
    surround(bare, alerts=System())
    assert "This works" in (await bare("context")).answer or "incident" in (await bare("context")).answer
