"""The summary of a post as HTML: its excerpt as it stands in the body, with the markup it has there."""

from __future__ import annotations

import re
from html import escape
from html.parser import HTMLParser

from markupsafe import Markup

from kawara.base.text import ELLIPSIS
from kawara.model import Post
from kawara.renderer.body import fill
from kawara.renderer.shown import Shown
from kawara.renderer.sketches import Mention
from kawara.renderer.view import View

PARAGRAPH = re.compile(r"<p(?:\s[^>]*)?>(.*?)</p>", re.DOTALL)
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
    """The beginning of the first paragraph that begins with this plain text, its elements closed; empty when none does."""
    wanted = "".join(excerpt.removesuffix(ELLIPSIS).split())
    cuts = (_cut(found[1], wanted) for found in PARAGRAPH.finditer(html) if wanted)
    cut = next(filter(None, cuts), "")
    return cut + ELLIPSIS if cut and excerpt.endswith(ELLIPSIS) and not wanted.endswith(ELLIPSIS) else cut


def _cut(html: str, wanted: str) -> str:
    cutter = _Cutter(wanted)
    cutter.feed(html)
    cutter.close()
    return cutter.text() if cutter.left == "" else ""


class _Cutter(HTMLParser):
    """Copies HTML until its words are those that are wanted. Notes, images and ids stay behind: they belong to the post's own page."""

    def __init__(self, wanted: str) -> None:
        super().__init__()
        self.left: str | None = wanted
        """What is still to come; None when something else came."""
        self._out: list[str] = []
        self._open: list[str] = []
        self._note = 0
        """How many elements are open since a note's number began."""

    def text(self) -> str:
        """What was copied, every element closed."""
        return "".join(self._out).rstrip() + "".join(f"</{tag}>" for tag in reversed(self._open))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Copy a tag, without its id."""
        if not self.left or tag in LEFT_OUT:
            return
        if self._note or (tag == "sup" and "footnote-ref" in (dict(attrs).get("class") or "")):
            self._note += tag not in VOID
            return
        kept = "".join(f' {name}="{escape(value or "")}"' for name, value in attrs if name != "id")
        self._out.append(f"<{tag}{kept}>")
        if tag not in VOID:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Copy the end of what is open."""
        if self._note:
            self._note -= 1
        elif self._open and self._open[-1] == tag and (self.left or tag in UNCOUNTED):
            self._open.pop()
            self._out.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        """Copy words, as far as they are wanted."""
        if self._note or not self.left:
            return
        if any(tag in UNCOUNTED for tag in self._open):
            self._out.append(escape(data, quote=False))
            return
        for at, sign in enumerate(data):
            if sign.isspace():
                continue
            if not self.left.startswith(sign):
                self.left = None
                return
            self.left = self.left[1:]
            if not self.left:
                data = data[: at + 1]
                break
        self._out.append(escape(data, quote=False))
