"""HTML in a text: kept as it is, shown as text, or reduced to what cannot do harm. And links that run a script, never.

`markdown.html` says which, by folder: `allow` for the site's own authors, `escape` or `sanitize` for what others write.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from html import escape
from typing import TYPE_CHECKING

from kawara.base.digest import digest
from kawara.base.text import brief
from kawara.loader.rules.document import Document, document
from kawara.model import Hole

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_core import StateCore

COMMENT = re.compile(r"\s*(?:<!--(?!-?>)(?:(?!--).)*-->\s*)+", re.DOTALL)
"""Comments and nothing between them. Browsers take `--!>`, `<!-->` and `<!--->` for the end of one, too (HTML § 13.2.5.43)."""
LEFT = re.compile(
    r"(?:\]\(|\]:|<)\s*<?((?:javascript|vbscript|file|data):[^\s)>]*)", re.IGNORECASE
)  # what the parser made no link of
ELEMENTS = frozenset(
    (
        *(
            "math",
            "semantics",
            "annotation",
            "mrow",
            "mi",
            "mo",
            "mn",
            "mtext",
            "mspace",
            "ms",
            "mfrac",
            "msup",
            "msub",
        ),
        *(
            "msubsup",
            "msqrt",
            "mroot",
            "mover",
            "munder",
            "munderover",
            "mtable",
            "mtr",
            "mtd",
            "mstyle",
            "mpadded",
            "mphantom",
            "menclose",
        ),
        *("section", "input", "mark", "s", "figure", "figcaption", "picture", "source", "audio", "video", "track"),
    )
)
"""Allowed beside those of nh3: what our own rules make, and media. (MathML: https://www.w3.org/TR/mathml-core/.)"""
ATTRIBUTES = {
    "*": {"id", "class", "lang", "dir", "title", "role", "aria-label", "aria-hidden", "style"},
    "a": {"href", "hreflang", "rel"},
    "img": {"src", "alt", "width", "height", "loading", "decoding", "srcset", "sizes"},
    "input": {"type", "checked", "disabled"},
    "ol": {"start", "reversed", "type"},
    "li": {"value"},
    "details": {"open"},
    "math": {"display", "xmlns"},
    "mo": {"stretchy", "fence", "form", "separator", "lspace", "rspace", "accent"},
    "source": {"src", "srcset", "sizes", "type", "media", "width", "height"},
    "video": {"src", "poster", "controls", "width", "height", "preload", "loop", "muted"},
    "audio": {"src", "controls", "preload", "loop"},
    "track": {"src", "kind", "srclang", "label", "default"},
}
STYLES = {"text-align"}
"""The one our tables have."""


def raw_html(md: MarkdownIt) -> None:
    """Show HTML as text where the settings say so."""
    md.core.ruler.push("raw_html", _escape)


def _escape(state: StateCore) -> None:
    here = document(state.env)
    if here.settings.get("html") != "escape":
        return
    line = 0
    for token in state.tokens:
        line = token.map[0] if token.map else line
        for raw in (token, *(token.children or ())):
            if raw.type in ("html_block", "html_inline") and not COMMENT.fullmatch(raw.content):
                _told(here, raw.content, line)
                shown = escape(raw.content.strip("\n"), quote=False)
                raw.content = f"<p>{shown}</p>\n" if raw.type == "html_block" else shown


def _told(here: Document, html: str, line: int) -> None:
    first = html.strip().split("\n")[0]
    at = next((n for n in range(line, len(here.lines)) if first in here.lines[n]), line)
    column = here.lines[at].find(first) + 1 if at < len(here.lines) else 0
    here.report("html", f"'{brief(first)}' is shown as text, for HTML is not allowed here", at, column)


def sanitized(pieces: Sequence[str | Hole]) -> tuple[str | Hole, ...]:
    """The pieces of a body with harmless HTML alone. Without nh3 every tag is shown as text; the settings tell of that."""
    inner = [piece if isinstance(piece, str) else replace(piece, inner=sanitized(piece.inner)) for piece in pieces]
    texts = "".join(piece for piece in inner if isinstance(piece, str))
    word = f"hole{digest(texts.encode(errors='replace'))}at"
    holes = {f"{word}{n}x": piece for n, piece in enumerate(inner) if not isinstance(piece, str)}
    html = "".join(piece if isinstance(piece, str) else f"{word}{n}x" for n, piece in enumerate(inner))
    # A word may come to stand where none was, from what is decoded or dropped: a hole is harmless there, a piece of text is not.
    parts = re.split(f"({word}[0-9]+x)", _clean(html)) if holes else [_clean(html)]
    return tuple(holes.get(part, part) for part in parts if part)


def _clean(html: str) -> str:
    try:
        import nh3  # noqa: PLC0415  an extra, which few sites need
    except ImportError:
        return escape(html, quote=False)
    own = {tag: names | ATTRIBUTES.get(tag, set()) for tag, names in {**ATTRIBUTES, **nh3.ALLOWED_ATTRIBUTES}.items()}
    return nh3.clean(
        html, tags=nh3.ALLOWED_TAGS | ELEMENTS, attributes=own, link_rel=None, filter_style_properties=STYLES
    )


def left_as_text(text: str) -> str:
    """The reference of a link that the parser left as text for what it would do; empty when there is none."""
    found = LEFT.search(text)
    return found[1] if found else ""
