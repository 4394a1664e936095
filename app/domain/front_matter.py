"""The front matter of a Markdown text: names and values between two lines of hyphens. Only as much of YAML as people write there."""

import re
from collections.abc import Mapping

_FRONT = re.compile(r"\A---[ \t]*\r?\n(.{0,4000}?)^(?:---|\.\.\.)[ \t]*\r?$\n?", re.DOTALL | re.MULTILINE)
_NAMED = re.compile(r"^([A-Za-z][\w .-]{0,40}?)\s*:(?:\s+(.*))?$")
_ITEM = re.compile(r"^\s*-\s+(.+)$")


def front_matter(markdown: str) -> tuple[Mapping[str, tuple[str, ...]], str]:
    """Name in lower case → its values (one, or those of a list in brackets or below it), and the text without all that.

    What cannot be read is passed over: a text is worth reading whatever its front matter looks like.
    """
    match = _FRONT.match(markdown)
    if not match:
        return {}, markdown
    fields: dict[str, tuple[str, ...]] = {}
    name = ""
    for line in match[1].splitlines():
        if named := _NAMED.match(line):
            name = named[1].lower()
            fields[name] = _values(named[2] or "")
        elif (item := _ITEM.match(line)) and name:
            fields[name] = (*fields[name], *_values(item[1])[:1])
    return fields, markdown[match.end() :]


def _values(text: str) -> tuple[str, ...]:
    text = text.strip()
    parts = text[1:-1].split(",") if text.startswith("[") and text.endswith("]") else [text]
    return tuple(bare for part in parts if (bare := part.strip().strip("\"'")))
