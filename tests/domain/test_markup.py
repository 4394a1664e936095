import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.markup import escape, mention, permalink, unescape, web_address


@given(st.text())
def test_there_and_back(text):
    assert unescape(escape(text)) == text


@given(st.text())
def test_nothing_that_is_escaped_means_anything(text):
    assert not set("<>") & set(escape(text))


@pytest.mark.parametrize("text", ["<!channel>", "<@U0ADA>", "<https://example.com|click>", "<!subteam^S1>"])
def test_what_people_wrote_mentions_nobody(text):
    assert "<" not in escape(text)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "!channel",
        "@U0ADA",
        "javascript:alert(1)",
        "https://",
        "https:///path",
        "http://[evil",
        "https://[secret:url-credentials]@host/x",
        "https://ana:hush@host/x",
        "https://host/> <!channel> <https://host/",
        "https://host\\@evil.example/",
        "https://host/a\nb",
        "https://ho\u202est/",
        "https://host/" + "x" * 2000,
    ],
)
def test_what_is_no_address_of_a_page(url):
    assert web_address(url) == ""


def test_an_address_ends_no_link():
    assert web_address('https://host/a|b>c<!here>?q={x="1"}&r=(2)') == (
        "https://host/a%7Cb%3Ec%3C!here%3E?q=%7Bx=%221%22%7D&r=%282%29"
    )
    assert web_address("https://[::1]:9090/graph") == "https://[::1]:9090/graph"
    assert web_address("https://münchen.example/ä") == "https://münchen.example/ä"


@given(st.text())
def test_an_address_raises_nothing_and_has_no_marks(text):
    assert not set('<>|()`"') & set(web_address(f"https://{text}"))


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
