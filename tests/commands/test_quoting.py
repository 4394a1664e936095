"""What others wrote, in an answer of ours."""

from app.commands.quoting import could_not, quoted
from app.context.similar.past import Quote


def test_quotations():
    assert quoted(Quote("it broke", "https://x/y")) == "“it broke” <https://x/y|source>"
    assert (
        quoted(Quote("he said “no” <!here>\nsee https://evil.example/x")) == "“he said ‘no’ &lt;!here&gt; see (link)”"
    )
    assert len(quoted(Quote("word " * 100))) < 210


def test_what_could_not_be_looked_at():
    assert list(could_not(())) == []
    assert list(could_not(("Loki: timed out", "A <b>"))) == ["_Could not look: Loki: timed out; A &lt;b&gt;._"]
