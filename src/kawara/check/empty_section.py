"""Rule: a heading with nothing below it."""

from __future__ import annotations

from collections.abc import Iterator

from kawara.base.findings import Finding
from kawara.check.row import Check
from kawara.check.text import Text, at

CODE = "empty-section"


def find(text: Text) -> Iterator[Finding]:
    """Headings with nothing before the next one of their level or above, or before the end."""
    blocks = [block for block in text.blocks if not block.inside or block.kind != "heading"]
    for number, block in enumerate(blocks):
        if block.kind != "heading":
            continue
        after = blocks[number + 1] if number + 1 < len(blocks) else None
        is_last = after is None and block.line + 1 >= _last_line(text)
        is_followed = after is not None and after.kind == "heading" and after.level <= block.level
        if is_last or (is_followed and after is not None and not _between(text, block.end, after.line)):
            yield at(text, CODE, "nothing stands below this heading", block, (0, len(block.text)))


def _between(text: Text, first: int, end: int) -> bool:
    """Whether there is something between two lines that is no block."""
    return any(line.strip() for line in text.lines[first - 1 : end - 1])


def _last_line(text: Text) -> int:
    return next((number for number in range(len(text.lines), 0, -1) if text.lines[number - 1].strip()), 0)


CHECK = Check(
    CODE,
    english=(
        "A heading with no text before the next one of its level, or at the end, is usually a part that was planned and "
        "never written. A heading right below one of a higher level is no fault."
    ),
    japanese=(
        "同じ段階の次の見出しまで、あるいは末尾まで本文がない見出しは、たいてい書くつもりで書かなかった節です。上の段階の見出しの"
        "すぐ下に小見出しを置くのは問題ありません。"
    ),
    wrong="## 梅\n\n## 桜\n\n咲きました。\n",
    right="## 庭\n\n### 梅\n\n咲きました。\n",
    find=find,
)
