"""Markdown → Body: CommonMark and GitHub's additions, made right for Japanese by the rules of one table.

A text is a function of itself: what comes from other sources (where a link leads) is left open as a hole, to be filled when a
page is rendered. Post bodies are text: nothing in them runs.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from html import escape
from posixpath import basename
from typing import TYPE_CHECKING, Any

from markdown_it.common.normalize_url import normalizeLink

from kawara.base.problems import Problem, problem
from kawara.base.text import counted_in, minutes_of
from kawara.loader.quick.parser import quick
from kawara.loader.rules.abbreviations import abbreviations
from kawara.loader.rules.alerts import alerts
from kawara.loader.rules.attributes import attributes
from kawara.loader.rules.autolink import autolink
from kawara.loader.rules.cjk_emphasis import cjk_emphasis
from kawara.loader.rules.code_blocks import code_blocks
from kawara.loader.rules.definition_lists import definition_lists
from kawara.loader.rules.directives import KIND as DIRECTIVE
from kawara.loader.rules.directives import directives, nested
from kawara.loader.rules.document import KEY, MARK, Document
from kawara.loader.rules.doubts import doubts
from kawara.loader.rules.emoji import emoji
from kawara.loader.rules.footnotes import footnotes
from kawara.loader.rules.full_width_indent import full_width_indent
from kawara.loader.rules.heading_ids import heading_ids
from kawara.loader.rules.highlight import highlight
from kawara.loader.rules.images import KIND as IMAGE
from kawara.loader.rules.images import images, plain_image
from kawara.loader.rules.line_joins import line_joins
from kawara.loader.rules.links import links
from kawara.loader.rules.marks import marks
from kawara.loader.rules.math import math
from kawara.loader.rules.opening import MORE, first_heading, summary, without_title
from kawara.loader.rules.plain import plain
from kawara.loader.rules.plugins import blamed, use
from kawara.loader.rules.raw_html import raw_html, sanitized
from kawara.loader.rules.ruby import ruby
from kawara.loader.rules.scripts import scripts
from kawara.loader.rules.single_tilde import single_tilde
from kawara.loader.rules.smart_punctuation import smart_punctuation
from kawara.loader.rules.spaces import spaces
from kawara.loader.rules.wikilinks import wikilinks
from kawara.model import NOTHING, Body, Hole

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_core import StateCore
    from markdown_it.token import Token

RULES: dict[str, Callable[[MarkdownIt], None]] = {
    "spaces": spaces,  # first: it looks at texts that no other rule has cut
    "cjk_emphasis": cjk_emphasis,
    "line_joins": line_joins,
    "full_width_indent": full_width_indent,
    "heading_ids": heading_ids,
    "highlight": highlight,
    "code_blocks": code_blocks,
    "footnotes": footnotes,
    "single_tilde": single_tilde,
    "alerts": alerts,
    "ruby": ruby,
    "wikilinks": wikilinks,
    "autolink": autolink,
    "directives": directives,
    "definition_lists": definition_lists,
    "attributes": attributes,
    "scripts": scripts,
    "marks": marks,
    "emoji": emoji,
    "math": math,
    "abbreviations": abbreviations,
    "smart_punctuation": smart_punctuation,
    "doubts": doubts,  # what the rules above noted, told where it stands
    "images": images,
    "raw_html": raw_html,
    "links": links,  # last: it looks at the tokens when every other rule has put them in place
}
"""What we add to the library's preset. `markdown: {cjk_emphasis: false}` switches a row off."""

NEEDED = frozenset({"doubts", "images", "links", "raw_html", "spaces"})
"""Rows that no setting can switch off."""

ASKED_FOR = frozenset({"autolink", "emoji", "math", "single_tilde"})
"""Rows that are off until a setting, `markdown: {single_tilde: true}`, switches them on."""

PRESETS: Mapping[str, tuple[str, frozenset[str]]] = {
    "blog": ("gfm-like2", frozenset(RULES) - ASKED_FOR),
    "gfm": ("gfm-like2", frozenset({"cjk_emphasis", "line_joins", "footnotes", "single_tilde"})),
    "commonmark": ("commonmark", frozenset({"cjk_emphasis", "line_joins"})),
}
"""Name → the library's preset and our rules on top of it. `blog` is what posts are rendered with."""

