import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.speech.plain import READ_LIMIT_CHARS, one_line, plain

PEOPLE = {"U1": "Priya", "U2": "lena.k"}
CHANNELS = {"C1": "payments"}


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("hi <@U1>, see <#C1> and <#C9|other>", "hi Priya, see #payments and #other"),
        ("<@U9> and <@U9|sam>", "U9 and sam"),
        ("<!channel> wake up, <!here>", "channel wake up, here"),
        ("<!subteam^S1|@oncall> ping", "oncall ping"),
        ("<!subteam^S1> ping", "S1 ping"),
        ("<https://x.example/a?b=1&amp;c=2|the graph> and <https://y.example>", "the graph and https://y.example"),
        ("<mailto:a@b.example|a@b.example>", "a@b.example"),
        (":white_check_mark: *RESOLVED* - _really_ ~not~", "RESOLVED - really not"),
        ("at 21:57:00 redis:6379: down :+1:", "at 21:57:00 redis:6379: down"),
        ("a &lt;b&gt; &amp; c", "a <b> & c"),
        ("&lt;!channel&gt; and &lt;@U1&gt;", "!channel> and @U1>"),
        ("@channel @Here now", "channel Here now"),
        ("```$ kubectl get pods\nNAME   READY```", "`$ kubectl get pods`\n`NAME   READY`"),
        ("text ```cut off", "text\n`cut off`"),
        ("use `a_b*c*` not *this*", "use `a_b*c*` not this"),
        ("- [ ] write docs\n- [x] done", "- write docs\n- done"),
        ("snake_case_name stays, 2*3*4 too", "snake_case_name stays, 2*3*4 too"),
        ("“quoted” ‘words’", "\"quoted\" 'words'"),
        ("evil \u202etxet\u202c", "evil txet"),
        (":tada: :rocket:", ""),
        ("", ""),
    ],
)
def test_markup_becomes_plain(markup, expected):
    assert plain(markup, PEOPLE, CHANNELS) == expected


@given(st.text(max_size=400))
def test_nothing_left_can_ping(text):
    shown = plain(text, PEOPLE, CHANNELS)
    assert not any(ping in shown for ping in ("<@", "<!", "<#"))
    assert "@channel" not in shown.lower()
    assert "“" not in shown


def test_a_long_message_is_read_up_to_the_limit():
    assert len(plain("x " * 20_000, {}, {})) <= READ_LIMIT_CHARS


def test_right_to_left_text_is_kept():
    assert plain("השרת נפל *עכשיו*", {}, {}) == "השרת נפל עכשיו"


def test_one_line():
    assert one_line(" a\n b\t c ") == "a b c"
