"""What a refusal or a failure of Slack means for us: to be told to a person, to be tried again, or a bug of ours."""

from collections.abc import Mapping

import aiohttp
from slack_sdk.errors import SlackApiError

from app.domain.errors import Unavailable, UserError
from app.domain.json import object_of, text_of
from app.ports import NameTaken

SYSTEM = "Slack"

_INVITE = "Invite it there with `/invite @Watchkeeper`."
REINSTALL = (
    "Slack does not accept the bot token. Open https://api.slack.com/apps, choose the app, reinstall it to the "
    "workspace under *Install App*, and give Watchkeeper the new token that begins with `xoxb-`."
)
_PLAN = "This workspace's Slack plan does not have that."

_SENTENCES: Mapping[str, str] = {
    "channel_not_found": f"Slack does not know that channel, or Watchkeeper may not see it. {_INVITE}",
    "not_in_channel": f"Watchkeeper is not in that channel. {_INVITE}",
    "user_not_in_channel": "You are not in that channel. Join it first.",
    "is_archived": "That channel is archived. Unarchive it first, then try again.",
    "already_archived": "That channel is archived already.",
    "method_not_supported_for_channel_type": "That does not work in this kind of conversation. Use a channel.",
    "restricted_action": "A workspace setting forbids that. An administrator can allow it.",
    "no_permission": "Watchkeeper may not do that here. An administrator can allow it.",
    "user_not_found": "Slack does not know that person.",
    "user_is_restricted": "Guests cannot be invited to this channel. An administrator can do it.",
    "invitee_cant_see_channel": "That person cannot see this channel. An administrator can invite them.",
    "message_not_found": "That message is not there any more.",
    "thread_not_found": "That thread is not there any more.",
    "cant_update_message": "Slack does not let Watchkeeper change that message.",
    "edit_window_closed": "That message is too old to be changed.",
    "too_long": "That is too long for Slack. Make it shorter.",
    "invalid_name_specials": "A channel name may only have letters, digits, `-` and `_`.",
    "expired_trigger_id": "That took too long and Slack closed the form. Press the button again.",
    "exchanged_trigger_id": "That form was opened already. Press the button again.",
    "too_many_bookmarks": "This channel has as many bookmarks as Slack allows. Remove one first.",
    "plan_upgrade_required": _PLAN,
    "paid_teams_only": _PLAN,
    "team_tier_cannot_create_channel_canvases": f"{_PLAN} The postmortem is in the channel all the same.",
    "free_teams_cannot_create_standalone_canvases": f"{_PLAN} The postmortem is in the channel all the same.",
}

TOKEN_REFUSED = frozenset(
    {"invalid_auth", "not_authed", "token_revoked", "token_expired", "account_inactive", "not_allowed_token_type"}
)
"""Errors that every method may give once the token is no good. At the start they end it; later they may pass."""
_RATE = frozenset({"ratelimited", "rate_limited", "too_many_requests"})
_PASSING = frozenset(
    {"service_unavailable", "team_added_to_org", "canvas_editing_locked", "external_channel_migrating"}
)
# Slack's own words for these: some of what was asked may have happened before the error.
_UNCLEAR = frozenset({"internal_error", "fatal_error", "request_timeout"})
# These say that we built the request wrongly; a person can do nothing about it.
_OURS = frozenset(
    {
        "invalid_arguments",
        "invalid_arg_name",
        "invalid_array_arg",
        "invalid_blocks",
        "invalid_blocks_format",
        "invalid_form_data",
        "invalid_json",
        "invalid_post_type",
        "missing_post_type",
        "msg_blocks_too_long",
        "no_text",
        "unknown_method",
        "view_too_large",
    }
)


def refusal(method: str, error: SlackApiError) -> Exception:
    """What `error` of the Web API method means: UserError, Unavailable, NameTaken, or `error` itself if it is a bug."""
    status, data, headers = _answer(error)
    code = text_of(data.get("error"))
    if passing := _passing(method, status, code, headers):
        return passing
    if code == "name_taken":
        return NameTaken(code)
    if code in _OURS:
        return error
    if code == "missing_scope":
        needed = text_of(data.get("needed")) or "a permission"
        return UserError(
            f"The Slack app lacks the permission `{needed}`. Update it from manifest.yml and reinstall it to the workspace."
        )
    return UserError(_SENTENCES.get(code, f"Slack refused that (`{method}`: `{code}`)."))


def _passing(method: str, status: int, code: str, headers: Mapping[str, str]) -> Unavailable | None:
    """What may go better the next time."""
    if status == 429 or code in _RATE:
        return Unavailable(SYSTEM, f"{method}: too many requests", retry_after_s=retry_after_s(headers))
    if status >= 500 or not code or code in _UNCLEAR:
        return Unavailable(SYSTEM, f"{method}: {code or f'answered {status} with something unreadable'}", unclear=True)
    return Unavailable(SYSTEM, f"{method}: {code}") if code in _PASSING | TOKEN_REFUSED else None


def failure(method: str, error: Exception) -> Unavailable:
    """What a broken connection or a time-out means. Only where nothing was sent yet it is clear that nothing happened."""
    unsent = isinstance(error, aiohttp.ClientConnectorError | aiohttp.ConnectionTimeoutError)
    what = "no answer in time" if isinstance(error, TimeoutError) else "the connection failed"
    return Unavailable(SYSTEM, f"{method}: {what}", unclear=not unsent)


def retry_after_s(headers: Mapping[str, str]) -> float | None:
    """The seconds that Slack asks us to wait, or None if it does not say."""
    value = next((text for name, text in headers.items() if name.lower() == "retry-after"), "")
    return float(value) if value.isdecimal() else None


def _answer(error: SlackApiError) -> tuple[int, Mapping[str, object], Mapping[str, str]]:
    """Status, body and headers of the answer, whatever slack_sdk put into the exception."""
    response = error.response
    status = getattr(response, "status_code", None) or getattr(response, "status", None)
    data = response if isinstance(response, dict) else getattr(response, "data", None)
    headers = getattr(response, "headers", None)
    return (
        status if isinstance(status, int) else 200,
        object_of(data if isinstance(data, dict) else None),
        headers if isinstance(headers, Mapping) else {},
    )
