"""Events over HTTP: signed, durable, then acknowledged; what is not Slack's is turned away without a word."""

import hashlib
import hmac
import json
import time

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from app.slack.surface import EVENTS_PATH, build_app, mount
from tests.slack.conftest import ANA, Rig

SECRET = "8f742231b10e8888abcd99yyyzzz85a5"


@pytest.fixture
async def http(rig: Rig):
    site = web.Application()
    mount(build_app(rig.chat, rig.recorder, rig.desk, signing_secret=SECRET), site)
    async with TestClient(TestServer(site)) as client:
        yield client


def signed(body: str, at: float | None = None, secret: str = SECRET) -> dict[str, str]:
    stamp = str(int(time.time() if at is None else at))
    digest = hmac.new(secret.encode(), f"v0:{stamp}:{body}".encode(), hashlib.sha256).hexdigest()
    return {
        "content-type": "application/json",
        "x-slack-request-timestamp": stamp,
        "x-slack-signature": f"v0={digest}",
    }


def callback(channel: str, ts: str = "1700000000.000100", text: str = "hello") -> str:
    event = {"type": "message", "channel": channel, "channel_type": "channel", "user": ANA, "text": text, "ts": ts}
    return json.dumps(
        {"type": "event_callback", "team_id": "T1", "event_id": "Ev1", "event": event}, ensure_ascii=False
    )


async def test_an_event_is_recorded_and_acknowledged(rig: Rig, channel: str, http: TestClient) -> None:
    incident = await rig.incident(channel)
    body = callback(channel, text="é🔥")
    for _ in range(2):
        answer = await http.post(EVENTS_PATH, data=body.encode(), headers=signed(body))
        assert answer.status == 200
    assert sum(one.text == "é🔥" for one in await rig.entries(incident)) == 1


async def test_slack_asks_whether_the_address_is_ours(http: TestClient) -> None:
    body = json.dumps({"type": "url_verification", "challenge": "abc"})
    answer = await http.post(EVENTS_PATH, data=body, headers=signed(body))
    assert "abc" in await answer.text()


async def test_what_slack_did_not_sign_is_turned_away(rig: Rig, channel: str, http: TestClient) -> None:
    incident = await rig.incident(channel)
    body = callback(channel)
    headers = [signed(body, secret="wrong"), signed(body, at=time.time() - 600), {"content-type": "application/json"}]
    for one in headers:
        answer = await http.post(EVENTS_PATH, data=body, headers=one)
        assert answer.status == 401
        assert SECRET not in await answer.text()
    answer = await http.post(EVENTS_PATH, data=b"\xff\xfe", headers=signed(""))
    assert answer.status in {400, 401}
    assert [one for one in await rig.entries(incident) if one.text == "hello"] == []


async def test_a_failure_is_not_acknowledged_and_says_nothing(rig: Rig, channel: str, http: TestClient) -> None:
    async def broken(*_: object) -> bool:
        raise RuntimeError("disk full at /secret/path")

    rig.recorder.capture = broken  # type: ignore[method-assign]
    body = callback(channel)
    answer = await http.post(EVENTS_PATH, data=body, headers=signed(body))
    assert answer.status == 500
    assert "secret" not in await answer.text()
