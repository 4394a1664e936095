"""What the tests of the Web API's methods share."""

from collections.abc import Awaitable, Callable

import pytest
from slack_sdk.errors import SlackApiError


@pytest.fixture
def channel(place) -> str:
    """A channel that the bot is in."""
    place.add_bot(place.general)
    return place.general


@pytest.fixture
def refused() -> Callable[[Awaitable[object], str], Awaitable[None]]:
    """Waits for a call that Slack refuses: `await refused(client.some_call(), "error_code")`."""

    async def expect(call: Awaitable[object], error: str) -> None:
        with pytest.raises(SlackApiError) as refusal:
            await call
        assert refusal.value.response["error"] == error

    return expect
