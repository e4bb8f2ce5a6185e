"""Rule: stars that make nothing bold."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kawara.base.findings import Finding
from kawara.check.row import Check
from kawara.check.text import WORDS, Text, at, masked

CODE = "stars"

_STARS = re.compile(r"(?<!\\)\*{2,}")


def find(text: Text) -> Iterator[Finding]:
    """Pairs of stars that the parser left as they are; which of them it does not tell, so the likeliest is marked."""
    for block in text.blocks:
        if "**" in block.info and block.kind in WORDS:
            start = faulty(masked(block.text))
            yield at(text, CODE, "these stars stay on the page as they are", block, (start, start + 2))


def faulty(shown: str) -> int:
    """Where the first stars are that have a blank on the wrong side; else the last that have no partner, else the first."""
    places: list[int] = []
    for found in _STARS.finditer(shown):
        places.append(found.start())
        inside = (
            shown[found.start() - 1 : found.start()] if len(places) % 2 == 0 else shown[found.end() : found.end() + 1]
        )
        if not inside.strip():
            return found.start()
    return places[-1 if len(places) % 2 else 0] if places else shown.find("**")


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
