"""`/inc changes`: the candidates with their reasons, and what is said where there is none."""

import pytest

from tests.commands.systems import surround
from tests.context.systems import Alerts, Catalogue, Ships, alert, deploy

ALERTS = Alerts(items=(alert("High error rate", "checkout"),))


@pytest.fixture
async def surrounded(inc):
    ships = Ships(items=(deploy("Deploy ledger 2.31", "ledger", 15), deploy("Deploy payslips 3", "payslips", 200)))
    surround(inc, alerts=ALERTS, ships=ships, catalog=Catalogue())
    return inc


async def test_changes_with_every_reason(surrounded):
    heard = await surrounded("changes")
    assert heard.answer.startswith("*Candidate changes* (none is proven)\n1. ")
    assert "same service" in heard.answer or "depends" in heard.answer
    assert "High error rate" not in heard.answer


@pytest.mark.parametrize("word", ["deploys", "deployments", "Changes"])
async def test_by_other_words(surrounded, word):
    assert "Deploy ledger 2.31" in (await surrounded(word)).answer


async def test_only_whoever_asked_is_told_and_can_keep_it(surrounded):
    heard = await surrounded("changes")
    assert heard.public == []
    assert heard.kinds == []
    assert [one.label for one in heard.answer_body.buttons] == ["Look again", "Keep"]


async def test_no_change_and_nobody_who_knows_of_changes_are_two_answers(inc):
    surround(inc, ships=Ships())
    assert "*No change* since " in (await inc("changes")).answer
    surround(inc, alerts=ALERTS)
    inc.clock.forward(31)
    assert "No connected system tells of changes." in (await inc("changes")).answer


async def test_what_could_not_be_looked_at_is_not_no_change(inc):
    surround(inc, ships=Ships(trouble="it answered 401"), flags=Ships())
    answer = (await inc("changes")).answer
    assert "not everything could be looked at" in answer
    assert "Could not look: Ships: it answered 401" in answer
    surround(inc, ships=Ships(trouble="it answered 401"))
    inc.clock.forward(31)
    answer = (await inc("changes")).answer
    assert "*No " not in answer
    assert "Could not look: Ships: it answered 401" in answer


async def test_elsewhere_by_key(bare):
    await bare.declared()
    ships = Ships(items=(deploy("Deploy ledger 2.31", "ledger", 15),))
    surround(bare, alerts=ALERTS, ships=ships, catalog=Catalogue())
    assert "Deploy ledger 2.31" in (await bare("changes INC-1", channel="C9")).answer
    assert "There is no incident INC-8" in (await bare("changes INC-8", channel="C9")).answer
    assert "works in an incident's channel, and this is none" in (await bare("changes", channel="C9")).answer


async def test_again_asks_everybody_anew(surrounded):
    ships = surrounded.desk.surroundings.connected[1].connector
    await surrounded("changes")
    asked = ships.looks
    surrounded.clock.forward(6)
    await surrounded("changes")
    assert ships.looks == asked
    await surrounded("changes again")
    assert ships.looks > asked
