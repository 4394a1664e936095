"""What endpoints answer instead of a completion: the wordings of vendors, by the name of the behaviour."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Refusal:
    status: int
    body: Mapping[str, object] | str
    headers: Mapping[str, str] = field(default_factory=dict)


def _error(
    status: int, message: str, code: str | None = None, kind: str = "invalid_request_error", **more: object
) -> Refusal:
    return Refusal(status, {"error": {"message": message, "type": kind, "param": None, "code": code, **more}})


REFUSALS: Mapping[str, Refusal] = {
    "fails": _error(500, "The server had an error while processing your request.", kind="server_error"),
    "fails_in_html": Refusal(502, "<html><body><h1>502 Bad Gateway</h1></body></html>", {"Content-Type": "text/html"}),
    "unavailable": _error(503, "The engine is currently overloaded.", kind="server_error"),
    "rate_limited": Refusal(
        429, {"error": {"message": "Rate limit reached", "code": "rate_limit_exceeded"}}, {"Retry-After": "3"}
    ),
    "rate_limited_for_long": Refusal(429, {"error": {"message": "Rate limit reached"}}, {"Retry-After": "3600"}),
    "rate_limited_without": _error(429, "Too many requests", "rate_limit_exceeded"),
    "out_of_quota": _error(429, "You exceeded your current quota.", "insufficient_quota", "insufficient_quota"),
    "unauthorised": _error(401, "Incorrect API key provided: sk-hosti*****key.", "invalid_api_key"),
    "forbidden": _error(403, "Access denied", kind="permission_error"),
    "no_such_model": _error(404, "The model `nothing` does not exist.", "model_not_found"),
    "overflows_as_openai": _error(
        400,
        "This model's maximum context length is 8192 tokens. However, your messages resulted in 9012 tokens. "
        "Please reduce the length of the messages.",
        "context_length_exceeded",
    ),
    "overflows_as_llama_cpp": Refusal(
        400,
        {
            "error": {
                "code": 400,
                "message": "request (9012 tokens) exceeds the available context size (8192 tokens), try increasing it",
                "type": "exceed_context_size_error",
                "n_prompt_tokens": 9012,
                "n_ctx": 8192,
            }
        },
    ),
    "overflows_as_vllm": Refusal(
        400,
        {
            "object": "error",
            "message": "This model's maximum context length is 8192 tokens. However, you requested 9012 tokens "
            "(8012 in the messages, 1000 in the completion). Please reduce the length of the messages or completion.",
            "type": "BadRequestError",
            "param": None,
            "code": 400,
        },
    ),
    "overflows_as_ollama": _error(400, "prompt too long; exceeded max context length by 820 tokens", kind="api_error"),
    "overflows_as_ollama_now": _error(400, "the input length exceeds the context length", kind="api_error"),
    "overflows_with_500": _error(
        500, "the request exceeds the available context size. try increasing it", kind="server_error"
    ),
    "too_large": Refusal(413, "Request Entity Too Large", {"Content-Type": "text/plain"}),
    "redirects": Refusal(307, "", {"Location": "http://127.0.0.1:1/v1/chat/completions"}),
    "compressed": Refusal(200, "\x1f", {"Content-Encoding": "br"}),
    "wrong_type": Refusal(200, "<html><body>Welcome to your new proxy</body></html>", {"Content-Type": "text/html"}),
    "not_json": Refusal(200, "ok", {"Content-Type": "application/json"}),
    "not_an_object": Refusal(200, "[1, 2, 3]", {"Content-Type": "application/json"}),
    "no_choices": Refusal(200, {"id": "x", "object": "chat.completion", "choices": []}),
}
"""Given whatever was asked."""

_UNSUPPORTED = "Unsupported parameter: '{}' is not supported with this model."
PARTICULAR: Mapping[str, tuple[str, Refusal]] = {
    "refuses_schema": ("json_schema", _error(400, "Invalid parameter: 'response_format' of type 'json_schema' is not supported.")),
    "refuses_format": ("response_format", _error(422, "response_format: extra fields not permitted")),
    "fails_on_schema": ("json_schema", _error(500, "failed to parse grammar", kind="server_error")),
    "refuses_usage": ("stream_options", _error(400, "Unrecognized request argument supplied: stream_options")),
    "refuses_stream": ("stream", _error(400, "Streaming is not supported by this deployment.")),
    "refuses_max_tokens": (
        "max_tokens",
        _error(400, "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.", "unsupported_parameter"),
    ),
    "refuses_max_completion_tokens": ("max_completion_tokens", _error(400, "Unknown argument: max_completion_tokens")),
    "refuses_temperature": (
        "temperature",
        _error(400, "Unsupported value: 'temperature' does not support 0 with this model. Only the default (1) value is supported.", "unsupported_value"),
    ),
}  # fmt: skip
"""Given where the request has this (`json_schema`: a response format of that type)."""
