"""What becomes of findings on the way to the card: which of many is told, in which order, and cut to how much."""

from dataclasses import replace
from datetime import timedelta

from app.context.around import composing
from app.context.around.view import Duty
from app.context.services.grouping import First, Group, Radius
from app.context.similar.past import Account, Past, Quote, Similar
from app.context.situation import Candidate, Ranking, Reason
from app.context.texts.guides import Advice
from app.domain.change import ChangeState
from app.domain.service import OnCall, Service, catalog
from app.domain.signal import SignalKind
from tests.context.telling import at, deploy, ended, firing
from tests.duties.situations import INCIDENT

TITLES = {"alertmanager": "Alertmanager", "argocd": "Argo CD"}


def group(*signals, services=("ledger",), first="", at_risk=()):
    named = First(first, f"{first} began first") if first else None
    return Group(tuple(signals), services, named, Radius(at_risk=at_risk))


def candidate(minutes=0, **more):
    return Candidate(deploy(minutes, **more), 1.0, (Reason("near", "same service", 1.0),))


def test_a_group_is_told_as_the_earliest_signal_of_what_likely_failed_first():
    web, ledger = firing(0, service="web", fingerprint="w"), firing(3, service="Ledger", fingerprint="l", count=4)
    told = composing.seen(group(web, ledger, services=("web", "ledger"), first="ledger"), TITLES)
    assert (told.title, told.since, told.count, told.others) == (ledger.title, at(3), 4, 1)
    assert told.keys == ("alertmanager/l", "alertmanager/w")
    assert (told.first, told.why, told.system) == ("ledger", "ledger began first", "Alertmanager")
    assert told.ended_at is None


def test_where_the_first_has_ended_what_still_fires_is_told():
    over, on = ended(2, service="ledger", fingerprint="l"), firing(3, service="web", fingerprint="w")
    told = composing.seen(group(over, on, services=("ledger", "web"), first="ledger"), TITLES)
    assert (told.keys, told.since, told.others, told.ended_at) == (("alertmanager/w",), at(3), 0, None)


def test_a_group_that_is_over_ended_with_its_last_signal():
    unsaid = replace(ended(9, fingerprint="b"), ended_at=None)
    told = composing.seen(group(ended(5), unsaid), TITLES)
    assert told.ended_at == at(9)
    assert (told.first, told.why, told.others) == ("", "", 1)


def test_keys_name_the_earliest_alert_of_each_service_and_not_every_log_line():
    logs = [firing(n, fingerprint=f"log{n}", kind=SignalKind.LOG, service=f"s{n}") for n in range(3)]
    alerts = [firing(n, fingerprint=f"a{n}", service="Ledger" if n % 2 else "ledger") for n in range(4)]
    assert composing.seen(group(*alerts, *logs), TITLES).keys == ("alertmanager/a0",)
    many = [firing(n, fingerprint=f"a{n}", service=f"s{n}") for n in range(40)]
    assert composing.seen(group(*many), TITLES).keys == tuple(f"alertmanager/a{n}" for n in range(5))


def test_a_system_without_a_title_is_called_by_its_name():
    assert composing.seen(group(firing()), {}).system == "alertmanager"


def test_what_fires_keeps_its_order_and_what_ended_is_told_newest_first():
    groups = [
        group(firing(5, fingerprint="late")),
        group(ended(3, fingerprint="x")),
        group(firing(1, fingerprint="early")),
        group(ended(8, fingerprint="y")),
    ]
    assert [one.keys for one in composing.firing(groups, TITLES)] == [("alertmanager/late",), ("alertmanager/early",)]
    assert [one.ended_at for one in composing.ended(groups, TITLES)] == [at(8), at(3)]


def test_more_groups_than_anybody_reads_are_cut():
    assert len(composing.firing([group(firing())] * 50, TITLES)) == 12
    over = composing.ended([group(ended(n)) for n in range(50)], TITLES)
    assert (len(over), over[0].ended_at) == (12, at(49))


