"""The count of tokens is a guess on the safe side."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.tokens import estimated_tokens

# What SmolLM2's own tokenizer counts for these, asked of llama.cpp's /tokenize.
COUNTED = [
    ("Checkout is down again, 503 from the gateway since about 14:05. Rolling back payments-api to v2.41.3 now.", 37),
    ('{"sections": [{"key": "causes", "statements": [{"text": "Ana ruled out DNS.", "entries": [12]}]}]}', 35),
    ("[17] 14:05 Ana Ferreira (message): pool is at 100 of 100, p99 is 4.2s and climbing", 41),
    (
        "2026-11-21T06:14:05.123Z level=error pod=checkout-7f9c4d-abcde ip=10.0.3.77 status=503 trace=9f8e7d6c5b4a3f2e",
        75,
    ),
    ("Откатили релиз, задержки падают.", 26),
    ("已经回滚了发布,正在检查延迟。", 27),
    ("🔥🚨 down again 😭👍🏽 ✅", 19),
    ("Die Datenbankverbindungen sind erschöpft.", 16),
]


@pytest.mark.parametrize(("text", "counted"), COUNTED)
def test_is_near_what_a_tokenizer_counts(text, counted):
    assert 0.75 * counted <= estimated_tokens(text) <= 1.5 * counted + 2


@given(st.text(), st.text())
def test_more_text_is_never_fewer_tokens(one, other):
    assert 1 <= estimated_tokens(one) <= estimated_tokens(one + other)


@given(st.text(), st.text())
def test_parts_count_about_as_much_as_the_whole(one, other):
    assert abs(estimated_tokens(one) + estimated_tokens(other) - estimated_tokens(one + other)) <= 2
