from app.briefs.evidence.machine_changes import made, taken_back, undone
from app.briefs.sections import seen, tried
from app.domain.brief import Standing
from app.domain.entry import Kind
from tests.briefs.saying import told_about

TEXT = """
    10:00 !change bot: Deploy finished: ledger 2.31
    10:05 !change bot: Rolled back: ledger 2.30
    10:06 !change bot: Switched back: fast path failed
    10:07 !change ana: turned the cache off
"""
DETAILS = {
    1: {"connector": "argocd", "ref": "1", "state": "done", "undoes": ""},
    2: {"connector": "argocd", "ref": "2", "state": "done", "undoes": "1"},
    3: {"connector": "unleash", "ref": "3", "state": "undone", "undoes": ""},
}


def told(points):
    return [point.statement.text for point in points]


def test_what_was_made_and_what_was_taken_back():
    account = told_about(TEXT, DETAILS)
    assert [item.text for item in made(account.heard)] == ["Deploy finished: ledger 2.31"]
    assert [item.at.minute for item in undone(account.heard)] == [5, 6]


def test_a_deploy_is_seen_and_only_what_takes_it_back_was_tried():
    account = told_about(TEXT, DETAILS)
    assert told(seen.points(account)) == ["monitor: “Deploy finished: ledger 2.31”"]
    assert told(tried.points(account)) == [
        "Change – monitor: “Rolled back: ledger 2.30”",
        "Change – monitor: “Switched back: fast path failed”",
        "Change – ana: “turned the cache off”",
    ]
    assert {point.statement.standing for point in seen.points(account)} == {Standing.OBSERVED}
    assert all(item.alarm is None for item in account.heard if item.kind is Kind.CHANGE and not item.by_person)


def test_the_last_change_before_the_trouble_goes_before_everything_else():
    account = told_about(
        """
        09:40 !change bot: Deploy finished: mail 7
        09:58 !change bot: Deploy finished: ledger 2.31
        10:00 bot: FIRING: ledger is slow
        10:20 !change bot: Deploy finished: web 3
        """,
        {number: {"connector": "argocd", "ref": str(number), "state": "done"} for number in (1, 2, 4)},
    )
    weights = {point.statement.text: point.weight for point in seen.points(account)}
    assert max(weights, key=weights.__getitem__) == "monitor: “Deploy finished: ledger 2.31”"
    assert weights["monitor: “Deploy finished: mail 7”"] == weights["monitor: “Deploy finished: web 3”"]


def test_a_change_that_is_marked_as_taken_back_is_told_once_when_it_was():
    text = "10:00 !change bot: Rolled back: ledger 2.31\n10:05 !change bot: Rolled back: ledger 2.30"
    marked = {"connector": "argocd", "ref": "1", "state": "undone"}
    account = told_about(text, {1: marked, 2: DETAILS[2]})
    assert [item.at.minute for item in taken_back(account.heard)] == [5]
    begun = told_about(text, {1: marked | {"ref": "0"}, 2: DETAILS[2] | {"state": "running"}})
    assert [item.at.minute for item in taken_back(begun.heard)] == [0]
