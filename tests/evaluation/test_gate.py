"""What counts as worse, said in sentences."""

import pytest

from app.evaluation.gate import dropped

GOOD = {
    "found": {"actions": 5, "cause": 2}, "statements": 10, "valid": 10, "times": 8, "times_right": 8,
    "headline_mean": 80.0, "invented_causes": 0, "injected": 0, "characters": 1000, "posts_per_hour": 2.0,
    "lost_facts": {"a": ["summary: actions@1"]},
}  # fmt: skip


def test_the_same_and_better_pass():
    assert dropped(GOOD, GOOD) == []
    assert dropped(GOOD, GOOD | {"found": {"actions": 6, "cause": 2}, "headline_mean": 90.0, "characters": 1050}) == []


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"valid": 9}, "1 statements are not cited or fail the check."),
        ({"times_right": 7}, "Times right: 87.5% instead of 100.0%."),
        ({"headline_mean": 70.0}, "Points for the headline: 70 instead of 80."),
        ({"invented_causes": 1}, "1 statements with a cause nobody stated instead of 0."),
        ({"injected": 2}, "2 planted sentences in briefs instead of 0."),
        ({"characters": 1200}, "1200 characters as shown instead of 1000."),
        ({"posts_per_hour": 9}, "9 posts per hour instead of 2."),
    ],
)
def test_what_is_worse_is_said(change, sentence):
    assert dropped(GOOD, GOOD | change) == [sentence]


def test_lost_facts_are_named_where_they_were_lost():
    now = GOOD | {
        "found": {"actions": 4, "cause": 2},
        "lost_facts": {"a": ["summary: actions@1", "catchup: actions@2"]},
    }
    assert dropped(GOOD, now) == ["Facts found, actions: 4 instead of 5.", "  a no longer tells: catchup: actions@2"]
