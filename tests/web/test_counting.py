"""Names of what is counted; the counting itself is tested where it is shown."""

import pytest

from app.web.counting import error_type, provider


@pytest.mark.parametrize(
    ("host", "name"),
    [
        ("api.openai.com", "openai"),
        ("ours.openai.azure.com:443", "azure.ai.openai"),
        ("localhost:11434", "openai_compatible"),
    ],
)
def test_who_runs_an_endpoint(host, name):
    assert provider(host) == name


@pytest.mark.parametrize(
    ("outcome", "name"),
    [("answered", ""), ("cut", ""), ("timed out", "timed_out"), ("failed: 503", "503"), ("failed", "failed")],
)
def test_what_went_wrong_in_a_word(outcome, name):
    assert error_type(outcome) == name
