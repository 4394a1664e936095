"""The way to an endpoint: no redirects, no proxy for what is local, no answer without end."""

from collections.abc import AsyncIterator, Mapping
from urllib.parse import parse_qsl, urlsplit, urlunsplit

import httpx2
from openai import AsyncOpenAI, Omit
from pydantic import SecretStr

MOST_BYTES = 8 * 2**20
"""A token in a stream is some 300 bytes: ten times what the longest answer needs."""
_CONNECT_S = 5.0
_AZURE = (".openai.azure.com", ".cognitiveservices.azure.com", ".services.ai.azure.com")


class Oversized(Exception):  # noqa: N818 -- an answer, not a failure
    """The endpoint sent more than MOST_BYTES, or compressed what may be any size."""


def connection(url: str, key: SecretStr, *, is_local: bool, most_bytes: int = MOST_BYTES) -> AsyncOpenAI:
    """A client for the endpoint at `url`, up to and with `/v1`; its query is sent with every request. To be closed."""
    parts = urlsplit(url)
    limited = _Limit(most_bytes)
    http = httpx2.AsyncClient(
        timeout=httpx2.Timeout(None, connect=_CONNECT_S),
        trust_env=not is_local,
        follow_redirects=False,
        headers={"Accept-Encoding": "identity"},
        event_hooks={"response": [limited]},
    )
    secret = key.get_secret_value()
    return AsyncOpenAI(
        api_key=secret or "none",
        admin_api_key="",
        webhook_secret="",
        base_url=urlunsplit((parts.scheme, parts.netloc, parts.path, "", "")),
        default_query=dict(parse_qsl(parts.query)),
        default_headers={"api-key": secret} if secret and (parts.hostname or "").endswith(_AZURE) else None,
        http_client=http,
        max_retries=0,
    )


def headers_for(key: SecretStr) -> Mapping[str, str | Omit]:
    """What the library adds by itself and is not to be sent: who we are elsewhere, and a key that there is not."""
    omitted: dict[str, str | Omit] = {"OpenAI-Organization": Omit(), "OpenAI-Project": Omit()}
    return omitted if key.get_secret_value() else {**omitted, "Authorization": Omit()}


class _Limit:
    """Sees each response before its body is read."""

    def __init__(self, most_bytes: int) -> None:
        self._most_bytes = most_bytes

    async def __call__(self, response: httpx2.Response) -> None:
        if response.headers.get("content-encoding", "identity") != "identity":
            raise Oversized
        assert isinstance(response.stream, httpx2.AsyncByteStream)
        response.stream = _Counted(response.stream, self._most_bytes)


class _Counted(httpx2.AsyncByteStream):
    def __init__(self, stream: httpx2.AsyncByteStream, most_bytes: int) -> None:
        self._stream = stream
        self._left = most_bytes

    async def __aiter__(self) -> AsyncIterator[bytes]:
        async for chunk in self._stream:
            self._left -= len(chunk)
            if self._left < 0:
                raise Oversized
            yield chunk

    async def aclose(self) -> None:
        await self._stream.aclose()
