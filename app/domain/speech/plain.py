"""Slack's markup as inert plain text: nothing in the result can ping, link or format anything.

Format: https://docs.slack.dev/messaging/formatting-message-text. Code keeps its backticks, one pair for each line of a
fence, so that it can still be told from prose.
"""

import re
import unicodedata
from collections.abc import Mapping

READ_LIMIT_CHARS = 6_000
"""How much of one message is read. Longer ones are pasted logs, whose point is at their start."""

_FENCE = re.compile(r"```(.*?)(?:```|\Z)", re.DOTALL)
_INLINE = re.compile(r"`([^`\n]+)`")
_ANGLE = re.compile(r"<([^<>\n]{1,3000})>")
_EMOJI = re.compile(r"(?<![\w:]):(?:[a-z][a-z0-9_'+-]*|[+-]1|100):(?!\w)")
_STYLE = re.compile(r"(?<![\w*_~`])([*_~])(?=\S)([^\n`]*?\S)\1(?![\w*_~`])")
_PING = re.compile(r"@(?=(?:channel|here|everyone)\b)", re.IGNORECASE)
_CHECKBOX = re.compile(r"^(\s*)[-*] \[[ xX]?\]\s*", re.MULTILINE)
_COMMANDING = re.compile(r"<(?=[@!#])")
_SPACES = re.compile(r"[ \t]+")
_STRAIGHT = str.maketrans(
    {"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "\r": "\n", "\xa0": " "}
)
_ENTITIES = (("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&"))
_SILENT = frozenset({"Cc", "Cf", "Cs", "Co"})
"""Unicode categories that show nothing, or that turn the direction of the text after them."""


def plain(text: str, people: Mapping[str, str], channels: Mapping[str, str]) -> str:
    """What a reader sees, without markup. Ids that nobody has a name for stay as they are."""
    text = text[:READ_LIMIT_CHARS].translate(_STRAIGHT)
    if not text.isascii() or not text.isprintable():
        text = "".join(
            char for char in text if char == "\n" or unicodedata.category(char) not in _SILENT or char == "\t"
        )
    pieces: list[str] = []
    end = 0
    if "```" in text:
        for fence in _FENCE.finditer(text):
            pieces += [_prose(text[end : fence.start()], people, channels), _code(fence[1])]
            end = fence.end()
    pieces.append(_prose(text[end:], people, channels))
    return "\n".join(piece for piece in pieces if piece)


def one_line(text: str) -> str:
    return " ".join(text.split())


def _prose(text: str, people: Mapping[str, str], channels: Mapping[str, str]) -> str:
    if "<" in text:
        text = _ANGLE.sub(lambda match: _reference(match[1], people, channels), text)
    if ":" in text:
        text = _EMOJI.sub(" ", text)
    if "[" in text:
        text = _CHECKBOX.sub(r"\1- ", text)
    if "*" in text or "_" in text or "~" in text:
        text = _STYLE.sub(r"\2", text)
    text = _inert(_unescape(text))
    lines = (_SPACES.sub(" ", line).strip() for line in text.split("\n"))
    return "\n".join(line for line in lines if line)


def _code(text: str) -> str:
    lines = (_inert(_unescape(line)).replace("`", "'").strip() for line in text.split("\n"))
    return "\n".join(f"`{line}`" for line in lines if line)


def _inert(text: str) -> str:
    """Typed text that would turn into a ping if it were ever posted as markup, disarmed."""
    return _COMMANDING.sub("", _PING.sub("", text))


def _unescape(text: str) -> str:
    if "&" in text:
        for entity, char in _ENTITIES:
            text = text.replace(entity, char)
    return text


def _reference(inside: str, people: Mapping[str, str], channels: Mapping[str, str]) -> str:
    target, bar, label = inside.partition("|")
    match target[:1]:
        case "@":
            return people.get(target[1:]) or label or target[1:]
        case "#":
            return "#" + (label or channels.get(target[1:], "") or target[1:])
        case "!":
            return _special(target[1:], label)
        case _:
            return label if bar and label else target.removeprefix("mailto:")


def _special(target: str, label: str) -> str:
    if label:
        return label.lstrip("@")
    return target.rsplit("^", maxsplit=1)[-1] if target.startswith("subteam^") else target.split("^", maxsplit=1)[0]
