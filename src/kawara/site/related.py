"""Which posts are related to one: those with which it shares terms, the rarer the closer, and those that are worded alike.

No two posts are compared that do not stand near each other in some list: so many places before and behind, in the lists of a
post's terms and in that of all posts. So a post more touches those beside it and no others. How rare a term is counts by
powers of two, lest one post more move all that have the term.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from kawara.model import Post, Term

Key = tuple[str, str, str]
Signs = tuple[int, int]
"""What a title, and what title and summary say, each as a number whose bits stand for words; see :func:`likeness`."""

KINDS = ("tags", "categories")
"""Kinds of term that relate posts. An author writes about many things."""
SERIES = "series"
"""Its parts are told of apart, and are not told of again."""
COLUMNS = ("home", SERIES, *KINDS)
"""Kinds of list from which relations are found."""
MOST_TERMS = 4
"""So many terms of a post count, the rarest first."""
NEAR = 6
"""How far to each side of a post its relations are looked for in the list of a term."""
BESIDE = 12
"""The same in the list of all posts, for one that shares no term with any."""
LOOKED_AT = 8
"""So many that share terms are looked at for their words: those with the most in common, then the nearest."""
RAREST = 13
"""The weight of a term that one post has. Each doubling takes one away."""
ALIKE = 16
"""The weight of the same words."""
LEAST = 6
"""So much must two posts without a common term be alike."""
FARTHEST = 1 << 32
"""More than twice the places there can be between two posts."""
NOTHING: Signs = (0, 0)


@dataclass(frozen=True)
class Relations:
    """What relations are found from: posts by their numbers, the newest first."""

    paths: Sequence[str]
    """Number → path."""
    numbers: Mapping[str, int]
    """Path → number."""
    columns: Mapping[Key, Sequence[int]]
    """Kind, key and edition of a list → the numbers of its posts, in order."""
    known: dict[str, tuple[int, ...]] = field(default_factory=dict)
    """What has been found."""
    parts: dict[Key, frozenset[int]] = field(default_factory=dict)
    """The list of a series → the posts in it, of those that have been asked for."""

    def near(self, post: Post) -> tuple[str, ...]:
        """The paths of all that can be related to a post, or to which it can be related; its own among them.

        One of its commoner terms may be one of the rarest of another post, which looks at it then.
        """
        number = self.numbers.get(post.path)
        if number is None:
            return ()
        home = around(self._home(post), number, BESIDE)
        found = {*home, *(one for column in self._columns(post) for one in around(column, number, NEAR))}
        return tuple(self.paths[one] for one in sorted(found))

    def of(self, post: Post, most: int, signs: Callable[[int], Signs]) -> tuple[int, ...]:
        """The closest relations of a post, at most so many. `signs` gives what a post says."""
        found = self.known.get(post.path)
        if found is None:
            number = self.numbers.get(post.path)
            found = () if number is None else self._closest(post, number, most, signs)
            self.known[post.path] = found
        return found

    def _closest(self, post: Post, number: int, most: int, signs: Callable[[int], Signs]) -> tuple[int, ...]:
        ranked = self._ranked(post, number)
        own = signs(number) if ranked else NOTHING
        closest = sorted([(closer(weight, own, signs(other)), rank, other) for weight, rank, other in ranked])
        return tuple([other for closeness, _, other in closest if closeness < 0][:most])

    def _ranked(self, post: Post, number: int) -> list[tuple[int, int, int]]:
        """What stands near a post: the weight of common terms, the rank, and the number of those that rank first."""
        weights: dict[int, int] = {}
        shared = self._shared(post)
        for weight, column in shared:
            for other in around(column, number, NEAR):
                weights[other] = weights.get(other, 0) - weight
        if not shared:
            weights = dict.fromkeys(around(self._home(post), number, BESIDE), 0)
        for one in (number, *self._parts_among(weights, post)):
            weights.pop(one, None)
        # One number for each, which holds weight, distance and side: this is done for every post of a site.
        codes = [FARTHEST * less + 2 * abs(other - number) + (other < number) for other, less in weights.items()]
        codes.sort()
        return [decoded(code, number, rank) for rank, code in enumerate(codes[:LOOKED_AT] if shared else codes)]

    def _shared(self, post: Post) -> list[tuple[int, Sequence[int]]]:
        """The weight and the posts of each term that a post shares with others, of the rarest alone."""
        return [(rarity(len(column)), column) for column in sorted(self._columns(post), key=len)[:MOST_TERMS]]

    def _columns(self, post: Post) -> Iterator[Sequence[int]]:
        """The posts of each term that a post shares with others."""
        columns = (self._column(term, post) for kind in KINDS for term in getattr(post, kind))
        return (column for column in columns if len(column) > 1)

    def _parts_among(self, numbers: Iterable[int], post: Post) -> list[int]:
        """Which of these numbers are parts of a series of the post's; a few of them, however long the series."""
        return [one for term in post.series for one in self._parts(term, post).intersection(numbers)]

    def _parts(self, term: Term, post: Post) -> frozenset[int]:
        key = (term.kind, term.key, post.edition)
        if key not in self.parts:
            self.parts[key] = frozenset(self._column(term, post))
        return self.parts[key]

    def _home(self, post: Post) -> Sequence[int]:
        return self.columns.get(("home", "", post.edition), ())

    def _column(self, term: Term, post: Post) -> Sequence[int]:
        return self.columns.get((term.kind, term.key, post.edition), ())


def around(column: Sequence[int], number: int, reach: int) -> Sequence[int]:
    """What stands near a number in a list that has it."""
    at = bisect_left(column, number)
    return column[max(0, at - reach) : at + reach + 1]


def rarity(posts: int) -> int:
    """The weight of a term that so many posts have."""
    return max(1, RAREST - posts.bit_length())


def decoded(code: int, number: int, rank: int) -> tuple[int, int, int]:
    """Weight, rank and number of what stands near another."""
    weight, odd = -(code // FARTHEST), code % FARTHEST
    return weight, rank, number + (-(odd // 2) if odd % 2 else odd // 2)


def closer(weight: int, own: Signs, other: Signs) -> int:
    """How close two posts are, the closer the less; 0 for too far. `weight` is that of their common terms."""
    alike = likeness(own[0], other[0]) + likeness(own[1], other[1])
    return -weight - alike if weight or alike >= LEAST else 0


def likeness(one: int, other: int) -> int:
    """Dice's measure of two sets of bits, from 0 to :data:`ALIKE`."""
    total = one.bit_count() + other.bit_count()
    return 2 * ALIKE * (one & other).bit_count() // total if total else 0
