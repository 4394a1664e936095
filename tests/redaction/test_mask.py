"""Masking finds what each rule is for and leaves alone what only looks like it, in time that grows with the text."""

from itertools import pairwise
from types import MappingProxyType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.redaction.mask import find, mask, mask_json
from app.redaction.randomness import looks_random
from app.redaction.rules import RULES
from tests.redaction.company import HARMLESS
from tests.redaction.drawing import UPPER, checked, drawn
from tests.redaction.examples import EXAMPLES
from tests.redaction.figures import ADVERSARIAL, dense_lines, log_lines, mixed_lines, plain_lines, seconds, speed

IDS = [f"{example.rule}-{number}" for number, example in enumerate(EXAMPLES)]
SNIPPETS = [example.before + example.secret + example.after for example in EXAMPLES]
SNIPPETS += [example.secret for example in EXAMPLES] + [example.near for example in EXAMPLES]
SNIPPETS += ["[secret:", "aws-key]", "password=", "token: ", "bearer ", "://", "@", "-----", "-", "_", " ", "\n", '"']
TEXTS = st.lists(st.sampled_from(SNIPPETS) | st.text(max_size=8), max_size=8).map("".join)


def test_every_rule_has_an_example():
    assert {example.rule for example in EXAMPLES} == {rule.name for rule in RULES}


@pytest.mark.parametrize("example", EXAMPLES, ids=IDS)
def test_a_secret_is_masked_and_nothing_else(example):
    text = example.before + example.secret + example.after
    assert mask(text) == f"{example.before}[secret:{example.rule}]{example.after}"


@pytest.mark.parametrize("example", EXAMPLES, ids=IDS)
def test_what_only_looks_like_it_stays(example):
    assert find(example.near) == []


@pytest.mark.parametrize("around", ["`{}`", '"{}"', "<{}>", "({})", "{}.", "{},", "*{}*", "```\n{}\n```", "key:{}"])
def test_whatever_stands_around_it(around):
    for example in EXAMPLES:
        if example.before == "we used ":
            assert example.secret not in mask(around.format(example.secret)), example.rule


def test_each_of_several():
    text = " and ".join(example.secret for example in EXAMPLES if example.before == "we used ")
    assert mask(text).replace(" and ", "").replace("[secret:", "").count("]") == text.count(" and ") + 1


def test_places_are_in_order_and_apart():
    text = "\n".join(SNIPPETS)
    found = find(text)
    assert found
    assert all(one.end <= other.start for one, other in pairwise(found))


@settings(max_examples=300)
@given(TEXTS)
def test_masking_twice_changes_nothing(text):
    once = mask(text)
    assert mask(once) == once
    assert find(once) == []


def test_a_placeholder_is_not_a_secret():
    assert mask("password=[secret:aws-key] token: [secret:jwt]") == "password=[secret:aws-key] token: [secret:jwt]"


def test_a_value_that_holds_a_placeholder_is_left_alone():
    once = mask("password=aaaa://u:" + drawn("abcdef123", 9) + "@h")
    assert mask(once) == once == "password=aaaa://u:[secret:url-credentials]@h"


def test_json_is_masked_wherever_text_stands_in_it():
    secret = next(example.secret for example in EXAMPLES if example.rule == "aws-key")
    value = MappingProxyType({"a": (secret, [secret, 1, None, True, 1.5]), "b": {"c": MappingProxyType({"d": secret})}})
    masked = "[secret:aws-key]"
    assert mask_json(value) == {"a": [masked, [masked, 1, None, True, 1.5]], "b": {"c": {"d": masked}}}


@pytest.mark.parametrize(
    ("text", "random"), [("password", False), ("Changed", False), ("aaaaaaaa", False), ("x9!kQ2vB", True)]
)
def test_looks_random(text, random):
    assert looks_random(text, 2.5) is random


@pytest.mark.parametrize("piece", ADVERSARIAL.values(), ids=ADVERSARIAL)
def test_time_grows_with_the_text(piece):
    """A quadratic rule would take four times as long for twice the text, and 64 times for eight times the text."""
    text = piece * (4000 // len(piece))
    once, eightfold = seconds(lambda: mask(text)), seconds(lambda: mask(text * 8))
    assert eightfold < 0.005 + 8 * 2.5 * once


def test_speed_beside_a_plain_regex(capsys):
    """In the same run over the same text, so that a busy machine does not fail it."""
    measured = {
        "chat": speed(plain_lines()),
        "mixed": speed(mixed_lines()),
        "dense": speed(dense_lines()),
        "logs": speed(log_lines()),
    }
    with capsys.disabled():
        print(f"\n{measured}")  # noqa: T201 -- figures for whoever looks
    assert measured["chat"]["times_word_split"] < 12
    assert measured["mixed"]["times_word_split"] < 25
    assert measured["dense"]["times_word_split"] < 30
    assert measured["logs"]["times_word_split"] < 16


@pytest.mark.parametrize("text", HARMLESS)
def test_what_incidents_are_full_of_stays(text):
    assert find(text) == []


@pytest.mark.parametrize("example", EXAMPLES, ids=IDS)
def test_places_are_those_of_the_original(example):
    text = "İ \N{FIRE} ghp_ " + example.before + example.secret + example.after
    assert example.secret in [text[one.start : one.end] for one in find(text)]


def test_a_right_checksum_is_a_token_whatever_it_is_glued_to():
    token = checked("gh" + "p_")
    assert mask(f"log{token}and") == "log[secret:github-token]and"
    assert find(f"log{token[:-1]}~and") == []


def test_what_begins_where_a_secret_ended_is_found_at_once():
    glued = checked("gh" + "p_") + "AK" + "IA" + drawn(UPPER, 16)
    once = mask(glued)
    assert mask(once) == once
