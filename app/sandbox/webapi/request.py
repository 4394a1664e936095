"""Reads the token and the arguments of a Web API call out of an HTTP request."""

import contextlib

from aiohttp import web

from app.sandbox.errors import SlackError
from app.sandbox.jsonvalue import Json, as_object, parse


async def read_call(request: web.Request) -> tuple[str, Json]:
    """The token and the arguments, merged from query, form and JSON body; what comes later wins.

    A body that is not what it says it is counts as no arguments, as with Slack.
    """
    given: Json = dict(request.query)
    if request.content_type == "application/json":
        body = await request.read()
        with contextlib.suppress(ValueError):
            given |= as_object(parse(body)) if body else {}
    elif request.content_type in {"application/x-www-form-urlencoded", "multipart/form-data"}:
        form = await request.post()
        given |= {name: value for name, value in form.items() if isinstance(value, str)}
    scheme, _, bearer = request.headers.get("Authorization", "").partition(" ")
    token = bearer.strip() if scheme.lower() == "bearer" else str(given.get("token", ""))
    return token, given


async def read_hook(request: web.Request) -> Json:
    """What is posted to a response_url: JSON, or a form with JSON in `payload`. Raises `invalid_payload`."""
    if request.content_type == "application/json":
        text: str | bytes = await request.read()
    else:
        text = str((await request.post()).get("payload", ""))
    try:
        return as_object(parse(text))
    except ValueError:
        raise SlackError("invalid_payload") from None
