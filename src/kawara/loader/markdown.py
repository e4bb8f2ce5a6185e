"""Markdown → Body: CommonMark and GitHub's additions, made right for Japanese by the rules of one table.

A text is a function of itself: what comes from other sources (where a link leads) is left open as a hole, to be filled when a
page is rendered. Post bodies are text: nothing in them runs.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from html import escape
from posixpath import basename
from typing import TYPE_CHECKING, Any

from markdown_it.common.normalize_url import normalizeLink

from kawara.loader.quick.parser import quick
from kawara.loader.rules.cjk_emphasis import cjk_emphasis
from kawara.loader.rules.document import KEY, MARK, Document
from kawara.loader.rules.footnotes import footnotes
from kawara.loader.rules.full_width_indent import full_width_indent
from kawara.loader.rules.heading_ids import heading_ids
from kawara.loader.rules.highlight import highlight
from kawara.loader.rules.line_joins import line_joins
from kawara.loader.rules.links import links
from kawara.loader.rules.opening import MORE, first_heading, summary, without_title
from kawara.loader.rules.plain import plain
from kawara.model import NOTHING, Body, Hole

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

RULES: dict[str, Callable[[MarkdownIt], None]] = {
    "cjk_emphasis": cjk_emphasis,
    "line_joins": line_joins,
    "full_width_indent": full_width_indent,
    "heading_ids": heading_ids,
    "highlight": highlight,
    "footnotes": footnotes,
    "links": links,  # last: it looks at the tokens when every other rule has put them in place
}
"""What we add to the library's preset. `markdown: {cjk_emphasis: false}` switches a row off."""

NEEDED = frozenset({"links"})
"""Rows that no setting can switch off."""


PRESETS: Mapping[str, tuple[str, frozenset[str]]] = {
    "blog": ("gfm-like2", frozenset(RULES)),
    "commonmark": ("commonmark", frozenset({"cjk_emphasis", "line_joins"})),
}
"""Name → the library's preset and our rules on top of it. `blog` is what posts are rendered with."""

OPTIONS: Mapping[str, Mapping[str, Any]] = {
    # Of GitHub's two forms of strikethrough only `~~`: in Japanese a single tilde is a range, as in 9~12時と13~15時.
    "gfm-like2": {"linkify": False, "html": True, "xhtmlOut": False, "strikethrough_single_tilde": False},
}


@dataclass(frozen=True, slots=True)
class Rendered:
    """What one text says."""

    body: Body
    heading: str
    """The words of its first heading: the title of a text that has no other."""
    summary: str
    """Plain text for lists, from before `<!-- more -->` or from the first paragraph."""
    words: str
    """Its prose as plain text, without blocks of code: for counting and for telling the language."""


def render(
    text: str,
    *,
    path: str = "",
    stem: str = "",
    first_line: int = 1,
    title: str = "",
    settings: Mapping[str, Any] = NOTHING,
    summarised: bool = True,
) -> Rendered:
    """A text as HTML with holes. Any text renders; nothing in it is an error here.

    `path` is the source's path, against which references are resolved; `stem` the same without language and suffix;
    `first_line` the number of the text's first line in the file. A first heading that repeats the `title` (without one, the
    first heading is the title) is dropped. Without `summarised` the summary is left empty, for whoever has one already.
    """
    md = parser("gfm-like2", frozenset(name for name in RULES if settings.get(name, True) is not False) | NEEDED)
    document = Document(path, _beside(stem), text.split("\n"), first_line)
    env = {KEY: document}
    tokens = md.parse(text, env)
    heading = first_heading(tokens)
    shown = without_title(tokens, title or heading)
    html = md.renderer.render(shown, md.options, env)
    body = Body(_pieces(html, document.holes), tuple(document.headings))
    short = summary(shown, title or heading, is_marked=MORE.search(text) is not None) if summarised else ""
    return Rendered(body, heading, short, _words(shown))


def render_markdown(text: str, *, preset: str = "blog") -> str:
    """Markdown as HTML, by itself, in one of :data:`PRESETS`; references into a site stay as written, as there is no site.

    Raises ValueError for an unknown preset.
    """
    if preset not in PRESETS:
        raise ValueError(f"{preset!r} is no preset; there are {', '.join(map(repr, PRESETS))}")
    document = Document(lines=text.split("\n"))
    html = parser(*PRESETS[preset]).render(text, {KEY: document})
    pieces = _pieces(html, document.holes)
    return "".join(escape(normalizeLink(piece.value)) if isinstance(piece, Hole) else piece for piece in pieces)


@cache
def parser(
    base: str, rules: frozenset[str], make: Callable[[str, Mapping[str, Any] | None], MarkdownIt] = quick
) -> MarkdownIt:
    """The library's preset with these rules: made once in a process, as making one costs as much as a short post.

    With `MarkdownIt` for `make` it is the library's own parser, against which the quick one is tested.
    """
    hush()
    md = make(base, OPTIONS.get(base)).disable("linkify")
    for name, add in RULES.items():
        if name in rules:
            add(md)
    return md


def hush() -> None:
    """Silence the library's rules, each of which logs each time it is entered: some 280 calls a post, a twentieth of its time."""
    for name in list(logging.Logger.manager.loggerDict):
        if name.startswith("markdown_it."):
            logging.getLogger(name).disabled = True


def _beside(stem: str) -> str:
    """The folder that belongs to a source by its name; none for an `index`, whose own folder is that."""
    return "" if basename(stem) in ("", "index") else f"{stem}/"


def _pieces(html: str, holes: Sequence[Hole]) -> tuple[str | Hole, ...]:
    parts = html.replace("\f", "").split(MARK)  # U+000C can still be written as &#12;, and XML forbids it
    mixed = (holes[int(part)] if index % 2 else part for index, part in enumerate(parts))
    return tuple(piece for piece in mixed if piece)


def _words(tokens: Sequence[Token]) -> str:
    return "\n".join(plain(token.children) for token in tokens if token.children)
