"""Masking finds what each rule is for and leaves alone what only looks like it, in time that grows with the text."""

import time
from itertools import pairwise
from types import MappingProxyType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.redaction.mask import find, mask, mask_json
from app.redaction.randomness import looks_random
from app.redaction.rules import RULES
from tests.redaction.examples import EXAMPLES, HARMLESS, drawn

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


HOSTILE = {
    "one word": "a",
    "words": "word ",
    "starts of keys": "-----BEGIN RSA PRIVATE" + " KEY-----",
    "starts of begins": "-----BEGIN ",
    "dashes": "-",
    "capitals": "-----BEGIN AAAAAAAAAAAAAAAAAAAAAAA ",
    "starts of web tokens": ".ey" + "Jaaaaaaaaaaaa",
    "joined web tokens": "ey" + "Jaaaaaaaaaaaa.",
    "addresses": "a://",
    "addresses with a colon": "ab://c:",
    "addresses with an at": "ab://c:d@",
    "names of secrets": "password=",
    "assigned": "password=x9Qk2vBw ",
    "spaces": "token          ",
    "colons": "token:::",
    "bearers": "bearer ",
    "bearers and spaces": "bearer   ",
    "spoken": "the password is ",
    "placeholders": "[secret:jwt]",
    "openings": "[secret:",
    "prefixes": "sk" + "-",
    "more prefixes": "xo" + "xb-",
    "digits": "1234567890:A" + "A",
    "emoji": "🧯",
    "newlines": "\n",
    "quotes": "\"'`",
}


def seconds(text):
    """The best of three, in processor time, so that a busy machine does not count."""
    took = []
    for _ in range(3):
        start = time.thread_time()
        mask(text)
        took.append(time.thread_time() - start)
    return min(took)


@pytest.mark.parametrize("piece", HOSTILE.values(), ids=HOSTILE)
def test_time_grows_with_the_text(piece):
    text = piece * (3000 // len(piece))
    once, sixteenfold = seconds(text), seconds(text * 16)
    assert sixteenfold < 0.02 + 16 * 4 * once  # a quadratic rule would take 256 times as long
    assert sixteenfold < 2
