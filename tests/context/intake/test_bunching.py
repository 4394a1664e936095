from app.context.intake.bunching import MOST_MEMBERS, bunch_of
from app.context.intake.episodes import followed
from app.context.intake.recording import signal_draft
from app.domain.signal import SignalKind, SignalState
from tests.context.telling import at, ended, firing


def alert(make, minutes, pod="p1", **more):
    labels = {"alertname": "PodCrashes", "service.name": "ledger", "pod": pod, "cluster": "eu"}
    return make(minutes, fingerprint=pod, attributes=labels, title=f"Pod {pod} crashes", **more)


def after(*told):
    known = None
    for one in told:
        known = followed(known, one, member=one.fingerprint)[-1]
    return known


def test_the_pods_of_one_service_are_one_and_other_things_are_not():
    assert bunch_of(alert(firing, 0)) == bunch_of(alert(firing, 1, "p2")) == "PodCrashes/ledger//"
    others = {"service.name": "api"}, {"k8s.cluster.name": "us"}, {"deployment.environment.name": "test"}
    base = alert(firing, 0).attributes
    names = {bunch_of(firing(attributes={**base, **other})) for other in others}
    assert len(names) == 3
    assert bunch_of(firing(attributes={"alertname": "x" * 300})) != bunch_of(
        firing(attributes={"alertname": "x" * 301})
    )


def test_what_is_no_alert_or_has_no_name_stands_for_itself():
    assert bunch_of(firing(fingerprint="f7")) == "f7"
    assert bunch_of(alert(firing, 0, kind=SignalKind.ERROR)) == "p1"


def test_it_fires_until_the_last_has_ended():
    one = after(alert(firing, 0), alert(firing, 1, "p2"), alert(ended, 3))
    assert (one.is_firing, one.signal.count, one.turns) == (True, 2, 0)
    one = after(alert(firing, 0), alert(firing, 1, "p2"), alert(ended, 3), alert(ended, 5, "p2", since=1))
    assert (one.signal.state, one.signal.ended_at, one.turns) == (SignalState.ENDED, at(5), 1)


def test_late_news_of_one_does_not_keep_the_others_going():
    told = [alert(firing, 0), alert(firing, 1, "p2"), alert(ended, 3), alert(firing, 4, since=0)]
    one = after(*told, alert(ended, 5, "p2", since=1))
    assert not one.is_firing
    one = after(*told, alert(firing, 30, since=29), alert(ended, 3), alert(ended, 40, "p2", since=1))
    assert one.is_firing  # the first fires again, and that its first trouble ended is known


def test_one_that_nobody_told_of_before_fires_though_the_others_ended():
    one = after(alert(firing, 0), alert(ended, 3), alert(firing, 3.5, "p2", since=2))
    assert one.is_firing
    assert one.turns == 2


def test_it_says_what_they_have_in_common():
    one = after(alert(firing, 0, severity=3), alert(firing, 1, "p2", severity=1))
    assert "pod" not in one.signal.attributes
    assert one.signal.attributes["cluster"] == "eu"
    assert (one.signal.title, one.signal.severity) == ("PodCrashes", 1)
    assert one.signal.examples == ("Pod p1 crashes", "Pod p2 crashes")
    assert signal_draft(one).text == "PodCrashes (ledger), 2 alerts"


def test_of_very_many_only_the_first_are_kept():
    one = after(*(alert(firing, 0, f"p{n}") for n in range(MOST_MEMBERS + 50)))
    assert len(one.members) == MOST_MEMBERS
    assert one.signal.count == MOST_MEMBERS + 50
    ends = [alert(ended, 9, f"p{n}") for n in range(MOST_MEMBERS + 50)]
    for end in ends:
        one = followed(one, end, member=end.fingerprint)[-1]
    assert not one.is_firing
