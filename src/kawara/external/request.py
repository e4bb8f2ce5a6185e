"""One request to one address, over a connection to an IP address that has been looked at.

The standard library's `http.client` and no more: a name is resolved once, each of its addresses is judged, and the connection is made to
that very address. A library that resolves names for itself could be given another answer the second time (DNS rebinding). For the same
reason the proxies of the environment are not used: it would be they who look the name up.
"""

from __future__ import annotations

import socket
import ssl
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cache
from http.client import HTTPConnection, HTTPException
from threading import Timer
from typing import Any
from urllib.parse import quote, urlsplit

from kawara.external.addresses import is_public
from kawara.external.faults import UnansweredError, meaning
from kawara.external.verdict import BROKEN, PRIVATE

PORTS = {"http": 80, "https": 443}
AS_WRITTEN = "%/:=&?~#+!$,;'@()*[]"
"""What is left as it is in path and query, beside letters and digits."""

Resolved = Sequence[tuple[Any, ...]]
"""As `socket.getaddrinfo` answers."""


def resolve(host: str, port: int) -> Resolved:
    """The addresses of a host. Raises OSError."""
    return socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)


@dataclass(frozen=True, slots=True)
class Line:
    """How requests are made."""

    agent: str
    """The User-Agent: who asks, and why."""
    timeout: float
    """Seconds for the connection, and again for the answer."""
    may_reach: Callable[[str], bool] = is_public
    """Whether an IP address may be contacted."""
    resolve: Callable[[str, int], Resolved] = resolve


@dataclass(frozen=True, slots=True)
class Reply:
    """The head of an answer; nothing else is read."""

    status: int
    location: str = ""


def host_of(address: str) -> str:
    """The host of an address, in ASCII and small letters. Raises UnansweredError when it has none."""
    try:
        host = (urlsplit(address).hostname or "").rstrip(".")
        named = host if ":" in host else host.encode("idna").decode().lower()
    except ValueError:  # UnicodeError is one
        named = ""
    if not named:
        raise UnansweredError(BROKEN, "names no host")
    return named


def ask(method: str, address: str, line: Line) -> Reply:
    """One request. Raises UnansweredError."""
    try:
        parts = urlsplit(address)
        port = parts.port or PORTS[parts.scheme]
    except ValueError as error:
        raise UnansweredError(BROKEN, "is no address") from error
    host = host_of(address)
    try:
        connection = connected(host, port, line)
        with connection, closing_after(line.timeout) as closing:
            tunnel = closing(secured(connection, host) if parts.scheme == "https" else connection)
            return answered(tunnel, method, address, line.agent)
    except (OSError, HTTPException) as error:
        raise meaning(error) from error


def connected(host: str, port: int, line: Line) -> socket.socket:
    """A connection to the first address of a host that may be contacted and takes it. Raises OSError and UnansweredError."""
    found = line.resolve(host, port)
    allowed = [one for one in found if line.may_reach(one[4][0])]
    if not allowed:
        where = f" ({found[0][4][0]})" if found and found[0][4][0] != host else ""
        raise UnansweredError(PRIVATE, f"leads to a machine that only you can reach{where}")
    failed: OSError = ConnectionRefusedError()
    for family, kind, protocol, _, place in allowed:
        way = socket.socket(family, kind, protocol)
        way.settimeout(line.timeout)
        try:
            way.connect(place)
        except OSError as error:
            way.close()
            failed = error
        else:
            return way
    raise failed


@cache
def trust() -> ssl.SSLContext:
    """Whom this machine trusts."""
    return ssl.create_default_context()


def secured(connection: socket.socket, host: str) -> ssl.SSLSocket:
    """The connection, to be encrypted; the handshake comes with the first words."""
    return trust().wrap_socket(connection, server_hostname=host, do_handshake_on_connect=False)


@contextmanager
def closing_after(seconds: float) -> Iterator[Callable[[socket.socket], socket.socket]]:
    """Cut the connection that is handed over when so much time has passed, however slowly its other end goes on.

    What fails then fails as a TimeoutError.
    """
    held: list[socket.socket] = []
    late: list[bool] = []

    def cut() -> None:
        late.append(True)
        for each in held:
            with suppress(OSError):  # it has been closed meanwhile
                # Not SSLSocket's own, which takes the encryption away under whoever is reading.
                socket.socket.shutdown(each, socket.SHUT_RDWR)

    def hold(one: socket.socket) -> socket.socket:
        held.append(one)
        return one

    timer = Timer(seconds, cut)
    timer.daemon = True
    timer.start()
    try:
        yield hold
    except (OSError, HTTPException) as error:
        if late:
            raise TimeoutError from error
        raise
    finally:
        timer.cancel()
        for each in held:
            each.close()


def answered(tunnel: socket.socket, method: str, address: str, agent: str) -> Reply:
    """The head of the answer. Raises OSError and HTTPException."""
    if isinstance(tunnel, ssl.SSLSocket):
        tunnel.do_handshake()
    parts = urlsplit(address)
    http = HTTPConnection(host_of(address), PORTS[parts.scheme])
    http.sock = tunnel
    headers = {"Host": named_host(address), "User-Agent": agent, "Accept": "*/*", "Connection": "close"}
    if method == "GET":
        headers["Range"] = "bytes=0-0"
    target = quote(parts._replace(scheme="", netloc="", fragment="").geturl() or "/", safe=AS_WRITTEN)
    http.request(method, target if target.startswith("/") else f"/{target}", headers=headers)
    with http.getresponse() as response:
        location = response.getheader("Location") or ""
        return Reply(response.status, location.encode("latin-1").decode("utf-8", "replace"))


def named_host(address: str) -> str:
    """Host and port, as the header says them: without name and password, which are sent nowhere."""
    parts = urlsplit(address)
    host = host_of(address)
    name = f"[{host}]" if ":" in host else host
    return name if parts.port in (None, PORTS.get(parts.scheme)) else f"{name}:{parts.port}"
