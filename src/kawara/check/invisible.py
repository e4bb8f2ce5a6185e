"""Rule: characters that cannot be seen."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from kawara.base.findings import Edit, Finding
from kawara.check.rare import rare_words
from kawara.check.row import Check
from kawara.check.text import Text, at
from kawara.model import Block

CODE = "invisible"

_FAULT = re.compile("(?:(?<![—–/])\u200b|[\u2060\ufeff\u00ad\u202a-\u202e\u2066-\u2069])+")
"""A zero-width space behind a dash or slash lets a line break there, and was put there for that."""
SAFE = frozenset("\u200b\u2060\ufeff\u00ad")
"""What can be taken out without a change to what is read; marks of direction may be meant."""


def find(text: Text) -> Iterator[Finding]:
    """Each run of characters that cannot be seen. Joiners (U+200C, U+200D) belong to emoji and to some scripts, and are left alone."""
    for block, shown in rare_words(text):
        for found in _FAULT.finditer(shown):
            yield _finding(text, block, found)


def _finding(text: Text, block: Block, found: re.Match[str]) -> Finding:
    names = ", ".join(f"U+{ord(character):04X}" for character in dict.fromkeys(found[0]))
    finding = at(text, CODE, f"{names}, which cannot be seen", block, found.span())
    line, column = finding.problem.line, finding.problem.column
    if set(found[0]) <= SAFE and text.lines[line - 1][column - 1 : column - 1 + len(found[0])] == found[0]:
        return replace(finding, edits=(Edit(line, column, line, column + len(found[0])),))
    return finding


CHECK = Check(
    CODE,
    english=(
        "A zero-width space or a soft hyphen comes along when text is copied from a page or a chat. It cannot be seen, "
        "and yet it breaks words for the search, for links and for line breaking. Marks of writing direction are told "
        "as well, but only their author can say whether they are meant."
    ),
    japanese=(
        "ゼロ幅スペースやソフトハイフンは、ページやチャットから写した文章に紛れ込みます。目には見えませんが、検索や改行、リンクを"
        "壊します。書字方向の制御文字も知らせますが、意図したものかどうかは書いた人にしかわかりません。"
    ),
    wrong="春の\u200b庭では、梅が咲き始めました。\n",
    right="春の庭では、梅が咲き始めました。\n",
    find=find,
)
