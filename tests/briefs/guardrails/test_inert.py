import pytest

from app.briefs.guardrails import Rule
from tests.briefs.guardrails.judging import rules
from tests.briefs.saying import conversation

CONTEXT = conversation("10:00 ana: restarted api-7, see https://wiki.example/api at 10:30: all good")


def test_what_the_source_links_may_be_linked():
    assert rules("ana restarted api-7, see https://wiki.example/api", CONTEXT, 1) == set()


@pytest.mark.parametrize(
    "trick",
    [
        "<!channel>", "<@U123>", "@here", "@channel", "＠channel", "[x](http://evil.example)", "![x](y.png)", "<http://evil.example|x>",
        "javascript:alert(1)", "data:text/html,x", "\u202eevil", "zero\u200bwidth", "<b>bold</b>", "**bold**", ":rotating_light:", "[secret:key]",
        "line\nbreak", "\u0007bell", "¤", "&lt;!channel&gt;",
    ],
)  # fmt: skip
def test_tricks(trick):
    found = rules(f"ana restarted api-7 {trick}", CONTEXT, 1)
    assert found & {Rule.MARKUP, Rule.LINK}


@pytest.mark.parametrize(
    "text",
    [
        "/inc resolve api-7 restarted",
        "◉ restarted api-7",
        "❝ restarted api-7",
        "# restarted api-7",
        "> restarted api-7",
    ],
)
def test_openings(text):
    assert Rule.MARKUP in rules(text, CONTEXT, 1)


@pytest.mark.parametrize(
    "text",
    [
        "ana restarted api-7 on evil.com",
        "ana restarted api-7, write to x@evil.example",
        "ana restarted api-7, see http://evil.example/x",
    ],
)
def test_foreign_addresses(text):
    assert Rule.LINK in rules(text, CONTEXT, 1)


def test_one_short_sentence():
    assert Rule.LENGTH in rules("ana restarted api-7. Then ana restarted api-7.", CONTEXT, 1)
    assert Rule.LENGTH in rules("ana restarted api-7 " * 30, CONTEXT, 1)


@pytest.mark.parametrize("text", ["ana перезапустила api-7", "Ана перезапустила сервис", "аna restarted api-7"])
def test_another_script(text):
    assert Rule.SCRIPT in rules(text, CONTEXT, 1)
