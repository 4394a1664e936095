"""What went wrong between us and an endpoint, in plain words: nothing of what it said is passed on, only understood."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime

from openai import APIConnectionError, APIError, APIStatusError, APITimeoutError, OpenAIError

from app.domain.json import text_of
from app.llm.connection import Oversized

_OVERFLOW_CODES = frozenset({"exceed_context_size_error", "context_length_exceeded"})
_OVERFLOW = re.compile(
    r"context (?:length|size|window)|max_model_len|(?:prompt|input)(?: length)? (?:is )?too (?:long|large)"
)
_STATED = (
    re.compile(r"(?:maximum|max) (?:context|model) len(?:gth)? (?:is|of) (\d{2,8})"),
    re.compile(r"context (?:size|length|window) (?:\(|of |is )(\d{2,8})"),
    re.compile(r"> (\d{2,8}) maximum"),
)
_TRANSIENT = frozenset({408, 409, 425, 429, 500, 502, 503, 504, 529})
_MOST_MESSAGE_CHARS = 2_000
_IN_WORDS = {
    400: "it does not take our request",
    401: "it does not know our key",
    402: "the account has no credit left",
    403: "our key may not use it",
    404: "there is no such model at that address",
    408: "it took too long",
    429: "it has too many requests",
    502: "the gateway in front of it cannot reach it",
    503: "it is overloaded",
}


class Garbled(Exception):  # noqa: N818 -- an answer, not a failure
    """What came is no chat completion."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """`status` is 0 where no answer came. `message` is the endpoint's, lower case, to be looked at and never shown."""

    status: int
    reason: str
    message: str = ""
    is_overflow: bool = False
    most_tokens: int | None = None
    is_transient: bool = False
    retry_after_s: float | None = None


def trouble_of(error: OpenAIError | Oversized | Garbled | ValueError | RecursionError, now: datetime) -> Trouble:
    """What an error of a call means. `now` is for a `Retry-After` that is a date."""
    if isinstance(error, APIStatusError):
        return _refused(error.status_code, error.body, error.response.headers, now)
    cause = error.__cause__ if isinstance(error, APIConnectionError) else error
    if isinstance(cause, Oversized):
        return Trouble(status=0, reason="it sent more than anybody asked for")
    if isinstance(error, APIConnectionError):
        is_silent = isinstance(error, APITimeoutError)
        reason = "it cannot be reached" if is_silent else "the connection was refused or broke off"
        return Trouble(status=0, reason=reason, is_transient=True)
    if isinstance(error, APIError):  # in the middle of a stream
        code = error.code or ""
        return _refused(int(code) if code.isdecimal() and len(code) == 3 else 500, error.body, {}, now)
    return Trouble(status=0, reason="what it sent is no chat completion")


def _refused(status: int, body: object, headers: Mapping[str, str], now: datetime) -> Trouble:
    error = _error_in(body)
    codes = {text_of(error.get("code")), text_of(error.get("type"))}
    message = (text_of(error.get("message")) or text_of(body))[:_MOST_MESSAGE_CHARS].casefold()
    is_overflow = status == 413 or bool(codes & _OVERFLOW_CODES) or (status < 600 and bool(_OVERFLOW.search(message)))
    out_of_quota = "insufficient_quota" in codes
    return Trouble(
        status=status,
        reason="the account has no credit left" if out_of_quota else _IN_WORDS.get(status, _unusual(status)),
        message=message,
        is_overflow=is_overflow and status not in {401, 402, 403, 404, 429},
        most_tokens=_stated(error, message) if is_overflow else None,
        is_transient=status in _TRANSIENT and not out_of_quota,
        retry_after_s=_retry_after_s(headers, now),
    )


def _unusual(status: int) -> str:
    return "it points to another address" if status < 400 else f"it answered with an error ({status})"


def _error_in(body: object) -> Mapping[str, object]:
    """OpenAI's way is `{"error": {…}}`, vLLM's older way the same without the outer object."""
    if not isinstance(body, Mapping):
        return {}
    inner = body.get("error", body)
    if isinstance(inner, Mapping):
        return inner
    return {"message": inner} if isinstance(inner, str) else {}


def _stated(error: Mapping[str, object], message: str) -> int | None:
    size = error.get("n_ctx")
    if isinstance(size, int) and not isinstance(size, bool) and size > 0:
        return size
    found = next((match for pattern in _STATED if (match := pattern.search(message))), None)
    return int(found[1]) if found else None


def _retry_after_s(headers: Mapping[str, str], now: datetime) -> float | None:
    """Seconds, or a date (RFC 9110 §10.2.3); OpenAI and Azure also send milliseconds."""
    try:
        if "retry-after-ms" in headers:
            return max(0.0, float(headers["retry-after-ms"]) / 1000)
        given = headers.get("retry-after", "")
        if not given:
            return None
        seconds = float(given) if given[:1].isdigit() else (parsedate_to_datetime(given) - now).total_seconds()
    except (ValueError, TypeError, OverflowError):
        return None
    return max(0.0, seconds)
