"""What a page shows, for comparison: its title, its words by line, and where it leads."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import NamedTuple
from xml.etree import ElementTree as ET

from kawara.base.markup import PHRASING

SILENT = frozenset({"script", "style", "template", "svg", "head"})
"""Elements whose text nobody reads."""
WITHIN = PHRASING - {"br"} | {"label"}
"""Elements that stand within a line; all others begin one of their own."""
ATOM = "{http://www.w3.org/2005/Atom}"


class Shown(NamedTuple):
    """One page as a reader has it."""

    title: str
    lines: tuple[str, ...]
    links: frozenset[str]


def shown(html: str) -> Shown:
    """Title, words and links of a page. Any text gives some answer."""
    page = _Reader()
    page.feed(html)
    page.close()
    lines = (" ".join(line.split()) for line in "".join(page.words).split("\n"))
    return Shown(" ".join("".join(page.title).split()), tuple(line for line in lines if line), frozenset(page.links))


class _Reader(HTMLParser):
    """Gathers words and links."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.title: list[str] = []
        self.links: set[str] = set()
        self._silent: list[str] = []
        self._in_title = False
        self._breaks = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a line where the element does, and note where it leads."""
        self._in_title = tag == "title" and "svg" not in self._silent
        self._breaks |= tag == "pre"
        if tag in SILENT:
            self._silent.append(tag)
        if tag not in WITHIN:
            self.words.append("\n")
        if tag != "link":
            self.links |= {value for name, value in attrs if value and name in ("href", "src")}

    def handle_endtag(self, tag: str) -> None:
        """End what began."""
        self._in_title = False
        self._breaks &= tag != "pre"
        if tag in self._silent:
            del self._silent[self._silent.index(tag) :]
        if tag not in WITHIN:
            self.words.append("\n")

    def handle_data(self, data: str) -> None:
        """Note what is read."""
        if self._in_title:
            self.title.append(data)
        elif not self._silent:
            self.words.append(data if self._breaks else data.replace("\n", " "))


def entries(atom: str) -> dict[str, str]:
    """Id → title of the entries of an Atom feed; none of what is no feed."""
    try:
        root = ET.fromstring(atom)  # noqa: S314  a site's own feed, out of its own folder
    except ET.ParseError:
        return {}
    found = ((entry.findtext(f"{ATOM}id"), entry.findtext(f"{ATOM}title")) for entry in root.iter(f"{ATOM}entry"))
    return {key: (title or "").strip() for key, title in found if key}
