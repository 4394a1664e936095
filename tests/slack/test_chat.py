"""The port over the wire, against the sandbox."""

import pytest

from app.domain.errors import UserError
from app.sandbox.server import SandboxServer
from app.slack.chat import SlackChat, slack_chat
from tests.slack.conftest import ANA, Rig


async def test_a_token_that_slack_does_not_take(server: SandboxServer) -> None:
    with pytest.raises(UserError, match="xoxb-"):
        async with slack_chat("xoxb-wrong", server.api_url):
            pass


async def test_who_we_are(rig: Rig) -> None:
    assert rig.chat.me.user == rig.slack_app.bot_user_id
    assert rig.chat.me.bot == rig.slack_app.bot_id
    assert rig.chat.me.url == f"{rig.server.base_url}/"


async def test_people_and_their_names(rig: Rig) -> None:
    assert ANA in {one.id for one in await rig.chat.people()}
    person = await rig.chat.person(ANA)
    assert (person.name, person.handle, person.is_bot) == ("Ana", "ana", False)
    with pytest.raises(UserError):
        await rig.chat.person("U0NOBODY")


async def test_it_is_the_port(chat: SlackChat) -> None:
    from app.ports import Chat

    port: Chat = chat
    assert port.me.user
