import pytest

from app.context.alerts.rules import JOIN, AlertRule, Do, Match, rule_for, told_apart
from app.context.intake.episodes import followed
from app.domain.errors import UserError
from app.domain.signal import SignalKind
from app.settings import read_settings
from tests.context.telling import firing


@pytest.mark.parametrize(
    ("match", "fits"),
    [
        (Match(), True),
        (Match(connector="alert*"), True),
        (Match(connector="grafana"), False),
        (Match(kind=SignalKind.ALERT), True),
        (Match(kind=SignalKind.ERROR), False),
        (Match(service="Ledger_*"), False),
        (Match(service="LED*"), True),
        (Match(severity=2), True),
        (Match(severity=1), False),
        (Match(labels={"team": "pay*"}), True),
        (Match(labels={"team": "pay*", "env": "prod"}), False),
    ],
)
def test_what_a_match_fits(match, fits):
    signal = firing(severity=2, attributes={"service.name": "ledger", "team": "payments"})
    assert match.fits(signal) is fits


def test_a_severity_that_nobody_said_is_none():
    assert not Match(severity=5).fits(firing())


def test_the_first_that_fits_decides():
    rules = (AlertRule(do=Do.IGNORE, match=Match(service="ledger")), AlertRule(do=Do.DECLARE))
    assert rule_for(firing(), rules).do is Do.IGNORE
    assert rule_for(firing(service="api"), rules).do is Do.DECLARE
    assert rule_for(firing(), ()) is JOIN


def test_what_rules_look_at_tells_alerts_apart():
    rules = (
        AlertRule(do=Do.DECLARE, match=Match(labels={"team": "pay*"})),
        AlertRule(do=Do.DECLARE, match=Match(severity=2), private=True, invite=("U1",), group_by="region"),
    )
    said = {"team": "payments", "region": "eu", "pod": "p1"}
    assert told_apart(firing(attributes=said), rules) == "region=eu/team=payments"
    assert told_apart(firing(attributes={**said, "team": "mail"}, severity=1), rules) == "private=2/region=eu"
    assert told_apart(firing(), rules) == ""
    assert told_apart(firing(attributes=said), ()) == ""


def test_groups():
    (episode,) = followed(None, firing(attributes={"service.name": "ledger", "cluster": "eu-1"}))
    groups = {by: AlertRule(do=Do.DECLARE, group_by=by).group(episode) for by in ("rule", "cluster", "zone")}
    assert groups == {"rule": "", "cluster": "eu-1", "zone": ""}


def test_rules_are_written_in_the_settings(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "watchkeeper.yaml").write_text(
        "alert_rules:\n"
        "  - do: ignore\n    match: {labels: {environment: staging*}}\n"
        "  - do: declare\n    match: {severity: 1, kind: alert}\n    severity: 2\n    services: [ledger]\n"
    )
    first, second = read_settings().alert_rules
    assert first.match.labels == {"environment": "staging*"}
    assert (second.do, second.match.severity, second.severity, second.services) == (Do.DECLARE, 1, 2, ("ledger",))


@pytest.mark.parametrize(
    "written",
    [
        "{do: alarm}",
        "{do: join, severty: 1}",
        "{match: {}}",
        "{do: join, match: {severity: 9}}",
        "{do: declare, severity: 0}",
        "{do: declare, private: true}",
    ],
)
def test_slips_are_named(tmp_path, monkeypatch, written):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "watchkeeper.yaml").write_text(f"alert_rules:\n  - {written}\n")
    with pytest.raises(UserError, match="alert_rules"):
        read_settings()


@pytest.mark.parametrize("minutes", [-1, 525_601, 10**14])
def test_so_long_nobody_waits(minutes):
    with pytest.raises(ValueError, match="within_min"):
        AlertRule(do=Do.JOIN, within_min=minutes)
