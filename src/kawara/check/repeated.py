"""Rule: a passage that stands in the same text twice."""

from __future__ import annotations

from collections.abc import Iterator

from kawara.base.findings import Finding, Related
from kawara.check.passages import passages
from kawara.check.row import Check
from kawara.check.text import Text, at

CODE = "repeated"


def find(text: Text) -> Iterator[Finding]:
    """Each copy of a passage after the first."""
    first: dict[str, int] = {}
    for one in passages(text):
        line = first.setdefault(one.key, one.line)
        if line != one.line:
            related = Related(text.path, line, "it stands here for the first time")
            yield at(
                text,
                CODE,
                f"this passage is that of line {line} again",
                one.piece.block,
                one.piece.span,
                related=[related],
            )


CHECK = Check(
    CODE,
    english=(
        "A paragraph that was pasted twice makes a reader doubt the rest. Paragraphs of about forty Japanese characters or eighty"
        " letters are compared, without regard to spaces and emphasis. Code, tables, quotations, lists and the short lines of verse are not."
    ),
    japanese=(
        "同じ段落が二度貼られていると、読者は記事全体を疑います。およそ四十字以上の段落を、空白や強調を無視して比べます。"
        "コード、表、引用、箇条書き、短い行でできた詩や歌は比べません。"
    ),
    wrong=(
        "春の庭では、梅が咲き始めました。朝の光の中で見ると、花びらの一枚一枚が透きとおって、まるで薄い紙でできているようです。\n\n"
        "夜には雨が降りました。\n\n"
        "春の庭では、梅が咲き始めました。朝の光の中で見ると、花びらの一枚一枚が透きとおって、まるで薄い紙でできているようです。\n"
    ),
    right="春の庭では、梅が咲き始めました。朝の光の中で見ると、花びらの一枚一枚が透きとおって、まるで薄い紙でできているようです。\n\n夜には雨が降りました。\n",
    find=find,
)
