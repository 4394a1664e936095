"""Slack's Web API: one call, its time-out, and its errors told apart. What changes something is tried again by jobs."""

import json
import logging
from collections.abc import AsyncIterator, Collection
from types import TracebackType
from typing import Self

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from app.domain.errors import Unavailable, UserError
from app.domain.json import Json, JsonObject, object_of, objects_of, text_of
from app.slack.errors import SYSTEM, failure, refusal, retry_after_s

SLACK_API = "https://slack.com/api/"
PAGE_SIZE = 200
_TIMEOUT_S = 10.0
_MOST_CONNECTIONS = 20
_READS = (".info", ".list", ".history", ".replies", ".members", ".test")


class Web:
    """Use as `async with Web(token) as web`. `base_url` is another Slack, such as a sandbox on localhost."""

    def __init__(self, token: str, base_url: str = SLACK_API, timeout_s: float = _TIMEOUT_S) -> None:
        self.base_url = base_url
        self._timeout = aiohttp.ClientTimeout(total=timeout_s)
        self._client = AsyncWebClient(token=token, base_url=base_url, retry_handlers=[], logger=sdk_logger())
        if not base_url.startswith("https:"):
            self._client.proxy = None  # slack_sdk takes any proxy of the environment, also for localhost

    async def __aenter__(self) -> Self:
        connector = aiohttp.TCPConnector(limit=_MOST_CONNECTIONS)
        self._client.session = aiohttp.ClientSession(timeout=self._timeout, connector=connector)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._client.session:
            await self._client.session.close()

    @property
    def session(self) -> aiohttp.ClientSession:
        assert self._client.session
        return self._client.session

    @property
    def proxy(self) -> str | None:
        return self._client.proxy

    async def call(self, method: str, *, fine: Collection[str] = (), **arguments: Json) -> JsonObject:
        """The answer of a Web API method. Arguments that are None are left out.

        An error code in `fine` is an answer too (`ok` is false). Everything goes as a form, which all methods take and
        which keeps long arguments out of the address. Raises UserError, Unavailable or NameTaken.
        """
        return await self._call(method, arguments, fine=fine)

    async def _call(self, method: str, arguments: JsonObject, *, fine: Collection[str] = ()) -> JsonObject:
        try:
            return await self._once(method, arguments, fine)
        except Unavailable as error:
            # A kept connection that Slack has closed meanwhile fails like this; asking again changes nothing there.
            if not method.endswith(_READS) or error.retry_after_s is not None:
                raise
        return await self._once(method, arguments, fine)

    async def _once(self, method: str, arguments: JsonObject, fine: Collection[str]) -> JsonObject:
        form = {name: _form_value(value) for name, value in arguments.items() if value is not None}
        try:
            answer = await self._client.api_call(method, data=form)
        except SlackApiError as error:
            data = getattr(error.response, "data", None)
            if isinstance(data, dict) and data.get("error") in fine:
                return object_of(data)
            raise refusal(method, error) from error
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            raise failure(method, error) from error
        except (AttributeError, ValueError) as error:  # slack_sdk's way of meeting a body that is not an object
            raise Unavailable(SYSTEM, f"{method}: answered something unreadable", unclear=True) from error
        return object_of(answer.data if isinstance(answer.data, dict) else None)

    async def pages(self, method: str, key: str, **arguments: Json) -> AsyncIterator[Json]:
        """The lists under `key` of every page, until there is no further cursor."""
        cursor = ""
        while True:
            answer = await self._call(method, {**arguments, "limit": PAGE_SIZE, "cursor": cursor or None})
            yield answer.get(key)
            following = next_cursor(answer)
            if not following or following == cursor:
                return
            cursor = following

    async def everything(self, method: str, key: str, **arguments: Json) -> list[JsonObject]:
        """The objects of all pages."""
        return [item async for page in self.pages(method, key, **arguments) for item in objects_of(page)]

    async def post(self, url: str, body: JsonObject) -> None:
        """Answer at a response URL. Raises UserError once it is used up or too old, else as `call`."""
        try:
            async with self.session.post(url, json=body, proxy=self.proxy) as response:
                text = await response.text()
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            raise failure("response_url", error) from error
        if response.status == 429:
            raise Unavailable(SYSTEM, "response_url: too many requests", retry_after_s=retry_after_s(response.headers))
        if response.status >= 500:
            raise Unavailable(SYSTEM, f"response_url: answered {response.status}", unclear=True)
        if response.status >= 400:
            raise UserError(f"Slack does not take that answer any more ({text[:100]}).")

    async def put(self, url: str, content: bytes) -> None:
        """Upload a file's content to the address that Slack gave for it."""
        try:
            async with self.session.post(url, data=content, proxy=self.proxy) as response:
                await response.read()
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            raise failure("upload", error) from error
        if response.status >= 400:
            raise Unavailable(SYSTEM, f"upload: answered {response.status}")


def sdk_logger() -> logging.Logger:
    """For Slack's libraries: they would log whole requests at debug level, and prepare that even where nobody reads it."""
    logger = logging.getLogger("app.slack.sdk")
    logger.setLevel(logging.ERROR)
    return logger


def next_cursor(answer: JsonObject) -> str:
    return text_of(object_of(answer.get("response_metadata")).get("next_cursor"))


def _form_value(value: Json) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return value
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
