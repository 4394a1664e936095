"""A private key that comes line by line is masked line by line, and nothing after it is."""

import pytest

from app.redaction.lines import Lines
from app.redaction.mask import replaced
from tests.redaction.drawing import UPPER, WORD, drawn

BEGIN, END = f"{'-' * 5}BEGIN RSA PRIVATE" + f" KEY{'-' * 5}", f"{'-' * 5}END RSA PRIVATE" + f" KEY{'-' * 5}"
KEY = [BEGIN, *(drawn(WORD, 64, number) for number in range(5)), drawn(WORD, 30) + "==", END]
MASKED = "[secret:private-key]"


def masked(lines):
    state = Lines()
    return [replaced(line, state.find(line)) for line in lines]


def test_each_line_of_a_key():
    assert masked(["before", *KEY, "after", drawn(WORD, 64)]) == ["before", *[MASKED] * 8, "after", drawn(WORD, 64)]


@pytest.mark.parametrize("around", ["{}", "> {}", "  {}", '"{}\\n" +', "+{}", "    '{}',"])
def test_quoted_indented_or_in_code(around):
    key = [around.format(line) for line in KEY]
    assert not any(drawn(WORD, 64, number) in line for number in range(5) for line in masked(key))


def test_headers_and_blank_lines_belong_to_it():
    lines = [BEGIN, "Proc-Type: 4,ENCRYPTED", "", *KEY[1:], "after"]
    assert masked(lines) == [MASKED, MASKED, "", *[MASKED] * 7, "after"]


def test_a_key_that_never_ends_is_over_where_its_letters_are():
    assert masked([BEGIN, KEY[1], "and then it was cut off", KEY[1]])[2:] == ["and then it was cut off", KEY[1]]


def test_what_stands_after_its_end():
    token = "AK" + "IA" + drawn(UPPER, 16)
    assert masked([BEGIN, KEY[1], f"{END} and {token}"])[2] == f"{MASKED} and [secret:aws-key]"


def test_a_whole_key_on_one_line_leaves_no_state():
    assert masked(["\\n".join(KEY), KEY[1]]) == [MASKED, KEY[1]]


def test_a_public_key_is_none():
    public = [line.replace("PRIVATE", "PUBLIC") for line in KEY]
    assert masked(public) == public
