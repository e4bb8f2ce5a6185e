"""The words of a run of tokens, without markup: for headings, titles, summaries and counts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from kawara.base.text import is_unspaced
from kawara.loader.rules.line_joins import WORDS, joined

if TYPE_CHECKING:
    from markdown_it.rules_core import StateCore
    from markdown_it.token import Token

READING = re.compile(r"</?r[tp]\b", re.IGNORECASE)
BREAK = re.compile(r"<br\b", re.IGNORECASE)


def plain(tokens: Sequence[Token]) -> str:
    """The text of inline tokens on one line. Images, tags and the readings of ruby are left out."""
    if len(tokens) == 1 and tokens[0].type == "text":  # most paragraphs of most posts
        return " ".join(tokens[0].content.split())
    words: list[str] = []
    inside_reading = False
    for index, token in enumerate(tokens):
        if token.type == "html_inline" and READING.match(token.content):
            inside_reading = token.content[1] != "/"
        elif token.type in WORDS and not inside_reading:
            words.append(token.content)
        elif token.type == "softbreak":
            words.append("" if joined(tokens, index) else " ")
        elif token.type == "hardbreak" or (token.type == "html_inline" and BREAK.match(token.content)):
            words.append(" ")
    return " ".join("".join(words).split())


def described(tokens: Sequence[Token]) -> str:
    """The words that stand for the images among inline tokens."""
    return " ".join(token.content for token in tokens if token.type == "image")


def as_text_in_images(kind: str, sign: str, state: StateCore) -> None:
    """Make texts of one kind of token in what describes images: the library looks for texts alone there."""
    if sign not in state.src or "![" not in state.src:
        return
    images = (child for token in state.tokens for child in token.children or () if child.children)
    for word in (word for image in images for word in image.children or ()):
        if word.type == kind:
            word.type = "text"


def together(texts: Iterable[str]) -> str:
    """Several texts as one: with a space between them, but none between two CJK characters."""
    whole = ""
    for text in filter(None, texts):
        space = "" if not whole or (is_unspaced(whole[-1]) and is_unspaced(text[0])) else " "
        whole += space + text
    return whole
