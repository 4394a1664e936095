"""Logs are JSON for machines, readable for people, and quiet about what libraries say."""

import io
import json
import logging
from collections.abc import Iterator

import pytest
import structlog

from app.telemetry import LEVELS, Level, Metrics, Spread, Total, configure_logs


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


def test_numbers_as_prometheus_reads_them():
    spread = Spread("took_seconds", "How long.", ("what",), (0.5, 2.0))
    for seconds in (0.5, 1, 3):
        spread.add(("a",), seconds)
    total = Total("things", "Things.", ("kind",))
    total.add(("x\n",), 2)
    total.add(("x\n",))
    level = Level("waiting", "Waiting.", (), {(): 4})
    assert Metrics((spread, total, level)).text().decode().splitlines() == [
        "# HELP took_seconds How long.",
        "# TYPE took_seconds histogram",
        'took_seconds_bucket{le="0.5",what="a"} 1.0',
        'took_seconds_bucket{le="2",what="a"} 2.0',
        'took_seconds_bucket{le="+Inf",what="a"} 3.0',
        'took_seconds_count{what="a"} 3.0',
        'took_seconds_sum{what="a"} 4.5',
        "# HELP things_total Things.",
        "# TYPE things_total counter",
        'things_total{kind="x\\n"} 3.0',
        "# HELP waiting Waiting.",
        "# TYPE waiting gauge",
        "waiting 4.0",
    ]
