"""Rule: a fence that is never closed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kawara.base.findings import Finding
from kawara.check.row import Check
from kawara.check.text import Text, here

CODE = "fence"

_OPENING = re.compile(r"(?:[ \t>*+-]|\d{1,9}[.)])*(`{3,}|~{3,})")
"""No two ways through it: a line of code may begin with any number of blanks."""


def find(text: Text) -> Iterator[Finding]:
    """Fences that run to the end of what they stand in."""
    for block in text.blocks:
        if block.kind != "code" or not (opening := _OPENING.match(text.lines[block.line - 1])):
            continue
        closing = text.lines[block.end - 2].lstrip("> \t").rstrip()
        is_closed = block.end - 1 > block.line and len(closing) >= len(opening[1]) and not closing.strip(opening[1][0])
        if not is_closed:
            line = text.lines[block.line - 1]
            message = "this fence is never closed: all that follows is code"
            yield here(text, CODE, message, (block.line, 1), (block.line, len(line) + 1), marked=line)


CHECK = Check(
    CODE,
    english=(
        "A fence of code that is opened and not closed makes code of everything below it. Often the closing fence has "
        "fewer signs than the opening one, or stands behind some text."
    ),
    japanese=(
        "開いたまま閉じていないコードの囲みは、それより後のすべてをコードにしてしまいます。閉じる側の記号が足りなかったり、文字の"
        "後に書かれていたりすることが多いものです。"
    ),
    wrong="Run it:\n\n```\nmake\n\nThe plum is in flower.\n",
    right="Run it:\n\n```\nmake\n```\n\nThe plum is in flower.\n",
    find=find,
)
