"""What endpoints say when something is wrong, understood and not repeated."""

from datetime import UTC, datetime

import httpx2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openai import APIStatusError

from app.llm.connection import Oversized
from app.llm.trouble import Garbled, trouble_of
from tests.llm.refusals import REFUSALS

NOW = datetime(2026, 3, 14, 9, 26, 53, tzinfo=UTC)
STATUSES = st.sampled_from([300, 400, 401, 403, 404, 408, 413, 418, 422, 429, 500, 502, 503, 529])
JSON = st.recursive(st.none() | st.booleans() | st.integers() | st.text(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner))  # fmt: skip


def refused(status, body, headers=None):
    request = httpx2.Request("POST", "http://x/v1")
    response = httpx2.Response(status, headers=headers, request=request)
    return trouble_of(APIStatusError("secret sk-1", response=response, body=body), NOW)


@given(
    STATUSES,
    JSON | st.fixed_dictionaries({"error": JSON}),
    st.dictionaries(st.sampled_from(["retry-after", "retry-after-ms"]), st.from_regex(r"[ -~]*", fullmatch=True)),
)
def test_any_refusal_has_a_reason_of_our_own(status, body, headers):
    trouble = refused(status, body, headers)
    assert trouble.reason
    assert str(body) not in trouble.reason or len(str(body)) < 4
    assert trouble.retry_after_s is None or trouble.retry_after_s >= 0


@pytest.mark.parametrize(
    ("message", "most_tokens"),
    [
        ("This model's maximum context length is 4096 tokens and your request has 3900 input tokens", 4096),
        ("prompt is too long: 210000 tokens > 200000 maximum", 200_000),
        ("the request exceeds the available context size (2048 tokens)", 2048),
        ("Input too long for requested model", None),
        ("Please reduce the length: over the context window", None),
    ],
)
def test_wordings_of_an_overflow(message, most_tokens):
    trouble = refused(400, {"error": {"message": message}})
    assert (trouble.is_overflow, trouble.most_tokens) == (True, most_tokens)


@pytest.mark.parametrize(
    "message", ["max_tokens is too large: 9000", "Invalid temperature", "context deadline exceeded"]
)
def test_what_is_no_overflow(message):
    assert not refused(400, {"error": {"message": message}}).is_overflow


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"Retry-After": "7"}, 7.0),
        ({"Retry-After": "Sat, 14 Mar 2026 09:27:53 GMT"}, 60.0),
        ({"Retry-After": "Sat, 14 Mar 2026 09:20:00 GMT"}, 0.0),
        ({"Retry-After-Ms": "250", "Retry-After": "1"}, 0.25),
        ({"Retry-After": "soon"}, None),
        ({}, None),
    ],
)
def test_how_long_to_wait(headers, seconds):
    assert refused(429, None, headers).retry_after_s == seconds


@pytest.mark.parametrize("name", sorted(REFUSALS))
def test_the_vendors_text_is_not_passed_on(name):
    refusal = REFUSALS[name]
    assert "sk-hosti" not in refused(max(refusal.status, 300), refusal.body, refusal.headers).reason


@pytest.mark.parametrize("error", [Oversized(), Garbled(), ValueError("x"), RecursionError()])
def test_other_troubles(error):
    trouble = trouble_of(error, NOW)
    assert trouble.status == 0
    assert not trouble.is_transient
