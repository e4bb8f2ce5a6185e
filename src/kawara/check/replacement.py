"""Rule: signs that stand for what could not be read."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kawara.base.findings import Finding
from kawara.check.rare import rare_words
from kawara.check.row import Check
from kawara.check.text import Text, at

CODE = "replacement"

_FAULT = re.compile("\ufffd+")


def find(text: Text) -> Iterator[Finding]:
    """Each run of U+FFFD."""
    for block, shown in rare_words(text):
        for found in _FAULT.finditer(shown):
            yield at(text, CODE, "a character was lost here", block, found.span())


CHECK = Check(
    CODE,
    english=(
        "When a text is read in the wrong encoding, what could not be read becomes U+FFFD. The character itself is "
        "gone: only an older copy of the text has it. Code is not looked at."
    ),
    japanese="文字コードを取り違えて読み込むと、読めなかった文字は U+FFFD に置き換わります。元の文字は失われているので、古い原稿から戻すしかありません。コードは調べません。",
    wrong="春の庭では、��が咲き始めました。\n",
    right="春の庭では、梅が咲き始めました。\n",
    find=find,
)
