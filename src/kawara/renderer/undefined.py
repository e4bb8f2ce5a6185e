"""Names a template uses that are not there: an error that knows what was meant, or a quiet no for an author's own field."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any

from jinja2 import StrictUndefined, Undefined, UndefinedError
from jinja2.utils import missing

KINDS = {
    "Post": "a post",
    "Mention": "a post",
    "Term": "a term",
    "TermCount": "a term with its count",
    "Listing": "a listing",
    "Entry": "a feed entry",
    "SiteFace": "`site`",
    "PageFace": "`page`",
    "Anywhere": "`page`",
    "Arguments": "`arguments`",
    "Linked": "a link",
    "dict": "a mapping",
    "mappingproxy": "a mapping",
}
"""What an object is called in a message, by the name of its type."""


class UnknownName(UndefinedError):  # noqa: N818 (said aloud: an unknown name)
    """A template used a name that is not there. `owner` is what was asked for it, `missing` for a variable."""

    def __init__(self, message: str | None = None, *, owner: Any = missing, name: Any = "") -> None:
        super().__init__(message)
        self.owner = owner
        self.name = str(name)

    def known(self) -> list[str]:
        """The names that the owner does have, for the near miss; none for a variable, whose names the render call knows."""
        if self.owner is missing:
            return []
        if isinstance(self.owner, Mapping):
            return [str(key) for key in self.owner]
        return [name for name in dir(self.owner) if not name.startswith("_")]

    def __str__(self) -> str:
        if self.owner is missing:
            return f"'{self.name}' is not known here"
        kind = type(self.owner).__name__
        return f"'{self.name}' is not a field of {KINDS.get(kind, f'a {kind}')}"


class Named(Undefined):
    """What stands for a name that is not there, and remembers whose it was to be."""

    __slots__ = ()

    def __init__(self, hint: str | None = None, obj: Any = missing, name: str | None = None, exc: Any = None) -> None:
        failure: Any = exc or partial(UnknownName, owner=obj, name=name)
        super().__init__(hint, obj, name, failure)


class Unknown(Named, StrictUndefined):
    """A variable or field that is not there: whatever is done with it raises :class:`UnknownName`."""

    __slots__ = ()


class Absent(Named):
    """A key that a mapping lacks, such as `post.extra.rating`: false in a test, empty in a loop, an error when printed."""

    __slots__ = ()

    def __str__(self) -> str:
        raise UnknownName(owner=self._undefined_obj, name=self._undefined_name)


def nearest(name: str, known: Iterable[str]) -> str:
    """The known name that was probably meant; empty when none is near."""
    return next(iter(difflib.get_close_matches(name, sorted(set(known)), n=1, cutoff=0.6)), "")
