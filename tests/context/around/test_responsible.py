"""Who has to do with a service, and whether chat knows them."""

import pytest

from app.context.around.responsible import recognised, who
from app.context.surroundings import Surroundings
from app.domain.service import OnCall, catalog
from app.ports import Person
from app.record.people import remember
from tests.context.systems import NOW, SERVICES, Pager, connected

KNOWN = catalog(SERVICES)
ANA = Person("UANA", "Ana Lima", "ana", is_bot=False)


def around(database, **more):
    limits = {"limit_s": more.pop("limit_s", 8.0)}
    return Surroundings(database=database, clock=lambda: NOW, connected=connected(**more), **limits)


def on_call(person, contact="", **more):
    return OnCall(connector="pager", rotation="payments", person=person, contact=contact, **more)


async def _met(database, *people):
    async with database.transaction() as tx:
        await remember(tx, people)


async def _user(database, person, contact=""):
    (duty,) = await recognised(around(database, pager=Pager()), [on_call(person, contact)])
    return duty.user


async def test_owner_and_who_is_on_call(database):
    await _met(database, ANA)
    people, troubles = await who(around(database, pager=Pager()), ["Ledger", "payslips"], KNOWN)
    assert [(one.service, one.owner) for one in people] == [("ledger", "Payments"), ("payslips", "People")]
    assert [(one.person, one.user, one.system) for one in people[0].on_call] == [("Ana Lima", "UANA", "Pager")]
    assert people[1].on_call == ()
    assert troubles == ()


async def test_what_the_catalog_does_not_know_is_asked_for_by_name(database):
    (told,), troubles = await who(around(database, pager=Pager()), ["new-one"], KNOWN)
    assert (told.service, told.owner, told.on_call) == ("new-one", "", ())
    assert troubles == ()


async def test_who_fails_or_hangs_costs_only_itself(database):
    there = around(
        database,
        limit_s=0.2,
        pager=Pager(),
        down=Pager(trouble="it answered 503"),
        deaf=Pager(hangs=True),
        odd=Pager(bug=KeyError("x")),
    )
    (told,), troubles = await who(there, ["ledger"], KNOWN)
    assert [one.person for one in told.on_call] == ["Ana Lima"]
    assert troubles == (
        "Down: it answered 503",
        "Odd: it failed in a way that nobody foresaw (KeyError)",
        "Deaf: no answer yet",
    )


async def test_nobody_is_asked_for_no_service(database):
    pager = Pager()
    assert await who(around(database, pager=pager), [], KNOWN) == ((), ())
    assert pager.looks == 0


async def test_by_name_whatever_its_case_or_by_the_handle_of_the_address(database):
    await _met(database, ANA, Person("UBEN", "Benjamin", "ben", is_bot=False))
    assert await _user(database, "ANA LIMA") == "UANA"
    assert await _user(database, "Benno", "ben@shop.example") == "UBEN"
    assert await _user(database, "Eve", "eve@shop.example") == ""


async def test_of_two_with_one_name_the_address_decides_and_else_nobody(database):
    await _met(database, ANA, Person("UANA2", "Ana Lima", "ana.lima", is_bot=False))
    assert await _user(database, "Ana Lima") == ""
    assert await _user(database, "Ana Lima", "ana.lima@shop.example") == "UANA2"


async def test_a_bot_is_nobody_to_invite(database):
    await _met(database, Person("UBOT", "Pager", "pager", is_bot=True), ANA)
    assert await _user(database, "Pager") == ""
    assert await _user(database, "Pager", "ana@shop.example") == "UANA"


@pytest.mark.parametrize("contact", ["", "@", "@shop.example", "https://pd.example/PU1"])
async def test_odd_names_and_addresses_are_nobody(database, contact):
    await _met(database, Person("UNIX", "", "", is_bot=False), ANA)
    assert await _user(database, "", contact) == ""


async def test_everything_said_of_a_duty_comes_through(database):
    told = on_call("Eve", "eve@shop.example", service="ledger", level=2, until=NOW, url="https://pd.example/1")
    (duty,) = await recognised(around(database, pager=Pager()), [told])
    assert (duty.contact, duty.rotation, duty.service) == ("eve@shop.example", "payments", "ledger")
    assert (duty.level, duty.until, duty.url, duty.system) == (2, NOW, "https://pd.example/1", "Pager")
