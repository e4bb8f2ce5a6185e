"""Marked text, `==これ==`: between two signs that stand outside of a Latin word, so that `a==b and c==d` is none."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from kawara.loader.quick.starts import starting

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline

SIGN = "=="
OPENS = re.compile(r"(?<![=0-9A-Za-z_])==(?![=\s])")
CLOSES = re.compile(r"(?<![=\s])==(?![=0-9A-Za-z_])")
UNCLOSED = "unclosed_mark"


def marks(md: MarkdownIt) -> None:
    """Read marks, with any markup in them that does not reach over their ends."""
    md.inline.ruler.push("mark", starting(_mark, "="))


def _mark(state: StateInline, silent: bool) -> bool:  # noqa: FBT001  the signature of an inline rule
    start = state.pos
    end = _close(state) if OPENS.match(state.src, start, state.posMax) else -1
    if end < 0:
        return False
    if not silent:
        outer = state.posMax
        state.push("mark_open", "mark", 1)
        state.pos, state.posMax = start + len(SIGN), end
        state.md.inline.tokenize(state)
        state.posMax = outer
        state.push("mark_close", "mark", -1)
    state.pos = end + len(SIGN)
    return True


def _close(state: StateInline) -> int:
    """Where the mark is closed, outside of code and links; -1 when nowhere. What was sought in vain is not sought again."""
    own: dict[str, Any] = state.__dict__
    start, stop = state.pos, state.posMax
    if own.get(UNCLOSED) == stop:
        return -1
    state.pos = start + len(SIGN)
    while state.pos < stop:
        if state.src.startswith(SIGN, state.pos):
            if CLOSES.match(state.src, state.pos, stop):
                end, state.pos = state.pos, start
                return end
            state.pos += len(SIGN)
        else:
            state.md.inline.skipToken(state)
    own[UNCLOSED], state.pos = stop, start
    return -1
