import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.log_lines import said, severity_of, template


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("user 42 waited 12ms, 3.5% of 1,200", "user <num> waited <num>, <num> of <num>"),
        ("pool db-7 at 10.2.3.4:5432 refused", "pool <id> at <ip> refused"),
        ("trace 4bf92f3577b34da6a3ce929d0e0e4736 lost", "trace <hex> lost"),
        ("order 8f14e45f-ceea-467f-a0f6-2b1a6c3d5e11 stuck", "order <uuid> stuck"),
        ("cannot open /var/lib/pg/data.db", "cannot open <path>"),
        ("GET https://shop.example/cart?x=1 gave 502", "GET <url> gave <num>"),
        ("mail to ana@shop.example bounced", "mail to <email> bounced"),
        ("2026-03-14T09:26:53.123Z [ERROR] 17#3: *8 - disk is full", "disk is full"),
        ("table 'orders' is locked", "table <text> is locked"),
        ("http2 and sha256 in utf8", "http2 and sha256 in utf8"),
        ("a decade of feed", "a decade of feed"),
    ],
)
def test_what_varies_is_masked(text, masked):
    assert template(text) == masked


@pytest.mark.parametrize(
    ("text", "level", "severity"),
    [
        ("panic: nil map", "", 1),
        ("java.lang.IllegalStateException: no", "", 2),
        ('{"level":"warn","msg":"no error at all"}', "", 3),
        ("all is well", "critical", 1),
        ("INFO error budget is fine", "", 5),
        ("hello", "", None),
    ],
)
def test_how_bad_it_looks(text, level, severity):
    assert severity_of(text, level) == severity


@pytest.mark.parametrize(
    "piece", ["a-", "1.2.", "/a", "'", "a1-", "::", "ab:", "1", "a@", "f", "a.b@", 'err="\\', "{", "["]
)
def test_no_line_takes_long(piece):
    began_s = time.thread_time()
    text, level = said(piece * 4000)
    template(text)
    severity_of(text, level)
    assert time.thread_time() - began_s < 1


@given(st.text(max_size=200))
def test_any_text_is_read(text):
    what, level = said(text)
    assert isinstance(template(what), str)
    assert severity_of(what, level) in {None, 1, 2, 3, 5}
