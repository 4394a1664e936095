import pytest

from app.redaction.randomness import counts_up, entropy, is_reference, looks_random
from tests.redaction.drawing import WORD, drawn


@pytest.mark.parametrize(
    ("text", "random"), [("password", False), ("Changed", False), ("aaaaaaaa", False), ("x9!kQ2vB", True)]
)
def test_looks_random(text, random):
    assert looks_random(text, 2.5) is random


def test_entropy_is_bits_a_character_of_the_first_64():
    assert entropy("aaaa") == 0
    assert entropy("abcd") == 2
    assert entropy("a" * 64 + drawn(WORD, 64)) == 0


@pytest.mark.parametrize("text", ["0123456789", "abcdefgh", "aaaaaaaa", "11111234567"])
def test_typed_not_drawn(text):
    assert counts_up(text)
    assert not counts_up(drawn(WORD, 40))


@pytest.mark.parametrize(
    "text",
    [
        *(
            "$TOKEN",
            "${TOKEN}",
            "$(pass shop)",
            "%TOKEN%",
            "{{ token }}",
            "<your token>",
            "[token]",
            "****",
            "env.TOKEN",
        ),
        *("process.env.TOKEN", "os.environ['TOKEN']", "config(token)", "getToken()", "your_token", "redacted", "None"),
    ],
)
def test_a_reference_is_no_secret(text):
    assert is_reference(text)


@pytest.mark.parametrize("text", ["tr0ub4dor&3", "hunter22", "p$ss-word1", "correct-horse", "nonesuch", "trueblue1"])
def test_a_value_is_no_reference(text):
    assert not is_reference(text)
