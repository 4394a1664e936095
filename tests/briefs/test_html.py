from html.parser import HTMLParser

from app.briefs import html
from tests.briefs.test_markdown import document, statement


class _Tags(HTMLParser):
    def __init__(self):
        super().__init__()
        self.seen: list[tuple[str, dict]] = []

    def handle_starttag(self, tag, attrs):
        self.seen.append((tag, dict(attrs)))


def _tags(page):
    parser = _Tags()
    parser.feed(page)
    return parser.seen


def test_a_page_that_needs_nothing_from_elsewhere():
    page = html.render(document(statement("ana: “slow”")), {1: "https://chat.example/p1"})
    tags = _tags(page)
    assert page.startswith("<!doctype html>")
    assert not {tag for tag, _ in tags} & {"script", "img", "iframe", "link"}
    (link,) = [attrs for tag, attrs in tags if tag == "a"]
    assert link["href"] == "https://chat.example/p1"
    assert "noopener" in link["rel"]


def test_what_is_quoted_or_edited_cannot_run():
    nasty = "<script>alert(1)</script><img src=x onerror=alert(1)> [x](javascript:alert(1))"
    page = html.render(document(statement(nasty), title=nasty), {1: "javascript:alert(1)"}, {"impact": nasty})
    tags = _tags(page)
    assert not {tag for tag, _ in tags} & {"script", "img"}
    assert all(not attrs.get("href", "").startswith("javascript") for _, attrs in tags)
    assert all(not name.startswith("on") for _, attrs in tags for name in attrs)


def test_right_to_left_lines_find_their_own_direction():
    assert "unicode-bidi:plaintext" in html.render(document(), {})
