"""Rule: a note to oneself."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kawara.base.findings import Finding
from kawara.check.row import Check
from kawara.check.text import Text, at, every_word, once, words

CODE = "todo"

_FAULT = re.compile(
    r"(?:^|(?<=[\s(（\[【※。]))(?:TODO|FIXME|XXX|TBD)(?:[:：]|(?=[)）\]】]))|[(（\[【※](?:要確認|要追記|あとで書く|後で書く|要修正|未確認)[)）\]】]?",
    re.MULTILINE,
)

_WORDS = ("TODO", "FIXME", "XXX", "TBD", "要確認", "要追記", "あとで書く", "後で書く", "要修正", "未確認")


def find(text: Text) -> Iterator[Finding]:
    """Such words at the start of a line or in brackets, with what makes them a note."""
    said = once(text, every_word)
    for block, shown in words(text) if any(word in said for word in _WORDS) else ():
        for found in _FAULT.finditer(shown):
            yield at(text, CODE, f"'{found[0].strip()}' is a note to oneself", block, found.span())


CHECK = Check(
    CODE,
    english=(
        "Notes such as `TODO:` or `（要確認）` are meant for the one who writes, and stay behind when the text is published. "
        "The word in a sentence (a TODO list) is no note."
    ),
    japanese="`TODO:` や `（要確認）` のような覚え書きは、書き手のためのものです。公開するときに消し忘れがちです。文の中の言葉としての「TODO リスト」などは対象になりません。",
    wrong="The plum is in flower.\n\nTODO: add a picture\n",
    right="The plum is in flower.\n\nMy TODO list is empty.\n",
    find=find,
)
