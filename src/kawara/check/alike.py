"""Rule: two passages of one text that are nearly the same."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from kawara.base.findings import Finding, Related
from kawara.check.passages import Passage, passages
from kawara.check.row import Check
from kawara.check.text import Text, at, weighs, weight

CODE = "alike"
_FIGURES = re.compile(r"[0-9０-９]+")
"""What differs in figures alone is the same said of several months."""
LEAST = 120
"""Weight of the shortest passage that is compared: of a short one, half is soon the same."""
ENOUGH = 0.8
"""Part of the shorter passage that has to be in the other."""

_ENDS = ("。", ",", ".", "，", "！", "？", "!", "?", "：", ":", "；", ";", "「", "」", "（", "）")


def find(text: Text) -> Iterator[Finding]:
    """Each passage that is, but for a few words, in an earlier one, or has one in it."""
    by_key: dict[str, Passage] = {}
    for one in passages(text, LEAST):
        by_key.setdefault(one.key, one)
    fresh = list(by_key.values())
    owners: dict[str, int] = {}
    every = [set(clauses_of(one.key)) for one in fresh]
    twice = _shared(every)
    for number, one in enumerate(fresh if any(weighs(clause, 16) for clause in twice) else ()):
        clauses = {clause for clause in every[number] & twice if weighs(clause, 16)}
        shared: Counter[int] = Counter()
        for clause in clauses:
            if (owner := owners.setdefault(clause, number)) != number:
                shared[owner] += len(clause)
        rivals = [rival for rival, size in shared.items() if size * 3 >= min(len(one.key), len(fresh[rival].key))]
        near = likenesses(one, fresh, rivals) if rivals else []
        share, rival = max(near, default=(0.0, 0))
        if share >= ENOUGH and _FIGURES.sub("", one.key) != _FIGURES.sub("", fresh[-rival].key):
            line = fresh[-rival].line
            related = Related(text.path, line, "the other passage")
            message = f"this passage is nearly that of line {line}"
            yield at(text, CODE, message, one.piece.block, one.piece.span, related=[related])


def _shared(every: Iterable[set[str]]) -> set[str]:
    """The clauses that more than one passage has."""
    seen: set[str] = set()
    twice: set[str] = set()
    for clauses in every:
        twice |= clauses & seen
        seen |= clauses
    return twice


def clauses_of(key: str) -> list[str]:
    """The clauses of a passage, by which those are found that are worth comparing. Quicker than a pattern by far."""
    for end in _ENDS:
        if end in key:
            key = key.replace(end, "、")
    return key.split("、")


def likenesses(one: Passage, others: Sequence[Passage], rivals: Sequence[int]) -> list[tuple[float, int]]:
    """For each rival, which part of the shorter passage is in the other, by the runs they share; the earlier one is the greater."""
    length = 6 if weight(one.key) > len(one.key) * 3 // 2 else 12
    mine = grams(one.key, length)
    runs = ((rival, grams(others[rival].key, length)) for rival in rivals)
    return [(len(mine & theirs) / max(1, min(len(mine), len(theirs))), -rival) for rival, theirs in runs]


def grams(key: str, length: int) -> set[str]:
    """Every run of so many characters."""
    return {key[start : start + length] for start in range(max(1, len(key) - length + 1))}


CHECK = Check(
    CODE,
    english=(
        "Two versions of one paragraph often survive when a text is rewritten, or generated in parts. A passage is told when four"
        " fifths of the shorter one are in the other, by the runs of characters they share. What differs in figures alone is left alone."
    ),
    japanese=(
        "書き直したり、分割して生成したりした文章には、ほとんど同じ段落が二つ残ることがあります。"
        "短いほうの八割以上が、もう一方にも文字の並びとして含まれるときに知らせます。数字だけが違うものは対象になりません。"
    ),
    wrong=(
        "この提件が一時的な話題で終わるのか、それとも流れを変えるのか、多くの人がその行方を見極めようとしています。私が特に注目しているのは、その背景にある長い準備の期間です。\n\n"
        "雨が降りました。\n\n"
        "この提携が一時的な話題で終わるのか、それとも流れを変えるのか、多くの人がその行方を見極めようとしています。私が特に注目しているのは、その背景にある長い準備の期間です。\n"
    ),
    right="この提携が一時的な話題で終わるのか、それとも流れを変えるのか、多くの人がその行方を見極めようとしています。私が特に注目しているのは、その背景にある長い準備の期間です。\n\n雨が降りました。\n",
    find=find,
)
