"""Rule: letters and digits of full width."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kawara.base.findings import Finding
from kawara.check.rare import rare_words
from kawara.check.row import Check
from kawara.check.text import Text, at

CODE = "full-width"

_FAULT = re.compile("[Ａ-Ｚａ-ｚ０-９]{2,}")


def find(text: Text) -> Iterator[Finding]:
    """Each run of two or more."""
    for block, shown in rare_words(text):
        for found in _FAULT.finditer(shown):
            yield at(text, CODE, f"'{found[0]}' is in full-width letters or digits", block, found.span())


CHECK = Check(
    CODE,
    english=(
        "Full-width letters and digits look like spaced type, and a search for the usual ones does not find them. A "
        "single one, as Japanese typesetting has it, is left alone."
    ),
    japanese="全角の英数字は間のびして見え、半角で検索しても見つかりません。組版の慣習にある一文字だけのものは対象になりません。",
    wrong="２０２６年の春、ＨＴＭＬを学びました。\n",
    right="2026年の春、HTMLを学びました。\n",
    find=find,
)
