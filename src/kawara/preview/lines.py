"""From a block in the browser to its line in the source: by its words, which is how its author would look for it.

No map of lines is kept with a body. Its HTML stands wherever a template puts it and scripts put frames around its blocks, so
that a map would have to be built into the page, where it has no place, or else be found again by the words, as here. It
would be loaded, kept and read for every post of a site, for a click that is rare; a text takes half a millisecond when it
is asked for (nine the longest page of the manual), and is then the text of this moment. Of 11,500 blocks of 329 texts, all
with words of their own were found at their line but one, whose words another cell of its table has too.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from pathlib import Path

from kawara.loader.decode import decode
from kawara.loader.front_matter import split
from kawara.loader.line_map import Block, line_map

LONGEST = 400
"""Characters that are compared."""
LIKE = 0.6
"""How alike two texts are that may be one: ruby, embedded pieces and signs are shown otherwise than written."""


def line_at(root: Path, path: str, text: str, tag: str = "", nth: str = "0") -> int:
    """The line of the block with these words in an element of this tag, the nth of equal ones; the first line of the text where none is like it."""
    try:
        source, _ = decode(path, (root / path).read_bytes())
    except OSError:
        return 1
    front = split(source or "", path)
    return (
        found(line_map(front.body, front.body_line), (tag, text), int(nth) if nth.isdecimal() else 0) or front.body_line
    )


def found(blocks: Sequence[Block], wanted: tuple[str, str], nth: int) -> int:
    """The line of the block that an element of this tag with these words is made of; 0 for none."""
    tag, words = wanted[0], bare(wanted[1])
    equal = [(line, kind) for line, kind, own in blocks if bare(own) == words]
    alike = [line for line, kind in equal if kind == tag] or [line for line, _ in equal]
    if alike:
        return alike[min(nth, len(alike) - 1)]
    ranked = max(((likeness(bare(own), words), -line) for line, _, own in blocks), default=(0.0, 0))
    return -ranked[1] if ranked[0] >= LIKE else 0


def bare(text: str) -> str:
    """The letters and digits of a text: signs may be shown otherwise than they are written."""
    return re.sub(r"\W+", "", text)[:LONGEST]


def likeness(one: str, other: str) -> float:
    """How alike two texts are, from 0 to 1."""
    match = SequenceMatcher(None, one, other, autojunk=False)
    return match.ratio() if match.real_quick_ratio() >= LIKE and match.quick_ratio() >= LIKE else 0.0
