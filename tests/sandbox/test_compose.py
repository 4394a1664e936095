from hypothesis import given
from hypothesis import strategies as st

from app.sandbox.compose import LONGEST_TEXT, as_kept, as_sent, link_names, rich_text, unescaped

TEXTS = st.text(alphabet="ab<>&@#!|:`*/ \nüé世🔥;ampltg", max_size=60)


@given(TEXTS)
def test_keeping_a_text_twice_changes_nothing_more(text):
    assert as_kept(as_kept(text)) == as_kept(text)


def test_loose_signs_are_escaped_and_references_are_not():
    text = "a < b && <@U1> <#C1|ops> <https://x.test?a=1&amp;b=2|here> <!here> <b>"
    kept = "a &lt; b &amp;&amp; <@U1> <#C1|ops> <https://x.test?a=1&amp;b=2|here> <!here> &lt;b&gt;"
    assert as_kept(text) == kept


def test_a_text_is_cut_at_its_longest():
    assert len(as_kept("世" * (LONGEST_TEXT + 5))) == LONGEST_TEXT


def test_what_is_typed_becomes_references(place):
    sent = as_sent(place.workspace, "@ann see #general and https://x.test/a, not ann@example.org or @nobody <3")
    assert sent == (
        f"<@{place.ann}> see <#{place.general}|general> and <https://x.test/a>, not ann@example.org or @nobody &lt;3"
    )


def test_a_command_gets_names_with_labels(place):
    assert link_names(place.workspace, "lead @bob", labels=True) == f"lead <@{place.bob}|bob>"


@given(TEXTS)
def test_rich_text_loses_no_word(text):
    kept = as_kept(text)
    found = "".join(
        str(piece.get("text", ""))
        for block in rich_text(kept, "b")
        for section in block["elements"]
        for piece in section["elements"]
    )
    assert set(found) <= set(unescaped(kept))


def test_rich_text_names_what_is_referred_to():
    [block] = rich_text("<@U1> in <#C1|ops> :fire: `x&lt;1` <https://x.test|y>\n```\nlog\n```", "b")
    line, fence = block["elements"]
    kinds = [piece["type"] for piece in line["elements"]]
    assert kinds == ["user", "text", "channel", "text", "emoji", "text", "text", "text", "link", "text"]
    assert {"type": "text", "text": "x<1", "style": {"code": True}} in line["elements"]
    assert fence["elements"] == [{"type": "text", "text": "log"}]
