"""Rule: a title too long for a search result."""

from __future__ import annotations

from collections.abc import Iterator

from kawara.base.findings import Finding
from kawara.base.text import width_of
from kawara.check.row import Check
from kawara.check.text import Text, here

CODE = "title-long"

WIDEST = 64
"""Columns: what a search result shows of a title, as near as it can be told."""


def find(text: Text) -> Iterator[Finding]:
    """Titles wider than a search result."""
    if text.post is None or "title" not in text.places or (width := width_of(text.post.title)) <= WIDEST:
        return
    line, column, source = text.places["title"]
    message = f"the title is {width} columns wide; searches cut it at some {WIDEST}"
    yield here(text, CODE, message, (line, column), (line, len(source) + 1), marked=source[column - 1 :])


CHECK = Check(
    CODE,
    english=(
        "Searches show the first sixty columns or so of a title: thirty characters of Japanese. What matters should "
        "stand there. kawara shortens nothing."
    ),
    japanese="検索結果に表示される題名は、全角でおよそ三十二文字までです。大切な言葉はその中に収めてください。kawara が題名を縮めることはありません。",
    wrong="---\ntitle: 春の庭で梅が咲き始めた日の朝に祖母と話したことと、その日の午後に町の図書館で借りた本のこと\n---\n\n梅が咲きました。\n",
    right="---\ntitle: 梅の咲いた朝\n---\n\n梅が咲きました。\n",
    find=find,
)
