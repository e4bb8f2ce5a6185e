"""Rule: stars that make nothing bold."""

from __future__ import annotations

from collections.abc import Iterator

from kawara.base.findings import Finding
from kawara.check.row import Check
from kawara.check.text import WORDS, Text, at, masked

CODE = "stars"


def find(text: Text) -> Iterator[Finding]:
    """Pairs of stars that the parser left as they are; which of them, is not known, so the first that could be is told."""
    for block in text.blocks:
        if "**" in block.info and block.kind in WORDS:
            start = masked(block.text).find("**")
            yield at(text, CODE, "these stars stay on the page as they are", block, (start, start + 2))


CHECK = Check(
    CODE,
    english=(
        "Two stars that open nothing, close nothing, or have a space on the wrong side stay on the page. To show stars, "
        "write `\\*\\*`."
    ),
    japanese="開くだけ、閉じるだけ、または内側に空白がある二つの星は、太字にならずそのまま表示されます。星を表示したいときは `\\*\\*` と書いてください。",
    wrong="庭の** 梅 **が咲きました。\n",
    right="庭の**梅**が咲きました。\n",
    find=find,
)
