"""Logs are JSON for machines, readable for people, and quiet about what libraries say."""

import io
import json
import logging
from collections.abc import Iterator

import pytest
import structlog

from app.telemetry import LEVELS, configure_logs


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)
    structlog.reset_defaults()


def test_one_line_of_json_for_each_event_with_the_time_in_utc():
    stream = io.StringIO()
    configure_logs("info", stream)
    structlog.get_logger("test").info("job_failed", job="card:1")
    logging.getLogger("aiohttp.server").error("from a library")
    structlog.get_logger("test").debug("not told")
    first, second = [json.loads(line) for line in stream.getvalue().splitlines()]
    assert (first["event"], first["job"], first["level"]) == ("job_failed", "card:1", "info")
    assert first["timestamp"].endswith("Z")
    assert second["event"] == "from a library"


def test_an_exception_is_in_the_line_itself():
    stream = io.StringIO()
    configure_logs("info", stream)
    try:
        int("oops")
    except ValueError:
        structlog.get_logger("test").exception("call_bug", id="1")
    [line] = stream.getvalue().splitlines()
    assert "ValueError: invalid literal" in json.loads(line)["exception"]


def test_people_get_text():
    stream = Terminal()
    configure_logs("info", stream)
    structlog.get_logger("test").info("ready")
    assert "ready" in stream.getvalue()
    assert not stream.getvalue().startswith("{")


@pytest.mark.parametrize("level", LEVELS)
def test_slacks_libraries_never_log_requests(level):
    stream = io.StringIO()
    configure_logs(level, stream)
    for name in ("slack_bolt.App", "slack_sdk.web", "aiohttp.access"):
        logging.getLogger(name).info("Sending a request with token xoxb-1")
    assert stream.getvalue() == ""
