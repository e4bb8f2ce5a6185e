"""Rule: a passage that stands in another text as well."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from kawara.base.findings import Finding, Related
from kawara.base.problems import problem
from kawara.check.passages import Prints
from kawara.check.row import Check

CODE = "copied"
LEAST = 120
"""Weight of the shortest passage that is compared."""
ENOUGH = 0.6
"""Part of a passage, by weight, that has to be in the other, sentence by sentence."""
FEW = 3
"""What stands in more texts than this is meant: a notice, a signature."""


class Passage(NamedTuple):
    """A passage that has a sentence in common with another text."""

    path: str
    line: int
    end: int
    weight: int
    sentences: Sequence[int]
    """Digest and weight of each."""


def copies(found: Mapping[str, Prints], line_of: Callable[[str, int], str]) -> Iterator[Finding]:
    """Each passage of which most is in a passage of a text before it, in the order given. `line_of`: a line of a text.

    A warning where that is most of a text; else a note: an announcement may quote the last one.
    """
    taken: dict[str, list[tuple[Passage, str, int]]] = {}
    owners: dict[int, Passage] = {}
    common = _common(found.values())
    for one in _candidates(found, common):
        shared: Counter[tuple[str, int]] = Counter()
        for digest, weight in zip(one.sentences[::2], one.sentences[1::2], strict=True):
            owner = owners.setdefault(digest, one)
            if owner.path != one.path and digest in common:
                shared[owner.path, owner.line] += weight
        best = shared.most_common(1)
        if best and best[0][1] >= max(one.weight * ENOUGH, LEAST // 2):
            taken.setdefault(one.path, []).append((one, *best[0][0]))
    for path, passages in taken.items():
        is_most = sum(one.weight for one, _, _ in passages) * 2 > sum(found[path].passages[2::4])
        yield from (
            _finding(*passage, line_of(path, passage[0].line), severity="warning" if is_most else "note")
            for passage in passages
        )


def _common(found: Iterable[Prints]) -> set[int]:
    """The sentences that two texts have, or a few."""
    counts: Counter[int] = Counter()
    for one in found:
        counts.update(set(one.sentences[::2]))
    return {digest for digest, number in counts.items() if 1 < number <= FEW}


def _candidates(found: Mapping[str, Prints], common: set[int]) -> Iterator[Passage]:
    """The passages of the texts that have any such sentence."""
    for path, one in found.items():
        if common.isdisjoint(one.sentences[::2]):
            continue
        start = 0
        for line, end, weight, number in zip(*(one.passages[at::4] for at in range(4)), strict=True):
            yield Passage(path, line, end, weight, one.sentences[start : start + 2 * number])
            start += 2 * number


def _finding(one: Passage, path: str, line: int, source: str, severity: str) -> Finding:
    message = f"this passage stands in {path} as well, at line {line}"
    fault = problem(CODE, one.path, message, line=one.line, column=1, source=source, severity=severity)
    return Finding(fault, one.end, 0, source, (Related(path, line, "the other passage"),))


CHECK = Check(
    CODE,
    english=(
        "The same paragraph in two posts is usually one that was carried over when a post was begun from another. Long paragraphs"
        " are compared sentence by sentence with those of all other posts. What stands in four posts or more is taken for a"
        " notice that is meant."
    ),
    japanese=(
        "二つの記事に同じ段落があるのは、たいてい、前の記事を写して書き始めたときの消し忘れです。"
        "長い段落を、ほかのすべての記事と一文ずつ比べます。四つ以上の記事にあるものは、意図した定型文と見なします。"
        "記事の大半が写しであれば警告、一部であれば注記になります。"
    ),
    wrong=(
        "The garden behind the house is small, but it has a plum tree that is older than anyone in the village. Every February it flowers before the snow is gone.\n"
        "-- content/posts/b.md --\n"
        "The garden behind the house is small, but it has a plum tree that is older than anyone in the village. Every February it flowers before the snow is gone.\n"
    ),
    right=(
        "The garden behind the house is small, but it has a plum tree that is older than anyone in the village. Every February it flowers before the snow is gone.\n"
        "-- content/posts/b.md --\n"
        "Of the plum tree I have told [before](a.md). This year its flowers came late, after a winter without snow, and the bees came later still.\n"
    ),
)
