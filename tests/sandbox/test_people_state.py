"""The workspace as one person sees it."""

import pytest

HISTORY = "/sandbox/history"


async def test_the_state_names_people_channels_and_apps(read, place):
    state = await read("/sandbox/state")
    assert state["me"] == place.ann
    assert {"ann", "bob"} <= {person["name"] for person in state["people"]}
    [general] = [channel for channel in state["channels"] if channel["name"] == "general"]
    assert general["members"] == [place.ann, place.bob]
    [app] = state["apps"]
    assert app["commands"][0]["name"] == "/inc"
    assert [shortcut["type"] for shortcut in app["shortcuts"]] == ["message", "global"]
    assert state["modal"] == []
    assert state["workspace"]["player"] is False


async def test_an_unknown_person_becomes_the_first(read, place):
    assert (await read("/sandbox/state", person="U404"))["me"] == place.ann
    assert (await read("/sandbox/state", person=place.app.bot_user_id))["me"] == place.ann


async def test_a_private_channel_shows_to_its_members_alone(read, server, place):
    secret = server.acts.create_channel(place.ann, "secret", private=True)
    server.acts.say(place.ann, secret, "hush")
    names = {channel["id"] for channel in (await read("/sandbox/state", person=place.bob))["channels"]}
    assert secret not in names
    assert (await read(HISTORY, person=place.bob, channel=secret))["error"] == "You cannot see this channel."
    assert (await read(HISTORY, channel=secret))["messages"][-1]["text"] == "hush"


async def test_history_in_pages_and_from_a_message_on(read, server, place):
    stamps = [server.acts.say(place.ann, place.general, f"line {number}") for number in range(120)]
    newest = await read(HISTORY, channel=place.general, limit=50)
    assert [message["ts"] for message in newest["messages"]] == stamps[70:]
    assert newest["more"] is True
    earlier = await read(HISTORY, channel=place.general, before=stamps[70], limit=50)
    assert [message["ts"] for message in earlier["messages"]] == stamps[20:70]
    around = await read(HISTORY, channel=place.general, **{"from": stamps[60]})
    assert [message["ts"] for message in around["messages"]] == stamps[30:]
    everything = await read(HISTORY, channel=place.general, limit=500)
    assert everything["more"] is False


@pytest.mark.parametrize(
    "query", [{"limit": "many"}, {"before": "yesterday"}, {"from": "x"}, {"before": "9" * 40}, {"limit": "-3"}]
)
async def test_odd_questions_get_an_answer(visitor, place, query):
    async with visitor.get(HISTORY, params={"as": place.ann, "channel": place.general, **query}) as response:
        assert response.status in {200, 400}
        assert isinstance(await response.json(), dict)


async def test_a_thread_its_pins_and_its_parent(read, do, place):
    parent = (await do("say", channel=place.general, text="who knows?"))["ts"]
    await do("say", person=place.bob, channel=place.general, text="I do", thread_ts=parent)
    await do("pin", channel=place.general, ts=parent)
    thread = await read("/sandbox/thread", channel=place.general, ts=parent)
    assert [message["text"] for message in thread["messages"]] == ["who knows?", "I do"]
    pins = await read("/sandbox/pins", channel=place.general)
    assert [message["ts"] for message in pins["messages"]] == [parent]
    [general] = [one for one in (await read("/sandbox/state"))["channels"] if one["id"] == place.general]
    assert general["pins"] == 1
    assert (await read("/sandbox/thread", channel=place.general, ts="1.1"))["error"] == "This message is gone."
