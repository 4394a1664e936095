from app.context.ranking.nearness import nearness
from tests.context.ranking.situations import deploy, log, merge, situation, told

CALLS = (("web", "till"), ("till", "ledger"), ("ledger", "vault"), ("shop", "search"))
WHERE = situation(
    log("slow", "printer"), calls=CALLS, owners=(("till", "money"), ("coins", "money"), ("search", "find"))
)


def test_nearer_is_more():
    said = [
        told(nearness, [deploy(50, service)], WHERE)[0]
        for service in ("Till", "ledger", "printer", "vault", "web", "coins", "paint", "search")
    ]
    assert said == [
        (4.0, "same service"),
        (3.0, "till depends on ledger"),
        (3.0, "printer shows signs of trouble itself"),
        (2.0, "till depends on vault, 2 calls away"),
        (1.5, "web calls what is in trouble"),
        (1.0, "coins has the same owner, money"),
        (-0.5, "no known way from paint to the trouble"),
        (-2.0, "no known way from search to the trouble"),
    ]


def test_victims_with_trouble_of_their_own_stay_callers():
    where = situation(log("upstream till failed", "web"), calls=CALLS)
    assert told(nearness, [deploy(50, "web")], where)[0][0] == 1.5


def test_by_path_where_no_service_is_named():
    assert told(nearness, [merge(50, "a" * 40, files=("services/till/pay.go",))])[0] == (4.0, "same service")


def test_nothing_is_said_without_services():
    assert told(nearness, [merge(50, "a" * 40, files=("README.md",))]) == []
    assert told(nearness, [deploy(50)], situation(services=())) == []


def test_who_sends_what_cannot_be_read_is_near():
    where = situation(log("cannot unmarshal string into field weight"), calls=CALLS)
    assert told(nearness, [deploy(50, "web")], where)[0][0] == 3.0
