"""Names of services as people type them, and which of the catalog they mean."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.commands import service_names
from app.commands.service_names import apart, looked_up, nearest
from app.domain.service import Service, catalog
from tests.commands.systems import surround
from tests.context.systems import Catalogue

KNOWN = catalog(
    [
        Service(name="checkout", aliases=("shop-cart",)),
        Service(name="ledger", aliases=("ledgers",)),
        Service(name="Payment Gateway"),
        Service(name="the-hub"),
    ]
)
NONE = catalog(())


class Asked:
    """As much of a call as is looked at."""

    def __init__(self, desk) -> None:
        self.desk = desk


@pytest.mark.parametrize(
    ("said", "names"),
    [
        ("checkout, ledger", ["checkout", "ledger"]),
        ("checkout; ledger\nthe-hub", ["checkout", "ledger", "the-hub"]),
        ("checkout ledger", ["checkout", "ledger"]),
        ("checkout and the ledger", ["checkout", "ledger"]),
        ("checkout, ledger, and the-hub", ["checkout", "ledger", "the-hub"]),
        ("and ledger", ["ledger"]),
        ("The Ledger", ["Ledger"]),
        ("`checkout` and `ledger`", ["checkout", "ledger"]),
        ("#checkout @ledger?", ["checkout", "ledger"]),
        ("Payment Gateway", ["Payment Gateway"]),
        ("payment gateway, ledger", ["payment gateway", "ledger"]),
        ("the hub", ["the hub"]),
        ("shop cart", ["shop cart"]),
        ("checkout zebra", ["checkout zebra"]),
        ("salt and pepper", ["salt and pepper"]),
        (" , ;\n", []),
        ("", []),
        ("and", ["and"]),
    ],
)
def test_names_are_set_apart(said, names):
    assert apart(said, KNOWN) == names


def test_without_a_catalog_only_marks_set_names_apart():
    assert apart("checkout ledger, the `web`", NONE) == ["checkout ledger", "web"]


@given(st.lists(st.sampled_from([one.name for one in KNOWN]), min_size=1), st.sampled_from([",", ", ", " ; ", "\n"]))
def test_names_of_the_catalog_come_through_as_they_are(names, between):
    assert apart(between.join(names), KNOWN) == names


@given(st.text(alphabet="ab ,;\n`'\"#@&?", max_size=40) | st.text(max_size=40))
def test_no_name_is_empty_or_several(said):
    for known in (KNOWN, NONE):
        for name in apart(said, known):
            assert name.strip()
            assert not {",", ";", "\n"} & set(name)


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("ledgr", ["ledger"]),
        ("Chekout", ["checkout"]),
        ("shop_carts", ["checkout"]),
        ("payment-gatewy", ["Payment Gateway"]),
        ("zebra", []),
        ("", []),
    ],
)
def test_what_a_slip_of_the_pen_may_have_meant(name, meant):
    assert nearest(name, KNOWN) == meant


def test_a_name_and_its_alias_are_offered_once_and_at_most_three():
    assert nearest("ledgerz", KNOWN) == ["ledger"]
    assert len(nearest("api-0", catalog(Service(name=f"api-{n}") for n in range(1, 9)))) == 3


async def test_the_catalog_and_what_of_it_could_not_be_looked_at(inc):
    surround(inc, catalog=Catalogue(), other=Catalogue(trouble="it answered 503"))
    known, gaps = await looked_up(Asked(inc.desk))
    assert [one.name for one in known] == ["checkout", "ledger", "payslips"]
    assert gaps == ("Other: it answered 503",)


async def test_nobody_waits_long_for_a_catalog(inc, monkeypatch):
    monkeypatch.setattr(service_names, "_CATALOG_S", 0.05)
    surround(inc, catalog=Catalogue(hangs=True))
    assert await looked_up(Asked(inc.desk)) == (NONE, ("the catalog: no answer yet",))


async def test_nothing_connected_is_an_empty_catalog_and_no_gap(inc):
    assert await looked_up(Asked(inc.desk)) == (NONE, ())
