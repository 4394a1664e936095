"""Buttons. What each does is named by the part of its id before the colon."""

import re
from collections.abc import Awaitable, Callable, Mapping

import structlog
from slack_bolt.async_app import AsyncAck, AsyncApp

from app.domain.json import JsonObject
from app.jobs.job import NewJob
from app.record.consequences import KEEP, WARNED
from app.slack.arrivals import Arrival, call_job
from app.slack.clicks import Click, click_of
from app.slack.client import Web
from app.slack.events import Listener
from app.slack.places import home_job
from app.slack.views import open_form

log = structlog.get_logger(__name__)

DISMISS = "dismiss"
"""The job that takes a message away which somebody has seen."""

_ANY = re.compile("")


class Buttons:
    """Does what a button says."""

    def __init__(self, listener: Listener, web: Web) -> None:
        self._listener = listener
        self._web = web
        self._acts: Mapping[str, Callable[[Click], Awaitable[None]]] = {
            "call": self._call,
            "form": self._form,
            "keep": self._keep,
            "dismiss": self._dismiss,
            "warned": self._warned,
        }

    async def press(self, click: Click) -> None:
        act = self._acts.get(click.act)
        if act is None:  # a link, or a button of an older version
            log.info("slack_button_unknown", act=click.act)
            return
        await act(click)

    async def _call(self, click: Click) -> None:
        """The same as typing the button's value after the slash command."""
        here = self._listener.here()
        job = call_job(
            key=click.id,
            text=click.value,
            person=click.person,
            channel=click.channel,
            channel_name=click.channel_name,
            at=here.now,
            reply_to=click.reply_to,
        )
        shown = [home_job(click.person, click.id, here)] if click.is_home else []
        await self._listener.keep(Arrival(jobs=[job, *shown], people=[click.person]))

    async def _form(self, click: Click) -> None:
        await open_form(self._web, click, click.value)

    async def _keep(self, click: Click) -> None:
        payload = {"post": click.value, "person": click.person}
        await self._enqueue(f"{KEEP}:{click.value}:{click.person}", KEEP, click, payload)

    async def _dismiss(self, click: Click) -> None:
        if click.is_ephemeral:  # only its response URL reaches it
            payload = {"reply_to": click.reply_to, "channel": "", "ts": ""}
        else:
            payload = {"reply_to": "", "channel": click.channel, "ts": click.ts}
        await self._enqueue(f"{DISMISS}:{click.channel}/{click.ts}", DISMISS, click, payload)

    async def _warned(self, click: Click) -> None:
        """What somebody says to a warning about a secret: `choice:key of the warning`."""
        choice, _, post = click.value.partition(":")
        payload = {"post": post, "person": click.person, "choice": choice, "channel": click.channel}
        await self._enqueue(f"{WARNED}:{click.id}", WARNED, click, {**payload, "reply_to": click.reply_to})

    async def _enqueue(self, key: str, kind: str, click: Click, payload: JsonObject) -> None:
        lane, at = f"{kind}:{click.person}", self._listener.here().now
        await self._listener.keep(Arrival(jobs=[NewJob(key=key, kind=kind, lane=lane, run_at=at, payload=payload)]))


def listen(app: AsyncApp, listener: Listener, web: Web) -> None:
    buttons = Buttons(listener, web)

    async def pressed(body: JsonObject, ack: AsyncAck) -> None:
        await buttons.press(click_of(body))
        await ack()

    app.action(_ANY)(pressed)
