"""What of a model's order is followed."""

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.context.ranking.contest import CLOSE, contested, numbered, reordered, votes
from app.context.situation import Candidate, Ranking, Reason
from app.domain.change import Change, ChangeKind

NOON = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


def candidate(name: str, **points: float) -> Candidate:
    change = Change(connector="x", kind=ChangeKind.DEPLOY, ref=name, title=name, started_at=NOON)
    told = sorted(points.items(), key=lambda one: -abs(one[1]))
    reasons = tuple(Reason(key, f"{key} of {name}", score) for key, score in told)
    return Candidate(change, round(sum(points.values()), 1), reasons)


def ranking(*candidates: Candidate, likely: int | None = None) -> Ranking:
    return Ranking(candidates, len(candidates) if likely is None else likely)


NEAR = ranking(
    candidate("a", timing=4, nearness=4), candidate("b", timing=2, wording=5.5), candidate("c", timing=1, kind=6)
)
FAR = ranking(candidate("a", timing=9), candidate("b", wording=5), candidate("c", kind=2))


def order(*given: tuple[int, list[int]]) -> str:
    return json.dumps({"order": [{"candidate": place, "reasons": reasons} for place, reasons in given]})


def names(of: Ranking) -> str:
    return "".join(one.change.ref for one in of.candidates)


def after(answer: str, of: Ranking = NEAR) -> str:
    return names(reordered(of, votes(answer, contested(of)), "small"))


def test_the_reasons_for_each_are_numbered():
    assert [(number, of, reason.words) for number, (of, reason) in numbered(NEAR.candidates).items()] == [
        (1, 1, "timing of a"),
        (2, 1, "nearness of a"),
        (3, 2, "wording of b"),
        (4, 2, "timing of b"),
        (5, 3, "kind of c"),
        (6, 3, "timing of c"),
    ]


def test_a_candidate_is_moved_for_a_reason_that_speaks_for_it_more():
    assert after(order((2, [3]), (1, [1]), (3, [5]))) == "bac"
    [moved, stays, _] = reordered(NEAR, votes(order((2, [3])), NEAR.candidates), "small").candidates
    assert moved.reasons[-1] == Reason(
        "model", "moved up by the model small, which weighs this more: wording of b", 0.0
    )
    assert stays is NEAR.candidates[0]


@pytest.mark.parametrize(
    "answer",
    [
        order((2, []), (1, [])),
        order((2, [4]), (1, [1])),  # a's timing is better
        order((2, [1]), (1, [1])),  # not its own reason
        order((2, [3]), (4, [1])),  # there is no fourth
        order((2, [3]), (1, [99])),  # nor a reason of that number
        order((2, [3]), (2, [3])),
        order((0, [3])),
        order((1, [1]), (2, [3]), (3, [5])),
        '{"order": [{"candidate": "2", "reasons": "3"}]}',
        '{"order": "2, 1"}',
        '{"order": []} {"other": 1}',
        "The cause is candidate 2, I am sure.",
        "{" * 5000,
        "[" * 5000,
        "",
    ],
)
def test_whatever_does_not_hold_up_changes_nothing(answer):
    assert reordered(NEAR, votes(answer, NEAR.candidates), "small") is NEAR


def test_where_the_rules_are_sure_nobody_is_asked():
    assert contested(FAR) == ()
    assert contested(ranking(*NEAR.candidates, likely=0)) == ()
    assert contested(ranking(*NEAR.candidates, likely=1)) == ()
    assert after(order((3, [3]), (2, [2]), (1, [1])), FAR) == "abc"


def test_only_what_is_close_is_passed_and_what_is_not_named_stays_so():
    mixed = ranking(
        candidate("a", timing=20), candidate("b", timing=9), candidate("c", wording=8), candidate("d", kind=8), likely=3
    )
    assert after(order((3, [3]), (2, [2]), (1, [1])), mixed) == "acbd"
    assert votes(order((4, [1])), contested(mixed)) == ()


def test_nothing_is_moved_by_more_than_two_places():
    many = ranking(*(candidate(name, **{name: 9}) for name in "abcde"))
    assert after(order((5, [5]), (1, [1]), (2, [2]), (3, [3]), (4, [4])), many) == "abecd"


def test_an_answer_in_prose_around_json_is_read():
    assert after(f"Sure! {{x}} Here it is: {order((2, [3]))} Hope it helps.") == "bac"


@given(
    st.lists(st.tuples(st.integers(0, 6), st.lists(st.integers(0, 20), max_size=4)), max_size=8),
    st.lists(st.dictionaries(st.sampled_from("pqrs"), st.floats(-4, 9), min_size=1), min_size=1, max_size=6),
)
def test_whatever_a_model_says_it_is_the_same_candidates_and_none_passes_a_better_one(given, points):
    of = ranking(*sorted((candidate(f"{n}", **each) for n, each in enumerate(points)), key=lambda one: -one.score))
    changed = reordered(of, votes(order(*given), contested(of)), "small")
    assert sorted(names(changed)) == sorted(names(of))
    assert changed.likely == of.likely
    scores = [one.score for one in changed.candidates]
    assert all(below - above <= CLOSE + 1e-9 for at, above in enumerate(scores) for below in scores[at + 1 :])
