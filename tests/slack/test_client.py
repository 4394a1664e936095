import logging

import pytest

from app.domain.errors import Unavailable, UserError
from app.sandbox.faults import Fault
from app.slack.client import Web
from tests.slack.conftest import ANA, Rig


async def test_an_error_that_is_fine_is_an_answer(rig: Rig, channel: str) -> None:
    answer = await rig.chat.web.call("conversations.invite", channel=channel, users=ANA, fine=("already_in_channel",))
    assert (answer["ok"], answer["error"]) == (False, "already_in_channel")


async def test_long_arguments_do_not_make_a_long_address(rig: Rig, channel: str) -> None:
    text = "é🔥abc" * 6000
    answer = await rig.chat.web.call("chat.postMessage", channel=channel, text=text)
    said = rig.server.workspace.channels[channel].log.known(answer["ts"])
    assert len(said.text) == 30_000


async def test_nobody_listening_is_clear() -> None:
    async with Web("xoxb-1", "http://127.0.0.1:9/api/") as web:
        with pytest.raises(Unavailable) as caught:
            await web.call("chat.postMessage", channel="C1", text="x")
    assert not caught.value.unclear


async def test_a_change_is_not_tried_again_by_itself(rig: Rig, channel: str) -> None:
    rig.server.faults.add(Fault("chat.postMessage", "drop_before"))
    with pytest.raises(Unavailable):
        await rig.chat.web.call("chat.postMessage", channel=channel, text="x")


async def test_the_token_is_in_no_error_and_no_log(rig: Rig, channel: str, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    with pytest.raises(UserError) as caught:
        await rig.chat.web.call("conversations.info", channel="C0NOWHERE")
    told = f"{caught.value} {caught.value.__cause__} {caplog.text}"
    assert rig.slack_app.bot_token not in told


async def test_an_environments_proxy_is_not_used_for_localhost(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "http://proxy.example.com:3128")
    assert Web("xoxb-1", "http://127.0.0.1:9/api/").proxy is None
    assert Web("xoxb-1").proxy == "http://proxy.example.com:3128"