OPTIONS: Mapping[str, Mapping[str, Any]] = {
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
    problems: tuple[Problem, ...] = ()


def render(
    text: str,
    *,
    path: str = "",
    stem: str = "",
    first_line: int = 1,
    title: str = "",
    lang: str = "",
    languages: Sequence[str] = (),
    settings: Mapping[str, Any] = NOTHING,
    summarised: bool = True,
    taken: list[Taken] | None = None,
) -> Rendered:
    """A text as HTML with holes. Any text renders; what is doubtful in it is among the problems.

    `path` is the source's path, against which references are resolved; `stem` the same without language and suffix;
    `first_line` the number of the text's first line in the file, `lang` its language where it is told,
    `languages` those of the site with the main one last. A first heading that repeats the `title` (without one, the
    first heading is the title) is dropped. Without `summarised` the summary is left empty, for whoever has one already.
    `taken` gets the blocks as they are before any word is looked at, as :func:`block_tokens` has them.
    """

    def attempt(settings: Mapping[str, Any]) -> tuple[Document, str, list[Token], str]:
        md = parser_for(settings)
        document = Document(
            path, _beside(stem), text.split("\n"), first_line, settings=settings, lang=lang, languages=languages
        )
        env = {KEY: document, TAKEN: taken}
        tokens = md.parse(text, env)
        heading = first_heading(tokens)
        shown = without_title(tokens, title or heading)
        return document, heading, shown, md.renderer.render(shown, md.options, env)

    try:
        document, heading, shown, html = attempt(settings)
    except Exception as error:
        if not settings.get("plugins"):
            raise
        if taken:
            taken.clear()
        document, heading, shown, html = attempt({**settings, "plugins": ()})
        document.problems.append(problem("plugin", path, blamed(error, settings["plugins"])))
    pieces = _pieces(html, document.holes)
    safe = sanitized(pieces) if settings.get("html") == "sanitize" else pieces
    lines = _lines(shown)
    words, counts = "\n".join(lines), counted_in(lines)
    body = Body(safe, tuple(document.headings), sum(counts), minutes_of(*counts))
    short = summary(shown, title or heading, is_marked=MORE.search(text) is not None) if summarised else ""
    return Rendered(body, heading, short, words, tuple(document.problems))


def render_markdown(text: str, *, preset: str = "blog") -> str:
    """Markdown as HTML, by itself, in one of :data:`PRESETS`; references into a site stay as written, as there is no site.

    Raises ValueError for an unknown preset.
    """
    if preset not in PRESETS:
        raise ValueError(f"{preset!r} is no preset; there are {', '.join(map(repr, PRESETS))}")
    document = Document(lines=text.split("\n"))
    html = parser(*PRESETS[preset]).render(text, {KEY: document})
    return "".join(map(_without_site, _pieces(html, document.holes)))


def _without_site(piece: str | Hole) -> str:
    """A piece where there is no site and no template: a reference or image as written, a directive as an element that tells what was."""
    if isinstance(piece, str):
        return piece
    if piece.kind == IMAGE:
        return plain_image(piece)
    if piece.kind != DIRECTIVE:
        return escape(normalizeLink(piece.value))
    data = [("directive", piece.value), *piece.arguments]
    attributes = (f' data-{name}="{escape(text.value if isinstance(text, Hole) else text)}"' for name, text in data)
    return f"<div{''.join(attributes)}>\n{''.join(map(_without_site, piece.inner))}</div>\n"


@cache
def parser(
    base: str,
    rules: frozenset[str],
    make: Callable[[str, Mapping[str, Any] | None], MarkdownIt] = quick,
    plugins: tuple[str, ...] = (),
) -> MarkdownIt:
    """The library's preset with these rules: made once in a process, as making one costs as much as a short post.

    With `MarkdownIt` for `make` it is the library's own parser, against which the quick one is tested.
    """
    hush()
    md = make(base, OPTIONS.get(base)).disable("linkify")
    use(md, plugins)  # before ours, whose last rows look at what all others have made
    for name, add in RULES.items():
        if name in rules:
            add(md)
    md.core.ruler.after("block", "taking", _take)
    return md


Taken = tuple[str, str, int, list[int] | None, str, str]
"""Type, tag, nesting, map, content and info of a block's token, as it is when its words have not been looked at: later rules change
tokens in place. A plain tuple, as there are thirty of them in a post."""

TAKEN = "kawara taken"


def taking(tokens: Sequence[Token]) -> list[Taken]:
    """What an outline needs of tokens."""
    return [(one.type, one.tag, one.nesting, one.map, one.content, one.info) for one in tokens]


def _take(state: StateCore) -> None:
    """Keep the blocks for whoever asked for them."""
    taken = state.env.get(TAKEN)
    if taken is not None:
        taken += taking(state.tokens)


def parser_for(settings: Mapping[str, Any]) -> MarkdownIt:
    """The parser that a site's `markdown:` asks for."""
    rows = frozenset(_chosen(settings)) | NEEDED
    md = parser("gfm-like2", rows, plugins=tuple(settings.get("plugins", ())))
    md.options["alerts"] = "alerts" in rows  # the library's preset makes some by itself
    return md


def block_tokens(text: str, settings: Mapping[str, Any] = NOTHING) -> list[Token]:
    """The blocks of a text as the parser that renders it sees them, their words not looked at: the quick half of parsing."""
    md = parser_for(settings)
    tokens: list[Token] = []
    try:
        md.block.parse(text, md, {KEY: Document(lines=text.split("\n"), settings=settings)}, tokens)
    except Exception:
        if not settings.get("plugins"):
            raise
        return block_tokens(text, {**settings, "plugins": ()})  # a plugin failed, as rendering has told
    return tokens


_WELL_PAIRED = re.compile(r"`[^`\n]*`|(\*\*|__|~~|==)(?=[^\s*])[^*`\n]+?(?<=[^\s*])\1")
"""Pairs that surely make what they should: most texts have no others."""


def has_literal(sign: str, text: str, settings: Mapping[str, Any] = NOTHING) -> bool:
    """Whether a sign stays in the words of a block as it was written, and made nothing."""
    if f"\\{sign[0]}" in text:
        return False  # what is escaped is meant to be seen
    if sign not in _WELL_PAIRED.sub("", text):
        return False
    settings = {**settings, "plugins": ()}  # what pairs with what is our own, and a plugin may fail
    tokens = parser_for(settings).parseInline(text, {KEY: Document(lines=text.split("\n"), settings=settings)})
    return any(token.type == "text" and sign in token.content for block in tokens for token in block.children or ())


def _chosen(settings: Mapping[str, Any]) -> Iterator[str]:
    """The rows that these settings leave or switch on."""
    return (n for n in RULES if (settings.get(n) if n in ASKED_FOR else settings.get(n) is not False))


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
    return tuple(nested(piece for piece in mixed if piece))


def _lines(tokens: Sequence[Token]) -> list[str]:
    """The words of each block, parted by single spaces."""
    return [plain(token.children) for token in tokens if token.children]
