"""What the company's systems know can be read, and fits the script."""

from datetime import UTC, date, datetime

from app.demo.company.facts import COMPANY, read_facts
from app.demo.scenario import read_scenario

DAY = date(2026, 3, 1)
FACTS = read_facts(DAY)


def at(hour: int, minute: int) -> datetime:
    return datetime(2026, 3, 1, hour, minute, tzinfo=UTC)


def test_it_fits_the_script():
    scenario = read_scenario()
    handles = {*(one.author for one in FACTS.deploys), *(one.who for one in FACTS.switches)}
    assert handles | {person for _, person in FACTS.on_call.values()} <= set(scenario.people)
    switched = {step.about for step in scenario.steps if step.act == "switch"}
    assert switched == {one.flag for one in FACTS.switches}
    services = {path.parent.name for path in (COMPANY / "catalog").glob("*/catalog-info.yaml")}
    named = {one.service for one in (*FACTS.deploys, *FACTS.switches, *FACTS.metrics)}
    assert named | {step.fields["service"] for step in scenario.steps if step.act == "alert"} <= services


def test_a_metric_goes_as_it_is_told():
    [ledger] = [one for one in FACTS.metrics if one.service == "ledger"]
    assert abs(ledger.value(at(13, 53)) - 0.3) < 0.05
    assert abs(ledger.value(at(14, 20)) - 8.2) < 0.5
    assert ledger.value(at(14, 31)) < 0.4


def test_the_days_are_those_of_the_incident():
    *_, cause, decoy = FACTS.deploys
    assert (cause.service, cause.ended_at) == ("ledger", at(13, 52))
    assert decoy.at > cause.at
    assert FACTS.deploys[0].at.date() == date(2026, 2, 23)
    assert FACTS.repositories == (
        "lantern/ledger",
        "lantern/checkout",
        "lantern/payments-gateway",
        "lantern/seat-map",
    )
