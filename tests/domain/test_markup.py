import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.markup import escape, mention, permalink, unescape


@given(st.text())
def test_there_and_back(text):
    assert unescape(escape(text)) == text


@given(st.text())
def test_nothing_that_is_escaped_means_anything(text):
    assert not set("<>") & set(escape(text))


@pytest.mark.parametrize("text", ["<!channel>", "<@U0ADA>", "<https://example.com|click>", "<!subteam^S1>"])
def test_what_people_wrote_mentions_nobody(text):
    assert "<" not in escape(text)


def test_a_mention():
    assert mention("U0ADA") == "<@U0ADA>"


def test_the_address_of_a_message():
    address = permalink("https://w.example/", "C1", "1700000000.123456")
    assert address == "https://w.example/archives/C1/p1700000000123456"
    assert permalink("https://w.example", "C1", "1.000002", "1.000001") == (
        "https://w.example/archives/C1/p1000002?thread_ts=1.000001&cid=C1"
    )
    assert permalink("https://w.example", "C1", "1.000002", "1.000002") == "https://w.example/archives/C1/p1000002"
    assert permalink("", "C1", "1.000002") == ""
