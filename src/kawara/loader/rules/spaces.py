"""A space in an address: `![桜](写真 1.png)` is no image in Markdown but text, and nobody would be told.

Words in round brackets behind square ones may be meant, as in `[注](ただし 1 を除く)`: only what looks like an address is doubted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from kawara.base.text import brief
from kawara.loader.rules.document import Document, document

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_core import StateCore
    from markdown_it.token import Token

# What is found is not taken back, and no part begins within another: any text is read in linear time. Groups are held by a look
# ahead and what it found: those with a possessive quantifier go wrong before Python 3.11.5 (https://github.com/python/cpython/issues/106052).
WRITTEN = re.compile(
    r"(?P<words>(?<!\\)!?\[(?=(?P<inner>(?:[^\[\]\n\\]|\\.)*))(?P=inner)\])"
    r"\([ \t]*+(?=(?P<address>(?:[^()<>\"'\n\[\]]|(?<![ \t])'|\([^()\n]*+\))*))(?P=address)"
    r"(?P<title>\"[^\"\n]*+\"|'[^'\n]*+')?[ \t]*+\)"
)
SUFFIXES = (
    "avif bmp csv docx? epub gif heic html? jpe?g json m4a markdown md mov mp[34] ogg pdf png pptx? svg tiff? txt wav webm webp"
    " xlsx? xml zip"
)
ADDRESS = re.compile(
    rf"(?:https?://|\.{{0,2}}/)[^\s/]|.*\.(?:{SUFFIXES.replace(' ', '|')})(?:[?#][^ \t]*)?$", re.IGNORECASE
)
"""How addresses begin or end."""


def spaces(md: MarkdownIt) -> None:
    """Doubt what would be a link or an image without the spaces in its address."""
    md.core.ruler.push("spaces", _doubt)


def _doubt(state: StateCore) -> None:
    if "](" not in state.src:
        return
    here = document(state.env)
    for token in state.tokens:
        if token.type == "inline" and "](" in token.content and (left := list(_left(token))):
            _tell(here, token.content, left)


def _left(token: Token) -> Iterator[str]:
    """The texts of a block in which brackets were left as they are."""
    return (child.content for child in token.children or () if child.type == "text" and "](" in child.content)


def _tell(here: Document, source: str, left: list[str]) -> None:
    for found in WRITTEN.finditer(source):
        address = found["address"].strip()
        if " " in address and ADDRESS.match(address) and any(f"({address}" in text for text in left):
            title = f" {found['title']}" if found["title"] else ""
            hint = f"write {found['words']}(<{address}>{title})"
            text = f"'{brief(address)}' has a space in it, so that this is text"
            here.doubt("address", text, source, found.span(), hint)
