"""One source text as the rules see it, and how a rule says what it found."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from kawara.base.findings import Edit, Finding, Related
from kawara.base.problems import problem
from kawara.model import Block, Post

Place = tuple[int, int, str]
Made = TypeVar("Made")


@dataclass(frozen=True, slots=True)
class Text:
    """One source text."""

    path: str
    lines: Sequence[str]
    """All lines of the file, front matter and all."""
    body_line: int
    """Number of the first line after the front matter."""
    blocks: Sequence[Block]
    post: Post | None = None
    """None when the source cannot be read as a post."""
    places: Mapping[str, Place] = field(default_factory=dict)
    """Front matter key → line, column and the line itself."""
    made: dict[Callable[[Text], Any], Any] = field(default_factory=dict, compare=False, repr=False)
    """What several rules look at, once it has been made: see :func:`once`."""

    @property
    def prose(self) -> str:
        """The words of the text, as a reader has them: no code, no HTML."""
        return "\n".join(plain(block.text) for block in self.blocks if block.kind in WORDS)


def once(text: Text, make: Callable[[Text], Made]) -> Made:
    """What `make` makes of a text, made once for all rules."""
    if make not in text.made:
        text.made[make] = make(text)
    made: Made = text.made[make]
    return made


WORDS = frozenset({"paragraph", "heading", "cell"})
"""Kinds of block that hold words."""

_CODE = re.compile(r"(?<![`\\])(`{1,9})(?!`)(.+?)(?<!`)\1(?!`)", re.DOTALL)
"""Of each length, one run of ticks at most is without its partner, so that the text is searched for it nine times at most."""
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_MATH = re.compile(r"\$\$.+?\$\$|(?<![\\$\w])\$(?![\s$])[^$\n]+?(?<![\s\\])\$(?![\w$])", re.DOTALL)
_TARGET = r"(?:\([^()]*(?:\([^()]*\)[^()]*)*\)|\[[^\[\]]*\])"
_IMAGE = re.compile(rf"!\[[^\[\]]*\]{_TARGET}")
_LINK = re.compile(rf"\[([^\[\]]*)\]{_TARGET}")
_TAG = re.compile(r"</?[A-Za-z][^<>]*>")
_SIGNS = re.compile(r"[*~`]+|_+")


def masked(text: str) -> str:
    """The text with code, comments and formulas as blanks of the same length: what is left is meant to be read."""
    if "`" in text:
        text = _CODE.sub(_blank, text)
    if "<!--" in text:
        text = _uncommented(text, _blank)
    return _MATH.sub(_blank, text) if "$" in text else text


def words(text: Text) -> list[tuple[Block, str]]:
    """The blocks that hold words, each with its text as by :func:`masked`."""
    return once(text, _words)


def _words(text: Text) -> list[tuple[Block, str]]:
    return [(block, masked(block.text)) for block in text.blocks if block.kind in WORDS]


def every_word(text: Text) -> str:
    """The words of all blocks, to ask once whether it is worth looking for something in each."""
    return "\n".join([said for _, said in words(text)])


def words_with(text: Text, sign: re.Pattern[str]) -> Sequence[tuple[Block, str]]:
    """The blocks whose words have a sign, none of which runs over the end of a line."""
    if not sign.search(once(text, every_word)):
        return ()
    return [(block, said) for block, said in words(text) if sign.search(said)]


def _blank(found: re.Match[str]) -> str:
    return "\n".join(["\x01" * len(line) for line in found[0].split("\n")])


def _uncommented(text: str, instead: str | Callable[[re.Match[str]], str]) -> str:
    """The text with something instead of comments. Nothing is looked for behind the last that ends, or each would be to the end."""
    end = text.rfind("-->") + 3
    return _COMMENT.sub(instead, text[:end]) + text[end:] if end > 2 else text


def plain(text: str) -> str:
    """The words of a text as a reader has them: near enough to compare and count, without parsing it."""
    if "[" in text:
        text = _LINK.sub(r"\1", _IMAGE.sub("", text))
    if "<" in text:
        text = _TAG.sub("", _uncommented(text, ""))
    if "\\" in text or "_" in text:
        return _SIGNS.sub(_unsigned, text)
    for sign in "*`~":
        if sign in text:
            text = text.replace(sign, "")
    return text


def _unsigned(found: re.Match[str]) -> str:
    """Nothing for signs; those that are escaped, or within a word, are meant to be read."""
    text, start, end = found.string, found.start(), found.end()
    before = text[start - 1 : start]
    if text[start] != "_":
        return text[start] if before == "\\" else ""
    return found[0] if _is_of_word(before) and _is_of_word(text[end : end + 1]) else ""


def _is_of_word(character: str) -> bool:
    return character.isalnum() or character == "_"


def weight(text: str) -> int:
    """How much a text says: its length, with a character of Chinese or Japanese counted as two."""
    return len(text) if text.isascii() else (len(text.encode("utf-8", "replace")) + len(text)) // 2


def weighs(text: str, least: int) -> bool:
    """Whether the weight of a text is at least so much: mostly told by its length."""
    return len(text) >= least or (len(text) * 5 >= least * 2 and weight(text) >= least)


def whole(text: Text) -> str:
    """All lines, to ask once whether it is worth looking for something."""
    return "\n".join(text.lines)


def place_in(text: Text, block: Block, offset: int) -> tuple[int, int]:
    """Line and column in the file of an offset in a block's text."""
    known = once(text, _lines_of)
    if id(block) not in known:
        known[id(block)] = _measured(text, block)
    starts, shifts = known[id(block)]
    number = bisect_right(starts, offset) - 1
    return block.line + number, offset + shifts[number]


