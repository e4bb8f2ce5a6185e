"""Rule: the title, said again as the first lines of the text."""

from __future__ import annotations

from collections.abc import Iterator

from kawara.base.findings import Finding
from kawara.base.text import fold
from kawara.check.row import Check
from kawara.check.text import Text, at, plain, whole_lines

CODE = "title-twice"
_ENDS = " 。.！!：:"


def find(text: Text) -> Iterator[Finding]:
    """The first paragraph, when it has the words of the title. A first heading that has them is left out of the page anyway."""
    if text.post is None or "title" not in text.places:
        return
    for block in text.blocks[:1]:
        if block.inside or block.kind != "paragraph" or "\n" in block.text:
            continue
        is_near = len(block.text) <= 2 * len(text.post.title) + 20
        if is_near and fold(plain(block.text)).strip(_ENDS) == fold(text.post.title).strip(_ENDS):
            edits = [whole_lines(text, block.line, block.end)]
            yield at(text, CODE, "this is the title once more", block, (0, len(block.text)), edits=edits)


CHECK = Check(
    CODE,
    english=(
        "The theme shows the title above the text. Said again as the first paragraph it stands on the page twice, and is what lists"
        " and feeds quote. A first *heading* with the words of the title is no fault: kawara leaves it out of the page."
    ),
    japanese=(
        "題名はテーマが本文の上に表示します。最初の段落でもう一度書くと、ページに二度現れ、一覧やフィードの抜粋にもなってしまいます。"
        "最初の*見出し*が題名と同じ場合は、kawara が表示から省くので問題ありません。"
    ),
    wrong="---\ntitle: 春の便り\n---\n\n春の便り\n\n梅が咲き始めました。\n",
    right="---\ntitle: 春の便り\n---\n\n梅が咲き始めました。\n",
    find=find,
)
