"""Rule: a link whose words do not tell where it leads."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kawara.base.findings import Finding
from kawara.check.row import Check
from kawara.check.text import Text, at, words_with

CODE = "link-text"

_FAULT = re.compile(
    r"\[(?<!!\[)(?:here|click here|this|link|this link|read more|more|こちら|ここ|こちらをクリック|ここをクリック|リンク|こちらから|詳細はこちら|詳しくはこちら|続きを読む|もっと見る|この記事|このページ|this page|this post|this article|learn more|details)\](?=\()",
    re.IGNORECASE,
)


def find(text: Text) -> Iterator[Finding]:
    """Links of a few words that say nothing."""
    for block, shown in words_with(text, _FAULT):
        for found in _FAULT.finditer(shown):
            yield at(text, CODE, f"'{found[0][1:-1]}' does not tell where the link leads", block, found.span())


CHECK = Check(
    CODE,
    english=(
        'Whoever hears a page, or looks through its links, has the words of a link alone. "Here" tells nothing; the '
        "name of what is there does."
    ),
    japanese=(
        "読み上げで聞く人や、リンクだけを拾って読む人には、リンクの言葉しか手がかりがありません。「こちら」ではなく、その先に何が"
        "あるかを書いてください。"
    ),
    wrong="梅の話は[こちら](https://garden.test/)。\n",
    right="[庭の梅の話](https://garden.test/)も書きました。\n",
    find=find,
)
