"""Rule: a heading that skips a level."""

from __future__ import annotations

from collections.abc import Iterator

from kawara.base.findings import Finding
from kawara.check.row import Check
from kawara.check.text import Text, at

CODE = "heading-jump"


def find(text: Text) -> Iterator[Finding]:
    """Headings two levels or more below the one before. The first may be of any level."""
    before = 0
    for block in text.blocks:
        if block.kind == "heading" and not block.inside:
            if before and block.level > before + 1:
                message = f"a heading of level {block.level} below one of level {before}"
                yield at(text, CODE, message, block, (0, len(block.text)))
            before = block.level


CHECK = Check(
    CODE,
    english=(
        "Headings are the outline by which many find their way, those who listen above all. A level that is skipped "
        "looks like a part that is missing."
    ),
    japanese="見出しは、とくに読み上げで聞く人にとって、記事の見取り図です。段階を飛ばすと、間の部分が抜け落ちているように見えます。",
    wrong="## 梅\n\n咲きました。\n\n#### 枝\n\n伸びました。\n",
    right="## 梅\n\n咲きました。\n\n### 枝\n\n伸びました。\n",
    find=find,
)
