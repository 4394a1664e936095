from hypothesis import given
from hypothesis import strategies as st
from slack_sdk.signature import Clock, SignatureVerifier

from app.sandbox.delivery.signing import signed_headers


class Stopped(Clock):
    def now(self):
        return 1_700_000_000.0


@given(st.text(min_size=1).filter(str.strip), st.text())
def test_slack_sdk_accepts_the_signature(secret, text):
    body = text.encode()
    headers = signed_headers(secret, body, 1_700_000_000.5)
    verifier = SignatureVerifier(secret, Stopped())
    assert verifier.is_valid(body, headers["X-Slack-Request-Timestamp"], headers["X-Slack-Signature"])
