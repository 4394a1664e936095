"""The places to try are exactly those where a rule's literal stands."""

import re

from hypothesis import given
from hypothesis import strategies as st

from app.redaction.anchors import anchors_of
from app.redaction.rules import ANYWHERE, IDENTIFIERS, MARKED, RULES
from app.redaction.rules.rule import Rule

TEXTS = st.lists(st.sampled_from(["a", "ab", "abc", "b", "bc", "c", "x", " ", "abd"]), max_size=12).map("".join)
SOME = tuple(
    Rule(name, anchors, re.compile("(?P<secret>x)")) for name, anchors in [("p", ("ab", "b")), ("q", ("abc", "c"))]
)


@given(TEXTS)
def test_every_place_of_every_anchor(text):
    found = {(place, rule.name) for place, _, rule in anchors_of(SOME).places(text)}
    there = {
        (at, rule.name) for rule in SOME for one in rule.anchors for at in range(len(text)) if text.startswith(one, at)
    }
    assert found == there


def test_ranks_go_on_from_the_first():
    assert [rank for _, rank, _ in anchors_of(SOME, first=7).places("ab")] == [7, 7]


def test_anchors_are_literals_that_can_be_found():
    assert all(anchor for rule in RULES for anchor in rule.anchors)
    assert all(anchor == anchor.lower() for rule in ANYWHERE for anchor in rule.anchors)
    assert all(anchor[0].isalnum() for rule in MARKED for anchor in rule.anchors)


def test_names_fit_a_placeholder():
    assert all(re.fullmatch("[a-z-]{1,40}", rule.name) for rule in RULES)


def test_no_rule_repeats_without_an_end():
    """Bounded repeats only, so that no text makes one place cost more than a bounded time."""
    for rule in RULES:
        bare = re.sub(r"\\.|\[\^?\]?(?:\\.|[^\]])*\]", "x", rule.pattern.pattern)
        bare = re.sub(r"\{\d+(?:,\d+)?\}\+?", "", bare)
        assert not re.search(r"[*+]", bare), rule.name


def test_identifiers_are_rules():
    assert {rule.name for rule in RULES} >= IDENTIFIERS
