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
from kawara.check.attributes import markup_of, meant

LINK, IMAGE, ANCHOR = "link", "image", "anchor"
IMAGES = frozenset({"img", "source", "picture", "video", "image"})
"""Elements whose `src`, `srcset` and `poster` are pictures or films."""
TOP = frozenset({"", "top"})
"""Fragments that lead to the top of any page (https://html.spec.whatwg.org/#find-a-potential-indicated-element)."""

SELF = "#"
"""Target of a reference to the page that has it, whichever that is."""

_SCHEME = re.compile(rb"[A-Za-z][A-Za-z0-9+.-]*:")


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

    page: str
    """Its path."""
    broken: tuple[Reference, ...]
    anchors: tuple[Reference, ...]
    """Ids on other pages, to be looked for there."""
    reached: frozenset[str]
    """Which of the pages that were asked for it links to."""


class Lead(NamedTuple):
    """Where a reference leads."""

    written: str
    """As in the attribute, its character references read."""
    stands: bool
    """Whether there is something."""
    target: str = ""
    """The file, or :data:`SELF`; empty where it is none of the folder."""
    fragment: str = ""
    """The id that has to be on the target; empty where none has to."""


@dataclass(frozen=True, slots=True)
class Folder:
    """The published folder."""

    files: Collection[str]
    """Paths of its files."""
    origin: str
    base: str
    """The base path, decoded."""
    wanted: frozenset[str] = frozenset()
    """Pages of which it is asked whether a link leads to them."""
    known: dict[bytes, Lead] = field(default_factory=dict, compare=False, repr=False)
    """Where those references lead that mean the same on every page."""

    def lead(self, value: bytes, page: str) -> Lead:
        """Where a reference of a page leads. What means the same on every page is in `known` from now on."""
        lead = self._lead(value, page)
        if value.startswith((b"/", b"#")) or _SCHEME.match(value):
            self.known[value] = lead
        return lead

    def _lead(self, value: bytes, page: str) -> Lead:
        written = meant(value).strip()
        path, _, fragment = written.partition("#")
        target, stands = self._target(path, page) if path else (SELF, True)
        fragment = unquote(fragment)
        is_id = (
            (target == SELF or target.endswith(".html"))
            and fragment.lower() not in TOP
            and not fragment.startswith(":~:")
        )
        return Lead(written, stands, target, fragment if is_id else "")

    def _target(self, reference: str, page: str) -> tuple[str, bool]:
        """The file to which a reference of a page leads, empty when it leads elsewhere; and whether it leads anywhere."""
        path = _path_of(reference, self.origin)
        if path is None:
            return "", True
        if not path:  # a query alone
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


def seen(html: bytes, page: str, folder: Folder) -> Seen:
    """What a page refers to in vain, the ids of others it refers to, and which of the wanted pages it reaches."""
    markup = markup_of(html)
    known = folder.known.get  # nearly every reference of a page is one of another page as well
    leads = [known(value) or folder.lead(value, page) for value in markup.references()]
    doubtful = {Reference("", lead.written) for lead in leads if not lead.stands}
    anchors = {lead for lead in leads if lead.fragment}
    own = {lead for lead in anchors if lead.target in (page, SELF)}
    if own:
        ids = markup.ids()
        doubtful |= {Reference(ANCHOR, lead.written, page) for lead in own if lead.fragment not in ids}
    elsewhere = [Reference(ANCHOR, lead.written, lead.target) for lead in anchors - own]
    broken = _confirmed(html.decode("utf-8", "replace"), doubtful) if doubtful else ()
    reached = folder.wanted.intersection([lead.target for lead in leads]) - {page}
    return Seen(page, tuple(broken), tuple(sorted(elsewhere)), reached)


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
