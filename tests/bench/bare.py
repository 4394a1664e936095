"""What we compare with: a slack-bolt app that takes the same events and does nothing with them. Run as a module."""

import asyncio
import os

from slack_bolt.adapter.socket_mode.async_handler import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient


def bare_app() -> AsyncApp:
    token, base_url = os.environ["SLACK_BOT_TOKEN"], os.environ["SLACK_API_URL"]
    app = AsyncApp(
        client=AsyncWebClient(token=token, base_url=base_url), signing_secret=os.environ["SLACK_SIGNING_SECRET"]
    )

    @app.event("message")
    async def nothing() -> None:
        pass

    return app


async def over_socket(app: AsyncApp, token: str) -> None:
    base_url = os.environ["SLACK_API_URL"]
    await AsyncSocketModeHandler(app, token, web_client=AsyncWebClient(base_url=base_url)).start_async()


if __name__ == "__main__":
    if app_token := os.environ.get("SLACK_APP_TOKEN"):
        asyncio.run(over_socket(bare_app(), app_token))
    else:
        bare_app().server(port=int(os.environ["WATCHKEEPER_PORT"]), host="127.0.0.1").start()
