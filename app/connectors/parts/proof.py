"""Whether a delivery comes from whom it should: a signature over its body, or a token that only the sender knows."""

import base64
import hashlib
import hmac
import json
from binascii import Error as BadBase64
from collections.abc import Iterable

from pydantic import SecretStr

from app.domain.connecting import Delivery, Refused, Unreadable
from app.domain.errors import Unavailable
from app.domain.json import Json, JsonObject

TOKEN_HEADER = "x-watchkeeper-token"  # noqa: S105 -- the name of a header


def require_signature(secret: SecretStr, delivery: Delivery, claimed: Iterable[str]) -> None:
    """One of the `claimed` hexadecimal signatures is HMAC-SHA256 of the body. Raises Refused, also without a secret."""
    key = secret.get_secret_value().encode()
    if not key:
        raise Refused("no secret is configured for what it sends")
    right = hmac.new(key, delivery.body, hashlib.sha256).hexdigest().encode()
    matches = [hmac.compare_digest(right, _bytes(one.strip().lower())) for one in claimed]
    if not any(matches):
        raise Refused("the signature is missing or not right")


def require_token(token: SecretStr, delivery: Delivery) -> None:
    """The token is in `X-Watchkeeper-Token`, in `Authorization` (Bearer, or Basic as the password), or, for senders that
    can set no header, in the address as `?token=`. Raises Refused, also without a configured token.
    """
    right = token.get_secret_value().encode()
    if not right:
        raise Refused("no token is configured for what it sends")
    matches = [hmac.compare_digest(right, _bytes(one)) for one in _tokens(delivery)]
    if not any(matches):
        raise Refused("the token is missing or not right")


def _tokens(delivery: Delivery) -> list[str]:
    scheme, _, value = delivery.headers.get("authorization", "").partition(" ")
    credentials = {"bearer": value.strip(), "basic": _password(value)}.get(scheme.lower(), "")
    return [delivery.headers.get(TOKEN_HEADER, ""), credentials, delivery.query.get("token", "")]


def _bytes(text: str) -> bytes:
    """What came over the wire, be it no UTF-8."""
    return text.encode(errors="surrogateescape")


def _password(encoded: str) -> str:
    try:
        return base64.b64decode(encoded.strip(), validate=True).decode().partition(":")[2]
    except (BadBase64, ValueError):
        return ""


def unreadable(error: Unavailable) -> Unreadable:
    """What a reader that is shared with answers said, said of a delivery."""
    said = error.reason.removeprefix("its answer ").removeprefix("it ")
    return Unreadable(f"It {said}.")


def parsed(delivery: Delivery) -> JsonObject:
    """The body as a JSON object. Raises Unreadable."""
    try:
        value: Json = json.loads(delivery.body)
    except (ValueError, RecursionError):
        raise Unreadable("It is not JSON.") from None
    if not isinstance(value, dict):
        raise Unreadable("It is not a JSON object.")
    return value
