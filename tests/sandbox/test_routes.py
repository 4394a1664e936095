import aiohttp
import pytest

from app.sandbox.faults import Fault


@pytest.fixture
async def session():
    async with aiohttp.ClientSession() as running:
        yield running


async def test_faults_over_http(server, session):
    url = f"{server.base_url}/sandbox/faults"
    async with session.post(url, json={"target": "auth.test", "kind": "status", "status": 500}) as response:
        assert response.status == 201
    async with session.get(url) as response:
        assert (await response.json())["faults"][0]["status"] == 500
    assert list(server.faults) == [Fault("auth.test", "status", status=500)]
    async with session.delete(url) as response:
        assert (await response.json())["faults"] == []
    for sent, status in (({"json": {"kind": "flood"}}, 400), ({"data": b"{}"}, 415)):
        async with session.post(url, **sent) as response:
            assert response.status == status
    async with session.post(url, data=b"{", headers={"Content-Type": "application/json"}) as response:
        assert response.status == 400


async def test_uploads_by_body_and_by_form(server, place, session):
    files = place.workspace.files
    form = aiohttp.FormData()
    form.add_field("file", b"graph", filename="graph.png")
    for sent in ({"data": b"graph"}, {"data": form}):
        file_id, url = files.begin(place.ann, "graph.png", 5)
        async with session.post(url, **sent) as response:
            assert await response.text() == "OK - 5"
        assert files.complete(place.ann, file_id, "").content == b"graph"
        async with session.post(url, data=b"again") as response:
            assert response.status == 404


async def test_a_file_cannot_act_as_a_page(server, place, session):
    server.acts.upload(place.ann, place.general, "evil.html", b"<script>alert(1)</script>")
    [file] = place.workspace.files.all()
    async with session.get(place.workspace.files.as_json(file)["url_private"]) as response:
        assert response.headers["Content-Security-Policy"] == "sandbox"
        assert response.headers["X-Content-Type-Options"] == "nosniff"
    async with session.get(f"{server.base_url}/files/F404/x") as response:
        assert response.status == 404


async def test_hooks_want_a_payload(server, place, session):
    url = server._hooks.issue(place.app, place.workspace.channels[place.general], place.ann)
    for sent, status in (
        ({"data": {"payload": '{"text": "form"}'}}, 200),
        ({"json": {"text": ""}}, 500),
        ({"data": b"{", "headers": {"Content-Type": "application/json"}}, 500),
    ):
        async with session.post(url, **sent) as response:
            assert response.status == status


async def test_a_link_leads_to_the_page(server, place, session):
    async with session.get(f"{server.base_url}/archives/{place.general}") as response:
        assert response.content_type == "text/html"
    async with session.get(f"{server.base_url}/") as response:
        assert str(response.url).endswith("/sandbox/")
