"""A real Unleash for the tests: the npm package `unleash-server` on an empty PostgreSQL database.

Needs node, and `npm ci --omit=dev --ignore-scripts` in `tests/connectors/npm`. A shell stands between the tests and the
server: when the tests end, however they end, its input closes, and it ends the server.
"""

import asyncio
import http.client
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import aiohttp
import pytest

SERVER = Path(__file__).parent / "npm" / "node_modules" / "unleash-server" / "dist" / "server.js"
ADMIN = "*:*.secret-of-the-admin"
_PATIENCE_S = 60
_GUARD = """
"$@" >"$LOG" 2>&1 </dev/null &
server=$!
cat >/dev/null
kill $server 2>/dev/null
wait $server
"""


@dataclass(frozen=True)
class UnleashServer:
    url: str

    async def do(self, method: str, path: str, body: object = None, **headers: str) -> object:
        """Ask its API as the admin. Asserts that it worked."""
        given = {"Authorization": ADMIN, **headers}
        async with (
            aiohttp.ClientSession() as session,
            session.request(method, f"{self.url}{path}", json=body, headers=given) as response,
        ):
            text = await response.text()
            assert response.ok, f"{method} {path}: {response.status} {text}"
            return await response.json() if text.startswith(("{", "[")) else text

    async def feature(self, name: str) -> "Feature":
        await self.do("POST", "/api/admin/projects/default/features", {"name": name, "type": "release"})
        return Feature(self, name)

    async def send_events_to(self, url: str, token: str, events: list[str]) -> None:
        """Set up its webhook integration, with nothing but an address and an Authorization header."""
        parameters = {"url": url, "authorization": f"Bearer {token}"}
        wanted = {"provider": "webhook", "enabled": True, "parameters": parameters, "events": events}
        await self.do("POST", "/api/admin/addons", {**wanted, "projects": [], "environments": []})

    async def viewer_token(self) -> str:
        """A personal access token of a user who may look, and no more."""
        user = {"username": "viewer", "password": "Only-Looking-0815", "rootRole": 3, "sendEmail": False}
        await self.do("POST", "/api/admin/user-admin", user)
        async with aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True, quote_cookie=False)) as session:
            login = {"username": user["username"], "password": user["password"]}
            async with session.post(f"{self.url}/auth/simple/login", json=login) as response:
                assert response.ok, await response.text()
            token = {"description": "watchkeeper", "expiresAt": "2099-01-01T00:00:00.000Z"}
            async with session.post(f"{self.url}/api/admin/user/tokens", json=token) as response:
                assert response.ok, await response.text()
                return (await response.json())["secret"]


@dataclass(frozen=True)
class Feature:
    server: UnleashServer
    name: str

    def _path(self, rest: str) -> str:
        return f"/api/admin/projects/default/features/{self.name}/environments/production/{rest}"

    async def switch(self, to: str) -> None:
        """`on` or `off`, in production."""
        await self.server.do("POST", self._path(to))

    async def roll_out(self, share: int, strategy: str = "") -> str:
        """To that share of users; the id of the strategy, to be given to change it."""
        parameters = {"rollout": str(share), "stickiness": "default", "groupId": self.name}
        body = {"name": "flexibleRollout", "parameters": parameters}
        method, rest = ("PUT", f"strategies/{strategy}") if strategy else ("POST", "strategies")
        return (await self.server.do(method, self._path(rest), body))["id"]

    async def belongs_to(self, service: str) -> None:
        path = "/api/admin/tag-types"
        known = (await self.server.do("GET", path))["tagTypes"]
        if "service" not in {one["name"] for one in known}:
            await self.server.do("POST", path, {"name": "service", "description": "What it belongs to"})
        tag = {"type": "service", "value": service}
        await self.server.do("POST", f"/api/admin/features/{self.name}/tags", tag)


@contextmanager
def unleash_server(database: str, socket_folder: Path, log: Path) -> Iterator[UnleashServer]:
    """A running server. Skips where node or the package is missing; under CI that is a failure."""
    port = free_port()
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(log.parent),
        "LOG": str(log),
        "NODE_NO_WARNINGS": "1",
        "DATABASE_HOST": str(socket_folder),
        "DATABASE_USERNAME": "postgres",
        "DATABASE_PASSWORD": "none",
        "DATABASE_NAME": database,
        "DATABASE_SSL": "false",
        "HTTP_HOST": "127.0.0.1",
        "HTTP_PORT": str(port),
        "UNLEASH_URL": f"http://127.0.0.1:{port}",
        "INIT_ADMIN_API_TOKENS": ADMIN,
        "CHECK_VERSION": "false",
        "SEND_TELEMETRY": "false",
        "LOG_LEVEL": "warn",
    }
    guard = subprocess.Popen(
        ["/bin/sh", "-c", _GUARD, "guard", _node(), SERVER],
        env=environment,
        stdin=subprocess.PIPE,
        start_new_session=True,  # Ctrl-C is for the tests; the server ends after them
    )
    assert guard.stdin
    try:
        _await_ready(port, log)
        yield UnleashServer(f"http://127.0.0.1:{port}")
    finally:
        guard.stdin.close()
        guard.wait(timeout=_PATIENCE_S)


@contextmanager
def unleash_sending(
    database: str, socket_folder: Path, log: Path, to: str, tokens: Mapping[str, Sequence[str]]
) -> Iterator[UnleashServer]:
    """A running server whose webhook integrations send to that address: for each token, those types of events.

    It is started twice, because a running one takes up to a minute to see a new integration.
    """
    with unleash_server(database, socket_folder, log) as server:
        for token, events in tokens.items():
            asyncio.run(server.send_events_to(to, token, [*events]))
    with unleash_server(database, socket_folder, log) as server:
        yield server


def parts_of(address: str) -> tuple[str, Path]:
    """The name of a PostgreSQL database, and the folder of its server's socket."""
    parts = urlsplit(address)
    return parts.path.strip("/"), Path(parts.query.removeprefix("host="))


def _node() -> str:
    found = shutil.which("node")
    if found and SERVER.exists():
        return found
    reason = "run `npm ci --omit=dev --ignore-scripts` in tests/connectors/npm" if found else "node is not installed"
    if os.environ.get("CI"):
        pytest.fail(f"a real Unleash has to be tested here: {reason}")
    pytest.skip(f"a real Unleash is not here: {reason}")


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


def _await_ready(port: int, log: Path) -> None:
    """Until it answers that its health is good."""
    deadline = time.monotonic() + _PATIENCE_S
    while not _is_healthy(port):
        if time.monotonic() > deadline:
            raise AssertionError(log.read_text() if log.exists() else "The server left no log.")
        time.sleep(0.05)


def _is_healthy(port: int) -> bool:
    asking = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        asking.request("GET", "/health")
        return asking.getresponse().status == 200
    except OSError:
        return False
    finally:
        asking.close()
