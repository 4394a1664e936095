"""The addresses of the chat page: what a person sees, what is told as it happens, what can be done, who may ask."""

import asyncio
import base64
from contextlib import asynccontextmanager

import aiohttp
import pytest

from app.sandbox.people_acts import PEOPLE_ACTS

HISTORY = "/sandbox/history"


@pytest.fixture
async def browser(server):
    async with aiohttp.ClientSession(server.base_url) as session:
        yield session


@pytest.fixture
def read(browser, place):
    async def read(path, person=None, **query):
        async with browser.get(path, params={"as": person or place.ann, **query}) as response:
            return await response.json()

    return read


@pytest.fixture
def do(browser, place):
    """Does an act; gives its result, or the sentence with which it was refused."""

    async def do(act, person=None, **details):
        async with browser.post("/sandbox/act", json={"as": person or place.ann, "act": act, **details}) as response:
            body = await response.json()
            assert (response.status == 200) is body["ok"]
            return body["result"] if body["ok"] else body["error"]

    return do


@pytest.fixture
def online(connect, server, place, bolt):
    """`async with online():` while the app is connected."""
    return lambda: connect(server, place.app, bolt)


class Told:
    """What a page has been told so far."""

    def __init__(self, socket):
        self.socket = socket
        self.waiting = []

    async def next(self, kind):
        """The next change of that kind."""
        async with asyncio.timeout(5):
            while True:
                for number, change in enumerate(self.waiting):
                    if change["type"] == kind:
                        del self.waiting[: number + 1]
                        return change
                self.waiting += await self.socket.receive_json()


@pytest.fixture
def stream(browser, place):
    @asynccontextmanager
    async def stream(person=None):
        async with browser.ws_connect("/sandbox/stream", params={"as": person or place.ann}) as socket:
            told = Told(socket)
            await told.next("hello")
            yield told

    return stream


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
async def test_odd_questions_get_an_answer(browser, place, query):
    async with browser.get(HISTORY, params={"as": place.ann, "channel": place.general, **query}) as response:
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


async def test_what_is_said_edited_reacted_to_and_deleted_is_told(stream, do, place):
    async with stream(place.bob) as told:
        ts = (await do("say", channel=place.general, text="hello"))["ts"]
        change = await told.next("message")
        assert (change["ts"], change["message"]["text"], change["fresh"]) == (ts, "hello", True)
        await do("edit", channel=place.general, ts=ts, text="hello all")
        change = await told.next("message")
        assert (change["message"]["text"], change["fresh"]) == ("hello all", False)
        assert "edited" in change["message"]
        await do("react", channel=place.general, ts=ts, name="eyes")
        change = await told.next("message")
        assert change["message"]["reactions"] == [{"name": "eyes", "users": [place.ann], "count": 1}]
        await do("unreact", channel=place.general, ts=ts, name="eyes")
        assert "reactions" not in (await told.next("message"))["message"]
        await do("delete", channel=place.general, ts=ts)
        assert (await told.next("message"))["message"] is None


async def test_a_reply_also_changes_its_parent(stream, do, place):
    parent = (await do("say", channel=place.general, text="?"))["ts"]
    async with stream() as told:
        reply = (await do("say", channel=place.general, text="!", thread_ts=parent))["ts"]
        assert (await told.next("message"))["ts"] == reply
        assert (await told.next("message"))["message"]["reply_count"] == 1


async def test_a_burst_is_told_once_each(stream, server, place):
    ts = server.acts.say(place.ann, place.general, "0")
    async with stream() as told:
        for number in range(50):
            server.acts.edit(place.ann, place.general, ts, str(number))
        assert (await told.next("message"))["message"]["text"] == "49"
        assert told.waiting == []


async def test_channels_are_told_as_they_change(stream, do, place):
    async with stream(place.bob) as told:
        made = (await do("create_channel", name="secret", private=True))["channel"]
        assert (await told.next("channel"))["channel"] is None
        await do("invite", channel=made, user=place.bob)
        change = await told.next("channel")
        assert change["channel"]["kind"] == "group"
        await do("set_topic", channel=made, topic="who knows what")
        assert (await told.next("channel"))["channel"]["topic"] == "who knows what"
        await do("leave", person=place.bob, channel=made)
        assert (await told.next("channel"))["channel"] is None


async def test_what_one_person_alone_sees(stream, read, client, place):
    place.add_bot(place.general)
    async with stream(place.ann) as ann, stream(place.bob) as bob:
        await client.chat_postEphemeral(channel=place.general, user=place.ann, text="between us")
        await client.chat_postMessage(channel=place.general, text="for all")
        assert (await ann.next("ephemeral"))["message"]["text"] == "between us"
        assert (await bob.next("message"))["message"]["text"] == "for all"
        assert "ephemeral" not in {change["type"] for change in bob.waiting}
    [kept] = (await read(HISTORY, channel=place.general))["private"]
    assert kept["is_ephemeral"] is True
    assert (await read(HISTORY, person=place.bob, channel=place.general))["private"] == []


