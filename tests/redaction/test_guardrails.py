"""How much of a public collection of examples is found. Prints figures only, never one of the texts."""

import pytest

from app.redaction.mask import mask
from tests.redaction.figures import GUARDRAILS, examples, recall, table

pytestmark = pytest.mark.skipif(not GUARDRAILS.is_dir(), reason="the collection of examples is not on this machine")


@pytest.fixture(scope="module")
def figures():
    return recall()


def test_at_least_95_percent_of_the_positives_are_masked(figures, capsys):
    with capsys.disabled():
        print("\n" + "\n".join(table({"recall": figures, "speed": {}, "latency_us": None, "adversarial": {}})[:5]))  # noqa: T201 -- the figures are what this test is for
    assert figures["masked"] >= 0.95 * figures["positives"]
    assert figures["masked_strictly"] >= 0.9 * figures["positives"]


def test_at_most_5_percent_of_the_negatives_that_are_none_elsewhere_are_flagged(figures):
    negatives = figures["negatives"] - figures["negatives_also_positive"]
    assert negatives >= 115
    assert figures["flagged_not_also_positive"] <= 0.05 * negatives


def test_no_more_is_flagged_than_was(figures):
    assert figures["flagged"] <= 28
    assert figures["chat_lines_flagged"] <= 1


def test_masking_twice_changes_nothing():
    texts = [one["text"] for listed in examples().values() for one in listed]
    changed = sum(mask(mask(text)) != mask(text) for text in texts)
    assert changed == 0
