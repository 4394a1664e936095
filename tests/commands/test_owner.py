"""`/inc owner`: who has to do with a service, and the way to get them here."""

import pytest

from app.record import consequences
from tests.commands.systems import surround
from tests.context.systems import Catalogue, Pager


@pytest.fixture
async def surrounded(inc):
    surround(inc, catalog=Catalogue(), pager=Pager())
    return inc


async def test_the_owner_and_who_is_on_call(surrounded):
    heard = await surrounded("owner Ledger")
    assert heard.answer == "*ledger*: Payments · on call Ana Lima (Pager) · #team-payments"
    button = heard.answer_body.buttons[0]
    assert (button.label, button.value) == ("Invite Ana Lima", "owner --invite ledger")


async def test_unknown_ones(surrounded):
    assert "Did you mean `ledger`?" in (await surrounded("owner ledgr")).answer
    assert "and none like it" in (await surrounded("owner zebra")).answer


async def test_of_the_incident(surrounded):
    assert "Nobody has said" in (await surrounded("owner")).answer
    await surrounded("services checkout, payslips")
    answer = (await surrounded("owner")).answer
    assert answer.splitlines()[0].startswith("*checkout*: Shop · on call Ana Lima")
    assert answer.splitlines()[1] == "*payslips*: People"


async def test_an_invitation(surrounded):
    heard = await surrounded("owner --invite ledger")
    assert heard.answer == "I am inviting Ana Lima, on call."
    (payload,) = [payload for kind, payload in heard.jobs if kind == consequences.INVITE]
    assert payload == {"incident": 1, "person": "UANA", "asker": "UANA"}


async def test_whom_chat_does_not_know_has_to_be_called(inc):
    surround(inc, catalog=Catalogue(), pager=Pager(person="Eve Stranger"))
    assert "I do not find Eve Stranger in this workspace. Call them." in (await inc("owner --invite ledger")).answer
    assert (await inc("owner ledger")).answer_body.buttons[0].label == "Keep"


async def test_nobody_is_invited_from_elsewhere(surrounded):
    heard = await surrounded("owner --invite ledger", channel="C9")
    assert "only from there" in heard.answer
    assert consequences.INVITE not in [kind for kind, _ in heard.jobs]


async def test_what_could_not_be_looked_at(inc):
    surround(inc, catalog=Catalogue(), pager=Pager(trouble="timed out"))
    assert "Could not look: Pager: timed out" in (await inc("owner ledger")).answer
    assert "I do not know who is on call. Pager: timed out." in (await inc("owner --invite ledger")).answer


async def test_several_at_once_however_they_are_set_apart(surrounded):
    for said in ("checkout, ledger", "#checkout and the ledger?", "checkout ledger"):
        lines = (await surrounded(f"owner {said}")).answer.splitlines()
        assert [line.partition(":")[0] for line in lines] == ["*checkout*", "*ledger*"]


async def test_a_catalog_that_cannot_be_read_is_named(inc):
    surround(inc, catalog=Catalogue(trouble="no such folder"))
    assert "Could not look: Catalog: no such folder" in (await inc("owner ledger")).answer


async def test_a_service_that_a_catalog_may_have_which_cannot_be_read_is_not_said_to_be_none(inc):
    surround(inc, catalog=Catalogue(), other=Catalogue(trouble="timed out"))
    lines = (await inc("owner zebra")).answer.splitlines()
    assert lines == ["*zebra*: nobody is named for it", ":warning: Could not look: Other: timed out"]
