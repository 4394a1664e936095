from datetime import UTC, date, datetime

from app.demo.company import answers
from app.demo.company.facts import Switch, read_facts

FACTS = read_facts(date(2026, 3, 1))


def at(hour: int, minute: int, second: int = 0) -> datetime:
    return datetime(2026, 3, 1, hour, minute, second, tzinfo=UTC)


def test_nothing_is_told_before_its_time():
    before, after = (answers.deployments(FACTS, "ledger", moment) for moment in (at(13, 50), at(13, 51)))
    assert [one["payload"]["version"] for one in before] == ["2.30"]
    assert [one["payload"]["version"] for one in after] == ["2.31", "2.30"]
    number = after[0]["id"]
    assert [one["state"] for one in answers.statuses(FACTS, number, at(13, 51))] == ["in_progress"]
    assert [one["state"] for one in answers.statuses(FACTS, number, at(13, 52))] == ["success", "in_progress"]
    assert answers.events(FACTS.switches, at(13, 0)) == {"events": [], "total": 0}


def test_the_files_of_a_commit():
    found = answers.files(FACTS, FACTS.deploys[4].sha)["files"]
    assert [one["filename"] for one in found] == ["export/batches.py", "config/ledger.yml", "config/shared.yml"]
    assert answers.files(FACTS, "unknown") == {"files": []}


def test_a_switch_off_is_an_event():
    off = Switch(id=5, at=at(14, 11), flag="f", service="checkout", to="off", who="emre")
    told = answers.event(off)
    assert (told["type"], told["createdAt"]) == ("feature-environment-disabled", "2026-03-01T14:11:00Z")


def test_series_have_a_point_for_each_step():
    [metric] = [one for one in FACTS.metrics if one.service == "ledger"]
    found = answers.matrix([metric], at(13, 50), at(13, 55), 60)
    [series] = found["data"]["result"]
    assert len(series["values"]) == 6
    assert answers.matrix([metric], at(14, 0), at(13, 0), 60)["data"]["result"][0]["values"] == []
