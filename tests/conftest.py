"""What many tests share: the repository's place, tools that may be absent, and whole sites in a string."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

if TYPE_CHECKING:
    from playwright.sync_api import Browser

REPOSITORY = Path(__file__).resolve().parent.parent

# How long an example takes is a matter of the machine.
settings.register_profile("kawara", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("kawara")


def require_tool(name: str) -> str:
    """The path of a tool; the test skips where it is absent, and fails there under REQUIRE_TOOLS=1, as in CI."""
    found = shutil.which(name)
    if found is None:
        absent(f"{name} is not installed")
    return str(found)


def absent(reason: str) -> None:
    """Skip for want of something outside the repository, or fail where everything must be there."""
    if os.environ.get("REQUIRE_TOOLS") == "1":
        pytest.fail(f"{reason}, and REQUIRE_TOOLS=1")
    pytest.skip(reason)


def shared(name: str) -> Path:
    """A file of the public suites beside the repository; skips with the reason where the folder is absent."""
    path = REPOSITORY.parent / "shared" / name
    if not path.exists():
        pytest.skip(f"the public test suites are not beside the repository ({name})")
    return path


class Quiet(SimpleHTTPRequestHandler):
    """The standard library's file server, without its log."""

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  the signature of the library
        """Say nothing."""


@contextmanager
def served(folder: Path, handler: type[SimpleHTTPRequestHandler] = Quiet) -> Iterator[str]:
    """A folder, served on this machine; its host and port."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(handler, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Debian's Chromium."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=require_tool("chromium"), args=["--no-sandbox"])
        yield browser
        browser.close()
