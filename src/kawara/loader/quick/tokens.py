"""Tokens, made in a third of the time that the library's class takes, which has to allow for attributes in an old form."""

from __future__ import annotations

from typing import Literal

from markdown_it.rules_block import StateBlock
from markdown_it.token import Token

Nesting = Literal[-1, 0, 1]
_new = Token.__new__


def made(  # noqa: PLR0917  a call by position takes half of the time of one that names what it sets
    kind: str,
    tag: str = "",
    nesting: Nesting = 0,
    level: int = 0,
    content: str = "",
    markup: str = "",
    is_block: bool = False,  # noqa: FBT001, FBT002  as above
    lines: list[int] | None = None,
    children: list[Token] | None = None,
) -> Token:
    """What `Token(kind, tag, nesting, …)` makes."""
    token = _new(Token)
    token.type = kind
    token.tag = tag
    token.nesting = nesting
    token.attrs = {}
    token.map = lines
    token.level = level
    token.children = children
    token.content = content
    token.markup = markup
    token.info = ""
    token.meta = {}
    token.block = is_block
    token.hidden = False
    return token


class QuickState(StateBlock):
    """The library's state of a text's blocks, making its tokens so."""

    def push(self, ttype: str, tag: str, nesting: Nesting) -> Token:
        """A new token at the end of the others."""
        if nesting < 0:
            self.level -= 1
        token = made(ttype, tag, nesting, self.level, "", "", True)
        if nesting > 0:
            self.level += 1
        self.tokens.append(token)
        return token
