"""How connectors ask over HTTP: within a time and a size, a second time where that is safe, and failing in a sentence."""

import asyncio
import json
import re
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias
from urllib.parse import urlsplit

import aiohttp

from app.domain.errors import Unavailable
from app.domain.json import Json, JsonObject, objects_of

MOST_BYTES = 4 * 2**20
LONG_CHARACTERS = 2**18
"""Parsing what is longer takes milliseconds that others would wait for."""
_AGAIN = frozenset({429, 502, 503, 504})
_TRIES = 3
_FIRST_WAIT_S = 0.2
_LONGEST_WAIT_S = 2.0
_CHUNK_BYTES = 65536
_SECONDS = re.compile(r"[0-9]{1,9}")
_REASONS = {
    400: "it did not understand the question (400)",
    401: "it does not accept the credentials (401)",
    403: "the credentials may not read this (403)",
    404: "there is nothing at this address (404)",
    429: "it was asked too often (429)",
}
Params: TypeAlias = Mapping[str, str | int | float] | list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Answer:
    """`body` is parsed JSON (the text itself where text was asked for); names of headers are in lower case."""

    system: str
    body: Json
    headers: Mapping[str, str]
    url: str

    def at(self, *path: str) -> Json:
        """What stands at a place in the answer. Raises Unavailable where there is no such place: an answer in another
        shape than expected is not one that says "nothing found".
        """
        here = self.body
        for name in path:
            if not isinstance(here, Mapping) or name not in here:
                raise Unavailable(self.system, f"its answer has no `{'.'.join(path)}`")
            here = here[name]
        return here

    def objects(self, *path: str) -> list[JsonObject]:
        """The list of objects at a place (the whole answer without one). Raises Unavailable where there is no list."""
        here = self.at(*path)
        if isinstance(here, str) or not isinstance(here, Sequence):
            raise Unavailable(self.system, f"its answer has no list{_named(path)}")
        return objects_of(here)

    def object(self, *path: str) -> JsonObject:
        """The object at a place (the whole answer without one). Raises Unavailable where there is none."""
        here = self.at(*path)
        if not isinstance(here, Mapping):
            raise Unavailable(self.system, f"its answer has no object{_named(path)}")
        return here


def _named(path: Sequence[str]) -> str:
    return f" `{'.'.join(path)}`" if path else ""


@dataclass(frozen=True, slots=True)
class Reach:
    """The way out for one connector: a session that is shared, its name, its title for sentences, and its time limit."""

    session: aiohttp.ClientSession
    name: str
    title: str
    time_limit_s: float

    def http(self, url: str, headers: Mapping[str, str] | None = None, *, reads_refusals: bool = False) -> "Http":
        """A client for addresses below `url`. `headers` carry the credentials; they go to that host only. With
        `reads_refusals` an answer of status 400 is one that says itself what is wrong, as of GraphQL.
        """
        return Http(self.session, self.title, url, headers or {}, self.time_limit_s, reads_refusals=reads_refusals)


