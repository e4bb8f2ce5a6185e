"""The search index of a preview: made in the background when the search box is first used, and again once the site is another."""

from __future__ import annotations

import mimetypes
import tempfile
import threading
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from starlette.responses import PlainTextResponse, Response

from kawara.preview.edition import Edition, held_back, page_at
from kawara.preview.files import HEADERS
from kawara.search import FOLDER, SearchError, made, program, text_of

FIRST = "pagefind.js"
"""What a page asks for first, and so the moment to look whether the index is that of this edition."""


def is_of_index(edition: Edition, path: str) -> bool:
    """Whether a path leads to a file of the index, and to no page of the site."""
    return path.startswith(edition.base + FOLDER) and program() is not None and page_at(edition, path) is None


class Finder:
    """The index, and the edition it was made of."""

    def __init__(self, output: Path) -> None:
        self.output = output
        self.lock = threading.Lock()
        self.number = 0
        self.files: dict[str, bytes] = {}

    def answer(self, edition: Edition, path: str, now: datetime) -> Response:
        """One file of the index; the first that is asked for waits until there is one. Called in a thread of its own."""
        name = path.removeprefix(edition.base)
        with self.lock:
            if self.number != edition.number and (name == FOLDER + FIRST or not self.files):
                try:
                    self.make(edition, now)
                except (SearchError, OSError) as error:
                    return PlainTextResponse(f"503: {error}\n", 503, HEADERS)
            data = self.files.get(name)
        kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
        return PlainTextResponse("404\n", 404, HEADERS) if data is None else Response(data, 200, HEADERS, kind)

    def make(self, edition: Edition, now: datetime) -> None:
        """An index of what readers would find."""
        with tempfile.TemporaryDirectory(prefix="kawara-search-") as scratch:
            self.files = {name: file.read_bytes() for name, file in made(self.pages(edition, now), Path(scratch))}
        self.number = edition.number

    def pages(self, edition: Edition, now: datetime) -> Iterator[tuple[str, bytes]]:
        """The pages of posts and pages that are published."""
        for name, entry in edition.pages.items():
            post = edition.posts.get(entry.owner)
            is_out = post is not None and not post.hidden and not held_back(post, now)
            if is_out and name.endswith(".html") and b"<main" in (data := self.read(name)):
                yield name, text_of(data)

    def read(self, name: str) -> bytes:
        """A page; nothing where it is gone."""
        try:
            return (self.output / name).read_bytes()
        except OSError:
            return b""
