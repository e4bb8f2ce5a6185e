"""The summary of a post as HTML: its excerpt as it stands in the body, with the markup it has there."""

from __future__ import annotations

import re
from html import escape
from html.parser import HTMLParser

from markupsafe import Markup

from kawara.base.cutting import ELLIPSIS
from kawara.base.markup import PHRASING
from kawara.model import Post
from kawara.renderer.body import fill
from kawara.renderer.shown import Shown
from kawara.renderer.sketches import Mention
from kawara.renderer.view import View

BLOCK = re.compile(r"<(?:p|li|dt|dd|td|th|h[1-6])(?:\s[^>]*)?>")
"""Where words may begin."""
PIECE = re.compile(r"<?[^<]*")
VOID = ("br", "wbr")
LEFT_OUT = ("img", "picture", "source", "input")
UNCOUNTED = ("rt", "rp")
"""Readings, which a plain text leaves out."""


def summary(view: View, post: Post | Mention) -> Markup:
    """The excerpt with the body's markup; as plain text where no paragraph begins with it, as when the author wrote it."""
    shown = Shown(post, view, view.ask("setting", "base"), view.ask("setting", "origin"))
    html = fill(view.ask("body", post.path), shown)
    return Markup(opening(html, post.excerpt) or escape(post.excerpt))  # noqa: S704 (the loader's HTML, or escaped)


def opening(html: str, excerpt: str) -> str:
    """What this plain text is in the HTML it begins in, its elements closed; empty when no block begins with it.

    Of several blocks, as before `<!-- more -->`, the words stand in one line, as in the plain text.
    """
    wanted = excerpt.removesuffix(ELLIPSIS).strip()
    cuts = (_cut(html, found.end(), wanted) for found in BLOCK.finditer(html) if wanted)
    cut = next(filter(None, cuts), "")
    return cut + ELLIPSIS if cut and excerpt.endswith(ELLIPSIS) and not wanted.endswith(ELLIPSIS) else cut


def _cut(html: str, start: int, wanted: str) -> str:
    cutter = _Cutter(wanted)
    for piece in PIECE.finditer(html, start):
        cutter.feed(piece[0])
        if cutter.has_strayed or cutter.is_done:
            break
    cutter.close()
    return cutter.text() if cutter.is_done else ""


class _Cutter(HTMLParser):
    """Copies HTML until its words are those that are wanted. Notes, images and ids stay behind: they belong to the post's own page."""

    def __init__(self, wanted: str) -> None:
        super().__init__()
        self.has_strayed = False
        """Whether something else came than was wanted."""
        self._wanted = wanted
        self._at = 0
        """How much of it has come; spaces before what is to come next count as come."""
        self._out: list[str] = []
        self._open: list[str] = []
        self._note = 0
        """How many elements are open since a note's number began."""
        self._between = False
        """Whether a block has ended or begun since the last word."""

    @property
    def is_done(self) -> bool:
        """Whether all that is wanted has come."""
        return not self.has_strayed and self._at == len(self._wanted)

    def text(self) -> str:
        """What was copied, every element closed."""
        return "".join(self._out).rstrip() + "".join(f"</{tag}>" for tag in reversed(self._open))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Copy a tag of a line, without its id."""
        if self.is_done or tag in LEFT_OUT:
            return
        if self._note or (tag == "sup" and "footnote-ref" in (dict(attrs).get("class") or "")):
            self._note += tag not in VOID
        elif tag not in PHRASING:
            self._between = True
        else:
            kept = "".join(f' {name}="{escape(value or "")}"' for name, value in attrs if name != "id")
            self._out.append(f"<{tag}{kept}>")
            self._open += [tag] if tag not in VOID else []

    def handle_endtag(self, tag: str) -> None:
        """Copy the end of what is open."""
        if self._note:
            self._note -= 1
        elif tag not in PHRASING:
            self._between = True
        elif self._open and self._open[-1] == tag and (not self.is_done or tag in UNCOUNTED):
            self._open.pop()
            self._out.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        """Copy words, as far as they are wanted."""
        if self._note or self.is_done or self.has_strayed or (self._between and data.isspace()):
            return
        if not any(tag in UNCOUNTED for tag in self._open):
            if self._between and self._at and self._wanted[self._at - 1].isspace():
                self._out.append(" ")
            self._between = False
            data = data[: self._reach(data)]
        self._out.append(escape(data, quote=False))

    def _reach(self, data: str) -> int:
        """How much of these words is wanted."""
        for index, sign in enumerate(data):
            if sign.isspace():
                continue
            if sign != self._wanted[self._at]:
                self.has_strayed = True
                return 0
            self._at += 1
            while self._at < len(self._wanted) and self._wanted[self._at].isspace():
                self._at += 1
            if self.is_done:
                return index + 1
        return len(data)
