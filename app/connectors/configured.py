"""From what is written under `connectors:` in the settings to connectors that can be asked."""

import re
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from difflib import get_close_matches

import aiohttp

from app.connectors import CONNECTORS
from app.connectors.kind import AnyKind, Described
from app.domain.errors import UserError
from app.domain.json import JsonObject
from app.ports import Connected

_CONNECT_S = 5.0
_AT_ONCE = 20
_AGENT = "watchkeeper"
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,59}")
"""It is part of the address of its webhook, a key in the database, and said in posts."""


def describe(written: Mapping[str, JsonObject]) -> list[Described]:
    """`written` maps a name to settings; `kind` among them says what it is, if the name does not. Raises UserError."""
    return [
        _kind_of(name, given).described(name, {one: value for one, value in given.items() if one != "kind"})
        for name, given in written.items()
    ]


def settings_of(name: str, given: Mapping[str, object]) -> frozenset[str]:
    """The names of what can be set for it. Raises UserError where the name or the kind is none."""
    return frozenset(_kind_of(name, given).settings.model_fields)


def _kind_of(name: str, given: Mapping[str, object]) -> AnyKind:
    if not _NAME.fullmatch(name):
        raise UserError(
            f"connectors: {name[:80]!r} is no name for one: at most 60 letters, digits, dots, dashes and underscores."
        )
    kinds = {kind.key: kind for kind in CONNECTORS}
    key = given.get("kind", name)
    if not isinstance(key, str) or not key:
        raise UserError(f"connectors: {name}: kind: must be one of these words: {', '.join(sorted(kinds))}.")
    if key not in kinds:
        raise UserError(_unknown(name, key, sorted(kinds)))
    return kinds[key]


def _unknown(name: str, key: str, kinds: Sequence[str]) -> str:
    meant = get_close_matches(key, kinds, n=1)
    close = f" Did you mean `{meant[0]}`?" if meant else ""
    return (
        f"connectors: {name}: there is no connector `{key[:80]}`.{close} `kind:` says what it is, where the name does not: "
        f"{', '.join(kinds)}."
    )


@asynccontextmanager
async def connecting(described: Sequence[Described]) -> AsyncIterator[tuple[Connected, ...]]:
    """All of them over one session. Nothing is asked of anybody yet."""
    session = aiohttp.ClientSession(
        connector=aiohttp.TCPConnector(limit=0, limit_per_host=_AT_ONCE),  # hosts that hang take nothing from others
        timeout=aiohttp.ClientTimeout(total=None, sock_connect=_CONNECT_S),
        headers={"User-Agent": _AGENT, "Accept": "application/json"},
        cookie_jar=aiohttp.DummyCookieJar(),  # a login that one was given must not speak for another of the same host
        trust_env=True,
    )
    async with session:
        yield tuple(one.connect(session) for one in described)
