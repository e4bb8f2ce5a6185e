"""Rule: katakana of half width."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kawara.base.findings import Finding
from kawara.check.rare import rare_words
from kawara.check.row import Check
from kawara.check.text import Text, at

CODE = "half-kana"

_FAULT = re.compile("[\uff66-\uff9f]{2,}")


def find(text: Text) -> Iterator[Finding]:
    """Each run of two or more."""
    for block, shown in rare_words(text):
        for found in _FAULT.finditer(shown):
            yield at(text, CODE, f"'{found[0]}' is in half-width katakana", block, found.span())


CHECK = Check(
    CODE,
    english=(
        "Half-width katakana come from old systems. They are hard to read, wrapped wrongly, and not found by a search "
        "for the usual ones. A single one, as in a face made of signs, is left alone."
    ),
    japanese=(
        "半角カタカナは古い機器の名残です。読みにくく、改行の位置が乱れ、検索でも見つかりにくくなります。顔文字などに使われる一文"
        "字だけのものは対象になりません。"
    ),
    wrong="春の庭のﾊﾟﾝｼﾞｰが咲きました。\n",
    right="春の庭のパンジーが咲きました。\n",
    find=find,
)