async def test_a_command_a_form_and_its_errors(stream, do, place, bolt, online):
    @bolt.command("/inc")
    async def _(ack, body, client):
        await ack()
        field = {"type": "plain_text_input", "action_id": "text"}
        label = {"type": "plain_text", "text": "Title"}
        block = {"type": "input", "block_id": "title", "label": label, "element": field}
        title = {"type": "plain_text", "text": body["text"]}
        view = {"type": "modal", "callback_id": "form", "title": title, "submit": title, "blocks": [block]}
        await client.views_open(trigger_id=body["trigger_id"], view=view)

    @bolt.view("form")
    async def _(ack, body):
        value = body["view"]["state"]["values"]["title"]["text"]["value"]
        await (ack() if value == "good" else ack(response_action="errors", errors={"title": f"not {value}"}))

    async with stream() as told, online():
        await do("command", channel=place.general, text="/inc new")
        [view] = (await told.next("modal"))["views"]
        assert view["title"]["text"] == "new"
        entered = {"title": {"text": {"type": "plain_text_input", "value": "bad"}}}
        assert await do("submit_view", view=view["id"], values=entered) == {"errors": {"title": "not bad"}}
        entered["title"]["text"]["value"] = "good"
        assert await do("submit_view", view=view["id"], values=entered) == {"errors": {}}
        assert (await told.next("modal"))["views"] == []


async def test_a_button_and_what_stands_in_the_other_fields(do, place, bolt, client, online):
    seen = asyncio.Queue()

    @bolt.action("go")
    async def _(ack, body):
        await ack()
        await seen.put(body)

    place.add_bot(place.general)
    options = [{"text": {"type": "plain_text", "text": text}, "value": text} for text in ("low", "high")]
    button = {"type": "button", "action_id": "go", "value": "v", "text": {"type": "plain_text", "text": "Go"}}
    choice = {"type": "static_select", "action_id": "level", "options": options}
    blocks = [{"type": "actions", "block_id": "row", "elements": [choice, button]}]
    async with online():
        sent = await client.chat_postMessage(channel=place.general, text="x", blocks=blocks)
        values = {"row": {"level": {"type": "static_select", "selected_option": options[1]}}}
        action = {"block_id": "row", "action_id": "go", "type": "button", "value": "v"}
        await do("click", channel=place.general, ts=sent["ts"], action=action, values=values)
        body = await seen.get()
    assert body["actions"][0]["value"] == "v"
    assert body["state"]["values"]["row"]["level"]["selected_option"]["value"] == "high"


async def test_the_home_tab(stream, do, place, bolt, online):
    @bolt.event("app_home_opened")
    async def _(event, client):
        text = {"type": "mrkdwn", "text": f"hello <@{event['user']}>"}
        await client.views_publish(
            user_id=event["user"], view={"type": "home", "blocks": [{"type": "section", "text": text}]}
        )

    async with stream() as told, online():
        await do("open_home", app=place.app.app_id)
        shown = await told.next("app")
        assert shown["app"]["home"]["blocks"][0]["text"]["text"] == f"hello <@{place.ann}>"


async def test_a_file(do, read, browser, place):
    content = base64.b64encode("héllo".encode()).decode()
    ts = (await do("upload", channel=place.general, filename="a.txt", content=content))["ts"]
    [file] = (await read(HISTORY, channel=place.general, limit=1))["messages"][0]["files"]
    assert file["title"] == "a.txt"
    async with browser.get(file["url_private"]) as response:
        assert await response.read() == "héllo".encode()
    assert ts
    assert "base64" in await do("upload", channel=place.general, filename="a.txt", content="*")


@pytest.mark.parametrize(
    ("act", "details", "sentence"),
    [
        ("say", {"channel": "C404", "text": "x"}, "You cannot see this channel."),
        ("say", {"text": "x"}, "This act needs `channel`."),
        ("say", {"channel": 7, "text": "x"}, "This act needs `channel`."),
        ("create_channel", {"name": "general"}, "There is a channel of that name already."),
        ("create_channel", {"name": "Not So"}, "A channel's name has only"),
        ("open_home", {"app": "A404"}, "This app is not installed."),
        ("command", {"channel": "general", "text": "/nope"}, "No app in this workspace has that command."),
        ("close_view", {"view": "V404"}, "This form is not open any more."),
        ("global_shortcut", {"callback_id": "nope"}, "That was refused: unknown_shortcut"),
        ("dance", {}, "There is no such act"),
        (None, {}, "There is no such act"),
    ],
)
async def test_refusals_are_sentences(do, place, act, details, sentence):
    if details.get("channel") == "general":
        details = details | {"channel": place.general}
    assert (await do(act, **details)).startswith(sentence)


