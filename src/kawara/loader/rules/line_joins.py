"""Lines that were only wrapped in the editor: no space appears between two lines of Japanese or Chinese.

The rules of CSS Text 3 for segment breaks, by :func:`kawara.base.text.meet`. Emphasis, links and footnote marks in between are
looked through.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from kawara.base.text import meet

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.renderer import RendererHTML
    from markdown_it.token import Token
    from markdown_it.utils import EnvType, OptionsDict

VARIATIONS = "".join(map(chr, (*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0))))
SHOWN_BY_ITSELF = re.compile(r"<(?:br|img|input|video|audio|iframe|svg|object|canvas|embed|wbr)\b", re.IGNORECASE)
WORDS = ("text", "code_inline", "ruby", "math")
"""Tokens whose content is read as it stands; of ruby, that is the word without its reading."""


def line_joins(md: MarkdownIt) -> None:
    """Render a soft break as nothing where two CJK lines meet, else as the newline it is."""
    md.add_render_rule("softbreak", _softbreak)


def _softbreak(_self: RendererHTML, tokens: Sequence[Token], index: int, _options: OptionsDict, _env: EnvType) -> str:
    return "" if joined(tokens, index) else "\n"


def joined(tokens: Sequence[Token], index: int) -> bool:
    """Whether the soft break at `index` stands between two lines that belong together."""
    before = _words(tokens[i] for i in range(index - 1, -1, -1)).rstrip(VARIATIONS)
    return meet(before, _words(tokens[i] for i in range(index + 1, len(tokens))))


def _words(tokens: Iterable[Token]) -> str:
    """The nearest words, looking through what only wraps them; empty when something else is shown before them."""
    for token in tokens:
        if token.type in WORDS and token.content:
            return token.content
        if not _is_passed(token):
            return ""
    return ""


def _is_passed(token: Token) -> bool:
    if token.type == "html_inline":
        return not SHOWN_BY_ITSELF.match(token.content)
    return token.nesting != 0 or token.type in WORDS or token.type == "footnote_ref"
