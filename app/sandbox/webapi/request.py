"""Reads the token and the arguments of a Web API call out of an HTTP request."""

import contextlib
from dataclasses import dataclass, field

from aiohttp import web

from app.sandbox.errors import SlackError
from app.sandbox.jsonvalue import Json, as_object, parse


@dataclass(frozen=True, slots=True)
class Sent:
    """What a caller sent: `plain` from query and form, `json` from a JSON body, which some methods do not read."""

    token: str
    plain: Json = field(default_factory=dict)
    json: Json = field(default_factory=dict)


async def read_call(request: web.Request) -> Sent:
    """The token and the arguments. A body that is not what it says it is counts as none, as with Slack."""
    plain: Json = dict(request.query)
    body: Json = {}
    if request.content_type == "application/json":
        with contextlib.suppress(ValueError):
            body = as_object(parse(await request.read() or b"{}"))
    elif request.content_type in {"application/x-www-form-urlencoded", "multipart/form-data"}:
        form = await request.post()
        plain |= {name: value for name, value in form.items() if isinstance(value, str)}
    scheme, _, bearer = request.headers.get("Authorization", "").partition(" ")
    token = bearer.strip() if scheme.lower() == "bearer" else str(plain.get("token", ""))
    return Sent(token, plain, body)


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
