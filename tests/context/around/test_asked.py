"""Who asked, through a job's payload and back."""

from app.context.around.asked import Asked, digest
from app.domain.post import Body

ASKED = Asked(key="k1", channel="C1", reader="UBEN", shown=digest(Body(text="before")), reply_to="https://r.example")


def test_it_comes_back():
    assert Asked.read(ASKED.payload) == ASKED
    assert Asked.read({}) is None


def test_what_they_have_seen_is_not_told_again():
    assert ASKED.has_seen(Body(text="before", footnote="as of later"))
    assert not ASKED.has_seen(Body(text="after"))
