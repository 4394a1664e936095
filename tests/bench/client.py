"""Posts signed events over HTTP as Slack does, with connections that stay open; bare sockets, to cost little itself."""

import asyncio
import hmac
import json
import time
from hashlib import sha256

SECRET = "0123456789abcdef0123456789abcdef"
_PATH = "/slack/events"


def request(payload: dict[str, object], port: int) -> bytes:
    """One signed request. Source of the signature: docs.slack.dev, "Verifying requests from Slack"."""
    body, now = json.dumps(payload).encode(), str(int(time.time()))
    signature = hmac.new(SECRET.encode(), b"v0:" + now.encode() + b":" + body, sha256).hexdigest()
    head = (
        f"POST {_PATH} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nUser-Agent: Slackbot 1.0\r\nAccept: */*\r\n"
        f"Content-Type: application/json\r\nX-Slack-Request-Timestamp: {now}\r\nX-Slack-Signature: v0={signature}\r\n"
        f"Content-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


async def post_all(payloads: list[dict[str, object]], port: int, in_flight: int) -> float:
    """Seconds until all are answered with 200. Raises RuntimeError for another answer."""
    waiting = [request(payload, port) for payload in reversed(payloads)]
    links = [await asyncio.open_connection("127.0.0.1", port) for _ in range(in_flight)]
    started = time.perf_counter()
    async with asyncio.TaskGroup() as group:
        for reader, writer in links:
            group.create_task(_post(reader, writer, waiting))
    seconds = time.perf_counter() - started
    for _, writer in links:
        writer.close()
    return seconds


async def _post(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, waiting: list[bytes]) -> None:
    while waiting:
        writer.write(waiting.pop())
        head = await reader.readuntil(b"\r\n\r\n")
        if not head.startswith(b"HTTP/1.1 200"):
            raise RuntimeError(head.partition(b"\r\n")[0].decode())
        length = next((line for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:")), b":0")
        await reader.readexactly(int(length.partition(b":")[2]))
