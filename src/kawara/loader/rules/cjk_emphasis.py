"""Emphasis beside Chinese, Japanese and Korean: `これは**「強調」**です` is bold.

CommonMark decides by white space and punctuation whether `**` may open or close, and so presumes that words stand apart. The
amendment is that of the markdown-cjk-friendly specification: where a run of `*` or `~` stands beside a CJK character, the test
for punctuation counts as passed; a variation selector counts as a part of the character it varies. `_`, which never works
inside a word, gets only the latter.
"""

from __future__ import annotations

import re
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Any
from unicodedata import category

from markdown_it.common.utils import isMdAsciiPunct, isPunctChar, isWhiteSpace
from markdown_it.rules_inline import StateInline, emphasis, strikethrough
from markdown_it.rules_inline.state_inline import Scanned

from kawara.base.text import is_wide_cjk
from kawara.loader.quick.starts import starting

if TYPE_CHECKING:
    from collections.abc import Callable

    from markdown_it import MarkdownIt

VARIATION = re.compile("[\ufe00-\ufe0e]")
IDEOGRAPHIC_VARIATION = re.compile("[\U000e0100-\U000e01ef]")
WIDE_QUOTE = re.compile("[‘’“”]\ufe01")
# Enclosed ideographs lie among the emoji: these are drawn as letters. Old angle brackets, and signs that are wide since Unicode 16.
FURTHER_WIDE = re.compile(
    "[\u2329\u232a\u2630-\u2637\u268a-\u268f\u4dc0-\u4dff\U0001d300-\U0001d356\U0001d360-\U0001d376"
    "\U0001f200\U0001f202\U0001f210-\U0001f219\U0001f21b-\U0001f22e\U0001f230\U0001f231\U0001f237"
    "\U0001f23b-\U0001f248\U0001f260-\U0001f265]"
)


def cjk_emphasis(md: MarkdownIt) -> None:
    """Let the two inline rules for emphasis and strikethrough of this parser scan in our way."""
    md.inline.ruler.at("emphasis", _with_our_scan(emphasis.tokenize, "*_"))
    md.inline.ruler.at("strikethrough", _with_our_scan(strikethrough.tokenize, "~"))


def _with_our_scan(rule: Callable[[StateInline, bool], bool], markers: str) -> Callable[[StateInline, bool], bool]:
    def scan_and_tokenize(state: StateInline, silent: bool) -> bool:  # noqa: FBT001  the signature of an inline rule
        if silent or state.src[state.pos] not in markers:
            return rule(state, silent)
        own: dict[str, Any] = state.__dict__
        own["scanDelims"] = partial(scan, state)
        try:
            return rule(state, silent)
        finally:
            del own["scanDelims"]

    return starting(scan_and_tokenize, markers)


def scan(state: StateInline, start: int, can_split_word: bool) -> Scanned:  # noqa: FBT001  the signature of scanDelims
    """Whether the run of markers at `start` may open and close emphasis, and its length."""
    text, stop = state.src, start
    while stop < state.posMax and text[stop] == text[start]:
        stop += 1
    after = text[stop] if stop < state.posMax else " "
    return Scanned(*_flanks(text[max(0, start - 2) : start], after, can_split_word), stop - start)


@lru_cache(maxsize=4096)  # the same few signs stand beside most emphasis
def _flanks(tail: str, after: str, can_split_word: bool) -> tuple[bool, bool]:  # noqa: FBT001  as above
    """Whether a run between these characters may open, and whether it may close; `tail` is the two before it."""
    before = _before(tail)
    if isWhiteSpace(ord(before)) or isWhiteSpace(ord(after)):
        return not isWhiteSpace(ord(after)), not isWhiteSpace(ord(before))
    opens, closes = _is_punctuation(before), _is_punctuation(after)
    if can_split_word:
        beside_cjk = _is_cjk(after) or _ends_in_cjk(tail, before)
        opens, closes = opens or beside_cjk or not closes, closes or beside_cjk or not opens
    return opens, closes


def _before(tail: str) -> str:
    """The character before the run; behind a variation selector, the one that it varies."""
    last = tail[-1:] or " "
    if not VARIATION.match(last):
        return last
    varied = tail[-2] if len(tail) > 1 else " "
    return last if category(varied) == "Zs" else varied


def _ends_in_cjk(tail: str, main: str) -> bool:
    return _is_cjk(main) or IDEOGRAPHIC_VARIATION.match(tail[-1:]) is not None or WIDE_QUOTE.fullmatch(tail) is not None


def _is_cjk(character: str) -> bool:
    # Python up to 3.11 takes code points that stand for nothing to be of full width.
    known = category(character) != "Cn" or "\U00020000" <= character <= "\U0003fffd"
    return (known and is_wide_cjk(character)) or FURTHER_WIDE.match(character) is not None


def _is_punctuation(character: str) -> bool:
    return isMdAsciiPunct(ord(character)) or isPunctChar(character)
