import asyncio

import aiohttp
import pytest
from aiohttp import web

from app.web.site import serving
from tests.bench.ingest import free_port

TOKEN = "a-token-of-twenty-letters"


@pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    "request_text",
    [
        f"POST /hooks/am HTTP/1.1\r\nAuthorization: Bearer {TOKEN}\0\r\n\r\n",
        f"POST /hooks/am?token={TOKEN} HTTP/9.9\r\n\r\n",
        f"POST /hooks/am?token={TOKEN}{'x' * 20_000} HTTP/1.1\r\n\r\n",
    ],
)
async def test_a_request_that_cannot_be_read_is_logged_without_what_is_in_it(database, clock, caplog, request_text):
    port = free_port()
    async with serving(web.Application(), "127.0.0.1", port, database, clock):
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(request_text.encode())
        assert b"400 Bad Request" in await reader.read(100)
        writer.close()
    assert "Error handling request" in caplog.text
    assert "http_parser" in caplog.text
    assert TOKEN not in caplog.text


@pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
async def test_a_bug_is_logged_with_its_place(database, clock, caplog):
    async def bug(request):
        raise KeyError(await request.text())

    port = free_port()
    async with (
        serving(web.Application(), "127.0.0.1", port, database, clock, hooks=[web.post("/x", bug)]),
        aiohttp.ClientSession() as session,
        session.post(f"http://127.0.0.1:{port}/x", data="hush") as answer,
    ):
        assert answer.status == 500
    assert "KeyError" in caplog.text
    assert "test_site.py" in caplog.text
    assert "hush" not in caplog.text
