"""Inert: a statement is one plain sentence that pings nobody, links nowhere, formats nothing and hides nothing."""

import re
import unicodedata
from collections.abc import Iterator

from app.briefs.guardrails.claim import HOLE, Claim
from app.briefs.guardrails.finding import Fault, Rule

MOST_OWN_CHARS = 400
"""Of the writer's own words."""
MOST_CHARS = 1_500
"""With quotations."""
_CODE = re.compile(r"`[^`]*`")
_MARKUP = re.compile(
    r"<[@!#]|<(?:https?|mailto|tel|slack|ftp):|</?[a-z][a-z0-9]*(?:\s[^>]*)?/?>|!\[|\]\(|\[\[|\]\[|^\[[^\]]+\]:|javascript:|vbscript:|data:[a-z]+/|[@＠﹫](?:channel|here|everyone|group|subteam)\b|<\||\|>|&(?:lt|gt|amp|#\d+);|\[secret:|^\s*(?:#{1,6}\s|>|\||---|===|\*\s|-\s)|\*\*|__\w|~~|:[a-z][a-z0-9_+-]+:(?!\S)",
    re.IGNORECASE | re.MULTILINE,
)
_COMMAND = re.compile(r"^\s*[/／][a-zA-Z]")
_FIRST = ("◉", "❝", "≈")
_FULL_WIDTH_AT = re.compile(r"[＠﹫]")
_DOMAIN = re.compile(
    r"(?<![\w@.-])(?:[a-z0-9-]+\.)+(?:com|net|org|io|dev|app|xyz|info|biz|ru|cn|co|uk|de|eu|us|me|tv|cc|to|ly|gg|ai|sh|site|online|top|shop|club|link|live|example|test|internal|local|gov|edu|onion)\b|\b[\w.+-]+@[\w-]+\.\w+",
    re.IGNORECASE,
)
_AROUND = ".:!?…,;`\"'()“”‘’"
_ADDRESS = re.compile(
    r"\S*(?:[/\\]{2}|:/|[\[({]\s*(?:\.|dot)\s*[\])}]|\w@\w|\bwww\b|\bh(?:xx|tt)ps?\b|[^\W\d_]\.[^\W\d_]{2,})\S*",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"(?<!\b[A-Za-z])(?<!\w\.\w)[.!?]+[\"')\]]*\s+(?=[A-Z¤])")
_SILENT = frozenset({"Cc", "Cf", "Cs", "Co", "Zl", "Zp"})


def inert(claim: Claim) -> Iterator[Fault]:
    text = claim.text
    if hidden := next((char for char in text if unicodedata.category(char) in _SILENT), None):
        yield Rule.MARKUP, f"U+{ord(hidden):04X}"
    if (full := _FULL_WIDTH_AT.search(text)) and full[0] not in claim.haystack:
        yield Rule.MARKUP, full[0]
    own = _CODE.sub(" ", text)
    for match in _MARKUP.finditer(own):
        if match[0].lower() in {"<@", "<!", "<#"} or not _is_said(match[0], claim):
            yield Rule.MARKUP, match[0]
            break
    if claim.text.count(HOLE.strip()) > "".join(claim.quoted).count(HOLE.strip()):
        yield Rule.MARKUP, HOLE.strip()
    if _COMMAND.match(text) or text.lstrip().startswith(_FIRST):
        yield Rule.MARKUP, text[:8]
    for match in _DOMAIN.finditer(own):
        if match[0].lower() not in claim.haystack:
            yield Rule.LINK, match[0]
    if leads_away(own, claim.haystack):
        yield Rule.LINK, "an address that no source has"


def leads_away(text: str, cited: str) -> bool:
    """Whether it has anything like an address, however disguised (`hxxps`, `evil[.]example`), that is not in `cited`."""
    lowered = cited.lower()
    return any(found[0].lower().strip(_AROUND) not in lowered for found in _ADDRESS.finditer(text))


def brevity(claim: Claim) -> Iterator[Fault]:
    if len(claim.own) > MOST_OWN_CHARS or len(claim.text) > MOST_CHARS:
        yield Rule.LENGTH, str(len(claim.text))
    elif not all(each.by_machine for each in claim.cited) and _SENTENCE_END.search(claim.own):
        yield Rule.LENGTH, "more than one sentence"


def script(claim: Claim) -> Iterator[Fault]:
    """Most of its letters are of an alphabet that its sources do not use."""
    own = [_alphabet(char) for char in claim.own if char.isalpha()]
    if not own:
        return
    usual = max(set(own), key=own.count)
    if usual != "LATIN" and not any(_alphabet(char) == usual for char in claim.haystack if char.isalpha()):
        yield Rule.SCRIPT, usual.lower()
    odd = next(
        (
            char
            for char in claim.own
            if char.isalpha() and _alphabet(char) != "LATIN" and char.lower() not in claim.haystack
        ),
        "",
    )
    if odd and usual == "LATIN":
        yield Rule.SCRIPT, odd


def _alphabet(char: str) -> str:
    return unicodedata.name(char, "UNKNOWN").split(" ")[0]


def _is_said(markup: str, claim: Claim) -> bool:
    """Whether a cited entry has these very characters, as `a <b> c` or `x | y` may."""
    return " ".join(markup.lower().split()) in claim.haystack
