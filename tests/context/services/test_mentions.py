import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.context.services.mentions import services_named_in
from app.domain.service import Service, catalog

NAMES = (
    "web",
    "api",
    "search",
    "checkout",
    "ledger",
    "payments-gateway",
    "user-data",
    "Box Office",
    "db",
    "oauth2-proxy",
)
KNOWN = catalog([*(Service(name=name) for name in NAMES), Service(name="seatmap", aliases=("seats",))])


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("checkout answers 5xx, the Ledger's pool is empty", ("checkout", "ledger")),
        ("payments-gateway, payments gateway and payments_gateway", ("payments-gateway",)),
        ("box office is closed; box-office too", ("Box Office",)),
        ("FIRING: LedgerLatencyHigh", ("ledger",)),
        ("PaymentsGatewayDown", ("payments-gateway",)),
        ("pod checkout-7d9f8b6c4-x2x4z was killed", ("checkout",)),
        ("ledger-2.31 went out", ("ledger",)),
        ("seats are gone", ("seatmap",)),
        ("checkout/ledger both red", ("checkout", "ledger")),
        ("`web` restarts, service=api is slow, the search service too", ("web", "api", "search")),
        ("oauth2-proxy says no", ("oauth2-proxy",)),
        ("ledger, then ledger", ("ledger",)),
        ("", ()),
    ],
)
def test_names_are_found_as_people_and_alerts_write_them(text, named):
    assert services_named_in(text, KNOWN) == named


@pytest.mark.parametrize(
    "text",
    [
        "let me search the web for it, the api docs and the db say nothing",
        "some user data was lost",
        "WebServerDown and SearchIndexStale",
        "https://shop.example/checkout/pay and app/checkout/main.py",
        "checkout-worker, pre-checkout, checkout_old and checkout.py are other things",
        "#checkout and ana@checkout.example and $ledger",
        "checkouts, ledgers",
        "Seats work. payments-gateway looks healthy from here, checkout is still fine",
    ],
)
def test_words_that_only_look_like_one_are_none(text):
    assert services_named_in(text, KNOWN) == ()


def test_a_catalog_without_services_names_nothing():
    assert services_named_in("checkout", catalog([])) == ()


@given(st.text(alphabet="checkout-web. `/@:=_pod7 LedgerDown", max_size=80))
def test_any_text_can_be_read(text):
    assert set(services_named_in(text, KNOWN)) <= {one.name for one in KNOWN}


@pytest.mark.parametrize(
    "text", ["checkout-" * 12_000, "a/" * 50_000, "@" * 100_000, "Aa" * 50_000, "service=" * 12_500, "<@" * 50_000]
)
def test_nasty_texts_take_a_moment(text):
    known = catalog(Service(name=f"team {number} service") for number in range(5000))
    begun = time.thread_time()
    services_named_in(text, known)
    services_named_in(text, KNOWN)
    assert time.thread_time() - begun < 5
