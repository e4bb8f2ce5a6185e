"""What inline rules find wrong: a rule sees the text of a block, not where that stands, so it is told when all is parsed."""

from __future__ import annotations

import re
from bisect import bisect
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from kawara.loader.rules.document import document

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_core import StateCore
    from markdown_it.token import Token


BREAK = re.compile("\n")


def doubts(md: MarkdownIt) -> None:
    """Report, once the whole text is parsed, what the inline rules doubted."""
    md.core.ruler.push("doubts", _tell)


def _tell(state: StateCore) -> None:
    here = document(state.env)
    if not here.doubts:
        return
    lines, breaks = _lines(state.tokens), dict[str, list[int]]()
    for doubt in dict.fromkeys(here.doubts):  # a text may be read more than once, as the words of a link are
        if doubt.source not in breaks:
            breaks[doubt.source] = [found.start() for found in BREAK.finditer(doubt.source)]
        for first in lines.get(doubt.source, ()):
            line = first + bisect(breaks[doubt.source], doubt.start)
            shown = here.lines[line] if line < len(here.lines) else ""
            here.report(doubt.code, doubt.text, line, shown.find(doubt.quoted) + 1, hint=doubt.hint)
    here.doubts.clear()


def _lines(tokens: Sequence[Token]) -> Mapping[str, list[int]]:
    """Text of a block, or of an image's description in it → the lines such blocks begin at."""
    lines = defaultdict(list)
    line = 0
    for token in tokens:
        line = token.map[0] if token.map else line
        if token.type == "inline":
            for text in dict.fromkeys(
                (token.content, *(child.content for child in token.children or () if child.children))
            ):
                lines[text].append(line)
    return lines
