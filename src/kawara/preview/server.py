"""The server itself: its port, its life and its end."""

from __future__ import annotations

import errno
import os
import socket
from collections.abc import Callable
from ipaddress import ip_address
from types import FrameType

import uvicorn
from starlette.types import ASGIApp

from kawara.base.problems import KawaraError, problem

PORT = 4000
TRIES = 100
"""So many ports are tried, from the first on, where none is asked for."""


def opened(host: str, port: int | None) -> socket.socket:
    """A socket that listens on the port, or on the next free one where none is asked for. Raises KawaraError."""
    try:
        family, _, _, _, address = socket.getaddrinfo(host, port or PORT, type=socket.SOCK_STREAM)[0]
    except OSError as error:
        text = f"'{host}' is no name or number of this machine: {error.strerror}"
        raise KawaraError(problem("usage", "", text, hint="leave --host out, or write --host 0.0.0.0")) from error
    for number in [port] if port is not None else range(PORT, PORT + TRIES):
        if (made := _bound(family, (str(address[0]), number), must=port is not None)) is not None:
            return made
    text = f"no port from {PORT} to {PORT + TRIES - 1} is free"
    raise KawaraError(problem("usage", "", text, hint="name another with --port"))


def _bound(family: int, address: tuple[str, int], *, must: bool) -> socket.socket | None:
    """The socket; None when another program has the port, and it need not be that one."""
    # Named as TCP, asyncio has it send at once: an answer in two parts would else wait 40 ms for the browser's receipt of the first.
    made = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    if os.name == "posix":  # elsewhere this would let two programs share one port
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        made.bind(address)
        made.listen(128)
    except OSError as error:
        made.close()
        if error.errno == errno.EADDRINUSE and not must:
            return None
        taken = error.errno == errno.EADDRINUSE
        text = f"port {address[1]} is taken by another program" if taken else f"{address[0]}: {error.strerror}"
        hint = "name another, or leave --port out to get one that is free"
        raise KawaraError(problem("usage", "", text, hint=hint)) from error
    return made


def address_of(listening: socket.socket, base: str) -> str:
    """What to open in a browser."""
    host, port = listening.getsockname()[:2]
    number = ip_address(host)
    shown = "localhost" if number.is_unspecified else f"[{host}]" if number.version == 6 else host
    return f"http://{shown}:{port}{base}"


def is_wide(listening: socket.socket) -> bool:
    """Whether other machines can reach it."""
    return not ip_address(listening.getsockname()[0]).is_loopback


class Server(uvicorn.Server):
    """uvicorn, which tells the open streams at once when it is asked to end."""

    def __init__(self, app: ASGIApp, ending: Callable[[], None]) -> None:
        super().__init__(
            uvicorn.Config(
                app, http="h11", ws="none", lifespan="off", log_config=None, access_log=False, server_header=False,
                timeout_graceful_shutdown=1, timeout_keep_alive=30,
            )
        )  # fmt: skip
        self.ending = ending

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Called for SIGINT and SIGTERM."""
        self.ending()
        super().handle_exit(sig, frame)

    def stop(self) -> None:
        """End, from another thread."""
        self.ending()
        self.should_exit = True
