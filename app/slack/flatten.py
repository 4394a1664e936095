"""Blocks and attachments as lines of text in Slack's markup: what an alert says when its text says nothing."""

from collections.abc import Callable, Iterable, Mapping
from typing import TypeAlias

from app.domain.json import Json, JsonObject, object_of, objects_of, text_of
from app.domain.markup import escape, unescape

_Lines: TypeAlias = Iterable[str]
_DEEPEST = 6


def block_lines(blocks: Json) -> list[str]:
    """The lines that Block Kit blocks show, without buttons and inputs."""
    lines: list[str] = []
    for block in objects_of(blocks):
        read = _BLOCKS.get(text_of(block.get("type")))
        if read:
            lines += _clean(read(block))
    return lines


def attachment_lines(attachment: JsonObject, *, unfurled: bool) -> list[str]:
    """The lines of a (legacy) attachment. What only previews a link is left out unless `unfurled`."""
    if not unfurled and any(attachment.get(key) for key in ("from_url", "original_url", "is_app_unfurl")):
        return []
    lines = [text_of(attachment.get(key)) for key in ("pretext", "author_name", "title", "text")]
    for field in objects_of(attachment.get("fields")):
        title, value = text_of(field.get("title")), text_of(field.get("value"))
        lines.append(f"{title}: {value}" if title and value else title or value)
    lines += block_lines(attachment.get("blocks"))
    for message in objects_of(attachment.get("message_blocks")):
        lines += block_lines(object_of(message.get("message")).get("blocks"))
    found = _clean(lines)
    return found or _clean([text_of(attachment.get("fallback"))])


def _clean(lines: _Lines) -> list[str]:
    return [line.strip() for text in lines for line in text.splitlines() if line.strip()]


def _text_object(value: Json) -> str:
    """A text object: mrkdwn as it is; plain text escaped, whether or not Slack escaped it already."""
    part = object_of(value)
    text = text_of(part.get("text"))
    return text if part.get("type") == "mrkdwn" else _plain(text)


def _plain(text: str) -> str:
    return escape(unescape(text))


def _section(block: JsonObject) -> _Lines:
    return [_text_object(block.get("text")), *(_text_object(field) for field in objects_of(block.get("fields")))]


def _header(block: JsonObject) -> _Lines:
    return [_text_object(block.get("text"))]


def _context(block: JsonObject) -> _Lines:
    return [_text_object(element) for element in objects_of(block.get("elements")) if element.get("type") != "image"]


def _markdown(block: JsonObject) -> _Lines:
    return [_plain(text_of(block.get("text")))]


def _image(block: JsonObject) -> _Lines:
    return [_text_object(block.get("title")) or _plain(text_of(block.get("alt_text")))]


def _video(block: JsonObject) -> _Lines:
    return [_text_object(block.get("title")), _text_object(block.get("description"))]


def _table(block: JsonObject) -> _Lines:
    rows = block.get("rows")
    if isinstance(rows, str) or not isinstance(rows, list | tuple):
        return []
    return [" | ".join(_cell(cell) for cell in objects_of(row)) for row in rows]


def _cell(cell: JsonObject) -> str:
    if cell.get("type") == "rich_text":
        return " ".join(_clean(_rich_text(cell)))
    return _plain(text_of(cell.get("text")))


def _rich_text(block: JsonObject, depth: int = 0) -> _Lines:
    lines: list[str] = []
    for element in objects_of(block.get("elements")):
        kind = text_of(element.get("type"))
        if kind == "rich_text_list" and depth < _DEEPEST:
            lines += [f"• {line}" for line in _clean(_rich_text(element, depth + 1))]
        elif kind == "rich_text_preformatted":
            lines += ["```", _inline(element), "```"]
        elif kind == "rich_text_quote":
            lines += [f"&gt; {line}" for line in _inline(element).splitlines()]
        else:
            lines.append(_inline(element))
    return lines


def _inline(section: JsonObject) -> str:
    return "".join(_inline_element(element) for element in objects_of(section.get("elements")))


def _inline_element(element: JsonObject) -> str:
    kind = text_of(element.get("type"))
    if kind == "link":
        return _link(text_of(element.get("url")), _plain(text_of(element.get("text"))))
    if kind in _REFERENCES:
        key, form = _REFERENCES[kind]
        return form.format(text_of(element.get(key)))
    return _plain(next((text for key in ("text", "fallback", "value") if (text := text_of(element.get(key)))), ""))


def _link(url: str, label: str) -> str:
    url = url.replace("|", "%7C").replace(">", "%3E")
    return f"<{url}|{label.replace('|', '/')}>" if label and label != url else f"<{url}>"


_REFERENCES: Mapping[str, tuple[str, str]] = {
    "user": ("user_id", "<@{}>"),
    "channel": ("channel_id", "<#{}>"),
    "usergroup": ("usergroup_id", "<!subteam^{}>"),
    "broadcast": ("range", "<!{}>"),
    "emoji": ("name", ":{}:"),
}
"""Rich text elements that stand for something: the key with its name, and how Slack's markup writes it."""

_BLOCKS: Mapping[str, Callable[[JsonObject], _Lines]] = {
    "section": _section,
    "header": _header,
    "context": _context,
    "rich_text": _rich_text,
    "markdown": _markdown,
    "image": _image,
    "video": _video,
    "table": _table,
}
