import time
from dataclasses import replace

import pytest

from app.context.alerts.assigning import Candidate, assign, group_name
from app.context.alerts.rules import AlertRule, Do, Match
from app.context.intake.episodes import followed
from app.context.intake.signals import group_of
from app.domain.incident import Audience, Incident, Status
from app.domain.service import Catalog, Service, catalog
from tests.context.telling import at, ended, firing

CATALOG = catalog([Service(name="api", calls=("ledger",)), Service(name="ledger", calls=("db",)), Service(name="mail")])
NOTHING = Catalog()
DECLARE = AlertRule(do=Do.DECLARE, match=Match(severity=2))


def incident(number=1, minutes=0.0, **more):
    given = {"title": "Payments fail", "channel": "C1", "channel_name": "inc", "declared_by": "U1", **more}
    return Incident(id=number, key=f"INC-{number}", declared_at=at(minutes), **given)


def episode(signal, number=1):
    (made,) = followed(None, signal)
    return replace(made, id=number, group=group_of(signal))


def joins(signal, candidate, rules=(), known=NOTHING):
    return bool(assign([episode(signal)], [candidate], rules, known, 5).joined)


def about(*services, **more):
    return Candidate(incident=incident(services=services, **more))


def test_by_the_services_that_people_said():
    assert joins(firing(5), about("Ledger"))
    assert not joins(firing(5), about("api"))
    assert not joins(firing(5), about())


@pytest.mark.parametrize(("title", "fits"), [("Ledger is slow", True), ("The ledgers", False)])
def test_by_the_title(title, fits):
    assert joins(firing(5), about(title=title)) is fits


def test_by_what_joined_before_and_what_was_seen_around():
    assert joins(firing(5), Candidate(incident=incident(), episodes=[episode(firing(1))]))
    assert joins(firing(5), Candidate(incident=incident(), services=frozenset({"ledger"})))


def test_by_one_step_in_the_catalog():
    assert joins(firing(5, service="api"), about("ledger"), known=CATALOG)
    assert joins(firing(5, service="db"), about("ledger"), known=CATALOG)
    assert not joins(firing(5, service="db"), about("api"), known=CATALOG)
    assert not joins(firing(5, service="mail"), about("ledger"), known=CATALOG)


def test_what_fails_one_after_the_other_along_the_calls_is_one_trouble():
    def there():
        return Candidate(incident=incident(services=("db",)), episodes=[episode(firing(1, service="ledger"))])

    assert joins(firing(5, service="api"), there(), known=CATALOG)
    assert not joins(firing(30, service="api"), there(), known=CATALOG)
    assert not joins(firing(5, service="mail"), there(), known=CATALOG)


def test_without_a_service_by_its_name():
    known = [episode(firing(1, service="", title="Disk full"))]
    candidate = Candidate(incident=incident(), episodes=known)
    assert joins(firing(5, service="", title="Disk full", fingerprint="f2"), candidate)
    assert not joins(firing(5, service="", title="Disk slow", fingerprint="f2"), candidate)


def test_times_have_to_fit():
    assert joins(firing(0, since=-60), about("ledger"))
    assert not joins(firing(0, since=-60 * 13), about("ledger"))
    assert joins(ended(-20, since=-30), about("ledger"))
    assert not joins(ended(-40, since=-50), about("ledger"))
    over = about("ledger", status=Status.RESOLVED, resolved_at=at(30))
    assert joins(firing(50), over)
    assert not joins(firing(70), over)
    assert not joins(firing(5), about("ledger", status=Status.CLOSED, resolved_at=at(30)))


def test_the_best_fit_then_the_open_one_then_the_newest():
    both = [about("api", number=1), about("ledger", number=2), about("ledger", number=3)]
    over = Candidate(incident=incident(4, services=("ledger",), status=Status.RESOLVED, resolved_at=at(1)))
    assert set(assign([episode(firing(5))], [*both, over], (), CATALOG, 5).joined) == {3}


def test_nothing_is_declared_without_a_rule_nor_for_what_has_ended():
    assert not assign([episode(firing(5))], [], (), CATALOG, 5).declared
    assert not assign([episode(ended(5, severity=1))], [], (DECLARE,), CATALOG, 5).declared


def test_a_rule_declares_one_incident_for_a_group():
    told = [
        firing(n, severity=1, fingerprint=f"f{n}", service=s) for n, s in enumerate(["mail", "ledger", "api", "mail"])
    ]
    assigned = assign([episode(one, n) for n, one in enumerate(told)], [], (DECLARE,), CATALOG, 5)
    groups = [[one.signal.service for one in each.episodes] for each in assigned.declared]
    assert groups == [["mail", "mail"], ["ledger", "api"]]
    assert len({one.key for one in assigned.declared}) == 2


def test_what_a_rule_declared_takes_its_group_also_after_it_was_resolved():
    one = episode(firing(20, severity=1, service="mail"))
    group = group_name(DECLARE, one)
    open_one = Candidate(incident=incident(), group=group)
    assert set(assign([one], [open_one], (DECLARE,), CATALOG, 5).joined) == {1}
    resolved = Candidate(incident=incident(status=Status.RESOLVED, resolved_at=at(0)), group=group)
    assert set(assign([one], [resolved], (DECLARE,), CATALOG, 5).joined) == {1}
    brief = replace(DECLARE, name="r", within_min=10)
    resolved.group = group_name(brief, one)
    assert len(assign([one], [resolved], (brief,), CATALOG, 5).declared) == 1