def test_at_risk_is_what_does_not_fail_yet_of_what_fires():
    found = [
        group(firing(), at_risk=("web", "ledger", "shop")),
        group(firing(), at_risk=("shop", "mail")),
        group(ended(1), at_risk=("over",)),
    ]
    assert composing.at_risk(found, ("ledger",)) == ("web", "shop", "mail")
    assert len(composing.at_risk([group(firing(), at_risk=tuple(f"s{n}" for n in range(99)))], ())) == 12


def test_only_likely_changes_are_suspects_and_at_most_five():
    ranking = Ranking(tuple(candidate(n, ref=f"d{n}") for n in range(9)), likely=7)
    assert [one.key for one in composing.suspects(ranking, TITLES)] == [f"argocd/d{n}" for n in range(5)]
    assert composing.suspects(replace(ranking, likely=0), TITLES) == ()


def test_a_suspect_says_when_it_took_effect_and_why():
    reasons = tuple(Reason(f"r{n}", f"because {n}", 1.0) for n in range(30))
    ranking = Ranking((Candidate(deploy(0, finished_at=at(4), reach="5 % of users"), 1.0, reasons),), likely=1)
    (told,) = composing.suspects(ranking, TITLES)
    assert (told.at, told.state, told.system, told.reach) == (at(4), "done", "Argo CD", "5 % of users")
    assert told.reasons == tuple(f"because {n}" for n in range(8))


def test_what_was_told_and_is_taken_back_is_told_as_such_unless_it_is_still_named():
    over = candidate(0, ref="over", state=ChangeState.UNDONE)
    named = candidate(1, ref="named", state=ChangeState.UNDONE)
    stands = candidate(2, ref="stands")
    ranking = Ranking((named, stands, over), likely=1, out=(candidate(3, ref="out", state=ChangeState.UNDONE),))
    told = {"argocd/over", "argocd/named", "argocd/stands", "argocd/out", "argocd/gone"}
    assert [one.key for one in composing.undone(ranking, told, TITLES)] == ["argocd/over", "argocd/out"]
    assert composing.undone(ranking, (), TITLES) == ()


def test_what_cannot_be_it_is_cut():
    assert len(composing.ruled_out(Ranking(out=tuple(candidate(ref=f"d{n}") for n in range(99))), TITLES)) == 20
    assert composing.ruled_out(Ranking(out=(candidate(ref="back", undoes="d1"),)), TITLES) == ()


def test_whom_to_ask_begins_where_it_likely_began():
    found = [group(firing(0), first="ledger"), group(ended(5, service="mail"), services=("mail",), first="mail")]
    assert composing.likely_first(found, ["checkout", "mail", "Ledger"]) == ["Ledger", "checkout", "mail"]


def test_who_has_to_do_with_a_service():
    known = catalog([Service(name="Ledger", owner="Payments", channel="#team-payments", on_call="payments")])
    second = Duty(person="Ben", rotation="payments", level=2)
    first = Duty(person="Ana", service="ledger")
    other = Duty(person="Cid", service="web", rotation="web")
    (told,) = composing.responsible(["ledger"], known, [second, other, first])
    assert (told.service, told.owner, told.channel) == ("Ledger", "Payments", "team-payments")
    assert [one.person for one in told.on_call] == ["Ana", "Ben"]


def test_who_is_on_call_for_what_the_catalog_does_not_know_is_told_the_first_to_call_first():
    duties = [Duty(person="Ben", service="New One", level=2), Duty(person="Ana", service="new-one", level=1)]
    (told,) = composing.responsible(["new one"], catalog(()), duties)
    assert (told.service, told.owner) == ("new one", "")
    assert [one.person for one in told.on_call] == ["Ana", "Ben"]


def test_services_of_one_rotation_name_whoever_is_on_call_once():
    known = catalog([Service(name="ledger", on_call="payments"), Service(name="checkout", on_call="payments")])
    duties = [Duty(person="Ana", rotation="payments", service=name) for name in ("ledger", "checkout")]
    told = composing.responsible(["ledger", "checkout"], known, duties)
    assert [[one.person for one in each.on_call] for each in told] == [["Ana"], ["Ana"]]


