import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.sandbox.errors import SlackError
from app.sandbox.messages import Log, Message
from app.sandbox.timestamps import as_ts

TIMES_US = st.lists(st.integers(min_value=0, max_value=50), unique=True, max_size=20)
EDGE_US = st.integers(min_value=0, max_value=50)


def message(at_us):
    return Message(as_ts(at_us), "C1", {"text": str(at_us)})


@given(TIMES_US, EDGE_US, EDGE_US, st.integers(min_value=1, max_value=5), st.booleans())
def test_a_page_is_what_a_plain_look_finds(times_us, oldest_us, latest_us, limit, inclusive):
    log = Log()
    for at_us in times_us:
        log.add(message(at_us), shown=True)
    found, more = log.shown(oldest_us, latest_us, limit, inclusive=inclusive)
    expected = [
        at_us
        for at_us in sorted(times_us, reverse=True)
        if (oldest_us <= at_us <= latest_us if inclusive else oldest_us < at_us < latest_us)
    ]
    assert [one.text for one in found] == [str(at_us) for at_us in expected[:limit]]
    assert more == (len(expected) > limit)


def test_a_reply_is_kept_and_not_shown():
    log = Log()
    reply = message(5)
    log.add(reply, shown=False)
    assert log.shown(0, 10, 9, inclusive=True) == ([], False)
    assert log.find("0.000005") is reply
    log.remove(reply)
    assert len(log) == 0


def test_what_is_not_there():
    log = Log()
    assert log.find("yesterday") is None
    with pytest.raises(SlackError, match="message_not_found"):
        log.known("0.000001")
