"""Tokens, made in a third of the time that the library's class takes, which has to allow for attributes in an old form."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING, Literal

from markdown_it.rules_block import StateBlock
from markdown_it.token import Token

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.utils import EnvType

SPACES = (" ", "\t")
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


def _indent(line: str) -> tuple[int, int]:
    """How many spaces and tabs a line begins with, and how many columns they are."""
    white = line[: len(line) - len(line.lstrip(" \t"))]
    return len(white), len(white.expandtabs(4))


class QuickState(StateBlock):
    """The library's state of a text's blocks, making its tokens so, and its marks of lines at once."""

    def __init__(self, src: str, md: MarkdownIt, env: EnvType, tokens: list[Token]) -> None:
        super().__init__("", md, env, tokens)
        self.src = src
        lines = src.split("\n")
        if not lines[-1].strip(" \t"):
            del lines[-1]  # what stands behind the last end of a line is a line only when it holds something
        count = len(lines)
        begins = list(accumulate([len(line) + 1 for line in lines], initial=0))
        self.bMarks, self.eMarks = begins, [begin - 1 for begin in begins[1:]]
        self.tShift, self.sCount, self.bsCount = [0] * (count + 1), [0] * (count + 1), [0] * (count + 1)
        for number, line in enumerate(lines):
            if line.startswith(SPACES):
                self.tShift[number], self.sCount[number] = _indent(line)
        # The library ends with a line that is none, so that there is one behind each.
        begins[-1] = len(src)
        self.eMarks.append(len(src))
        self.lineMax = count

    def push(self, ttype: str, tag: str, nesting: Nesting) -> Token:
        """A new token at the end of the others."""
        if nesting < 0:
            self.level -= 1
        token = made(ttype, tag, nesting, self.level, "", "", True)
        if nesting > 0:
            self.level += 1
        self.tokens.append(token)
        return token