def test_services_without_a_rotation_do_not_share_those_of_no_rotation():
    known = catalog([Service(name="ledger"), Service(name="web")])
    told = composing.responsible(["ledger", "web"], known, [Duty(person="Ana", service="web")])
    assert [len(one.on_call) for one in told] == [0, 1]


def test_at_most_six_services_are_told_of():
    assert len(composing.responsible([f"s{n}" for n in range(20)], catalog(()), ())) == 6


def test_a_duty_names_its_system():
    one = OnCall(connector="pager", rotation="r", person="Ana", contact="ana@shop.example", until=at(60), level=2)
    told = composing.duty(one, {"pager": "PagerDuty"}, "UANA")
    assert (told.system, told.user, told.until, told.level) == ("PagerDuty", "UANA", at(60), 2)
    assert composing.duty(one, {}).system == "pager"


def test_precedents_say_what_fixed_it_only_where_somebody_said_so():
    past = Past(key="2025-01-02-disk", title="Disk full", texts={}, connector="postmortems")
    whole = Account(fix=Quote("We grew it."), took=timedelta(minutes=40))
    told = composing.precedents([Similar(past=past, account=whole, score=1.0, shared=("disk",))])[0]
    assert (told.name, told.title) == ("", "Disk full")
    assert (told.fix, told.took, told.shared) == ("We grew it.", "took 40 min", ("disk",))
    bare = composing.precedents([Similar(past=past, account=Account(), score=1.0)])[0]
    assert (bare.fix, bare.took) == ("", "")


def test_one_of_ours_is_named_by_its_key():
    ours = Past(key="INC-3", title="Disk full", texts={}, incident=INCIDENT, url="https://chat.example/3")
    (told,) = composing.precedents([Similar(past=ours, account=Account(), score=1.0)])
    assert (told.name, told.url) == ("INC-3", "https://chat.example/3")


def test_advice_is_quoted_and_none_is_none():
    told = composing.excerpt(Advice(title="Ledger", heading="Pool", excerpt="Raise it.", url="https://wiki.example/l"))
    assert (told.title, told.section, told.text, told.url) == ("Ledger", "Pool", "Raise it.", "https://wiki.example/l")
    assert composing.excerpt(None) is None


def test_customers_are_counted_since_the_first_of_them():
    found = [
        firing(5, kind=SignalKind.TICKET, count=3),
        firing(2, kind=SignalKind.TICKET, url="https://desk.example/2"),
        firing(0),
    ]
    assert composing.tickets(found) == (4, at(2), "https://desk.example/2")
    assert composing.tickets([firing()]) == (0, None, "")


def reaching(reach, *words):
    reasons = tuple(Reason("rollout", each, 1.0) for each in (*words, f"it reached {reach}"))
    ranking = Ranking(candidates=(Candidate(deploy(0, reach=reach), 1.0, reasons),), likely=1)
    (told,) = composing.suspects(ranking, TITLES)
    return told.reach, told.reasons


def test_that_it_is_in_production_is_said_once():
    for reach in ("production", "production only"):
        assert reaching(reach, "it is in production") == ("", ("it is in production",))
        assert reaching(reach, "it failed") == (reach, ("it failed",))


def test_how_far_it_was_rolled_out_is_said_once_and_whole():
    for reach in ("5 % of users", "eu-1 only", "production-eu only"):
        assert reaching(reach, "it is in production") == (reach, ("it is in production",))
    assert reaching("eu-1, " * 9)[1] == (f"it reached {'eu-1, ' * 9}",)


def test_third_parties_are_none_of_our_services_unless_people_say_so():
    status = ended(2, service="CardCo", kind=SignalKind.STATUS)
    assert composing.ours(("ledger", "cardco"), [status, firing(service="ledger")], ()) == ("ledger",)
    assert composing.ours(("ledger", "cardco"), [status], ("CardCo",)) == ("ledger", "cardco")
    assert composing.ours(("cardco",), [status, ended(3, service="cardco")], ()) == ("cardco",)
