"""`watchkeeper demo --once`: the same text every time, and what a visitor is to see is in it."""

import asyncio
import re
import socket

from app.demo.run import play_once

_VARIES = re.compile(r"\d{4}-\d{2}-\d{2}|http://127\.0\.0\.1:\d+[^\s)]*")


def test_it_prints_what_is_left_the_same_every_time(run):
    ran = run("demo", "--once")
    assert (ran.code, ran.err) == (0, "")
    assert _VARIES.sub("…", ran.out) == _VARIES.sub("…", asyncio.run(play_once()))
    parts = [line for line in ran.out.splitlines() if line.startswith("# ")]
    assert parts == [
        "# Timeline of INC-1",
        "# Context of INC-1, at 14:08 UTC",
        "# INC-1: catch-up",
        "# INC-1: Checkout fails for card payments",
    ]
    _, context, catchup, postmortem = f"\n{ran.out}".split("\n# ")[1:]
    first = next(line for line in context.splitlines() if line.startswith("1. "))
    assert "ledger 2.31 deployed to production" in first
    assert "deployed 2 min before the first deviation" in first
    assert "ran out of database connections" in context
    assert "Could not look" not in context
    assert "made worse" in catchup
    assert "Ruled out" in catchup
    assert "pool size back to 40" in postmortem
    assert "tall-ship" not in ran.out  # a secret that somebody typed
    assert "maria.q@example.org" not in ran.out  # a message that somebody deleted
    assert "secret:url-credentials" in ran.out


def test_a_port_that_is_taken_is_one_sentence(run):
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        ran = run("demo", "--no-open", "--port", str(port))
    assert ran.code == 1
    assert ran.err == f"watchkeeper: Port {port} is taken. Type `watchkeeper demo --port 0` to use any free one.\n"


def test_a_model_that_is_not_installed_is_a_sentence(run, monkeypatch):
    monkeypatch.setattr("app.llm.local.find_spec", lambda _: None)
    ran = run("demo", "--once", "--model", "local")
    assert ran.code == 1
    assert ran.err.startswith("watchkeeper: The local model is not installed. Type `make local`")


def test_a_model_that_is_no_model_is_a_sentence(run):
    ran = run("demo", "--once", "--model", "llama3.2")
    assert ran.code == 1
    assert "`llama3.2` is no model; write it like ollama:llama3.2" in ran.err
