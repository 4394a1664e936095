import re

import pytest

from app.domain.speech.operations import ANY_OPERATION, HANDLED, HANDLING, OPERATE, OPERATED, OPERATING


@pytest.mark.parametrize(
    ("forms", "word"),
    [
        (OPERATE, "restart"), (OPERATED, "restarted"), (OPERATING, "restarting"), (OPERATED, "disabled"),
        (OPERATING, "scaling"), (OPERATED, "rolled it back"), (OPERATING, "failing the db over"), (HANDLED, "stopped"),
        (HANDLED, "ran"), (HANDLING, "putting"), (HANDLED, "applied"), (ANY_OPERATION, "set"),
    ],
)  # fmt: skip
def test_forms(forms, word):
    assert re.search(forms, word)


def test_a_form_is_a_whole_word():
    assert not re.search(OPERATE, "restarts")
