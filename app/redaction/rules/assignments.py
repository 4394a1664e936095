"""A value given to a name that says it is secret: `DB_PASSWORD=...`, `"apiKey": "..."`, `<add key="Token" value="..."/>`."""

import re

from app.redaction.randomness import counts_up, entropy, is_reference
from app.redaction.rules.rule import Match, Rule

_GIVES = (
    r"[\"'`\]\\)]{0,4}+\s{0,16}+"
    r"(?:=>|:=|={1,3}|!==?|:"
    r"|(?<=[\"'`])\s{0,3},(?=\s{0,3}\\?[\"'`])|(?<=[\"'`] ),(?=\s{0,3}\\?[\"'`])"  # ("API_KEY", "...")
    r"|\((?=\\?[\"'`])"  # setPassword("...")
    r"|value\s{0,2}[=:]|\{\s{0,8}default\s{0,3}=)"  # .NET and Kubernetes settings; Terraform
    r"\s{0,4}+@?"
)
_NEXT = r"(?=[\s,;&]|$|[\"'\s]{0,2}[A-Za-z_][A-Za-z0-9_.-]{0,30}+[\"'\s]{0,2}[=:])"
_BARE = rf"[^\s\"'`,;<>&]{{1,2000}}+(?:[,;&](?!{_NEXT})[^\s\"'`,;<>&]{{1,200}}+){{0,3}}+"
"""A value without quotes; a comma or the like belongs to it unless the text goes on after it, or the next name follows."""

_VALUE = (
    r"(?P<quote>\\?[\"'`]{1,2}|&quot;)?"
    rf"(?P<secret>(?(quote)(?:(?!(?P=quote))[^\r\n]){{1,1000}}+|{_BARE}))"
)
_LOOKED_AT_CHARS = 200
_TAIL = r"[A-Za-z0-9_.-]{0,24}+"

_PASSWORD = rf"(?i:(?P<name>pass(?:word|wd|phrase|code){_TAIL}|pass(?-i:(?![a-z]))[A-Za-z0-9_]{{0,16}}|pwd[A-Za-z0-9_]{{0,16}}|(?<![a-z])pw))"
_KEY = rf"(?i:(?P<name>secret{_TAIL}|token{_TAIL}|credential{_TAIL}|key(?-i:(?![a-z]))[A-Za-z0-9_]{{0,12}}|(?<![a-z])auth|crumb))"

_ABOUT_IT = (
    *(
        "policy",
        "policies",
        "file",
        "path",
        "dir",
        "length",
        "len",
        "size",
        "min",
        "max",
        "url",
        "uri",
        "endpoint",
        "host",
    ),
    *("name", "ref", "field", "input", "label", "type", "kind", "count", "limit", "ttl", "expiry", "expires", "expire"),
    *(
        "expires_in",
        "expires_at",
        "expiresin",
        "expiresat",
        "expiration",
        "reset",
        "change",
        "changed",
        "rotated",
        "rotation",
    ),
    *(
        "age",
        "_at",
        "version",
        "prefix",
        "column",
        "selector",
        "provider",
        "header",
        "arn",
        "status",
        "class",
        "form",
        "hint",
    ),
)
"""Endings of names that hold something about a secret, not the secret."""

_QUALIFIED = (
    *(
        "api",
        "access",
        "private",
        "priv",
        "secret",
        "encrypt",
        "encryption",
        "sign",
        "signing",
        "account",
        "shared",
        "auth",
    ),
    *(
        "master",
        "app",
        "application",
        "service",
        "storage",
        "client",
        "consumer",
        "admin",
        "rest",
        "server",
        "io",
        "ssh",
    ),
    *(
        "deploy",
        "device",
        "provision",
        "hmac",
        "session",
        "cookie",
        "webhook",
        "write",
        "read",
        "ingest",
        "user",
        "jina",
    ),
)
"""What makes a key a secret one; a cache key, a primary key and a public key are none."""

