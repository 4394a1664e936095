"""What an alert's expression measures: the expression without the comparison that makes it an alert."""

import re
from collections.abc import Iterator

_TOKEN = re.compile(
    r"""(?P<text>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`[^`]*`|\#[^\n]*)"""
    r"|(?P<open>[(\[{])|(?P<close>[)\]}])|(?P<compare>==|!=|>=|<=|>|<)|(?P<word>[A-Za-z_:][\w:.]*)|(?P<other>.)",
    re.DOTALL,
)
_MODIFIER = re.compile(r"\s*(?:bool\b|(?:on|ignoring|group_left|group_right)\b\s*(?:\([^)]*\))?)", re.IGNORECASE)
_NUMBER = re.compile(r"[-+]?\s*(?:0x[0-9a-f]+|[\d.]+(?:e[-+]?\d+)?|inf|nan)", re.IGNORECASE)
_TELLS_PRESENCE = re.compile(r"\s*(?:absent|absent_over_time)\b", re.IGNORECASE)
_SETS = frozenset({"and", "or", "unless"})
_MOST_CHARS = 10_000
_DEEPEST = 5


def measured(expression: str, depth: int = 0) -> list[str]:
    """`sum(rate(a[5m])) > 3 and b < 1` measures `sum(rate(a[5m]))` and `b`. Nothing for what compares nothing: such an
    alert fires when a series is there, or is not.
    """
    if len(expression) > _MOST_CHARS or depth > _DEEPEST:
        return []
    found: list[str] = []
    for part in _operands(expression.strip()):
        inner = _inside(part)
        found += measured(inner, depth + 1) if inner is not None else _compared(part)
    return list(dict.fromkeys(found))


def _compared(part: str) -> list[str]:
    at = next(((token.start(), token.end()) for token in _outer(part) if token.lastgroup == "compare"), None)
    if at is None:
        return []
    left, right = part[: at[0]].strip(), _without_modifiers(part[at[1] :])
    measure = right if _NUMBER.fullmatch(left) else left
    is_none = not measure or _NUMBER.fullmatch(measure) or _TELLS_PRESENCE.match(measure)
    return [] if is_none else [measure]


def _operands(expression: str) -> list[str]:
    """What stands between `and`, `or` and `unless`; not what comes after `unless`."""
    parts, start, wanted = [], 0, True
    for token in _outer(expression):
        if token.lastgroup == "word" and token[0].casefold() in _SETS:
            if wanted:
                parts.append(expression[start : token.start()])
            start, wanted = token.end(), token[0].casefold() != "unless"
    if wanted:
        parts.append(expression[start:])
    return [text for part in parts if (text := _without_modifiers(part))]


def _inside(part: str) -> str | None:
    """What is between the parentheses, if they hold the whole of it."""
    if not part.startswith("("):
        return None
    depth = 0
    for token in _TOKEN.finditer(part):
        depth += {"open": 1, "close": -1}.get(token.lastgroup or "", 0)
        if depth == 0:
            return part[1:-1].strip() if token.end() == len(part) else None
    return None


def _outer(expression: str) -> Iterator[re.Match[str]]:
    """The tokens outside all brackets and quotes."""
    depth = 0
    for token in _TOKEN.finditer(expression):
        depth += {"open": 1, "close": -1}.get(token.lastgroup or "", 0)
        if depth == 0 and token.lastgroup in {"compare", "word"}:
            yield token


def _without_modifiers(text: str) -> str:
    while found := _MODIFIER.match(text):
        text = text[found.end() :]
    return text.strip()
