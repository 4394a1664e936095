"""A document as one small, self-contained HTML page: the Markdown, rendered and then cleaned."""

from collections.abc import Mapping
from html import escape

import nh3
from markdown_it import MarkdownIt

from app.briefs import markdown
from app.domain.brief import Document

_TAGS = {
    "h1",
    "h2",
    "h3",
    "h4",
    "p",
    "ul",
    "ol",
    "li",
    "em",
    "strong",
    "code",
    "pre",
    "a",
    "br",
    "hr",
    "blockquote",
    "table",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
}
_STYLE = (
    ":root{color-scheme:light dark}body{font:16px/1.5 system-ui,sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem}"
    "h1{font-size:1.5rem;line-height:1.25}h2{font-size:1.1rem;margin:1.8rem 0 .4rem;border-bottom:1px solid #8884}"
    "ul{padding-left:0;list-style:none}li{margin:.35rem 0;overflow-wrap:anywhere;unicode-bidi:plaintext}"
    "code{background:#8882;border-radius:3px;padding:0 .25em;font-size:.9em}a{text-decoration:none}"
    "p:last-child{color:#777;font-size:.85rem;margin-top:2rem}"
)


def render(document: Document, urls: Mapping[int, str], edits: Mapping[str, str] | None = None) -> str:
    """The page. Links are http(s) only and carry no referrer; scripts, styles and images never survive."""
    text = markdown.render(document, urls, edits)
    parser = MarkdownIt("commonmark", {"html": False}).enable("table")
    body = nh3.clean(
        parser.render(text),
        tags=_TAGS,
        attributes={"a": {"href"}},
        url_schemes={"http", "https"},
        link_rel="noopener noreferrer nofollow",
    )
    return (
        f'<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(document.title)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n{body}</body>\n</html>\n"
    )
