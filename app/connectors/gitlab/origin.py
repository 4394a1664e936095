"""Whether a webhook is really from GitLab: signed with the signing token, or with the secret token in a header.

Signatures are those of the Standard Webhooks specification 1.0.
"""

import base64
import hashlib
import hmac
from binascii import Error as BadBase64
from dataclasses import replace
from datetime import timedelta

from pydantic import SecretStr

from app.connectors.gitlab.settings import GitlabSettings
from app.connectors.parts.proof import TOKEN_HEADER, require_token
from app.connectors.parts.reading import moment
from app.domain.connecting import Delivery, Refused

_FRESH = timedelta(minutes=5)


def require_gitlab(settings: GitlabSettings, delivery: Delivery) -> None:
    """It is signed with the signing token, or carries the secret token. Raises Refused."""
    if "webhook-signature" in delivery.headers and settings.webhook_secret.get_secret_value():
        _require_signed(settings.webhook_secret, delivery)
        return
    told = delivery.headers.get("x-gitlab-token", "")
    require_token(settings.webhook_token, replace(delivery, headers={TOKEN_HEADER: told}, query={}))


def _require_signed(secret: SecretStr, delivery: Delivery) -> None:
    ident, sent = (delivery.headers.get(f"webhook-{one}", "") for one in ("id", "timestamp"))
    at = moment(sent)
    if not ident or at is None or abs(delivery.at - at) > _FRESH:
        raise Refused("it has no id, or was signed at another time")
    content = b".".join((_bytes(ident), _bytes(sent), delivery.body))
    right = base64.b64encode(hmac.new(_key(secret), content, hashlib.sha256).digest())
    claimed = [
        one.removeprefix("v1,") for one in delivery.headers["webhook-signature"].split() if one.startswith("v1,")
    ]
    matches = [hmac.compare_digest(right, _bytes(one)) for one in claimed]
    if not any(matches):
        raise Refused("the signature is not right")


def _bytes(header: str) -> bytes:
    """What came over the wire, be it no UTF-8."""
    return header.encode(errors="surrogateescape")


def _key(secret: SecretStr) -> bytes:
    """The bytes that are written in base64 after `whsec_`."""
    written = secret.get_secret_value().removeprefix("whsec_")
    try:
        return base64.b64decode(written, validate=True)
    except BadBase64:
        return written.encode()
