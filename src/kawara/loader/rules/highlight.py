"""Code in colour: Pygments' classes on spans, so that a style sheet decides the colours, light or dark.

Pygments takes longer to import than a post takes to render, and a block of code a third as long as a post: it is imported at the
first block in a known language, and each block is coloured once in a process.
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING, cast

from kawara.loader.rules.lexing import hasten

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from pygments.formatters.html import HtmlFormatter
    from pygments.lexer import Lexer

PLAIN = frozenset({"", "text", "txt", "plain", "plaintext", "none"})


def highlight(md: MarkdownIt) -> None:
    """Colour fenced code of the languages Pygments knows; other code stays as it is."""
    md.options["highlight"] = lambda code, language, _attributes: coloured(language.casefold(), code)


@lru_cache(maxsize=256)
def coloured(language: str, code: str) -> str:
    """HTML of a block of code; empty when the language is unknown, for the parser to escape the code itself."""
    lexer = None if language in PLAIN else lexer_for(language)
    if lexer is None:
        return ""
    from pygments import highlight as colour  # noqa: PLC0415  see the head of this file

    return cast("str", colour(code, lexer, formatter()))


@cache
def formatter() -> HtmlFormatter[str]:
    """Pygments' formatter, made once: making one costs as much as a block of code."""
    from pygments.formatters.html import HtmlFormatter  # noqa: PLC0415  see the head of this file

    return HtmlFormatter(nowrap=True)


@cache
def lexer_for(language: str) -> Lexer | None:
    """Pygments' lexer of a language; None when it has none."""
    from pygments.lexers import get_lexer_by_name  # noqa: PLC0415  see the head of this file
    from pygments.util import ClassNotFound  # noqa: PLC0415  as above

    try:
        # The author's blank lines at both ends are part of the code.
        return hasten(cast("Lexer", get_lexer_by_name(language, stripnl=False)))
    except ClassNotFound:
        return None
