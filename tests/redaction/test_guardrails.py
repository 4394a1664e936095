"""How much of a public collection of examples is found. Prints figures only, never one of the texts."""

import gzip
import json
from pathlib import Path

import pytest

from app.redaction.mask import find, mask

GUARDRAILS = Path(__file__).parents[3] / "shared" / "data" / "guardrails"
pytestmark = pytest.mark.skipif(not GUARDRAILS.is_dir(), reason="the collection of examples is not on this machine")


@pytest.fixture(scope="module")
def examples():
    with gzip.open(GUARDRAILS / "secrets.json.gz") as file:
        return json.load(file)


@pytest.fixture(scope="module")
def chat():
    return (GUARDRAILS / "clean_chat.txt").read_text().splitlines()


def found_in(listed):
    return sum(bool(find(example["text"])) for example in listed)


def test_figures(examples, chat, capsys):
    positive, negative = examples["positive"], examples["negative"]
    hits, false_hits = found_in(positive), found_in(negative)
    flagged = sum(bool(find(line)) for line in chat)
    with capsys.disabled():
        print(  # noqa: T201 -- the figures are what this test is for
            f"\nsecrets found: {hits} of {len(positive)}; near misses flagged: {false_hits} of {len(negative)}; "
            f"lines of ordinary chat flagged: {flagged} of {len(chat)}"
        )
    if hits < 220 or false_hits > 45 or flagged > 2:
        pytest.fail("fewer found or more flagged than before; see the figures above", pytrace=False)


def test_masking_twice_changes_nothing(examples):
    changed = sum(mask(mask(one["text"])) != mask(one["text"]) for one in examples["positive"] + examples["negative"])
    assert changed == 0
