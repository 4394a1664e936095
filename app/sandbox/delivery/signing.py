"""How Slack signs what it sends over HTTP (docs.slack.dev, "Verifying requests from Slack")."""

import hashlib
import hmac


def signed_headers(secret: str, body: bytes, now_s: float) -> dict[str, str]:
    """The two headers that prove `body` came from Slack at that time (unix seconds)."""
    timestamp = str(int(now_s))
    signature = hmac.new(secret.encode(), f"v0:{timestamp}:".encode() + body, hashlib.sha256).hexdigest()
    return {"X-Slack-Request-Timestamp": timestamp, "X-Slack-Signature": f"v0={signature}"}
