"""The demo, played at once: the same text every time, and what a visitor is to see is in it."""

import re
import socket

import pytest

from app.demo.run import play_once, serve_demo
from app.domain.errors import UserError

_VARIES = re.compile(r"\d{4}-\d{2}-\d{2}|http://127\.0\.0\.1:\d+/archives/\w+/p\d+(\?\S*)?|p\d{16}|thread_ts=[\d.]+")


@pytest.fixture
async def text():
    return await play_once()


async def test_it_comes_to_the_same_every_time(text):
    assert _VARIES.sub("…", await play_once()) == _VARIES.sub("…", text)
    parts = [line for line in text.splitlines() if line.startswith("# ")]
    assert parts == ["# Timeline of INC-1", "# INC-1: catch-up", "# INC-1: Checkout fails for card payments"]
    catchup, postmortem = (part for part in text.split("\n# ")[1:])
    assert "made worse" in catchup
    assert "Ruled out" in catchup
    assert "pool size back to 40" in postmortem
    assert "tall-ship" not in text  # a secret that somebody typed
    assert "maria.q@example.org" not in text  # a message that somebody deleted
    assert "[secret:" in text or "\\[secret:" in text


async def test_a_port_that_is_taken_is_one_sentence():
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        with pytest.raises(UserError, match=f"Port {port} is taken."):
            await serve_demo(20, port, None, lambda _: None)
