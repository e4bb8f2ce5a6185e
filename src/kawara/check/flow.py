"""The run of a text from paragraph to paragraph: what stands before what, with the lines apart that a tool left there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from kawara.check.markers import is_marker
from kawara.check.text import Text, once
from kawara.model import Block


class Piece(NamedTuple):
    """One piece of a text at its top level. A plain tuple, as there are thirty of them in a post."""

    kind: str
    """The kind of its block, or `marker` for a line that a tool left; `inner` for whatever lies in a list or quote."""
    text: str
    block: Block
    start: int = 0
    """Offset of the piece in the text of its block."""

    @property
    def span(self) -> tuple[int, int]:
        """Where it stands in its block."""
        return self.start, self.start + len(self.text)


FOREIGN = ("$$", "{{<", "{{%")
"""How a paragraph begins that is none: a formula, or what another generator would fill."""


def flow(text: Text) -> list[Piece]:
    """The pieces of a text, in order."""
    return once(text, _flow)


def _flow(text: Text) -> list[Piece]:
    pieces: list[Piece] = []
    depth = 0
    for block in text.blocks:
        pieces += [Piece("inner", block.text, block)] if depth > 0 and block.kind != "html" else _pieces(block)
        if block.kind == "html":
            depth += sum(-1 if tag.startswith("/") else 1 for tag in _APART.findall(block.text))
    return pieces


_APART = re.compile(r"<(/?(?:blockquote|details|figure)\b)", re.IGNORECASE)
"""Elements whose text is a quotation, or stands apart from the run of the text, as Markdown's own quotations do."""


def _pieces(block: Block) -> Iterator[Piece]:
    if block.inside or block.kind != "paragraph":
        yield Piece("inner" if block.inside else block.kind, block.text, block)
        return
    if "\n" not in block.text:
        yield Piece("marker" if is_marker(block.text) else "paragraph", block.text, block)
        return
    start = 0
    kept: list[str] = []
    offset = 0
    for line in block.text.split("\n"):
        if is_marker(line):
            yield from _paragraph(kept, block, start)
            yield Piece("marker", line, block, offset)
            kept, start = [], offset + len(line) + 1
        else:
            kept.append(line)
        offset += len(line) + 1
    yield from _paragraph(kept, block, start)


def _paragraph(lines: list[str], block: Block, start: int) -> Iterator[Piece]:
    if lines:
        yield Piece("paragraph", "\n".join(lines), block, start)
