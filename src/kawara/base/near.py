"""The name that was probably meant: the same but for case, width and composition, else one slip of a finger away."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from difflib import get_close_matches
from os.path import commonprefix

from kawara.base.text import fold

FEW = 300
"""Among so many names a likeness is looked for as well; that takes some 20 µs for each."""


def near_name(word: str, names: Collection[str]) -> str:
    """The one of these names that was probably meant; empty when none is near."""
    folded = {fold(name): name for name in sorted(names, reverse=True)}
    meant = fold(word)
    if meant in folded:
        return folded[meant]
    slipped = next((one for one in sorted(folded) if one_slip(meant, one)), "")
    close = get_close_matches(meant, sorted(folded), n=1, cutoff=0.75) if not slipped and len(folded) <= FEW else ()
    return folded[slipped] if slipped else folded[close[0]] if close else ""


def one_slip(one: str, other: str) -> bool:
    """Whether two words differ in one letter, added, left out or exchanged, or in the order of two neighbours."""
    if abs(len(one) - len(other)) > 1:
        return False
    at = len(commonprefix((one, other)))  # noqa: RUF071  letter by letter is what is wanted
    left, right = one[at:], other[at:]
    swapped = left[1::-1] + left[2:] == right and len(left) > 1
    return left[1:] == right[1:] or left[1:] == right or left == right[1:] or swapped


class Paths:
    """Paths, to be asked for the one that was probably meant. Made once for many questions, each of which is cheap."""

    def __init__(self, paths: Iterable[str]) -> None:
        self._by_name: dict[str, list[str]] = {}
        self._by_length: dict[int, list[str]] = {}
        for path in paths:
            self._by_name.setdefault(_name(path), []).append(path)
        for name in self._by_name:
            self._by_length.setdefault(len(name), []).append(name)

    def near(self, path: str) -> str:
        """The same but for case and the like; else of the same name elsewhere; else in the same folder, one slip away."""
        name, folder = _name(path), _folder(path)
        same = sorted(self._by_name.get(name, ()), key=lambda one: (_folder(one) != folder, one))
        if same:
            return same[0]
        lengths: Sequence[int] = (len(name) - 1, len(name), len(name) + 1)
        names = (one for length in lengths for one in self._by_length.get(length, ()) if one_slip(one, name))
        beside = (one for near in names for one in self._by_name[near] if _folder(one) == folder)
        return min(beside, default="")


def _name(path: str) -> str:
    return fold(path.strip("/").rpartition("/")[2])


def _folder(path: str) -> str:
    return fold(path.strip("/").rpartition("/")[0])
