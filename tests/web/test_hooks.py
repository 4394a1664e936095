import asyncio
import io
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from app.context.intake import traffic
from app.context.intake.arriving import Intake
from app.domain.connecting import Heard, Refused, Unreadable
from app.ports import Connected
from app.web import hooks
from app.web.hooks import MOST_BYTES, hook_routes
from tests.context.telling import firing


@dataclass
class Listener:
    """Says what it is told to say, and remembers what it was told."""

    says: Heard | Exception = field(default_factory=Heard)
    told: list = field(default_factory=list)

    async def check(self):
        return ()

    def hear(self, delivery):
        self.told.append(delivery)
        if isinstance(self.says, Exception):
            raise self.says
        return self.says


class Deaf:
    async def check(self):
        return ()


@asynccontextmanager
async def served(database, clock, listener):
    site = web.Application()
    connected = [Connected("am", "alertmanager", "Alertmanager", listener), Connected("loki", "loki", "Loki", Deaf())]
    async with Intake(database, clock) as intake:
        site.add_routes(hook_routes(connected, intake, clock))
        server = TestServer(site)
        await server.start_server(auto_decompress=False)
        async with TestClient(server) as client:
            yield client


@pytest.fixture
def listener():
    return Listener()


@pytest.fixture
async def client(database, clock, listener):
    async with served(database, clock, listener) as client:
        yield client


async def counts(database):
    async with database.reading() as connection:
        return (await traffic.all_counts(connection)).get("am")


async def test_what_was_accepted_is_kept(database, clock, client, listener):
    listener.says = Heard(signals=(firing(),))
    answer = await client.post("/hooks/am?room=1", data=b"body", headers={"X-Token": "t"})
    assert answer.status == 200
    assert (await counts(database)).received == 1
    (told,) = listener.told
    assert (told.body, told.at, told.query, told.headers["x-token"]) == (b"body", clock(), {"room": "1"}, "t")
    assert "body" not in repr(told)


@pytest.mark.parametrize("name", ["nobody", "loki", "a%2fb"])
async def test_where_nobody_hears(client, listener, name):
    assert (await client.post(f"/hooks/{name}", data=b"")).status == 404
    assert (await client.get("/hooks/am")).status == 405
    assert not listener.told


async def test_not_signed_and_not_readable(database, clock, listener, capsys):
    async with served(database, clock, listener) as client:
        listener.says = Refused()
        assert (await client.post("/hooks/am", data=b"hush")).status == 401
        listener.says = Unreadable("There is no list of alerts.")
        answer = await client.post("/hooks/am", data=b"hush")
        assert (answer.status, (await answer.json())["reason"]) == (400, "There is no list of alerts.")
        listener.says = KeyError("hush")
        answer = await client.post("/hooks/am", data=b"hush")
        assert answer.status == 500
        assert "hush" not in await answer.text()
        logged = capsys.readouterr().out
        assert "KeyError" in logged
        assert "hush" not in logged
    found = await counts(database)
    assert (found.refused, found.received) == (1, 0)
    assert found.trouble == "Something in a delivery could not be read; it is logged."


@pytest.mark.parametrize("size", [MOST_BYTES, MOST_BYTES + 1])
async def test_a_body_may_be_so_long(client, listener, size):
    async def in_parts():
        for start in range(0, size, 2**20):
            yield bytes(min(2**20, size - start))

    expected = 200 if size <= MOST_BYTES else 413
    assert (await client.post("/hooks/am", data=in_parts())).status == expected
    assert (await client.post("/hooks/am", data=io.BytesIO(bytes(size)))).status == expected
    assert len(listener.told) == (2 if expected == 200 else 0)


async def test_who_sends_slowly_takes_no_place_from_others(client, listener, monkeypatch):
    monkeypatch.setattr(hooks, "_AT_ONCE", 1)
    begun, end = asyncio.Event(), asyncio.Event()

    async def slowly():
        yield b"{"
        begun.set()
        await end.wait()
        yield b"}"

    async with asyncio.TaskGroup() as group:
        slow = group.create_task(client.post("/hooks/am", data=slowly()))
        await begun.wait()
        assert (await client.post("/hooks/am", data=b"1")).status == 200
        end.set()
    assert slow.result().status == 200


async def test_the_sender_tries_again_when_it_cannot_be_kept(database, clock, client, listener):
    listener.says = Heard(signals=(firing(),))
    async with database.transaction() as tx:
        await tx.connection.exec_driver_sql("ALTER TABLE deliveries RENAME TO away")
    answer = await client.post("/hooks/am", data=b"1")
    assert (answer.status, answer.headers["Retry-After"]) == (503, "10")
    async with database.transaction() as tx:
        await tx.connection.exec_driver_sql("ALTER TABLE away RENAME TO deliveries")
    assert (await client.post("/hooks/am", data=b"1")).status == 200
    assert (await counts(database)).received == 1


async def test_more_at_once_than_can_be_held(client, listener, monkeypatch):
    monkeypatch.setattr(hooks, "_AT_ONCE", 0)
    async with served(None, None, listener) as full:
        assert (await full.post("/hooks/am", data=b"1")).status == 503
    assert not listener.told
