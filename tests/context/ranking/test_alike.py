from app.context.ranking.alike import once
from app.context.situation import Candidate
from tests.context.ranking.situations import deploy, flag, merge

A = "a1" * 20


def test_the_first_stands_for_all_that_are_the_same():
    changes = [
        deploy(50, commit=A, version="v7"), deploy(52, "web", commit=A[:8]), merge(30, A), deploy(51, version="v7"), flag(1), flag(2, "other"),
        deploy(53, version="v8"), deploy(54, "web", version="v8"),
    ]  # fmt: skip
    kept = [each.change for each in once([Candidate(change, 0.0, ()) for change in changes])]
    assert kept == [changes[0], changes[4], changes[5], changes[6], changes[7]]
