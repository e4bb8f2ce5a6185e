"""Rule: a paragraph that ends in mid-sentence."""

from __future__ import annotations

from collections.abc import Iterator

from kawara.base.findings import Finding
from kawara.check.flow import flow
from kawara.check.row import Check
from kawara.check.sentences import breaks, last_fragment
from kawara.check.text import Text, at, once

CODE = "cut-off"


def find(text: Text) -> Iterator[Finding]:
    """Each paragraph that is broken off, at its last sentence."""
    for piece, is_broken in zip(flow(text), once(text, broken), strict=True):
        if is_broken:
            bare = piece.text.rstrip()
            fragment = last_fragment(bare)
            start = piece.start + bare.rfind(fragment) if fragment else piece.start
            last = fragment if len(fragment) <= 20 else f"…{fragment[-20:]}"
            message = f"the sentence breaks off after '{last}'"
            yield at(text, CODE, message, piece.block, (start, piece.start + len(bare)))


def broken(text: Text) -> list[bool]:
    """Of each piece of the flow, whether it ends in mid-sentence."""
    return breaks(flow(text))


CHECK = Check(
    CODE,
    english=(
        "A generated text that reached its limit stops in the middle of a sentence, and so does a paste that missed its end."
        " It is told where a sentence surely goes on (it ends with a particle, an article, a comma), where a leftover mark"
        " follows it, and at the end of a text whose other paragraphs all end properly. Headings, lists, captions, addresses and"
        " what ends with a link are left alone."
    ),
    japanese=(
        "上限に達した生成文や、終わりを取りこぼした貼り付けは、文の途中で切れています。助詞や読点で終わっているとき、"
        "すぐ後に道具の残した行があるとき、ほかの段落がどれもきちんと終わっている記事の末尾で切れているときに知らせます。"
        "見出し、箇条書き、リンクで終わる段落は対象になりません。"
    ),
    wrong="春の庭では、梅が咲き始めました。これから少しずつ、鳥たちによる\n\n---END---\n\n夜には雨が降りました。\n",
    right="春の庭では、梅が咲き始めました。これから少しずつ、鳥たちの声も聞こえてくるでしょう。\n\n夜には雨が降りました。\n",
    find=find,
)