@dataclass(frozen=True, slots=True)
class Http:
    """Every method raises Unavailable, with a sentence that names no secret, where there is no whole answer in time."""

    session: aiohttp.ClientSession
    system: str
    url: str
    headers: Mapping[str, str] = field(repr=False)
    time_limit_s: float
    pause: Callable[[float], Awaitable[None]] = asyncio.sleep
    reads_refusals: bool = False

    async def get(self, path: str, params: Params | None = None) -> Answer:
        """`path` is below `url`, or a whole address on the same host (the next page, as some systems name it)."""
        return await self._ask("GET", path, params, None, is_json=True)

    async def get_text(self, path: str, params: Params | None = None) -> Answer:
        return await self._ask("GET", path, params, None, is_json=False)

    async def search(self, path: str, body: JsonObject, params: Params | None = None) -> Answer:
        """A question that is asked with POST and changes nothing: GraphQL queries, `_search`."""
        return await self._ask("POST", path, params, body, is_json=True)

    async def _ask(
        self, method: str, path: str, params: Params | None, body: JsonObject | None, *, is_json: bool
    ) -> Answer:
        address = self._address(path)
        try:
            async with asyncio.timeout(self.time_limit_s):
                for wait_s in (_FIRST_WAIT_S * 2**number for number in range(_TRIES - 1)):
                    try:
                        return await self._once(method, address, params, body, is_json=is_json)
                    except _Later as later:
                        if (later.wait_s or 0) > _LONGEST_WAIT_S:
                            raise
                        await self.pause(later.wait_s or wait_s)
                return await self._once(method, address, params, body, is_json=is_json)
        except _Later as later:
            raise Unavailable(self.system, later.reason, retry_after_s=later.wait_s) from None
        except TimeoutError:
            raise Unavailable(self.system, "timed out") from None

    async def _once(
        self, method: str, address: str, params: Params | None, body: JsonObject | None, *, is_json: bool
    ) -> Answer:
        try:
            async with self.session.request(
                method, address, params=params, json=body, headers=self.headers, allow_redirects=False
            ) as response:
                self._refuse(response)
                text = await self._text(response)
        except aiohttp.ClientPayloadError:
            raise Unavailable(self.system, "its answer broke off") from None
        except (aiohttp.ClientError, OSError) as error:
            raise _Later(f"it cannot be reached ({type(error).__name__})") from None
        except ValueError:
            raise Unavailable(self.system, "what is sent to it has a line break, or a character like it") from None
        headers = {name.lower(): value for name, value in response.headers.items()}
        return Answer(self.system, await self._parsed(text) if is_json else text, headers, str(response.url))

    def _refuse(self, response: aiohttp.ClientResponse) -> None:
        """Raises _Later for what may pass, Unavailable for what will not."""
        status = response.status
        if status < 300 or (status == 400 and self.reads_refusals):
            return
        if status == 403 and _is_limited(response):
            raise Unavailable(self.system, _REASONS[429])  # as GitHub says it; it would not pass within seconds
        reason = _REASONS.get(status) or f"it answered {status}"
        if status < 400:
            reason = f"it answered {status}: the address has moved"
        if status in _AGAIN:
            after = response.headers.get("Retry-After", "")
            raise _Later(reason, float(after) if _SECONDS.fullmatch(after) else None)
        raise Unavailable(self.system, reason)

    async def _text(self, response: aiohttp.ClientResponse) -> str:
        got = bytearray()
        async for chunk in response.content.iter_chunked(_CHUNK_BYTES):
            got += chunk
            if len(got) > MOST_BYTES:
                raise Unavailable(self.system, f"its answer has more than {MOST_BYTES // 2**20} MB")
        return got.decode(errors="replace")

    async def _parsed(self, text: str) -> Json:
        try:
            if len(text) > LONG_CHARACTERS:
                return await asyncio.to_thread(_parsed_with_pauses, text)
            parsed: Json = json.loads(text)
        except (ValueError, RecursionError):
            raise Unavailable(self.system, "its answer is not JSON, or only a part of it") from None
        return parsed

    def _address(self, path: str) -> str:
        if "://" not in path:
            return f"{self.url}/{path.lstrip('/')}"
        ours = urlsplit(self.url)
        try:
            theirs = urlsplit(path)
        except ValueError:
            raise Unavailable(self.system, "the address of its next page is none") from None
        if (ours.scheme, ours.netloc) != (theirs.scheme, theirs.netloc):
            raise Unavailable(self.system, "its next page is on another host, where our credentials do not go")
        return path


def _is_limited(response: aiohttp.ClientResponse) -> bool:
    """Whether a refusal is about how often was asked: GitHub's first limit, or its second one (for what came at once)."""
    return response.headers.get("X-RateLimit-Remaining") == "0" or "Retry-After" in response.headers


def _parsed_with_pauses(text: str) -> Json:
    """The parser lets other threads run only where it calls Python, which it does here for every object."""
    parsed: Json = json.loads(text, object_hook=_same)
    return parsed


def _same(one: JsonObject) -> JsonObject:
    return one


class _Later(Exception):  # noqa: N818 -- an answer, not a failure
    """It may work when asked again, after `wait_s` if it said so."""

    def __init__(self, reason: str, wait_s: float | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.wait_s = wait_s
