"""Rule: a word of the text in another spelling than the blog's own."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from kawara.base.findings import Finding
from kawara.check.loose import katakana
from kawara.check.row import Check
from kawara.check.text import Text, at, every_word, once, words

CODE = "variant-word"
USUAL = 5
"""So many times as often as the other is a spelling the blog's own."""

Words = Mapping[str, int]
"""Word → how often a text has it."""

_LOANWORD = re.compile(r"[ァ-ヴー](?<![ァ-ヴー].)[ァ-ヴー]{2,40}(?![ァ-ヴー])")
_NAME = re.compile(r"[A-Z](?<![\w./@:#=<>\"'-].)[a-z]{1,40}[A-Z]?[a-z]{2,40}(?![\w/@=\"-]|\.\w)")
"""Both begin with what is quickly found; that nothing stands before it is asked second. No word is longer than that."""
_EITHER = re.compile(f"(?=[A-Zァ-ヴー])(?:{_NAME.pattern}|{_LOANWORD.pattern})")


def vocabulary(text: Text) -> dict[str, int]:
    """The loanwords of a text, and its capitalised words."""
    said = once(text, every_word)
    return dict(Counter((_NAME if said.isascii() else _EITHER).findall(said)))


def key_of(word: str) -> str:
    """What the spellings of a word have in common."""
    return word.lower() if word.isascii() else katakana(word)


def rarer(vocabularies: Iterable[Words]) -> dict[str, str]:
    """Each spelling that the blog has rarely → its usual one. Of names, only one with a capital inside is usual (`GitHub`)."""
    counts: Counter[str] = Counter()
    for words_of_one in vocabularies:
        counts.update(words_of_one)
    spellings: dict[str, list[str]] = {}
    for word in counts:
        spellings.setdefault(key_of(word), []).append(word)
    usual: dict[str, str] = {}
    for several in spellings.values():
        if len(several) > 1:
            first = min(several, key=lambda word: (-counts[word], word))
            others = [word for word in several if word != first and counts[word] * USUAL <= counts[first]]
            usual |= {} if first.istitle() and first.isascii() else dict.fromkeys(others, first)
    return usual


def find(text: Text, usual: Mapping[str, str]) -> Iterator[Finding]:
    """Each rarer spelling, where a text has it first."""
    told: set[str] = set()
    for block, said in words(text):
        for found in (*_NAME.finditer(said), *_LOANWORD.finditer(said)):
            word = found[0]
            if word in usual and word not in told:
                told.add(word)
                message = f"'{word}' is '{usual[word]}' everywhere else"
                yield at(text, CODE, message, block, found.span(), hint=f"write it '{usual[word]}'")


CHECK = Check(
    CODE,
    english=(
        "A blog that writes `サーバー` and now and then `サーバ`, or `GitHub` and once `Github`, looks careless and is found by half of"
        " those who search. A spelling is told where the other is at least five times as frequent in the blog; loanwords are"
        " compared without the long vowel at their end, names of letters without regard to case. Code is not looked at."
    ),
    japanese=(
        "`サーバー` と書くブログにときどき `サーバ` が混じると、不注意に見え、検索でも見つかりにくくなります。ブログの中で五倍以上よく使われる"
        "書き方があるときに、少ないほうを知らせます。カタカナ語は語尾の長音など、欧文の名前は大文字と小文字の違いを見ます。コードは調べません。"
    ),
    wrong="サーバーを立てた。サーバーは静かだ。サーバーは速い。サーバーは楽しい。サーバーは友だちだ。\n-- content/posts/b.md --\nサーバが落ちた。\n",
    right="サーバーを立てた。サーバーは静かだ。サーバーは速い。サーバーは楽しい。サーバーは友だちだ。\n-- content/posts/b.md --\nサーバーが落ちた。\n",
)
