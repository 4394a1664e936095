import aiohttp
import pytest
from aiohttp.client_reqrep import ConnectionKey
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from app.domain.errors import Unavailable, UserError
from app.ports import NameTaken
from app.slack.errors import failure, refusal


def answered(error: str = "", status: int = 200, headers=None, **more) -> SlackApiError:
    data = {"ok": False, "error": error, **more} if error else {}
    response = AsyncSlackResponse(
        client=None, http_verb="POST", api_url="", req_args={}, data=data, headers=headers or {}, status_code=status
    )
    return SlackApiError("failed", response)


def test_a_rate_limit_says_how_long() -> None:
    error = refusal("chat.postMessage", answered("ratelimited", 429, {"Retry-After": "30"}))
    assert isinstance(error, Unavailable)
    assert (error.retry_after_s, error.unclear) == (30.0, False)


@pytest.mark.parametrize(
    "given", [answered(status=503), answered("internal_error"), answered("fatal_error"), answered()]
)
def test_what_may_have_happened_all_the_same_is_unclear(given: SlackApiError) -> None:
    error = refusal("chat.postMessage", given)
    assert isinstance(error, Unavailable)
    assert error.unclear


@pytest.mark.parametrize("code", ["channel_not_found", "is_archived", "not_in_channel", "something_new"])
def test_what_cannot_be_done_is_said_in_a_sentence(code: str) -> None:
    error = refusal("chat.postMessage", answered(code))
    assert isinstance(error, UserError)
    assert str(error).endswith((".", ")."))


def test_a_token_that_is_refused_later_drops_nothing() -> None:
    assert isinstance(refusal("chat.postMessage", answered("token_revoked")), Unavailable)


def test_a_missing_permission_is_named() -> None:
    assert "`pins:write`" in str(refusal("pins.add", answered("missing_scope", needed="pins:write")))


def test_a_name_that_is_taken_is_an_answer() -> None:
    assert isinstance(refusal("conversations.create", answered("name_taken")), NameTaken)


def test_a_request_that_we_built_wrongly_is_a_bug() -> None:
    bug = answered("invalid_blocks")
    assert refusal("chat.postMessage", bug) is bug


def test_only_a_connection_that_was_never_made_is_clear() -> None:
    key = ConnectionKey("localhost", 1, False, True, None, None, None)
    assert not failure("m", aiohttp.ClientConnectorError(key, OSError("refused"))).unclear
    assert not failure("m", aiohttp.ConnectionTimeoutError()).unclear
    assert failure("m", aiohttp.ServerDisconnectedError()).unclear
    assert failure("m", TimeoutError()).unclear
