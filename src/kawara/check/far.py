"""Addresses elsewhere: which ones an HTML text refers to, and where a source has them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from html import escape
from html.parser import HTMLParser

from kawara.check.built import references
from kawara.model import Hole

ASKS_NOTHING = frozenset({"preconnect", "dns-prefetch", "canonical", "alternate", "license", "author", "me", "profile"})
"""Kinds of `link` that no browser follows by itself, or that name the page: what stands there need not answer."""
_FAR = re.compile(r"https?://[^\s/]", re.IGNORECASE)
_QUICK = re.compile(r"[\s\"'](?:href|src|srcset|poster)=(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'<>]+))", re.IGNORECASE)
_BEFORE = frozenset("(<\"'= \t\n|（「")
_AFTER = re.compile(r"[\s<>()\[\]\"'|]|[.,;:!?]?(?:\s|\Z)|[^\x00-\x7f]")


def is_far(reference: str, origin: str) -> bool:
    """Whether a reference leads to another site. `origin`: scheme and host of this one."""
    return (
        bool(_FAR.match(reference)) and reference != origin and not reference.startswith((f"{origin}/", f"{origin}#"))
    )


def far_of(html: str, origin: str) -> tuple[str, ...]:
    """The addresses elsewhere to which a text refers, each once, in order."""
    if "http" not in html.lower():
        return ()
    page = _Page()
    page.feed(html)
    return tuple(dict.fromkeys(one for one in page.found if is_far(one, origin)))


def perhaps(html: str, known: Collection[str]) -> bool:
    """Whether a page seems to refer to more than is known: a quick look, which takes some text for attributes."""
    values = ("".join(found) for found in _QUICK.findall(html))
    return any(one not in known for value in values for one in references("src", value) if _FAR.match(one))


def markup(pieces: Collection[str | Hole]) -> str:
    """The HTML of a body as far as it leads elsewhere."""
    return "".join(piece if isinstance(piece, str) else _markup(piece) for piece in pieces)


def _markup(hole: Hole) -> str:
    if hole.kind == "away":
        return escape(hole.value)
    inner = markup(hole.inner)
    return f'<img src="{inner}">' if hole.kind == "image" else inner


def occurrences(text: str, address: str) -> Iterator[tuple[int, str]]:
    """Where a source has an address, and how it is spelt there: as a whole, and not as the beginning of a longer one."""
    for spelling in dict.fromkeys((address, address.replace("&", "&amp;"))):
        at = text.find(spelling)
        while at >= 0:
            if (not at or text[at - 1] in _BEFORE) and _AFTER.match(text, at + len(spelling)):
                yield at, spelling
            at = text.find(spelling, at + 1)


class _Page(HTMLParser):
    """Every reference that a browser or a reader would follow."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note the references of one element."""
        given = dict(attrs)
        if tag == "base" or (tag == "link" and not ASKS_NOTHING.isdisjoint((given.get("rel") or "").lower().split())):
            return
        for name, value in attrs:
            if value and name in ("href", "src", "srcset", "poster"):
                self.found += references(name, value.replace("&", "&amp;"))
