"""From a block in the browser to its line in the source: by its words, which is how its author would look for it.

The source is read when it is asked for, so that no build and no page pays for it.
"""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from pathlib import Path

from kawara.loader.decode import decode
from kawara.loader.front_matter import split
from kawara.loader.line_map import Block, line_map

LONGEST = 400
"""Characters that are compared."""
LIKE = 0.6
"""How alike two texts are that may be one: ruby, embedded pieces and signs are shown otherwise than written."""


def line_at(root: Path, path: str, text: str, nth: str = "0") -> int:
    """The line of the block with these words, the nth of equal ones; the first line of the text where none is like it."""
    try:
        source, _ = decode(path, (root / path).read_bytes())
    except OSError:
        return 1
    front = split(source or "", path)
    return found(line_map(front.body, front.body_line), text, int(nth) if nth.isdecimal() else 0) or front.body_line


def found(blocks: tuple[Block, ...], text: str, nth: int) -> int:
    """The line of the block that the words are of; 0 for none."""
    wanted = bare(text)
    equal = [line for line, words in blocks if bare(words) == wanted]
    if equal:
        return equal[min(nth, len(equal) - 1)]
    ranked = max(((likeness(bare(words), wanted), -line) for line, words in blocks), default=(0.0, 0))
    return -ranked[1] if ranked[0] >= LIKE else 0


def bare(text: str) -> str:
    """The letters and digits of a text: signs may be shown otherwise than they are written."""
    return re.sub(r"\W+", "", text)[:LONGEST]


def likeness(one: str, other: str) -> float:
    """How alike two texts are, from 0 to 1."""
    match = SequenceMatcher(None, one, other, autojunk=False)
    return match.ratio() if match.real_quick_ratio() >= LIKE and match.quick_ratio() >= LIKE else 0.0
