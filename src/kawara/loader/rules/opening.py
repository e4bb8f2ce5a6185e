"""How a text opens: the heading that may be its title, and what may stand for it in a list."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from kawara.base.cutting import summarise
from kawara.base.text import fold
from kawara.loader.rules.plain import plain, together

if TYPE_CHECKING:
    from markdown_it.token import Token

MORE = re.compile(r"<!--\s*more\s*-->", re.IGNORECASE)
WIDTH = 200
"""Columns of a summary that is cut by us: a hundred Japanese characters."""


def first_heading(tokens: Sequence[Token]) -> str:
    """The words of the first heading; empty when there is none."""
    at = _first_heading(tokens)
    return plain(tokens[at + 1].children or ()) if at >= 0 else ""


def without_title(tokens: list[Token], title: str) -> list[Token]:
    """The tokens less the first heading, if that is of the first level and says no more than the title does."""
    at = _first_heading(tokens)
    if at < 0 or tokens[at].tag != "h1" or not same(plain(tokens[at + 1].children or ()), title):
        return tokens
    return tokens[:at] + tokens[at + 3 :]


def same(one: str, other: str) -> bool:
    """Whether two titles are one but for width, case, spaces and the sign they end in."""
    return _bare(one) == _bare(other)


def summary(tokens: Sequence[Token], title: str, *, is_marked: bool) -> str:
    """Plain text for lists: all before `<!-- more -->`, else the first paragraph that is not the title, cut to size.

    `is_marked` says whether the text has such a mark at all: few have, and looking for it in every token costs.
    """
    marked = _before_more(tokens) if is_marked else None
    if marked is not None:
        return together(text for text in map(plain, marked) if not same(text, title))
    texts = (plain(tokens[i + 1].children or ()) for i, token in enumerate(tokens) if _opens_paragraph(token))
    found = next((text for text in texts if text and not same(text, title)), "")
    return summarise(found or next(filter(None, _in_directives(tokens)), ""), WIDTH)


def _first_heading(tokens: Sequence[Token]) -> int:
    return next((i for i, token in enumerate(tokens) if token.type == "heading_open" and token.level == 0), -1)


def _opens_paragraph(token: Token) -> bool:
    return token.type == "paragraph_open" and token.level == 0


def _in_directives(tokens: Sequence[Token]) -> Iterator[str]:
    """The paragraphs right inside directives, for a text that has no others."""
    depth = 0
    for index, token in enumerate(tokens):
        depth += token.nesting if token.type in ("directive_open", "directive_close") else 0
        if token.type == "paragraph_open" and token.level == depth:
            yield plain(tokens[index + 1].children or ())


def _bare(text: str) -> str:
    folded = fold(text)
    end = len(folded)
    while end and (unicodedata.category(folded[end - 1])[0] == "P" or folded[end - 1].isspace()):
        end -= 1
    return folded[:end] or folded


def _before_more(tokens: Sequence[Token]) -> list[list[Token]] | None:
    """The inline tokens of each block before the mark; None when there is no mark."""
    for index, token in enumerate(tokens):
        if token.type == "html_block" and MORE.search(token.content):
            return _inlines(tokens[:index])
        if token.type == "inline" and MORE.search(token.content):
            children = token.children or []
            mark = next((i for i, child in enumerate(children) if _is_more(child)), None)
            if mark is not None:
                return [*_inlines(tokens[:index]), children[:mark]]
    return None


def _is_more(child: Token) -> bool:
    return child.type == "html_inline" and MORE.match(child.content) is not None


def _inlines(tokens: Sequence[Token]) -> list[list[Token]]:
    return [token.children for token in tokens if token.children]
