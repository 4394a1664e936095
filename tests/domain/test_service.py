from hypothesis import given
from hypothesis import strategies as st

from app.domain.service import Catalog, Service, catalog, normal

NAMES = st.sampled_from(["web", "shop", "ledger", "mail", "Search Index", "db"])
SERVICES = st.builds(
    Service, name=NAMES, calls=st.lists(NAMES, max_size=3).map(tuple), owner=st.sampled_from(["", "a"])
)


def test_names_are_compared_without_case_and_punctuation():
    assert normal(" Search  Index ") == normal("search_index") == normal("search.index") == "search-index"


def test_a_service_is_found_by_any_of_its_names():
    there = catalog([Service(name="checkout", aliases=("Check Out", "basket"))])
    assert there.find("CHECKOUT") == there.find("check-out") == there.find("basket")
    assert there.find("other") is None
    assert len(there) == len(list(there)) == 1


def test_a_name_goes_before_another_services_alias():
    there = catalog([Service(name="basket", owner="a"), Service(name="checkout", aliases=("basket",))])
    assert there.find("basket").owner == "a"


def test_what_one_source_leaves_open_another_may_say():
    there = catalog(
        [
            Service(name="shop", owner="blue", calls=("ledger",), source="first"),
            Service(name="Shop", owner="red", tier="1", calls=("mail", "ledger"), source="second"),
        ]
    )
    assert there.find("shop") == Service(name="shop", owner="blue", tier="1", calls=("ledger", "mail"), source="first")


def test_hops_follow_the_calls():
    there = catalog([Service(name="web", calls=("shop",)), Service(name="shop", calls=("ledger", "web"))])
    assert there.hops("web", "web") == 0
    assert there.hops("web", "ledger") == 2
    assert there.hops("ledger", "web") is None
    assert there.hops("web", "ledger", most=1) is None
    assert there.hops("nobody", "web") is None


def test_callers_are_found_by_alias_too():
    there = catalog([Service(name="web", calls=("accounts",)), Service(name="ledger", aliases=("accounts",))])
    assert there.callers("ledger") == ("web",)
    assert there.hops("web", "ledger") == 1
    assert there.calls("web") == ("accounts",)


@given(st.lists(SERVICES, max_size=8))
def test_calls_and_callers_agree(services):
    there = catalog(services)
    for service in there:
        for called in there.calls(service.name):
            assert normal(service.name) in there.callers(called)
            assert there.hops(service.name, called) in {0, 1}


def test_an_empty_catalog_knows_nobody():
    assert Catalog().find("x") is None
    assert Catalog().callers("x") == ()
    assert Catalog().calls("x") == ()
