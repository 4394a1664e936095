"""`/inc services`: which services the incident is about, as people say it."""

import pytest

from app.domain.entry import Kind
from app.record import consequences
from tests.commands.systems import surround
from tests.context.systems import Alerts, Catalogue, Ships, alert, deploy


@pytest.fixture
async def surrounded(inc):
    surround(
        inc,
        alerts=Alerts(items=(alert("High error rate", "checkout"),)),
        ships=Ships(items=(deploy("Deploy ledger 2.31", "ledger", 15),)),
        catalog=Catalogue(),
    )
    return inc


async def test_which_services(surrounded):
    assert "Nobody has said which services" in (await surrounded("services")).answer
    heard = await surrounded("services checkout; `Ledger`")
    assert heard.entry.kind is Kind.SETTING
    assert heard.entry.details["services"] == ["checkout", "ledger"]
    assert "*Services*: checkout, ledger" in heard.line
    assert consequences.LOOK_AROUND in [kind for kind, _ in heard.jobs]
    assert (await surrounded.now()).services == ("checkout", "ledger")
    assert "as they were set: checkout, ledger" in (await surrounded("services")).answer
    await surrounded("services none")
    assert (await surrounded.now()).services == ()


async def test_a_slip_of_the_pen_is_noticed(surrounded):
    heard = await surrounded("services ledgr")
    assert "Did you mean `ledger`?" in heard.answer
    assert heard.entries == []
    assert (await surrounded("services anyway ledgr")).entry.details["services"] == ["ledgr"]
    assert (await surrounded("services something-else")).entry.details["services"] == ["something-else"]


async def test_services_without_a_catalog_are_as_people_say(inc):
    assert (await inc("services <!channel>, ledger")).line.count("<!channel>") == 0
    assert "at most 20" in (await inc(f"services {','.join(map(str, range(21)))}")).answer
    assert "too long" in (await inc(f"services {'x' * 101}")).answer


async def test_services_however_they_are_set_apart(surrounded):
    for said in ("checkout ledger", "#checkout and the ledger", "checkout,, ledger,"):
        assert (await surrounded(f"services {said}")).entry.details["services"] == ["checkout", "ledger"]


async def test_a_service_that_the_catalog_does_not_have_is_taken_and_told(surrounded):
    assert (
        "*Services*: checkout, zebra (not in the catalog: zebra)" in (await surrounded("services checkout, zebra")).line
    )


async def test_no_name_at_all_shows_them(surrounded):
    assert "Nobody has said which services" in (await surrounded("services ,")).answer


async def test_what_was_looked_at_is_shown_until_somebody_says_otherwise(surrounded):
    await surrounded("context")
    assert "by alerts and the title: checkout" in (await surrounded("services")).answer
    await surrounded("services payslips")
    assert "as they were set: payslips\n" in (await surrounded("services")).answer
    await surrounded("services none")
    assert "by alerts and the title: checkout" in (await surrounded("services")).answer


@pytest.mark.parametrize("said", ["none", "Nobody", "NONE "])
async def test_leaving_it_to_the_alerts_is_recorded_too(surrounded, said):
    await surrounded("services ledger")
    heard = await surrounded(f"services {said}")
    assert heard.entry.details["services"] == []
    assert "as alerts and the title say" in heard.line


async def test_the_same_service_named_twice_is_one(surrounded):
    assert (await surrounded("services ledger, LEDGER, Ledger")).entry.details["services"] == ["ledger"]


async def test_without_a_catalog_too(inc):
    assert (await inc("services Ledger, check out, ledger, -")).entry.details["services"] == ["Ledger", "check out"]


async def test_while_it_is_quiet_only_whoever_said_it_is_told(surrounded):
    await surrounded("quiet")
    heard = await surrounded("services ledger")
    assert "*Services*: ledger" in heard.answer
    assert heard.public == []
    assert heard.entry.details["services"] == ["ledger"]


async def test_a_catalog_that_does_not_answer_stops_nobody(inc):
    surround(inc, catalog=Catalogue(trouble="timed out"))
    assert (await inc("services ledgr")).entry.details["services"] == ["ledgr"]


async def test_what_a_catalog_may_have_that_does_not_answer_is_not_said_to_be_in_none(surrounded):
    assert "zebra (not in the catalog: zebra)" in (await surrounded("services zebra")).line
    surround(surrounded, catalog=Catalogue(), other=Catalogue(trouble="timed out"))
    assert "not in the catalog" not in (await surrounded("services zebra")).line


async def test_names_from_outside_are_text(surrounded):
    heard = await surrounded("services anyway <!here>, <https://evil.example|x>")
    assert "<!here>" not in heard.line
    assert "<https" not in heard.line
    assert heard.entry.kind is Kind.SETTING
