"""Pages → the files of a search index, made by Pagefind, a program beside Python that the extra `search` brings.

Only the build that segments Japanese is used: the plain one finds no word inside a Japanese sentence.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator
from importlib.util import find_spec
from pathlib import Path

MODULE = "pagefind_bin_extended"
PROGRAM = "pagefind_extended.exe" if sys.platform == "win32" else "pagefind_extended"
FOLDER = "pagefind/"
"""Where the index stands, below the output folder."""
PATIENCE = 1800
"""Seconds after which Pagefind is given up."""
LEFT_OUT = "nav, .toc, .series, .related, .dateline, .copy, .footnote-backref, rt, rp"
"""What a reader does not look for: ways to other pages, and readings that would stand in the middle of words."""
WANTED = ("pagefind.js", "pagefind-worker.js", "pagefind-entry.json", "wasm.*", "*.pf_meta", "fragment/*", "index/*")
"""Of what Pagefind writes: without its own interfaces, of which the theme has no use."""
LANG = re.compile(rb"<html[^>]*\slang=\"?([A-Za-z0-9-]+)")


class SearchError(Exception):
    """Pagefind made no index; the text says why."""


def program() -> Path | None:
    """The program; None where the extra is not installed. Imports nothing."""
    spec = find_spec(MODULE)
    found = Path(spec.origin).with_name(PROGRAM) if spec and spec.origin else None
    return found if found and found.is_file() else None


def text_of(page: bytes) -> bytes:
    """What is indexed of a page, as a page of its own: its language and its `<main>`, or the whole where it has none."""
    start, end = page.find(b"<main"), page.rfind(b"</main>")
    lang = LANG.search(page)
    opening = b'<!doctype html><html lang="%s"><body>' % (lang[1] if lang else b"en")
    return opening + page[start:end] + b"</main></body></html>" if 0 <= start < end else page


def made(pages: Iterable[tuple[str, bytes]], scratch: Path) -> Iterator[tuple[str, Path]]:
    """The files of the index of these pages, by path below the output folder, in order, written below `scratch`.

    `pages`: output path and text. Same pages, same bytes. Raises SearchError, before the first file.
    """
    site, index = scratch / "pages", scratch / "index"
    for path, text in pages:
        file = site / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text)
    run(site, index)
    found = {file for pattern in WANTED for file in index.glob(pattern) if file.is_file()}
    if index / "pagefind.js" not in found:
        raise SearchError("Pagefind ended well, but wrote no index")
    in_order(index / "pagefind-entry.json")
    return ((FOLDER + file.relative_to(index).as_posix(), file) for file in sorted(found))


def in_order(entry: Path) -> None:
    """Write the list of languages in one order: Pagefind writes it in that of the day."""
    try:
        entry.write_text(json.dumps(json.loads(entry.read_bytes()), sort_keys=True), encoding="utf-8")
    except (OSError, ValueError) as error:
        raise SearchError("Pagefind wrote no list of languages") from error


def run(site: Path, index: Path) -> None:
    """Let Pagefind read a folder of pages and write its index. Raises SearchError."""
    binary = program()
    if binary is None:
        raise SearchError("Pagefind is not installed")
    command = [str(binary), "--site", str(site), "--output-path", str(index), "--exclude-selectors", LEFT_OUT]
    try:
        done = subprocess.run(command, capture_output=True, timeout=PATIENCE, check=False)  # noqa: S603 - our own program
    except subprocess.TimeoutExpired as error:
        raise SearchError(f"Pagefind had not ended after {PATIENCE} seconds") from error
    except OSError as error:
        raise SearchError(f"Pagefind cannot be run: {error.strerror}") from error
    if done.returncode:
        lines = done.stderr.decode("utf-8", "replace").strip().splitlines() or ["and said nothing"]
        raise SearchError(f"Pagefind ended with status {done.returncode}: {lines[-1]}")
