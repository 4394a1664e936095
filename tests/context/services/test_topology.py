from app.context.services.topology import topology
from app.domain.service import Service, catalog

KNOWN = catalog(
    [
        Service(name="Web Front", aliases=("www",), calls=("checkout", "ledger")),
        Service(name="checkout", calls=("LEDGER", "ledger", "checkout")),
        Service(name="ledger"),
    ]
)


def test_both_ways_round_with_names_resolved():
    known = topology(KNOWN)
    assert known.calls == {"web-front": ("checkout", "ledger"), "checkout": ("ledger",)}
    assert known.callers == {"checkout": ("web-front",), "ledger": ("checkout", "web-front")}
    assert (known.key("WWW"), known.name("web-front"), known.name("x")) == ("web-front", "Web Front", "x")


def test_what_depends_on_a_service_is_walked_up_and_cut():
    assert topology(KNOWN).upstream(["ledger"]) == {"checkout": 1, "web-front": 1}
    chain = catalog(Service(name=f"s{number}", calls=(f"s{number - 1}",)) for number in range(1, 500))
    far = topology(chain).upstream(["s0"])
    assert (len(far), list(far)[:2]) == (100, ["s1", "s2"])
