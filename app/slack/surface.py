"""Puts the Slack surface together: a Bolt app with every listener, run over Socket Mode or mounted as HTTP routes."""

import asyncio
import secrets
import uuid
from collections.abc import Awaitable, Callable, Sequence

import structlog
from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request
from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.response import BoltResponse
from slack_sdk.web.async_client import AsyncWebClient

from app.commands.call import Desk
from app.domain.errors import Unavailable, UserError
from app.domain.json import JsonObject, text_of
from app.record.recorder import Recorder
from app.slack import actions, commands, shortcuts, views
from app.slack.chat import SlackChat
from app.slack.client import Web, sdk_logger
from app.slack.events import Listener
from app.slack.link import Link

log = structlog.get_logger(__name__)

EVENTS_PATH = "/slack/events"


def build_app(
    chat: SlackChat, recorder: Recorder, desk: Desk, *, channel_patterns: Sequence[str] = (), signing_secret: str = ""
) -> AsyncApp:
    """The Bolt app with all listeners. `signing_secret` is needed only where events come over HTTP."""
    me = chat.me

    # Bolt would ask auth.test at the first event, and acknowledge the event if that failed.
    ourselves = AuthorizeResult(enterprise_id=None, team_id=me.team, bot_user_id=me.user, bot_id=me.bot)

    async def authorized() -> AuthorizeResult:
        return ourselves

    app = AsyncApp(
        name="watchkeeper",
        logger=sdk_logger(),
        signing_secret=signing_secret or secrets.token_hex(),  # an empty one could be signed with by anybody
        client=AsyncWebClient(
            base_url=chat.web.base_url, logger=sdk_logger()
        ),  # without a token: our calls go through `chat`
        authorize=authorized,
        process_before_response=True,  # acknowledged once the listener has returned, not before
        # What we have no use for is not asked of every event.
        ssl_check_enabled=False,
        attaching_function_token_enabled=False,
        attaching_conversation_kwargs_enabled=False,
    )
    listener = Listener(recorder, me, desk.clock, channel_patterns)
    listener.listen(app)
    commands.listen(app, listener, desk.command)
    actions.listen(app, listener, chat.web)
    views.listen(app, listener)
    shortcuts.listen(app, listener, chat.web)
    app.error(_failed(chat))
    return app


async def run_socket_mode(
    app: AsyncApp,
    chat: SlackChat,
    app_token: str,
    *,
    stopping: asyncio.Event,
    on_gap: Callable[[], Awaitable[None]],
    connected: asyncio.Event | None = None,
) -> None:
    """Listens until `stopping` is set. `connected` is kept set while Slack may send. Raises UserError for a bad token."""
    async with Web(app_token, chat.web.base_url) as web_client:
        await Link(app, web_client, on_gap, connected or asyncio.Event()).run(stopping)


def mount(app: AsyncApp, site: web.Application) -> None:
    """Adds the route to which Slack posts events, commands and interactions; Bolt checks their signature."""

    async def receive(request: web.Request) -> web.Response:
        try:
            bolt_request = await to_bolt_request(request)
        except ValueError:  # not UTF-8, so not from Slack
            return web.Response(status=400)
        return await to_aiohttp_response(await app.async_dispatch(bolt_request))

    site.router.add_post(EVENTS_PATH, receive)


def _failed(chat: SlackChat) -> Callable[..., Awaitable[BoltResponse | None]]:
    async def failed(error: Exception, body: JsonObject) -> BoltResponse | None:
        """An event that failed is not acknowledged, so Slack sends it again; a person is told."""
        sentence = _sentence(error)
        reply_to = text_of(body.get("response_url"))
        if not reply_to:
            return None
        try:
            await chat.web.post(reply_to, {"response_type": "ephemeral", "replace_original": False, "text": sentence})
        except (Unavailable, UserError) as unsaid:
            log.warning("slack_answer_lost", error=str(unsaid))
            return None
        return BoltResponse(status=200, body="")

    return failed


def _sentence(error: Exception) -> str:
    if isinstance(error, UserError):
        return str(error)
    if isinstance(error, Unavailable):
        log.warning("slack_listener_failed", error=str(error))
        return f"{error.system} did not answer. Please try again."
    number = uuid.uuid4().hex[:8]
    log.error("slack_listener_bug", id=number, exc_info=error)
    return f"Something went wrong here, and it is in the log as `{number}`. Please try again."
