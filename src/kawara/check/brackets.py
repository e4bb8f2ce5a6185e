"""Rule: a bracket without its partner."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from kawara.base.findings import Finding
from kawara.check.row import Check
from kawara.check.text import WORDS, Text, at, masked
from kawara.model import Block

CODE = "brackets"

PAIRS = dict(zip("「『【《〈〔", "」』】》〉〕", strict=True))
"""Round brackets are left alone: they are parts of faces, and of numbers as in 1）."""
_SIGN = re.compile(f"[{''.join(PAIRS)}{''.join(PAIRS.values())}]")


def find(text: Text) -> Iterator[Finding]:
    """Brackets without a partner, from heading to heading: a quotation may run over paragraphs."""
    waiting: list[tuple[str, Block, int]] = []
    closing: Counter[str] = Counter()
    for block in text.blocks:
        if block.kind == "heading":
            yield from _unclosed(text, waiting)
            waiting, closing = [], Counter()
        if block.kind not in WORDS or block.text.isascii() or not _SIGN.search(block.text):
            continue
        for found in _SIGN.finditer(masked(block.text)):
            if found[0] in PAIRS:
                waiting.append((found[0], block, found.start()))
                closing[PAIRS[found[0]]] += 1
            elif closing[found[0]]:
                while PAIRS[waiting[-1][0]] != found[0]:
                    closing[PAIRS[waiting[-1][0]]] -= 1
                    yield from _unclosed(text, [waiting.pop()])
                closing[found[0]] -= 1
                waiting.pop()
            else:
                yield at(text, CODE, f"'{found[0]}' closes nothing", block, found.span())
    yield from _unclosed(text, waiting)


def _unclosed(text: Text, waiting: Sequence[tuple[str, Block, int]]) -> Iterator[Finding]:
    for sign, block, start in waiting:
        yield at(text, CODE, f"'{sign}' is never closed", block, (start, start + 1))


CHECK = Check(
    CODE,
    english=(
        "A quotation mark or bracket of Japanese that is opened and never closed, or closed and never opened, leaves "
        "open who is speaking. A quotation that runs over several paragraphs is no fault."
    ),
    japanese=(
        "開いたまま閉じていない、あるいは開いていないのに閉じているかぎ括弧は、どこまでが引用なのかをわからなくします。段落をまた"
        "ぐ引用は問題ありません。"
    ),
    wrong="先生は「梅が咲いたね、と言いました。\n",
    right="先生は「梅が咲いたね」と言いました。\n",
    find=find,
)