async def test_an_app_that_is_not_there(do, place):
    assert await do("command", channel=place.general, text="/inc help") == "/inc failed because the app did not respond"


@pytest.mark.parametrize("person", ["", "U404", None, "bot"])
async def test_only_people_act(browser, place, person):
    body = {"as": place.app.bot_user_id if person == "bot" else person, "act": "say", "channel": place.general}
    async with browser.post("/sandbox/act", json={**body, "text": "x"}) as response:
        assert response.status == 400
        assert (await response.json())["error"] == "Say which person acts (`as`)."


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        ("{", "application/json"),
        ("[]", "application/json"),
        ("{}", "text/plain"),
        ("a=b", "application/x-www-form-urlencoded"),
    ],
)
async def test_only_json_objects_are_acts(browser, content, kind):
    async with browser.post("/sandbox/act", data=content, headers={"Content-Type": kind}) as response:
        assert response.status == 400


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Host": "evil.example"},
        {"Host": "evil.example", "Origin": "http://evil.example"},
    ],
)
async def test_other_web_pages_are_kept_out(server, browser, place, headers):
    before = len(place.workspace.channels[place.general].log)
    act = {"as": place.ann, "act": "say", "channel": place.general, "text": "owned"}
    async with browser.post("/sandbox/act", json=act, headers=headers) as response:
        assert response.status == 403
    async with browser.post("/sandbox/player", json={"paused": True}, headers=headers) as response:
        assert response.status == 403
    async with browser.get("/sandbox/state", headers=headers) as response:
        assert response.status == 403
    with pytest.raises(aiohttp.WSServerHandshakeError):
        await browser.ws_connect("/sandbox/stream", headers=headers)
    assert len(place.workspace.channels[place.general].log) == before


async def test_its_own_page_is_let_in(server, browser, place):
    act = {"as": place.ann, "act": "say", "channel": place.general, "text": "mine"}
    headers = {"Origin": server.base_url, "Sec-Fetch-Site": "same-origin"}
    async with browser.post("/sandbox/act", json=act, headers=headers) as response:
        assert response.status == 200


@pytest.mark.parametrize("path", ["/sandbox/", "/archives/C1", "/archives/C1/p1700000000000100?thread_ts=1.2"])
async def test_the_page_and_how_the_browser_must_treat_it(browser, path):
    async with browser.get(path) as response:
        assert response.status == 200
        policy = response.headers["Content-Security-Policy"]
        assert "script-src 'self';" in policy
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        text = await response.text()
    assert "<style" not in text
    assert "onload" not in text


async def test_the_start_leads_to_the_page(browser):
    async with browser.get("/") as response:
        assert response.url.path == "/sandbox/"


async def test_assets_are_the_files_of_the_page_and_nothing_else(browser):
    async with browser.get("/sandbox/page/js/main.js") as response:
        assert response.content_type == "text/javascript"
    for path in ("js/none.js", "../people_api.py", "%2e%2e/people_api.py", "index.html", "js/"):
        async with browser.get(f"/sandbox/page/{path}") as response:
            assert response.status == 404


class Playing:
    """A player that only remembers."""

    def __init__(self):
        self.asked = []

    def status(self):
        return {"title": "A bad day", "position": 3, "total": 9, "speed": 20.0, "paused": False}

    def control(self, change):
        self.asked.append(change)


async def test_a_player(server, read, browser):
    assert (await read("/sandbox/player"))["error"] == "Nothing is playing."
    server.page.player = player = Playing()
    assert (await read("/sandbox/player"))["title"] == "A bad day"
    assert (await read("/sandbox/state"))["workspace"]["player"] is True
    for change in ({"speed": 5}, {"paused": True}, {"next": True}):
        async with browser.post("/sandbox/player", json=change) as response:
            assert response.status == 200
    assert player.asked == [{"speed": 5.0}, {"paused": True}, {"next": True}]
    for change in ({}, {"speed": 0}, {"speed": "fast"}, {"paused": "yes"}, {"speed": 1e9}):
        async with browser.post("/sandbox/player", json=change) as response:
            assert response.status == 400
    assert len(player.asked) == 3


def test_every_act_has_its_own_name():
    names = [act.__name__ for act in PEOPLE_ACTS]
    assert len(names) == len(set(names))
