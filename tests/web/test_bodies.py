import gzip
import zlib
from contextlib import asynccontextmanager

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from app.web.bodies import NoRoom, NotWhole, Room, TooLong, unpacked, whole_body

MOST = 200_000
BODY = b'{"alerts": []}'
PACKED = gzip.compress(BODY, mtime=0)  # without the time, which would make tests of other names each second


@asynccontextmanager
async def reading(room):
    """A server that says how many bytes it was sent, or what was wrong with them."""

    async def post(request):
        try:
            async with whole_body(request, room, MOST, 5) as body:
                return web.Response(text=str(len(body)))
        except (TooLong, NoRoom) as error:
            return web.Response(text=type(error).__name__)

    site = web.Application()
    site.add_routes([web.post("/", post)])
    server = TestServer(site)
    await server.start_server(auto_decompress=False)
    async with TestClient(server) as client:

        async def said(body, **more):
            return await (await client.post("/", data=body, **more)).text()

        yield said


async def test_it_comes_as_it_was_sent_and_what_it_took_is_given_back():
    room = Room(100_000)
    async with reading(room) as said:
        packed = gzip.compress(bytes(100 * MOST))
        assert await said(packed, headers={"Content-Encoding": "gzip"}) == str(len(packed))
        assert await said(bytes(MOST + 1)) == "TooLong"
        assert await said(bytes(150_000)) == "150000"
        assert await said(bytes(MOST)) == "NoRoom"
    assert room.free_bytes == 100_000


async def test_where_large_ones_find_no_room_small_ones_do():
    async with reading(Room(0)) as said:
        assert await said(bytes(70_000)) == "NoRoom"
        assert await said(BODY) == str(len(BODY))


@pytest.mark.parametrize(
    ("coding", "pack"),
    [("", bytes), ("identity", bytes), ("gzip", gzip.compress), ("X-GZIP ", gzip.compress), ("deflate", zlib.compress)],
)
async def test_it_is_unpacked(coding, pack):
    assert await unpacked(pack(BODY), coding, MOST) == BODY


@pytest.mark.parametrize("pack", [gzip.compress, zlib.compress])
async def test_what_is_small_only_until_it_is_unpacked(pack):
    assert len(await unpacked(pack(bytes(MOST)), "gzip", MOST)) == MOST
    with pytest.raises(TooLong):
        await unpacked(pack(bytes(MOST + 1)), "gzip", MOST)
    with pytest.raises(TooLong):
        await unpacked(pack(bytes(200 * MOST)), "gzip", MOST)


@pytest.mark.parametrize(
    ("coding", "body"),
    [
        ("gzip", b""),
        ("gzip", BODY),
        ("gzip", PACKED[:-4]),
        ("gzip", PACKED + b"more"),
        ("br", BODY),
        ("gzip, gzip", gzip.compress(PACKED, mtime=0)),
    ],
)
async def test_what_is_not_whole_or_packed_otherwise(coding, body):
    with pytest.raises(NotWhole):
        await unpacked(body, coding, MOST)
