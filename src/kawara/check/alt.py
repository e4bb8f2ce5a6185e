"""Rule: a picture without words for those who cannot see it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kawara.base.findings import Finding
from kawara.check.row import Check
from kawara.check.text import Text, at, words

CODE = "alt"

_FAULT = re.compile(r"!\[\s*\]\([^)\s]+")


def find(text: Text) -> Iterator[Finding]:
    """Pictures in Markdown with nothing between the brackets."""
    for block, shown in words(text):
        if "![" in block.text:
            for found in _FAULT.finditer(shown):
                yield at(text, CODE, "this picture has no words for those who cannot see it", block, found.span())


CHECK = Check(
    CODE,
    english=(
        "The words between the brackets of a picture are read aloud, shown when the picture does not load, and "
        "understood by searches. A picture that only decorates may go without: spare its post with `check: {ignore: "
        "[alt]}`."
    ),
    japanese="画像の角括弧の中の言葉は、読み上げられ、画像が表示できないときに代わりに示され、検索の手がかりにもなります。飾りの画像だけの記事では `check: {ignore: [alt]}` と書いてください。",
    wrong="![](https://garden.test/plum.jpg)\n",
    right="![梅の枝に積もった雪](https://garden.test/plum.jpg)\n",
    find=find,
)
