"""The addresses of the chat page: its files, how the browser must treat them, and who may ask."""

import aiohttp
import pytest


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        ("{", "application/json"),
        ("[]", "application/json"),
        ("{}", "text/plain"),
        ("a=b", "application/x-www-form-urlencoded"),
    ],
)
async def test_only_json_objects_are_acts(visitor, content, kind):
    async with visitor.post("/sandbox/act", data=content, headers={"Content-Type": kind}) as response:
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
async def test_other_web_pages_are_kept_out(server, visitor, place, headers):
    before = len(place.workspace.channels[place.general].log)
    act = {"as": place.ann, "act": "say", "channel": place.general, "text": "owned"}
    async with visitor.post("/sandbox/act", json=act, headers=headers) as response:
        assert response.status == 403
    async with visitor.post("/sandbox/player", json={"paused": True}, headers=headers) as response:
        assert response.status == 403
    async with visitor.get("/sandbox/state", headers=headers) as response:
        assert response.status == 403
    with pytest.raises(aiohttp.WSServerHandshakeError):
        await visitor.ws_connect("/sandbox/stream", headers=headers)
    assert len(place.workspace.channels[place.general].log) == before


async def test_its_own_page_is_let_in(server, visitor, place):
    act = {"as": place.ann, "act": "say", "channel": place.general, "text": "mine"}
    headers = {"Origin": server.base_url, "Sec-Fetch-Site": "same-origin"}
    async with visitor.post("/sandbox/act", json=act, headers=headers) as response:
        assert response.status == 200


@pytest.mark.parametrize("path", ["/sandbox/", "/archives/C1", "/archives/C1/p1700000000000100?thread_ts=1.2"])
async def test_the_page_and_how_the_browser_must_treat_it(visitor, path):
    async with visitor.get(path) as response:
        assert response.status == 200
        policy = response.headers["Content-Security-Policy"]
        assert "script-src 'self';" in policy
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        text = await response.text()
    assert "<style" not in text
    assert "onload" not in text


async def test_the_start_leads_to_the_page(visitor):
    async with visitor.get("/") as response:
        assert response.url.path == "/sandbox/"


async def test_assets_are_the_files_of_the_page_and_nothing_else(visitor):
    async with visitor.get("/sandbox/page/js/main.js") as response:
        assert response.content_type == "text/javascript"
    for path in ("js/none.js", "../people_api.py", "%2e%2e/people_api.py", "index.html", "js/"):
        async with visitor.get(f"/sandbox/page/{path}") as response:
            assert response.status == 404


class Playing:
    """A player that only remembers."""

    def __init__(self):
        self.asked = []

    def status(self):
        return {"title": "A bad day", "position": 3, "total": 9, "speed": 20.0, "paused": False}

    def control(self, change):
        self.asked.append(change)


async def test_a_player(server, read, visitor):
    assert (await read("/sandbox/player"))["error"] == "Nothing is playing."
    server.player = player = Playing()
    assert (await read("/sandbox/player"))["title"] == "A bad day"
    assert (await read("/sandbox/state"))["workspace"]["player"] is True
    for change in ({"speed": 5}, {"paused": True}, {"next": True}):
        async with visitor.post("/sandbox/player", json=change) as response:
            assert response.status == 200
    assert player.asked == [{"speed": 5.0}, {"paused": True}, {"next": True}]
    for change in ({}, {"speed": 0}, {"speed": "fast"}, {"paused": "yes"}, {"speed": 1e9}):
        async with visitor.post("/sandbox/player", json=change) as response:
            assert response.status == 400
    assert len(player.asked) == 3
