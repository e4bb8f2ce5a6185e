"""Rule: a picture without words for those who cannot see it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kawara.base.findings import Finding
from kawara.check.row import Check
from kawara.check.text import Text, at, every_word, masked, once, words
from kawara.model import Block

CODE = "alt"

_FAULT = re.compile(r"!\[\s*\](?:\([^)\s]+|\[[^\[\]]+\])")
_ELEMENT = re.compile(r"<img\b(?![^<>]*\balt\b)[^<>]*>", re.IGNORECASE)


def find(text: Text) -> Iterator[Finding]:
    """Pictures in Markdown with nothing between the brackets, and in HTML without `alt`; one that is empty is meant."""
    said = once(text, every_word)
    for block, shown in words(text) if "![" in said or "<" in said else ():
        if "![" in shown:
            yield from (_told(text, block, found) for found in _FAULT.finditer(shown))
        if "<" in shown:
            yield from (_told(text, block, found) for found in _ELEMENT.finditer(shown))
    for block in text.blocks:
        if block.kind == "html":
            yield from (_told(text, block, found) for found in _ELEMENT.finditer(masked(block.text)))


def _told(text: Text, block: Block, found: re.Match[str]) -> Finding:
    return at(text, CODE, "this picture has no words for those who cannot see it", block, found.span())


CHECK = Check(
    CODE,
    english=(
        "The words between the brackets of a picture are read aloud, shown when the picture does not load, and "
        'understood by searches. So are those of `alt` in HTML; where it is empty (`alt=""`), the picture is said to decorate only. In'
        " Markdown, a post of such pictures may be spared with `check: {ignore: [alt]}`."
    ),
    japanese='画像の角括弧の中の言葉は、読み上げられ、画像が表示できないときに代わりに示され、検索の手がかりにもなります。HTML の `alt` も同じで、空の `alt=""` は飾りの画像という意味になります。飾りの画像だけの記事では `check: {ignore: [alt]}` と書いてください。',
    wrong="![](https://garden.test/plum.jpg)\n",
    right="![梅の枝に積もった雪](https://garden.test/plum.jpg)\n",
    find=find,
)
