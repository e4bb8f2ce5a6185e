"""Rule: an excerpt that is of another text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kawara.base.findings import Finding
from kawara.base.text import fold
from kawara.check.row import Check
from kawara.check.text import Text, here

CODE = "excerpt-far"
LEAST = 8
"""Words, or pairs of characters, below which nothing can be said."""
LONGEST = 1000
"""Characters of it that are looked at: each of its words is looked for in the whole text."""
FAR = 0.1
"""The share of them that a text about the same has at the very least."""

_PAIRS = re.compile(r"[一-鿿々]{2,}|[ァ-ヴー]{2,}")
_WORD = re.compile(r"[a-z\xc0-\u024f]{4,}")


def find(text: Text) -> Iterator[Finding]:
    """An excerpt and a description of the author's own that share next to nothing with the text."""
    if text.post is None:
        return
    for name in ("excerpt", "description"):
        if name in text.places and (share := _shared(text, getattr(text.post, name))) is not None and share < FAR:
            line, column, source = text.places[name]
            message = f"of the words of this {name}, next to none are in the text"
            yield here(text, CODE, message, (line, column), (line, len(source) + 1), marked=source[column - 1 :])


def _shared(text: Text, said: str) -> float | None:
    """The share of what an excerpt says that the text says too; None when it is surely enough, or one is too short to tell."""
    wanted = _words(fold(said[:LONGEST]))
    if len(wanted) < LEAST:
        return None
    # Every word is looked for in the whole of the text, parts of words included: what is near is near enough.
    whole = "\n".join(text.lines[text.body_line - 1 :])
    if len(whole) < len(said) * 3 or _share(wanted, whole) >= FAR:
        return None
    return _share(wanted, fold(f"{text.post.title if text.post else ''}\n{whole}"))


def _share(wanted: set[str], whole: str) -> float:
    return sum(word[:5] in whole for word in wanted) / len(wanted)


def _words(said: str) -> set[str]:
    pairs = {run[at : at + 2] for run in _PAIRS.findall(said) for at in range(len(run) - 1)}
    return pairs | set(_WORD.findall(said))


CHECK = Check(
    CODE,
    english=(
        "An excerpt is what lists, feeds and searches show of a post. One that shares hardly a word with its text was most likely left"
        " from another post, or from an earlier version. Its words, and in Japanese the pairs of its Chinese characters and katakana,"
        " are looked for in the text; short excerpts and short texts are left alone."
    ),
    japanese=(
        "抜粋は、一覧やフィード、検索結果に表示されます。本文とほとんど言葉を共有しない抜粋は、別の記事や古い原稿のものが残っているのでしょう。"
        "抜粋の単語（日本語では漢字とカタカナの二文字の組）が本文にあるかを調べます。短い抜粋や短い本文では調べません。"
    ),
    wrong=(
        "---\ntitle: 梅\nexcerpt: 関数型言語の型推論器を実装する手順を、構文解析器の設計から解説します。\n---\n\n"
        + "春の庭では、梅が咲き始めました。朝の光の中で見ると、花びらの一枚一枚が透きとおって、薄い紙のようです。" * 3
        + "\n"
    ),
    right=(
        "---\ntitle: 梅\nexcerpt: 春の庭で咲き始めた梅の花びらと、朝の光のこと。\n---\n\n"
        + "春の庭では、梅が咲き始めました。朝の光の中で見ると、花びらの一枚一枚が透きとおって、薄い紙のようです。" * 3
        + "\n"
    ),
    find=find,
)
