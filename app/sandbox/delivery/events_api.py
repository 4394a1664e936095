"""The Events API over HTTP: signed requests to the app's address, tried again when they are not answered well."""

import asyncio
from urllib.parse import urlencode

import aiohttp

from app.sandbox.delivery.answer import NoAnswerError
from app.sandbox.delivery.queue import Outbox, Parcel, planned
from app.sandbox.delivery.signing import signed_headers
from app.sandbox.delivery.timing import Timing
from app.sandbox.faults import Faults
from app.sandbox.install import App
from app.sandbox.jsonvalue import Json, as_object, as_text, dump, parse
from app.sandbox.timestamps import Clock

MOST_REDIRECTS = 2
_REASONS: tuple[tuple[type[Exception], str], ...] = (
    (TimeoutError, "http_timeout"),
    (aiohttp.TooManyRedirects, "too_many_redirects"),
    (aiohttp.ClientSSLError, "ssl_error"),
    (aiohttp.ClientConnectionError, "connection_failed"),
)
_FORM = "application/x-www-form-urlencoded"


class EventsApi:
    """The courier of one app without Socket Mode. `wall` gives unix seconds of real time, for signatures."""

    def __init__(self, app: App, outbox: Outbox, timing: Timing, faults: Faults, wall: Clock) -> None:
        self._app = app
        self._outbox = outbox
        self._timing = timing
        self._faults = faults
        self._wall = wall
        self._moved = asyncio.Event()
        self._session: aiohttp.ClientSession | None = None
        outbox.wake = self._moved.set

    async def run(self) -> None:
        """Delivers until cancelled, at most `window` events at a time."""
        async with asyncio.TaskGroup() as group:
            while True:
                self._moved.clear()
                while self._outbox.waiting and self._outbox.in_flight < self._timing.window:
                    for parcel, delay_s in planned(self._outbox, self._faults):
                        group.create_task(self._deliver(parcel, delay_s))
                await self._moved.wait()

    async def close(self) -> None:
        if self._session is not None:
            await self._session.close()

    async def verify(self) -> bool:
        """Asks the app's address to give back a challenge, as Slack does before it delivers anything."""
        challenge = f"challenge-{self._app.app_id}"
        body = {"token": self._app.verification_token, "challenge": challenge, "type": "url_verification"}
        try:
            status, text, _ = await self._post(self._app.request_url, dump(body).encode(), "application/json", {})
        except (aiohttp.ClientError, TimeoutError):
            return False
        return status == 200 and challenge in {text.strip(), as_text(_answer(text).get("challenge"))}

    async def ask(self, kind: str, payload: Json, url: str) -> Json:
        """See Courier. A command goes as a form, everything else as JSON in the form's `payload`."""
        fields = payload if kind == "slash_commands" else {"payload": dump(payload)}
        try:
            status, text, _ = await self._post(url or self._app.request_url, urlencode(fields).encode(), _FORM, {})
        except TimeoutError:
            raise NoAnswerError("operation_timeout") from None
        except aiohttp.ClientError:
            raise NoAnswerError("dispatch_failed") from None
        if status != 200:
            raise NoAnswerError("dispatch_failed")
        return _answer(text)

    async def _deliver(self, parcel: Parcel, delay_s: float) -> None:
        if delay_s:
            await asyncio.sleep(delay_s)
        await self._insist(parcel)
        self._moved.set()

    async def _insist(self, parcel: Parcel) -> None:
        """Tries until it works, the app says not to, or Slack would give up."""
        while True:
            again, reason = await self._try(parcel)
            if not reason:
                self._outbox.acknowledge(parcel.envelope_id)
                return
            if not again or parcel.attempt >= len(self._timing.retry_delays_s):
                self._outbox.give_up(parcel)
                return
            await asyncio.sleep(self._timing.retry_delays_s[parcel.attempt])
            parcel.attempt += 1
            parcel.reason = reason

    async def _try(self, parcel: Parcel) -> tuple[bool, str]:
        """Delivers once: whether to try again, and what went wrong (nothing where it went well)."""
        headers: dict[str, str] = {}
        if parcel.attempt:
            headers = {"X-Slack-Retry-Num": str(parcel.attempt), "X-Slack-Retry-Reason": parcel.reason}
        body = dump(parcel.payload).encode()
        try:
            status, _, answered = await self._post(self._app.request_url, body, "application/json", headers)
        except (TimeoutError, aiohttp.ClientError) as error:
            return True, next((reason for kind, reason in _REASONS if isinstance(error, kind)), "unknown_error")
        if parcel.deaf:
            parcel.deaf = False
            return True, "http_timeout"
        is_good = 200 <= status < 300
        return answered.get("X-Slack-No-Retry") != "1", "" if is_good else "http_error"

    async def _post(
        self, url: str, body: bytes, content_type: str, headers: dict[str, str]
    ) -> tuple[int, str, dict[str, str]]:
        if self._session is None:
            self._session = aiohttp.ClientSession()
        signed = signed_headers(self._app.signing_secret, body, self._wall())
        sent = {**signed, **headers, "Content-Type": content_type, "User-Agent": "Slackbot 1.0 (sandbox)"}
        timeout = aiohttp.ClientTimeout(total=self._timing.ack_timeout_s)
        async with self._session.post(
            url, data=body, headers=sent, timeout=timeout, max_redirects=MOST_REDIRECTS + 1
        ) as response:
            return response.status, await response.text(), {key.title(): one for key, one in response.headers.items()}


def _answer(text: str) -> Json:
    """An answer's body: JSON, or the text of a message."""
    try:
        answer = as_object(parse(text)) if text.strip() else {}
    except ValueError:
        return {"text": text}
    return answer
