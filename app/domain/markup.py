"""Slack's text markup: escaping what people wrote before it goes into a text of ours."""

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


def mention(user: str) -> str:
    return f"<@{user}>"


def permalink(workspace_url: str, channel: str, ts: str, thread_ts: str = "") -> str:
    """The address of a message. Source: the shape that chat.getPermalink answers."""
    if not workspace_url:
        return ""
    address = f"{workspace_url.rstrip('/')}/archives/{channel}/p{ts.replace('.', '')}"
    return f"{address}?thread_ts={thread_ts}&cid={channel}" if thread_ts and thread_ts != ts else address
