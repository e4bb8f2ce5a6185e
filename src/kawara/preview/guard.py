"""Who may ask: the author's own browser, and nobody through it.

A page from elsewhere can have its name lead to this machine (DNS rebinding), or ask for what is here in the author's browser.
The first shows in `Host`, the second in `Origin` and in what the browser says of the request (Fetch Metadata).
"""

from __future__ import annotations

from collections.abc import Collection
from ipaddress import ip_address
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

REFUSED = "403: this preview is for its author alone. To reach it by another name: kawara serve --allow-host NAME\n"


def host_of(netloc: str) -> str:
    """The name or number in `Host`, in small letters, without port and brackets; empty for what is none."""
    try:
        parts = urlsplit(f"//{netloc}")
        _ = parts.port
    except ValueError:
        return ""
    is_bare = parts.netloc == netloc and not (parts.path or parts.query or parts.fragment or "@" in netloc)
    return (parts.hostname or "").rstrip(".") if is_bare else ""


def may_ask(name: str, names: Collection[str], *, wide: bool) -> bool:
    """Whether a preview answers to this name. `wide`: it listens to other machines, so any number is one of its own."""
    if name == "localhost" or name in names:
        return True
    try:
        address = ip_address(name)
    except ValueError:
        return False
    return address.is_loopback or wide


def is_welcome(headers: Headers, names: Collection[str], *, wide: bool) -> bool:
    """Whether a request may be answered."""
    hosts, origins = headers.getlist("host"), headers.getlist("origin")
    if len(hosts) != 1 or len(origins) > 1 or not may_ask(host_of(hosts[0]), names, wide=wide):
        return False
    if origins and not may_ask(host_of(origins[0].partition("://")[2]), names, wide=wide):
        return False
    return headers.get("sec-fetch-site") != "cross-site" or headers.get("sec-fetch-mode") == "navigate"


class Guard:
    """Stands before the whole application."""

    def __init__(self, app: ASGIApp, names: Collection[str], *, wide: bool) -> None:
        self.app, self.names, self.wide = app, names, wide

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse what may not ask, and what asks for anything but to read."""
        if scope["type"] != "http":
            return
        if not is_welcome(Headers(scope=scope), self.names, wide=self.wide):
            await PlainTextResponse(REFUSED, 403)(scope, receive, send)
        elif scope["method"] not in ("GET", "HEAD"):
            await PlainTextResponse("405\n", 405, {"Allow": "GET, HEAD"})(scope, receive, send)
        else:
            await self.app(scope, receive, send)
