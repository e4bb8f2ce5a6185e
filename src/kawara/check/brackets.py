"""Rule: a bracket without its partner."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from kawara.base.findings import Finding
from kawara.check.row import Check
from kawara.check.text import Text, at, every_word, once, whole, words
from kawara.model import Block

CODE = "brackets"

_QUOTE = re.compile("[“”]")
_INCHES = re.compile("[0-9]”")
PAIRS = dict(zip("「『【《〈〔（", "」』】》〉〕）", strict=True))
_SIGN = re.compile(f"[{''.join(PAIRS)}{''.join(PAIRS.values())}]")
_ROUND = re.compile("[（(）)]")
_NUMBER = re.compile(r"(?:^|[\s、。，．・:：「『])(?:[0-9０-９]{1,3}|[\w①-⑳]|注[0-9０-９]*|※[0-9０-９]*|例|補足|追記)$")
"""What stands before a bracket that none has opened and that is meant: the number of an item, as in 1）."""
_FACE = re.compile(r"[（(][^（）()\w]{0,3}[\^＾´｀;；TＴ≧>；・；゜∀дω_ー−][^（）()\n]{0,12}")


def find(text: Text) -> Iterator[Finding]:
    """Brackets and quotation marks without a partner, from heading to heading: a quotation may run over paragraphs."""
    if _SIGN.search(once(text, every_word)):
        yield from _brackets(text)
    signs = once(text, whole)
    if "“" in signs and "”" in signs and "„" not in signs:
        yield from _quotes(text)


def _brackets(text: Text) -> Iterator[Finding]:
    waiting: list[tuple[str, Block, int]] = []
    closing: Counter[str] = Counter()
    for block, shown in words(text):
        if block.kind == "heading":
            yield from _unclosed(text, waiting)
            waiting, closing = [], Counter()
        if shown.isascii():
            continue
        for found in _SIGN.finditer(_without_round(shown)):
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


def _without_round(shown: str) -> str:
    """The words without round brackets that have partners, of whatever width, and without those of numbers and faces."""
    if "（" not in shown and "）" not in shown:
        return shown
    left: list[int] = []
    alone: list[int] = []
    for found in _ROUND.finditer(shown):
        if found[0] in "（(":
            left.append(found.start())
        elif left:
            left.pop()
        elif not _NUMBER.search(shown[max(0, found.start() - 6) : found.start()]):
            alone.append(found.start())
    kept = {at for at in (*left, *alone) if not _FACE.match(shown, at)}
    return _ROUND.sub(lambda found: found[0] if found.start() in kept else "\x01", shown)


def _quotes(text: Text) -> Iterator[Finding]:
    """Quotation marks without a partner. Each paragraph of a long quotation may open it anew; the last one closes it."""
    blocks = [(block, shown) for block, shown in words(text) if "blockquote" not in block.inside]
    waiting: list[tuple[str, Block, int]] = []
    following = [*(shown for _, shown in blocks), ""][1:]
    for (block, shown), after in zip(blocks, following, strict=True):
        if block.kind == "heading":
            yield from _unclosed(text, waiting)
            waiting = []
        signs = [found.start() for found in _QUOTE.finditer(shown)]
        more = sum(1 if shown[at] == "“" else -1 for at in signs)
        if more == 1 and not after.startswith("“"):
            waiting.append(("“", block, _alone(shown, signs)))
        elif more == -1 and waiting:
            waiting.pop()
        elif more == -1 and len(signs) > 1 and not _INCHES.search(shown):
            yield at(text, CODE, "'”' closes nothing", block, (signs[-1], signs[-1] + 1))
    yield from _unclosed(text, waiting)


def _alone(shown: str, signs: Sequence[int]) -> int:
    """The mark that opens and is followed by another that does, or by none."""
    after = [*signs[1:], -1]
    return next(
        at for at, then in zip(signs, after, strict=True) if shown[at] == "“" and (then < 0 or shown[then] == "“")
    )


def _unclosed(text: Text, waiting: Sequence[tuple[str, Block, int]]) -> Iterator[Finding]:
    for sign, block, start in waiting:
        yield at(text, CODE, f"'{sign}' is never closed", block, (start, start + 1))


CHECK = Check(
    CODE,
    english=(
        "A quotation mark or bracket (「」, （）, “”) that is opened and never closed, or closed and never opened, leaves open who is"
        " speaking. A quotation that runs over several paragraphs is no fault, nor is the bracket of a number, as in 1）. Brackets of"
        " ASCII are left alone."
    ),
    japanese=(
        "開いたまま閉じていない、あるいは開いていないのに閉じている括弧や引用符（「」、（）、“” など）は、どこまでが引用なのかをわからなくします。"
        "段落をまたぐ引用や、「1）」のような番号の括弧は問題ありません。半角の括弧は調べません。"
    ),
    wrong="先生は「梅が咲いたね、と言いました。\n",
    right="先生は「梅が咲いたね」と言いました。\n",
    find=find,
)
