"""The attributes by which a built page refers to others, and is referred to: read quickly, without parsing the page.

What looks like an attribute may be text; whoever has to know parses the page.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from html import unescape

SINGLE = (b"href", b"src", b"poster")
"""Attributes with one reference each …"""
SEVERAL = (b"srcset",)
"""… and with several."""
IDS = (b"id", b"name")

_ANY = re.compile(rb"[\s\"'](href|src|srcset|poster|id|name)=(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'<>]+))", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Markup:
    """A page as its bytes."""

    html: bytes
    lowered: bytes

    def values(self, names: Iterable[bytes]) -> set[bytes]:
        """The values of attributes with these names, as they are written.

        A page is split at the attributes as most are spelt, which takes a tenth of the time of a pattern; one that has a name
        in another spelling is searched by the pattern.
        """
        found: set[bytes] = set()
        for name in names:
            if not (count := self.lowered.count(b"%b=" % name)):
                continue
            _, *pieces = self.html.split(b' %b="' % name)
            if len(pieces) != count:
                every = _ANY.findall(self.html)
                return {double or single or bare for each, double, single, bare in every if each.lower() in names}
            found.update([piece[: piece.find(b'"')] for piece in pieces])
        return found

    def ids(self) -> set[str]:
        """The ids, and the names that serve as such."""
        return {meant(value) for value in self.values(IDS)}

    def references(self) -> set[bytes]:
        """What the page refers to, as it is written: each of several in one attribute by itself."""
        return self.values(SINGLE).union(*map(_parts, self.values(SEVERAL)))


def markup_of(html: bytes) -> Markup:
    """A page, ready to be asked."""
    return Markup(html, html.lower())


def _parts(several: bytes) -> list[bytes]:
    """Each of several references, as it would be written by itself."""
    parts = (part.split() for part in re.split(r",\s+", meant(several)))
    return [part[0].replace("&", "&amp;").encode() for part in parts if part]


def meant(value: bytes) -> str:
    """A value as it is meant: its character references read."""
    text = value.decode("utf-8", "replace")
    return unescape(text) if "&" in text else text
