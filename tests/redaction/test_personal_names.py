"""The forms of a name."""

import pytest

from app.redaction.personal_names import clean, forms


@pytest.mark.parametrize(
    "name",
    [
        "Ines Calloway (SRE)",
        "Ines Calloway | Payments",
        "Ines Calloway - on call",
        "Ines Calloway, EMEA",
        "Ines Calloway ",
    ],
)
def test_clean(name):
    assert clean(name) == "Ines Calloway"


def test_nothing_but_decoration_is_kept():
    assert clean("(ines)") == "(ines)"


def test_forms():
    listed = {" ".join(form.words) for form in forms("Zoë van Dijk")}
    assert {"zoë van dijk", "zoe van dijk", "zoe dijk", "zoe", "dijk", "z dijk", "zoevandijk", "zoedijk"} <= listed
    assert "van" not in listed


def test_a_handle_that_is_a_word_is_no_form():
    assert "wash" not in {" ".join(form.words) for form in forms("Will Ash")}
