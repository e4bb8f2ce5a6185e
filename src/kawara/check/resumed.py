"""Rule: a paragraph that begins in mid-sentence."""

from __future__ import annotations

from collections.abc import Iterator

from kawara.base.findings import Finding, Related
from kawara.check.cut_off import broken
from kawara.check.flow import Piece, flow
from kawara.check.row import Check
from kawara.check.sentences import begins_inside, goes_on
from kawara.check.text import Text, at, once

CODE = "resumed"


def find(text: Text) -> Iterator[Finding]:
    """Each paragraph that goes on from something: after what was broken off, after a leftover, or with a sign that begins none."""
    pieces, is_broken = flow(text), once(text, broken)
    for index, piece in enumerate(pieces):
        if index and piece.kind == "paragraph" and _is_resumed(pieces, is_broken, index):
            first = piece.text.partition("\n")[0]
            message = f"the text goes on in mid-sentence, with '{first if len(first) <= 20 else first[:20] + '…'}'"
            before = _paragraph_before(pieces, index)
            related = [Related(text.path, _last_line(before), "the paragraph before it")] if before else []
            yield at(text, CODE, message, piece.block, (piece.start, piece.start + len(first)), related=related)


def _is_resumed(pieces: list[Piece], is_broken: list[bool], index: int) -> bool:
    piece, before = pieces[index], pieces[index - 1]
    if before.kind == "paragraph" and begins_inside(piece.text):
        return True
    at_break = before.kind == "marker"
    last = index - 2 if at_break else index - 1
    if last >= 0 and is_broken[last]:
        return goes_on(piece.text, pieces[last])
    return at_break and goes_on(piece.text)


def _paragraph_before(pieces: list[Piece], index: int) -> Piece | None:
    return next((pieces[n] for n in range(index - 1, -1, -1) if pieces[n].kind == "paragraph"), None)


def _last_line(piece: Piece) -> int:
    return piece.block.line + piece.block.text.count("\n", 0, piece.span[1])


CHECK = Check(
    CODE,
    english=(
        "Where a text was put together from parts, one of them may begin in the middle of a sentence: with `...`, with a small"
        " letter or a particle after a break, or with a sign such as `、` that begins no sentence anywhere. A paragraph that only"
        " opens with `…` for effect is left alone."
    ),
    japanese=(
        "分けて作った文章をつなぐと、文の途中から始まる段落が残ることがあります。切れ目の後が `...` や助詞で始まるとき、"
        "`、` のように文頭に来ない記号で始まるときに知らせます。余韻のために `…` で始めた段落は対象になりません。"
    ),
    wrong="春の庭では、梅が咲き始めました。これから少しずつ、鳥たちによる\n\n---END---\n\n...声も聞こえてくるでしょう。\n",
    right="春の庭では、梅が咲き始めました。これから少しずつ、鳥たちの声も聞こえてくるでしょう。\n",
    find=find,
)
