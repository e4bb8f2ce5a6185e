"""What a post says, as bits by which two of them are compared: pairs of characters where words are not parted, else words.

Pairs of hiragana and short words stand in every text and are left out. Of a longer word its beginning counts, so that endings
make no difference.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import lru_cache
from zlib import crc32

from kawara.model import Post

WIDTH = 1024
"""Bits of a number: some fifty of them are set for a title with its summary."""
ENOUGH = 80
"""So many characters of a summary are looked at."""
PAIR = re.compile(r"(?=([々ァ-ヺー\u3400-\u9fff\uac00-\ud7a3][々ぁ-ゖァ-ヺー\u3400-\u9fff\uac00-\ud7a3]))")
WORD = re.compile(r"[^\W\d_\u3040-\u9fff\uac00-\ud7a3]{4,}")
BEGINNING = 6
"""So much of a word counts."""


def wording(post: Post) -> tuple[int, int]:
    """The bits of a title, and those of title and summary."""
    title = bits(signs_of(post.title))
    return title, title | bits(signs_of(post.excerpt[:ENOUGH]))


def wordings() -> Callable[[Post], tuple[int, int]]:
    """Post → :func:`wording`, which is found once."""
    known: dict[str, tuple[int, int]] = {}

    def said(post: Post) -> tuple[int, int]:
        found = known.get(post.path)
        if found is None:
            found = known[post.path] = wording(post)
        return found

    return said


def signs_of(text: str) -> set[str]:
    """The pairs of characters and the words of a text."""
    folded = text.casefold()
    words = {word[:BEGINNING] for word in WORD.findall(folded)}
    return words if folded.isascii() else words.union(PAIR.findall(folded))


def bits(signs: Iterable[str]) -> int:
    """A bit for each sign. Two signs may have one bit, which makes two texts a little more alike than they are."""
    made = 0
    for sign in signs:
        made |= bit(sign)
    return made


@lru_cache(maxsize=4096)
def bit(sign: str) -> int:
    """The bit of a sign."""
    return 1 << crc32(sign.encode("utf-8", "surrogatepass")) % WIDTH
