"""Text as Slack keeps it: escaped, mentions in angle brackets, cut at its longest, and people's text as rich_text."""

import re

from app.sandbox.jsonvalue import Json
from app.sandbox.state import State

LONGEST_TEXT = 40_000
_LOOSE_AMPERSAND = re.compile(r"&(?!(?:amp|lt|gt);)")
_REFERENCE = re.compile(r"<(?:[@#!][^<>\s][^<>]*|(?:https?://|mailto:|tel:)[^<>\s][^<>]*)>")
_TYPED_NAME = re.compile(r"(?<![\w<|])([@#])([\w.\-]+[\w\-])")
_URL = re.compile(r"(?<![<|\w])https?://[^\s<>|]+[^\s<>|.,;:!?)\]'\"]")


def as_kept(text: str) -> str:
    """`text` with loose `&`, `<` and `>` escaped, references left alone, cut above 40,000 characters."""
    if "&" in text:
        text = _LOOSE_AMPERSAND.sub("&amp;", text)
    if "<" in text or ">" in text:
        text = _escape_outside_references(text)
    return text[:LONGEST_TEXT]


def _escape_outside_references(text: str) -> str:
    parts: list[str] = []
    end = 0
    for reference in _REFERENCE.finditer(text):
        parts += [_without_angles(text[end : reference.start()]), reference.group()]
        end = reference.end()
    return "".join([*parts, _without_angles(text[end:])])


def _without_angles(text: str) -> str:
    return text.replace("<", "&lt;").replace(">", "&gt;")


def as_sent(state: State, typed: str) -> str:
    """What Slack makes of text that somebody types: `@name`, `#channel` and addresses become references."""
    return link_names(state, _URL.sub(lambda url: f"<{url.group()}>", as_kept(typed)))


def link_names(state: State, text: str, *, labels: bool = False) -> str:
    """Turns `@name` and `#channel` into references; with `labels` as a slash command gets them (`<@U1|ann>`)."""

    def reference(match: re.Match[str]) -> str:
        sign, name = match.groups()
        if sign == "#":
            channel = state.channels.named(name)
            found = None if channel is None else (channel.id, channel.name)
        elif name in {"here", "channel", "everyone"}:
            return f"<!{name}>"
        else:
            user = state.users.named(name)
            found = None if user is None else (user.id, user.name)
        if found is None:
            return match.group()
        return f"<{sign}{found[0]}|{found[1]}>" if labels or sign == "#" else f"<{sign}{found[0]}>"

    return _TYPED_NAME.sub(reference, text)


def unescaped(text: str) -> str:
    """Text as a reader sees it."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


_FENCE = re.compile(r"```\n?(.*?)\n?```", re.DOTALL)
_PIECE = re.compile(
    r"<@(?P<user>[UW]\w+)(?:\|[^>]*)?>|<#(?P<channel>[CGD]\w+)(?:\|[^>]*)?>|<!subteam\^(?P<group>S\w+)(?:\|[^>]*)?>"
    r"|<!(?P<range>here|channel|everyone)(?:\|[^>]*)?>|<(?P<url>(?:https?://|mailto:|tel:)[^|>]+)(?:\|(?P<label>[^>]*))?>"
    r"|:(?P<emoji>[a-z0-9_+\-']+):|`(?P<code>[^`\n]+)`"
)

_REFERENCES = {
    "user": ("user", "user_id"),
    "channel": ("channel", "channel_id"),
    "group": ("usergroup", "usergroup_id"),
    "range": ("broadcast", "range"),
    "emoji": ("emoji", "name"),
}


def rich_text(text: str, block_id: str) -> list[Json]:
    """The rich_text block that Slack adds to what a person says."""
    elements: list[Json] = []
    end = 0
    for fence in _FENCE.finditer(text):
        elements += _section(text[end : fence.start()])
        inside: Json = {"type": "text", "text": unescaped(fence.group(1))}
        elements.append({"type": "rich_text_preformatted", "elements": [inside], "border": 0})
        end = fence.end()
    elements += _section(text[end:])
    return [{"type": "rich_text", "block_id": block_id, "elements": elements}] if elements else []


def _section(text: str) -> list[Json]:
    pieces: list[Json] = []
    end = 0
    for match in _PIECE.finditer(text):
        pieces += _plain(text[end : match.start()])
        pieces.append(_piece(match))
        end = match.end()
    pieces += _plain(text[end:])
    return [{"type": "rich_text_section", "elements": pieces}] if pieces else []


def _plain(text: str) -> list[Json]:
    return [{"type": "text", "text": unescaped(text)}] if text else []


def _piece(match: re.Match[str]) -> Json:
    kind = match.lastgroup or ""
    if kind in _REFERENCES:
        piece_type, key = _REFERENCES[kind]
        return {"type": piece_type, key: match.group(kind)}
    if kind == "code":
        return {"type": "text", "text": unescaped(match.group(kind)), "style": {"code": True}}
    link: Json = {"type": "link", "url": unescaped(match.group("url"))}
    return link | ({"text": unescaped(match.group("label"))} if match.group("label") else {})