_USER_BEFORE = re.compile(
    r"(?<![?&])(?:user|login|uid|email)(?:[_ ]?(?:name|id))?[\"'`\]\\)]{0,4}\s{0,16}(?:=>|=|:)\s{0,3}\S"
)
_A_NAME = re.compile(r"(?i)pass(?:word)?|pwd")
_A_QUOTED_NAME = re.compile(r"[a-z]+(?:_[a-z]+)+")
_USERS = ("user", "login", "uid", "email")
_PATH = re.compile(r"[A-Za-z#:._-]+(?:/[A-Za-z#:._-]*)+")
_STARTS_NO_VALUE = tuple(",:;)(/|")
_SYMBOLS = re.compile(r"[^A-Za-z0-9\s._/:\\-]")
_AWS_SECRET = re.compile(r"aws_?secret")
"""Has a rule of its own: such a key has 40 characters, and anything else is none."""
_UUID = re.compile(r"[A-Za-z0-9]{8}(?:-[A-Za-z0-9]{4}){3}-[A-Za-z0-9]{12}$")
_HEX_UUID = re.compile(r"(?i)[a-f0-9]{8}(?:-[a-f0-9]{4}){3}-[a-f0-9]{12}")
_GENERATED = re.compile(r"[A-Za-z0-9+/_-]{8,}")


def _before(match: Match, chars: int) -> str:
    """What stands before the name, in lower case."""
    return match.string[max(0, match.start() - chars) : match.start()].lower()


def _about_it(match: Match) -> bool:
    name: str = match["name"].lower()
    return name.endswith(_ABOUT_IT) or (name.endswith("s") and name[:-1].endswith(_ABOUT_IT))


def _password(match: Match) -> bool:
    value, quoted = match["secret"][:_LOOKED_AT_CHARS], match["quote"] is not None
    if (
        len(value) < 5
        or _about_it(match)
        or is_reference(value)
        or value.startswith(_STARTS_NO_VALUE)
        or value.count(" ") > (1 if quoted else 0)
    ):
        return False
    if _not_only_words(value, quoted=quoted) and entropy(value) >= 2.2:
        return True
    if quoted and _A_QUOTED_NAME.fullmatch(value):
        return False
    if not _A_NAME.fullmatch(value) and _paired(match):
        return True
    return value.isalpha() and len(value) >= 12


def _not_only_words(value: str, *, quoted: bool) -> bool:
    """Whether letters are mixed with digits or with several symbols, and it is no path or address of a page."""
    if " " in value or not any(map(str.isalpha, value)) or _PATH.fullmatch(value):
        return False
    symbols = set(_SYMBOLS.findall(value))
    return any(map(str.isdigit, value)) or len(symbols) > 1 or (len(symbols) == 1 and (quoted or not value.islower()))


def _paired(match: Match) -> bool:
    """Whether a user is named just before it, or it is an environment variable: nothing else than a password fits."""
    if match["name"].isupper() and match.string[match.end("name")] == "=":
        return True
    before = _before(match, 200)
    return any(map(before.__contains__, _USERS)) and _USER_BEFORE.search(before) is not None


def _key(match: Match) -> bool:
    value, name = match["secret"][:_LOOKED_AT_CHARS], match["name"].lower()
    if (
        len(value) < 10
        or (len(value) < 20 and value.isalpha())
        or value.count(" ") > 3
        or is_reference(value)
        or _about_it(match)
    ):
        return False
    if name.startswith("key") and not _before(match, 20).rstrip("_-. ").endswith(_QUALIFIED):
        return False
    if _AWS_SECRET.search(_before(match, 24) + name) or _looks_like_uuid(match):
        return False
    return _generated(value) or (name == "secret" and match["quote"] is not None and _SYMBOLS.search(value) is not None)


def _looks_like_uuid(match: Match) -> bool:
    """An id, unless it is called a key or a secret outright; one that is not hexadecimal was made up."""
    value = _UUID.search(match["secret"])
    if value is None:
        return False
    return match["name"].lower().startswith("token") or not _HEX_UUID.fullmatch(value[0])


def _generated(value: str) -> bool:
    """Whether a value was drawn by a machine rather than written by a person."""
    if entropy(value) < 3.0 or value.startswith("/") or value.endswith("-") or "://" in value:
        return False
    if len(value) >= 16 and len(_SYMBOLS.findall(value)) >= 4:
        return True
    return any(map(_mixed, _GENERATED.findall(value)))


def _mixed(piece: str) -> bool:
    letters, digits = any(map(str.isalpha, piece)), any(map(str.isdigit, piece))
    if letters and digits:
        return not counts_up(piece)
    return len(piece) >= 20 and not piece.islower() and not piece.isdigit() and entropy(piece) >= 4.0


ASSIGNMENTS: tuple[Rule, ...] = (
    Rule("password", ("pass", "pwd", "pw"), re.compile(_PASSWORD + _GIVES + _VALUE), _password),
    Rule(
        "assigned-secret",
        ("secret", "token", "credential", "key", "auth", "crumb"),
        re.compile(_KEY + _GIVES + _VALUE),
        _key,
    ),
)
