import pytest
from slack_sdk.webhook.async_client import AsyncWebhookClient

from app.sandbox.checks import Checks
from app.sandbox.contract import load_contract
from app.sandbox.delivery.response_url import LIFE_S, ResponseUrls
from app.sandbox.errors import SlackError
from app.sandbox.posting import Content


@pytest.fixture
def hooks(place, clock):
    place.workspace.timer = clock
    return ResponseUrls(place.workspace, Checks(load_contract()))


def issue(place, hooks, message=None):
    channel = place.workspace.channels[place.general]
    return hooks.issue(place.app, channel, place.ann, message).rpartition("/")[2]


def test_five_uses(place, hooks):
    secret = issue(place, hooks)
    for _ in range(5):
        hooks.use(secret, {"text": "x"})
    with pytest.raises(SlackError, match="used_url"):
        hooks.use(secret, {"text": "x"})


def test_half_an_hour(place, hooks, clock):
    secret = issue(place, hooks)
    clock.now_s += LIFE_S + 1
    with pytest.raises(SlackError, match="expired_url"):
        hooks.use(secret, {"text": "x"})
    with pytest.raises(SlackError, match="expired_url"):
        hooks.use("made up", {"text": "x"})


def test_for_one_or_for_all(place, hooks):
    place.add_bot(place.general)
    secret = issue(place, hooks)
    hooks.use(secret, {"text": "quiet"})
    hooks.use(secret, {"text": "loud", "response_type": "in_channel"})
    [whispered] = place.workspace.posting.ephemeral.values()
    assert (whispered.text, whispered.only_for) == ("quiet", place.ann)
    assert place.workspace.channels[place.general].log.all()[-1].text == "loud"
    with pytest.raises(SlackError, match="no_text"):
        hooks.use(secret, {})
    with pytest.raises(SlackError, match="invalid_blocks"):
        hooks.use(secret, {"blocks": [{"type": "section"}]})


def test_the_original_is_replaced_or_deleted(place, hooks):
    place.add_bot(place.general)
    channel, posting = place.workspace.channels[place.general], place.workspace.posting
    said = posting.say(channel, place.app.bot_user_id, Content(text="menu"))
    secret = issue(place, hooks, said)
    hooks.use(secret, {"text": "done", "replace_original": True})
    assert said.text == "done"
    hooks.use(secret, {"delete_original": True})
    assert channel.log.find(said.ts) is None
    with pytest.raises(SlackError, match="message_not_found"):
        hooks.use(secret, {"delete_original": True})
    bot = place.workspace.bots[place.app.bot_id]
    whispered = posting.whisper(channel, place.ann, bot, Content(text="only you"))
    secret = issue(place, hooks, whispered)
    hooks.use(secret, {"text": "kept", "replace_original": True})
    assert whispered.text == "kept"
    hooks.use(secret, {"delete_original": True})
    assert posting.ephemeral == {}


async def test_over_the_wire(server, place):
    channel = place.workspace.channels[place.general]
    url = server._hooks.issue(place.app, channel, place.ann)
    sent = await AsyncWebhookClient(url).send(text="hello")
    assert (sent.status_code, sent.body) == (200, "ok")
    for _ in range(4):
        await AsyncWebhookClient(url).send(text="hello")
    refused = await AsyncWebhookClient(url).send(text="hello")
    assert (refused.status_code, "used_url" in refused.body) == (404, True)
    assert (await AsyncWebhookClient(url.replace("hooks/", "hooks/x")).send(text="x")).status_code == 404
