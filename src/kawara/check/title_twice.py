"""Rule: the title, said again as the first lines of the text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kawara.base.findings import Finding
from kawara.base.text import fold
from kawara.check.row import Check
from kawara.check.text import Text, at, plain, whole_lines

CODE = "title-twice"
_ENDS = " 。.！!：:"


def find(text: Text) -> Iterator[Finding]:
    """The first block, when it has the words of the title. A heading of the first level that has them is left out of the page anyway."""
    if text.post is None or "title" not in text.places or not text.blocks:
        return
    block = text.blocks[0]
    is_shown = block.kind == "paragraph" or (block.kind == "heading" and block.level > 1)
    if block.inside or not is_shown or "\n" in block.text or len(block.text) > 2 * len(text.post.title) + 20:
        return
    if fold(plain(block.text)).strip(_ENDS) != fold(text.post.title).strip(_ENDS):
        return
    told = at(text, CODE, "this is the title once more", block, (0, len(block.text)))
    if block.kind == "heading":  # it has an id, to which something may lead, and no list quotes it
        yield replace(told, problem=replace(told.problem, severity="note"))
    else:
        yield replace(told, edits=(whole_lines(text, block.line, block.end),))


CHECK = Check(
    CODE,
    english=(
        "The theme shows the title above the text. Said again as the first paragraph it stands on the page twice, and is what lists"
        " and feeds quote; as a heading below the first level (`## …`) it stands there twice as well, which is a note. A first heading `# …` with the"
        " words of the title is no fault: kawara leaves it out of the page."
    ),
    japanese=(
        "題名はテーマが本文の上に表示します。最初の段落でもう一度書くと、ページに二度現れ、一覧やフィードの抜粋にもなってしまいます。"
        "`## …` のような下の段階の見出しでも二度現れます（注記になります）。最初の見出し `# …` が題名と同じ場合は、kawara が表示から省くので問題ありません。"
    ),
    wrong="---\ntitle: 春の便り\n---\n\n春の便り\n\n梅が咲き始めました。\n",
    right="---\ntitle: 春の便り\n---\n\n梅が咲き始めました。\n",
    find=find,
)
