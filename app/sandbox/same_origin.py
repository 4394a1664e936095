"""Who may talk to the chat page's addresses: the page itself, not another web page that a visitor happens to have open.

A foreign page can send requests to localhost from the visitor's browser, and can give its own name localhost's address
(DNS rebinding). The first is known by `Origin`, the second by `Host`.
"""

import ipaddress
from urllib.parse import urlsplit

from aiohttp import web

_WILDCARDS = frozenset({"", "0.0.0.0", "::"})
_OWN_SITE = frozenset({"same-origin", "none"})


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def host_allowed(host: str, bound: str) -> bool:
    """Whether a `Host` header names this server: loopback, the host it is bound to, or, if it is bound to all
    addresses, any address written in digits (which nobody can point elsewhere).
    """
    try:
        name = urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return False
    if name == "localhost" or name.endswith(".localhost") or name == bound.lower():
        return bool(name)
    if not _is_address(name):
        return False
    return bound in _WILDCARDS or ipaddress.ip_address(name).is_loopback


def check_host(request: web.Request, bound: str) -> None:
    """Raises 403 for a request that was meant for another name."""
    if not host_allowed(request.host, bound):
        raise web.HTTPForbidden(text=f"This server does not answer to the name {request.host!r}.")


def check_origin(request: web.Request) -> None:
    """Raises 403 for a request that another web page caused.

    Browsers always send `Origin` where it matters here; a client that sends none is no browser.
    """
    origin = request.headers.get("Origin")
    if origin is not None and origin.lower() not in {
        f"http://{request.host}".lower(),
        f"https://{request.host}".lower(),
    }:
        raise web.HTTPForbidden(text="This came from another web page.")
    if origin is None and request.headers.get("Sec-Fetch-Site", "none") not in _OWN_SITE:
        raise web.HTTPForbidden(text="This came from another web page.")


def security_headers(host: str) -> dict[str, str]:
    """What the browser must hold the page to: its own scripts, styles, pictures and connections, and no frame."""
    policy = (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
        f"connect-src 'self' ws://{host} wss://{host}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )
    return {
        "Content-Security-Policy": policy,
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cache-Control": "no-cache",
    }
