"""Copies of assets whose names hold a digest of what they hold: one that changes gets another name, so browsers may keep each for ever.

Names of files that a style asks for are exchanged in it, and it is digested only then: what is behind a name never changes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from posixpath import dirname, normpath, splitext
from typing import NamedTuple

from kawara.base.digest import digest
from kawara.base.urls import quote, unquote
from kawara.config import Config
from kawara.model import Page
from kawara.site.claims import GENERATED, THEME, Claim
from kawara.site.permalinks import href

STYLE = ".css"
KINDS = (STYLE, ".js", ".mjs", ".woff2", ".woff", ".svg", ".ico")
"""What is asked for on every page gets such a copy, and whatever a style asks for: not the pictures of an author, which would be there twice."""
LENGTH = 8
"""Hexadecimal digits of a digest in a name: 32 bits tell any two versions of one file apart."""
REFERENCE = re.compile(
    r"/\*.*?\*/|url\(\s*(?P<url>\"[^\"\n]*\"|'[^'\n]*'|[^\s\"'()]+)\s*\)|@import\s+(?P<imported>\"[^\"\n]*\"|'[^'\n]*')",
    re.IGNORECASE | re.DOTALL,
)
"""Where CSS names other files (https://www.w3.org/TR/css-values-4/#urls), and comments, in which it does not."""
TAIL = re.compile(r"([^?#]*)(.*)", re.DOTALL)
"""A path, and the query and fragment behind it."""


class Asset(NamedTuple):
    """A file of `static/`, or one that the site makes as if it lay there."""

    data: Callable[[], bytes]
    owner: str = ""
    """The path of its source; empty for one that is made."""


class Copy(NamedTuple):
    """Its copy."""

    name: str
    """Path below the output folder."""
    owner: str
    text: str | None = None
    """What it holds; None for a copy to the byte."""


def hashed(assets: Mapping[str, Asset]) -> dict[str, Copy]:
    """Name of an asset → its copy, of those that get one. `assets`: path below `static/` → the file."""
    found: dict[str, Copy | None] = {}

    def copy(name: str) -> Copy | None:
        if name not in found:
            found[name] = None  # a style that imports itself by a detour keeps that name as it is
            found[name] = _copy(name, assets[name], lambda path: copy(path) if path in assets else None)
        return found[name]

    wanted = (name for name in sorted(assets) if splitext(name)[1].lower() in KINDS)
    for name in wanted:
        copy(name)
    return {name: made for name, made in found.items() if made}


def _copy(name: str, asset: Asset, copied: Callable[[str], Copy | None]) -> Copy:
    try:
        data = asset.data()
        text = data.decode() if name.lower().endswith(STYLE) else None
    except (OSError, UnicodeDecodeError):  # the first is told where the file is copied
        return Copy(name, asset.owner)
    other = None if text is None else renamed(text, name, copied)
    is_same = other == text and bool(asset.owner)
    stem, suffix = splitext(name)
    digested = digest(data if is_same or other is None else other.encode())[:LENGTH]
    return Copy(f"{stem}.{digested}{suffix}", asset.owner, None if is_same else other)


def renamed(css: str, name: str, copied: Callable[[str], Copy | None]) -> str:
    """A style with the names of the site's own files exchanged for those of their copies."""

    def exchanged(found: re.Match[str]) -> str:
        written = found["url"] or found["imported"]
        path, rest = TAIL.fullmatch((written or "").strip("\"'")).groups()  # type: ignore[union-attr]  # it takes all
        if not path or ":" in path or path.startswith("/"):
            return found[0]
        target = normpath(f"{dirname(name)}/{unquote(path)}".lstrip("/"))
        made = copied(target)
        if made is None or made.name == target:
            return found[0]
        new = path[: path.rfind("/") + 1] + quote(made.name.rpartition("/")[2])
        return found[0].replace(written, f'"{new}{rest}"')

    return REFERENCE.sub(exchanged, css)


def copies(made: Mapping[str, Copy], themed: Iterable[str], config: Config) -> Iterator[Claim]:
    """A claim for each copy. `themed`: the sources of the theme, which give way to everything."""
    theme = frozenset(themed)
    for copy in made.values():
        kind = "copy" if copy.text is None else "plain"
        page = Page(kind, copy.name, address(copy, config), owner=copy.owner, target=copy.text or "")
        yield Claim(THEME if copy.owner in theme else GENERATED, page)


def address(copy: Copy, config: Config) -> str:
    """The URL of a copy."""
    return href(config.base, f"/{copy.name}")