def _lines_of(_: Text) -> dict[int, tuple[list[int], list[int]]]:
    """Blocks → where in each its lines begin, and how far from there to a column. Filled as they are asked for."""
    return {}


def _measured(text: Text, block: Block) -> tuple[list[int], list[int]]:
    starts, shifts = [0], []
    for number, written in enumerate(block.text.split("\n"), block.line):
        source = text.lines[number - 1] if number <= len(text.lines) else ""
        bare = written.lstrip() or written
        shifts.append(max(0, source.find(bare.rstrip() or bare)) + 1 - starts[-1] - (len(written) - len(bare)))
        starts.append(starts[-1] + len(written) + 1)
    return starts[:-1], shifts


def at(text: Text, code: str, message: str, block: Block, span: tuple[int, int], **more: Any) -> Finding:
    """A finding at a part of a block's text."""
    line, column = place_in(text, block, span[0])
    end_line, end_column = place_in(text, block, max(span[0], span[1] - 1))
    marked = block.text[span[0] : span[1]]
    return here(text, code, message, (line, column), (end_line, end_column + 1), marked=marked, **more)


def here(
    text: Text,
    code: str,
    message: str,
    start: tuple[int, int],
    end: tuple[int, int],
    *,
    marked: str = "",
    hint: str = "",
    related: Sequence[Related] = (),
    edits: Sequence[Edit] = (),
) -> Finding:
    """A finding between two places of the file, the second exclusive."""
    source = text.lines[start[0] - 1] if 0 < start[0] <= len(text.lines) else ""
    fault = problem(code, text.path, message, line=start[0], column=start[1], source=source, hint=hint)
    return Finding(fault, *end, marked, tuple(related), tuple(edits))


def whole_lines(text: Text, first: int, end: int) -> Edit:
    """The edit that takes out lines, and one of two blank lines that would be left together."""
    before = first > 1 and not text.lines[first - 2].strip()
    after = end <= len(text.lines) and not text.lines[end - 1].strip()
    stop = end + 1 if before and after and end < len(text.lines) else end
    if stop > len(text.lines):
        return Edit(first, 1, len(text.lines), len(text.lines[-1]) + 1)
    return Edit(first, 1, stop, 1)
