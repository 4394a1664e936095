import re

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.slack.texts import cut, one_line, split

_PIECES = st.lists(
    st.one_of(
        st.text(alphabet="ab \n", max_size=12),
        st.sampled_from(
            ["<@U123ABC>", "<https://example.org/a|the page>", "&amp;", "&lt;", "```", "é🔥", "<!subteam^S1>"]
        ),
    ),
    max_size=60,
)
TEXTS = _PIECES.map("".join)


def _tokens(text: str) -> list[str]:
    return re.findall(r"<[^<>\n]*>|&(?:amp|lt|gt);", text)


@settings(deadline=None, max_examples=50, suppress_health_check=[HealthCheck.too_slow])
@given(TEXTS, st.integers(40, 120))
def test_a_cut_stays_within_the_limit_and_breaks_nothing(text: str, limit: int) -> None:
    short = cut(text, limit)
    assert len(short) <= limit
    assert short.count("```") % 2 == 0 or text.count("```") % 2 == 1
    assert _tokens(short) == _tokens(text)[: len(_tokens(short))]
    assert not re.search(r"<[^>]*$", short.replace("```", ""))


@settings(deadline=None, max_examples=50, suppress_health_check=[HealthCheck.too_slow])
@given(TEXTS, st.integers(60, 140))
def test_pieces_stay_within_the_limit_and_lose_no_word(text: str, limit: int) -> None:
    pieces = split(text, limit)
    assert all(0 < len(piece) <= limit for piece in pieces)
    assert "".join("".join(pieces).replace("```", "").split()) == "".join(text.replace("```", "").split())
    assert [token for piece in pieces for token in _tokens(piece)] == _tokens(text)


def test_a_fence_that_is_cut_is_closed_and_opened_again() -> None:
    text = "```\n" + "\n".join(f"line {number}" for number in range(20)) + "\n```"
    pieces = split(text, 80)
    assert all(piece.startswith("```\n") and piece.endswith("```") for piece in pieces)
    assert cut(text, 80).endswith("…\n```")


def test_one_line() -> None:
    assert one_line("a\n b\t c", 10) == "a b c"
    assert one_line("abcdefgh", 5) == "abcd…"


def test_what_is_whole_but_longer_than_a_piece_is_cut_all_the_same() -> None:
    link = f"<https://example.org/{'x' * 200}>"
    for text in (link, f"```{link}```", f"```\n{link}\n{link}", f"a {link} b ``` {link}"):
        assert all(0 < len(piece) <= 80 for piece in split(text, 80))
        assert len(cut(text, 80)) <= 80
