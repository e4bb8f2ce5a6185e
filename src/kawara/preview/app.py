"""The preview as a web application: the built files, a stream of news for each tab, and the author's page."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from sse_starlette.sse import EventSourceResponse
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp

from kawara.preview import editor
from kawara.preview.desk import desk
from kawara.preview.edition import Edition, owner
from kawara.preview.files import HEADERS, Files
from kawara.preview.finder import Finder, is_of_index
from kawara.preview.guard import Guard
from kawara.preview.lines import line_at
from kawara.preview.news import Hub, events, news

CLIENT = Path(__file__).with_name("client")
PARTS = ("patch.js", "panel.js", "client.js")


def client() -> bytes:
    """The script that a tab runs, in one piece."""
    parts = ((CLIENT / name).read_text(encoding="utf-8") for name in PARTS)
    return ("(() => {\n" + "\n".join(parts) + "\n})();\n").encode()


@dataclass(frozen=True, slots=True)
class Preview:
    """What the application needs."""

    root: Path
    output: Path
    now: Callable[[], datetime]
    edition: Callable[[], Edition]
    """The edition of this moment."""
    hub: Hub
    form: str = ""
    """The pattern of links to the editor."""

    def link(self, path: str, line: int = 0, column: int = 0) -> str:
        """The link that opens a file in the editor."""
        return editor.link(self.form, self.root, path, line, column)


def application(preview: Preview, names: Collection[str] = (), *, wide: bool = False) -> ASGIApp:
    """The whole application behind its guard."""
    script = client()
    files = Files(preview.output, secrets.token_hex(4))
    finder = Finder(preview.output)

    async def show(request: Request) -> Response:
        edition, path = preview.edition(), request.scope["path"]
        if is_of_index(edition, path):
            return await run_in_threadpool(finder.answer, edition, path, preview.now())
        asked = edition, path, request.scope
        return await run_in_threadpool(files.answer, *asked) if edition.ahead else files.answer(*asked)

    async def stream(request: Request) -> Response:
        url, since = request.query_params.get("page", ""), request.query_params.get("since", "")

        def tell(edition: Edition, known: int | None) -> dict[str, Any]:
            return news(edition, url, preview.link, preview.now(), known) | {"start": files.start}

        number = int(since) if since.isdecimal() and since.isascii() else None
        return EventSourceResponse(events(preview.hub, preview.edition, number, tell), headers=HEADERS, ping=15)

    async def run(_request: Request) -> Response:
        return Response(script, media_type="text/javascript", headers=HEADERS)

    def place(request: Request) -> Response:
        asked, edition = request.query_params, preview.edition()
        post = owner(edition, asked.get("page", ""))
        if post is None:
            return JSONResponse({}, 404, HEADERS)
        text, tag, nth = (asked.get(name, "") for name in ("text", "tag", "nth"))
        line = line_at(preview.root, post.path, text, tag, nth)
        return JSONResponse({"place": f"{post.path}:{line}", "open": preview.link(post.path, line, 1)}, 200, HEADERS)

    def author(_request: Request) -> Response:
        return HTMLResponse(desk(preview.edition(), preview.root, preview.link, preview.now()), 200, HEADERS)

    routes = [
        Route("/_kawara/", author),
        Route("/_kawara/events", stream),
        Route("/_kawara/client.js", run),
        Route("/_kawara/line", place),
        Route("/{path:path}", show),
    ]
    return Guard(Starlette(routes=routes), names, wide=wide)
