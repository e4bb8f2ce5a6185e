"""The key under which the usual variants of one Japanese or English name are one: what 表記ゆれ is made of.

Only what never tells two words apart: the long vowel sign at the end of a loanword of some length (`サーバ`, `サーバー`; the rule of
JIS Z 8301, not `カバ`, `カバー`), `ヴァ` and `バ`, `ウェ` and `ウエ`, signs between the parts of a name, a plural in -s.
"""

from __future__ import annotations

import re

from kawara.base.text import fold

_JOINTS = re.compile(r"(?<!\d)[\s_・‐.-]+|[\s_・‐.-]+(?!\d)")
_LONG_END = re.compile(r"([ァ-ヴ][ァ-ヴー]+[ァ-ヴ])ー(?![ァ-ヴー])")
_PLURAL = re.compile(r"(?<=[a-z]{4}[a-rt-z])s$")
_SMALL = {
    "ヴァ": "バ",
    "ヴィ": "ビ",
    "ヴェ": "ベ",
    "ヴォ": "ボ",
    "ヴ": "ブ",
    "ウィ": "ウイ",
    "ウェ": "ウエ",
    "ウォ": "ウオ",
}
_SMALLER = re.compile("|".join(_SMALL))
ALONE = frozenset({"windows"})
"""Names that are no plural."""


def loose(name: str) -> str:
    """The key of a term."""
    text = katakana(_JOINTS.sub("", fold(name)))
    return text if text in ALONE else _PLURAL.sub("", text)


def katakana(text: str) -> str:
    """A text with the one spelling of its loanwords."""
    return text if text.isascii() else _SMALLER.sub(lambda found: _SMALL[found[0]], _LONG_END.sub(r"\1", text))
