"""A built page as the rules see it: what it refers to, and where that leads in the folder that is published.

Read quickly first, by a search for attributes; only where something seems to lead nowhere is the page parsed, since what looks like
an attribute may be text.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from html import unescape
from html.parser import HTMLParser
from typing import NamedTuple
from urllib.parse import urlsplit

from kawara.base.text import nfc
from kawara.base.urls import resolve, unquote

LINK, IMAGE, ANCHOR = "link", "image", "anchor"
IMAGES = frozenset({"img", "source", "picture", "video", "image"})
"""Elements whose `src`, `srcset` and `poster` are pictures or films."""
TOP = frozenset({"", "top"})
"""Fragments that lead to the top of any page (https://html.spec.whatwg.org/#find-a-potential-indicated-element)."""

_ATTRIBUTE = re.compile(
    r"[\s\"'](href|src|srcset|poster|id|name)=(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'<>]+))", re.IGNORECASE
)
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_IDS = frozenset({"id", "name"})


class Reference(NamedTuple):
    """One reference of a page that leads nowhere, or to another page's id."""

    kind: str
    """`link`, `image` or `anchor`."""
    written: str
    """As in the attribute, its character references read."""
    target: str = ""
    """Of an anchor: path of the page it is to be found on."""


class Seen(NamedTuple):
    """What one page came to."""

    broken: tuple[Reference, ...]
    anchors: tuple[Reference, ...]
    """Ids on other pages, to be looked for there."""
    reached: frozenset[str]
    """Which of the pages that were asked for it links to."""


@dataclass(frozen=True, slots=True)
class Folder:
    """The published folder."""

    files: Collection[str]
    """Paths of its files."""
    origin: str
    base: str
    wanted: frozenset[str] = frozenset()
    """Pages of which it is asked whether a link leads to them."""
    known: dict[str, tuple[str, bool]] = field(default_factory=dict, compare=False, repr=False)

    def target(self, reference: str, page: str) -> tuple[str, bool]:
        """The file to which a reference of a page leads, empty when it leads elsewhere; and whether it leads anywhere."""
        if not reference.startswith("/"):
            return self._target(reference, page)
        if reference not in self.known:
            self.known[reference] = self._target(reference, page)
        return self.known[reference]

    def _target(self, reference: str, page: str) -> tuple[str, bool]:
        path = _path_of(reference, self.origin)
        if path is None:
            return "", True
        if not path:
            return page, True
        if path.startswith("/"):
            if not f"{path}/".startswith(self.base):
                return "", True
            path = f"/{path[len(self.base) :]}"
        # One dot too many is no fault in a browser: it stays at the root.
        rooted = resolve(page, path) if not path.startswith("/") else resolve("", path)
        found = next((one for one in _files(nfc(rooted or ""), path) if one in self.files), "")
        return found, bool(found)


def _path_of(reference: str, origin: str) -> str | None:
    """The decoded path of a reference into the site; None for any other."""
    try:
        parts = urlsplit(reference)
    except ValueError:
        return None
    if parts.scheme or parts.netloc:
        own = urlsplit(origin)
        if parts.netloc != own.netloc or parts.scheme not in ("", "http", "https"):
            return None
        return unquote(parts.path) or "/"
    return unquote(parts.path)


def _files(path: str, written: str) -> Iterator[str]:
    """The files that a host may answer with, at a path without its slash."""
    if not path:
        yield "index.html"
    elif written.endswith(("/", "/.", "/..")) or written in (".", ".."):
        yield f"{path}/index.html"
    else:
        yield from (path, f"{path}/index.html", f"{path}.html")


def seen(html: str, page: str, folder: Folder) -> Seen:
    """What a page refers to in vain, the ids of others it refers to, and which of the wanted pages it reaches."""
    found = {(name.lower(), double or single or bare) for name, double, single, bare in _ATTRIBUTE.findall(html)}
    ids = {unescape(value) for name, value in found if name in _IDS}
    doubtful: set[Reference] = set()
    anchors: set[Reference] = set()
    reached: set[str] = set()
    for name, value in found:
        for written in () if name in _IDS else references(name, value):
            target, stands = folder.target(written.partition("#")[0], page)
            if not stands:
                doubtful.add(Reference("", written))
            elif target:
                _add_anchor(Reference(ANCHOR, written, target), page, ids, doubtful, anchors)
                reached |= {target} if target in folder.wanted and target != page else set()
    broken = _confirmed(html, doubtful) if doubtful else ()
    return Seen(tuple(broken), tuple(sorted(anchors)), frozenset(reached))


def _add_anchor(one: Reference, page: str, ids: set[str], doubtful: set[Reference], anchors: set[Reference]) -> None:
    """Put a reference to an id where it belongs: nowhere, when the id is on its own page."""
    fragment = unquote(one.written.partition("#")[2])
    if fragment.lower() in TOP or fragment.startswith(":~:") or not one.target.endswith(".html"):
        return
    if one.target != page:
        anchors.add(one)
    elif fragment not in ids:
        doubtful.add(one)


def ids_of(html: str) -> set[str]:
    """The ids of a page, and the names that serve as such."""
    return {
        unescape(double or single or bare)
        for name, double, single, bare in _ATTRIBUTE.findall(html)
        if name.lower() in _IDS
    }


def references(name: str, value: str) -> Iterator[str]:
    """The references of one attribute: of `srcset` several, else one."""
    written = unescape(value).strip() if "&" in value else value.strip()
    if name != "srcset":
        yield written
    elif written:
        yield from (part.split()[0] for part in re.split(r",\s+", written) if part.split())


def _confirmed(html: str, doubtful: set[Reference]) -> Iterator[Reference]:
    """Those that stand in an attribute indeed, with their kind."""
    page = _Page()
    page.feed(html)
    by_name: dict[str, list[Reference]] = {}
    for one in doubtful:
        by_name.setdefault(one.written, []).append(one)
    for written, kind in dict.fromkeys(page.found):
        yield from (one._replace(kind=one.kind or kind) for one in by_name.get(written, ()))


class _Page(HTMLParser):
    """Every reference of a page, with its kind."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note the references of one element."""
        kind = IMAGE if tag in IMAGES else LINK
        for name, value in attrs:
            if value and name in ("href", "src", "srcset", "poster") and not (name == "href" and tag == "base"):
                self.found += [(written, kind) for written in references(name, value.replace("&", "&amp;"))]
