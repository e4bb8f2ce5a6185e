"""A text → its blocks, as they were written: for whoever looks at the source and not at the page.

The same parser as for rendering, so that what is code there is code here; only its block half runs, which is the quick half.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from kawara.config import Config
from kawara.loader.decode import decode
from kawara.loader.front_matter import split
from kawara.loader.markdown import Taken, block_tokens, has_literal, taking
from kawara.model import NOTHING, Block

KINDS = {"fence": "code", "code_block": "code", "html_block": "html", "hr": "rule"}
"""Kind of token → kind of block, where the token stands for itself."""
OPENERS = {"paragraph_open": "paragraph", "heading_open": "heading", "th_open": "cell", "td_open": "cell"}
"""What opens a block whose text is the next token's …"""
CLOSERS = frozenset(kind.replace("_open", "_close") for kind in OPENERS)
"""… and what closes it."""


def outline(text: str, *, first_line: int = 1, settings: Mapping[str, Any] = NOTHING) -> tuple[Block, ...]:
    """The blocks of a Markdown text, in order. `first_line`: the number of its first line in the file."""
    return tuple(_blocks(taking(block_tokens(text, settings)), first_line, settings))


Outline = tuple[str, int, tuple[Block, ...]]
"""The text of a source as it is read, the number of its body's first line, and the blocks of the body."""


def read_outline(path: str, data: bytes, config: Config) -> Outline:
    """The outline of a source; without blocks when it cannot be read."""
    text, _ = decode(path, data)
    if text is None:
        return "", 1, ()
    front = split(text, path)
    whole = text.removeprefix("\ufeff")
    return whole, front.body_line, outline(front.body, first_line=front.body_line, settings=config.markdown)


def outlined(text: str, body_line: int, taken: Sequence[Taken], config: Config) -> Outline:
    """The same as :func:`read_outline`, of a text whose blocks were taken while it was rendered."""
    return text.removeprefix("\ufeff"), body_line, tuple(_blocks(taken, body_line, config.markdown))


def _blocks(tokens: Sequence[Taken], first_line: int, settings: Mapping[str, Any]) -> Iterator[Block]:
    inside: list[str] = []
    around = opener = ""
    level = 0
    for kind, tag, nesting, lines, content, info in tokens:
        if kind in OPENERS:
            opener, level = kind, int(tag[1:]) if kind == "heading_open" else 0
        elif nesting > 0:
            inside.append(kind.removesuffix("_open"))
            around = " ".join(inside)
        elif nesting < 0:
            if inside and kind not in CLOSERS:
                inside.pop()
                around = " ".join(inside)
        else:
            start, end = lines or (0, 0)
            place = (first_line + start, first_line + end)
            if kind == "inline":
                named = OPENERS.get(opener, "other")
                left = "**" if "**" in content and has_literal("**", content, settings) else ""
                yield Block(named, *place, content, level if named == "heading" else 0, left, around)
            else:
                yield Block(
                    KINDS.get(kind, "other"), *place, content, 0, info.strip() if kind in KINDS else info, around
                )
