import base64
import hashlib
import hmac
from datetime import UTC, datetime

import pytest
from pydantic import SecretStr

from app.connectors.parts.proof import parsed, require_signature, require_token, unreadable
from app.domain.connecting import Delivery, Refused, Unreadable
from app.domain.errors import Unavailable

AT = datetime(2026, 3, 14, tzinfo=UTC)
SECRET = SecretStr("s3cret")
NOTHING = SecretStr("")


def delivery(body=b"{}", query=None, **headers):
    return Delivery(
        headers={name.replace("_", "-"): value for name, value in headers.items()}, body=body, at=AT, query=query or {}
    )


def test_one_right_signature_among_several_is_enough():
    right = hmac.new(b"s3cret", b"{}", hashlib.sha256).hexdigest()
    require_signature(SECRET, delivery(), ["00", right.upper()])


@pytest.mark.parametrize("claimed", [[], [""], ["00"], ["\udcff"], ["é"]])
def test_a_wrong_signature_is_refused(claimed):
    with pytest.raises(Refused, match="missing or not right"):
        require_signature(SECRET, delivery(), claimed)


def test_without_a_secret_everything_is_refused():
    forged = hmac.new(b"", b"{}", hashlib.sha256).hexdigest()
    with pytest.raises(Refused, match="no secret is configured"):
        require_signature(NOTHING, delivery(), [forged])
    with pytest.raises(Refused, match="no token is configured"):
        require_token(NOTHING, delivery(x_watchkeeper_token=""))


@pytest.mark.parametrize(
    "sent",
    [
        {"x_watchkeeper_token": "s3cret"},
        {"authorization": "Bearer s3cret"},
        {"authorization": "Basic " + base64.b64encode(b"anybody:s3cret").decode()},
        {"query": {"token": "s3cret"}},
    ],
)
def test_the_token_in_every_place(sent):
    require_token(SECRET, delivery(**sent))


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"x_watchkeeper_token": "S3CRET"},
        {"x_watchkeeper_token": "\udcff"},
        {"authorization": "s3cret"},
        {"authorization": "Basic s3cret"},
        {"authorization": "Basic " + base64.b64encode(b"s3cret").decode()},
        {"authorization": "Basic /w=="},
        {"query": {"token": ""}},
    ],
)
def test_a_token_that_is_not_right(sent):
    with pytest.raises(Refused):
        require_token(SECRET, delivery(**sent))


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"\xff", b"null", b"[" * 100_000])
def test_no_json_object(body):
    with pytest.raises(Unreadable, match="not"):
        parsed(delivery(body))


def test_the_body():
    assert parsed(delivery(b'{"a": 1}')) == {"a": 1}


@pytest.mark.parametrize("reason", ["its answer has no `id`", "it has no `id`"])
def test_what_was_said_of_an_answer_is_said_of_a_delivery(reason):
    assert str(unreadable(Unavailable("Bell", reason))) == "It has no `id`."
