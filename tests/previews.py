"""A preview in this process: its builder, its server in a thread, and ways to ask it."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from typing import Any

from kawara.build.options import Options
from kawara.preview.app import Preview, application
from kawara.preview.builder import Builder
from kawara.preview.news import Hub
from kawara.preview.server import Server, opened
from sites import NOW

BLOG = """
-- kawara.yml --
title: Blog
url: https://blog.example/
timezone: Asia/Tokyo
-- content/posts/one.md --
---
title: One
date: 2026-01-01
---
The first words.

The second words.
-- content/posts/two.md --
---
title: Two
date: 2026-01-02
---
Other words.
"""


def until(done: Callable[[], Any], seconds: float = 20.0) -> None:
    """Wait until something is so. Fails when the time is up."""
    end = time.monotonic() + seconds
    while not done():
        assert time.monotonic() < end, "nothing happened"
        time.sleep(0.01)


@contextmanager
def building(site: Path, *, follow: bool = False, now: datetime = NOW) -> Iterator[Builder]:
    """A builder at work on a site."""
    builder = Builder(site, lambda: Options(now=now, jobs=1), follow=follow)
    try:
        builder.open()
        yield builder
    finally:
        builder.close()
        builder.thread.join(30)


@dataclass(frozen=True)
class Running:
    """A preview that answers."""

    builder: Builder
    hub: Hub
    port: int

    @property
    def address(self) -> str:
        """Where it is."""
        return f"http://127.0.0.1:{self.port}"

    def ask(
        self, path: str, headers: Mapping[str, str] | None = None, method: str = "GET"
    ) -> tuple[HTTPResponse, bytes]:
        """One answer, with its body."""
        with closing(HTTPConnection("127.0.0.1", self.port, timeout=20)) as connection:
            connection.putrequest(method, path, skip_host="Host" in (headers or {}))
            for name, value in (headers or {}).items():
                connection.putheader(name, value)
            connection.endheaders()
            answer = connection.getresponse()
            return answer, answer.read()

    def text(self, path: str) -> str:
        """The text of a page."""
        return self.ask(path)[1].decode()

    @contextmanager
    def news(self, page: str) -> Iterator[Iterator[dict[str, Any]]]:
        """What a tab on a page is told."""
        with closing(HTTPConnection("127.0.0.1", self.port, timeout=20)) as connection:
            connection.request("GET", f"/_kawara/events?page={page}")
            answer = connection.getresponse()
            assert answer.status == 200
            yield (json.loads(line[6:]) for line in iter(answer.readline, b"") if line.startswith(b"data: "))


@contextmanager
def previewing(site: Path, *, follow: bool = False, form: str = "", names: tuple[str, ...] = ()) -> Iterator[Running]:
    """A preview of a site, on a free port."""
    with building(site, follow=follow) as builder, opened("127.0.0.1", 0) as listening:
        hub = Hub()
        builder.heard.append(hub.publish)
        preview = Preview(builder.root, builder.output, lambda: NOW, lambda: builder.edition, hub, form)
        server = Server(application(preview, names), lambda: hub.publish(None))
        thread = threading.Thread(target=server.run, args=([listening],))
        thread.start()
        try:
            until(lambda: server.started)
            yield Running(builder, hub, listening.getsockname()[1])
        finally:
            server.stop()
            thread.join(20)
