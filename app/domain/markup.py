"""Slack's text markup: escaping what people wrote before it goes into a text of ours."""

import re
from urllib.parse import urlsplit

LONGEST_ADDRESS = 2000
_UNSEEN = re.compile(r"[\s\x00-\x20\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]")
_HOST = re.compile(r"[\w.:%\[\]-]+")
_MARKS = str.maketrans({mark: f"%{ord(mark):02X}" for mark in "<>|\"'`()[]{}\\^"})
_ESCAPES = (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"))


def escape(text: str) -> str:
    """Text in which Slack sees no mention, link or command. Source: Slack's three reserved characters."""
    for plain, escaped in _ESCAPES:
        text = text.replace(plain, escaped)
    return text


def unescape(text: str) -> str:
    for plain, escaped in reversed(_ESCAPES):
        text = text.replace(escaped, plain)
    return text


def web_address(url: str) -> str:
    """An address that another system named, so written that it ends no link of ours; empty where it is no web page's.

    Addresses with a user or a password in them, or with characters that nobody sees, are none. Not escaped yet.
    """
    if len(url) > LONGEST_ADDRESS or _UNSEEN.search(url):
        return ""
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:
        return ""
    if parts.scheme not in {"http", "https"} or not host or not _HOST.fullmatch(parts.netloc):
        return ""
    end = len(f"{parts.scheme}://{parts.netloc}")
    return url[:end] + url[end:].translate(_MARKS)


def mention(user: str) -> str:
    return f"<@{user}>"


def permalink(workspace_url: str, channel: str, ts: str, thread_ts: str = "") -> str:
    """The address of a message. Source: the shape that chat.getPermalink answers."""
    if not workspace_url:
        return ""
    address = f"{workspace_url.rstrip('/')}/archives/{channel}/p{ts.replace('.', '')}"
    return f"{address}?thread_ts={thread_ts}&cid={channel}" if thread_ts and thread_ts != ts else address
