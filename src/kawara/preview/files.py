"""The built files as they go to the browser: what the build has listed, and nothing else."""

from __future__ import annotations

import mimetypes
import os
import stat
from pathlib import Path

from starlette.datastructures import Headers
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from kawara.base.digest import digest
from kawara.base.urls import quote
from kawara.preview.edition import Edition, made_ahead, missing_page, moved, page_at
from kawara.writer.disk import is_file, look

SCRIPT = '<script src="/_kawara/client.js" data-page="{page}" data-number="{number}" data-start="{start}"></script>'
TYPES = {".avif": "image/avif", ".mjs": "text/javascript", ".webmanifest": "application/manifest+json",
         ".webp": "image/webp", ".woff2": "font/woff2"}  # fmt: skip
"""What older Pythons, or the tables of some systems, do not know."""
HEADERS = {"Cache-Control": "no-cache", "Cross-Origin-Resource-Policy": "same-origin", "X-Robots-Tag": "noindex"}
NOTHING = b"<!doctype html><meta charset=utf-8><title>kawara</title><body><p>%s</p></body>"


def injected(data: bytes, page: str, number: int = 0, start: str = "") -> bytes:
    """A page with the preview's script at its end.

    `page` is the digest by which the script knows which page it is on, `number` that of the edition, `start` names the process
    that counts them.
    """
    script = SCRIPT.format(page=page, number=number, start=start).encode()
    before, end, after = data.rpartition(b"</body>")
    return before + script + end + after if end else data + script


class Files:
    """The files of a preview's folder."""

    def __init__(self, folder: Path, start: str) -> None:
        for suffix, kind in TYPES.items():
            mimetypes.add_type(kind, suffix)
        self.static = StaticFiles(directory=folder, check_dir=False)
        self.start = start
        """Stands for this process, whose script and whose count of editions are no other's."""

    def answer(self, edition: Edition, path: str, scope: Scope) -> Response:
        """The answer to the decoded path of a URL."""
        name = page_at(edition, path)
        if name is None and (target := moved(edition, path)):
            return RedirectResponse(quote(target), 307, HEADERS)
        made = (self.ahead(edition, name, scope) or self.file(edition, name, scope)) if name else None
        if made is None:
            return self.missing(edition, path)
        made.headers.update(HEADERS)
        return made

    def ahead(self, edition: Edition, name: str, scope: Scope) -> Response | None:
        """A file as it will be, while it is not built yet; None where that is how it stands."""
        data = made_ahead(edition, name)
        if data is not None:
            return self.page(edition, data, scope)
        source = edition.ahead.files.get(name, "") if edition.ahead else ""
        found = look(source) if source else None
        return self.static.file_response(source, found, scope) if found and is_file(found) else None

    def file(self, edition: Edition, name: str, scope: Scope) -> Response | None:
        """One listed file; None when it is gone, or is no file of the folder's own."""
        place, found = self.static.lookup_path(name)
        if found is None or not stat.S_ISREG(found.st_mode):
            return None
        try:
            is_page = name.endswith(".html")
            return (
                self.page(edition, Path(place).read_bytes(), scope)
                if is_page
                else self.static.file_response(place, found, scope)
            )
        except OSError:  # replaced at this moment: the tab is told when it is there
            return None

    def page(self, edition: Edition, data: bytes, scope: Scope) -> Response:
        """A page, with the script; nothing but «not modified» when the browser has it, with the number of this edition."""
        seen = digest(data)
        tag = f'"{seen}-{self.start}-{edition.number}"'
        asked = Headers(scope=scope).get("if-none-match", "")
        if tag in [each.strip().removeprefix("W/") for each in asked.split(",")]:
            return Response(status_code=304, headers={"ETag": tag})
        return HTMLResponse(injected(data, seen, edition.number, self.start), headers={"ETag": tag})

    def missing(self, edition: Edition, path: str) -> Response:
        """The site's own page for what is not there, or a bare one that waits for the first good build."""
        name = missing_page(edition, path)
        words = b"There is no page here." if edition.pages else b"Nothing could be built yet."
        data = NOTHING % words
        if name:
            place, found = self.static.lookup_path(name)
            data = Path(place).read_bytes() if found and os.path.isfile(place) else data  # noqa: PTH113 - as it is given
        return HTMLResponse(injected(data, "", edition.number, self.start), 404, HEADERS)