def test_other_groupings():
    def declared(group_by):
        rule = replace(DECLARE, group_by=group_by)
        told = [firing(n, severity=1, fingerprint=f"f{n}", service=f"s{n}") for n in range(3)]
        told = [replace(one, attributes={**one.attributes, "cluster": "eu"}) for one in told]
        return len(assign([episode(one, n) for n, one in enumerate(told)], [], (rule,), Catalog(), 5).declared)

    assert [declared(by) for by in ("service", "rule", "cluster")] == [3, 1, 1]


def test_each_value_of_a_label_has_its_own_incident_though_the_service_is_the_same():
    rule = replace(DECLARE, group_by="cluster")
    told = [
        episode(firing(n, severity=1, fingerprint=name, attributes={"service.name": "ledger", "cluster": name}), n)
        for n, name in enumerate(("eu", "us"), 1)
    ]
    assert [one.episodes for one in assign(told, [], (rule,), NOTHING, 5).declared] == [told[:1], told[1:]]
    of_eu = Candidate(incident=incident(services=("ledger",)), episodes=told[:1], group=group_name(rule, told[0]))
    assert assign(told, [of_eu], (rule,), NOTHING, 5).joined == {1: told[:1]}
    assert joins(told[1].signal, about("ledger"), (rule,))  # which people declared


def test_an_ignored_signal_joins_nothing():
    assert not joins(firing(5), about("ledger"), (AlertRule(do=Do.IGNORE),))


def test_a_storm_declares_no_more_than_it_may():
    told = [firing(n, severity=1, fingerprint=f"f{n}", service=f"s{n}") for n in range(9)]
    assigned = assign([episode(one, n) for n, one in enumerate(told)], [], (DECLARE,), Catalog(), 2)
    assert (len(assigned.declared), len(assigned.held)) == (2, 7)


def test_what_is_chronic_still_declares():
    assert assign([episode(firing(0, since=-60 * 24, severity=1))], [], (DECLARE,), Catalog(), 5).declared


def test_what_a_rule_wants_private_joins_nothing_that_everybody_sees():
    secret = AlertRule(do=Do.DECLARE, private=True, invite=("U1",))
    assert not joins(firing(5), about("ledger"), [secret])
    assert joins(firing(5), about("ledger", audience=Audience.CHANNEL), [secret])
    public = Candidate(incident=incident(), group=group_name(secret, episode(firing(5))))
    assert not joins(firing(5), public, [secret])


def test_what_is_private_and_what_is_not_are_declared_apart():
    secret = AlertRule(do=Do.DECLARE, match=Match(labels={"team": "fraud"}), private=True, invite=("U1",))
    fraud = {"service.name": "ledger", "team": "fraud"}
    told = [episode(firing(0), 1), episode(firing(1, attributes=fraud, fingerprint="f2"), 2)]
    rules = [secret, AlertRule(do=Do.DECLARE)]
    for loose in (told, [replace(one, signal=replace(one.signal, started_at=at(-n))) for n, one in enumerate(told)]):
        declared = assign(loose, [], rules, NOTHING, 5).declared
        assert sorted(one.rule.private for one in declared) == [False, True]
        assert all(len(one.episodes) == 1 for one in declared)


def test_many_signals_in_a_large_catalog_take_no_minutes():
    large = catalog([Service(name=f"service-{n}") for n in range(2000)])
    candidates = [Candidate(incident=incident(number, title=f"service-{number} is down")) for number in range(1, 6)]
    loose = [episode(firing(1, service=f"service-{n}", fingerprint=f"f{n}"), n) for n in range(300)]
    began = time.process_time()
    assert assign(loose, candidates, [], large, 5).joined.keys() == {1, 2, 3, 4, 5}
    assert time.process_time() - began < 3


def test_what_a_rule_declares_for_everybody_is_not_hidden_in_a_private_incident():
    def private(**more):
        return Candidate(incident=incident(services=("ledger",), audience=Audience.CHANNEL), **more)

    serious = firing(5, severity=1)
    assigned = assign([episode(serious)], [private()], [DECLARE], NOTHING, 5)
    assert not assigned.joined
    assert len(assigned.declared) == 1
    assert joins(serious, private())
    assert joins(firing(5, severity=3), private(), [DECLARE])
    assert joins(serious, private(), [replace(DECLARE, private=True, invite=("U1",))])
    made_private = private(group=group_name(DECLARE, episode(serious)))
    assert joins(serious, made_private, [DECLARE])


def test_what_another_look_has_taken_meanwhile_declares_and_joins_nothing():
    mine, theirs, alone = (
        episode(firing(0, service=name, severity=1), number)
        for number, name in enumerate(("ledger", "ledger", "mail"), 1)
    )
    assigned = assign([mine, theirs, alone], [], [DECLARE], NOTHING, 5)
    assert [len(one.episodes) for one in assigned.declared] == [2, 1]
    left = assigned.without({theirs.id, alone.id})
    assert [one.episodes for one in left.declared] == [[mine]]
