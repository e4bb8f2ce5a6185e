"""The full-width space with which many indent a Japanese paragraph is text, not layout of the source: it is kept.

CommonMark strips spaces and tabs from a paragraph's ends; the library strips every kind of space.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from kawara.loader.quick.starts import wrapping

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock

SPACE = "\u3000"


def full_width_indent(md: MarkdownIt) -> None:
    """Let this parser's paragraphs keep the full-width spaces they begin with."""
    ruler = md.block.ruler
    paragraph = ruler.getRules()[ruler.get_active_rules().index("paragraph")]
    ruler.at("paragraph", _keeping_indent(paragraph))


def _keeping_indent(rule: Callable[[StateBlock, int, int, bool], bool]) -> Callable[[StateBlock, int, int, bool], bool]:
    def indented(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001  the signature of a block rule
        begin = state.bMarks[start] + state.tShift[start]
        done = rule(state, start, end, silent)
        if done and not silent and state.src.startswith(SPACE, begin):
            inline = state.tokens[-2]
            text = state.src[begin : state.eMarks[start]]
            inline.content = text[: len(text) - len(text.lstrip(SPACE))] + inline.content.lstrip(SPACE)
        return done

    return wrapping(indented, rule)
