"""One rule of the content check: how it looks, and how it explains itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from kawara.base.findings import Finding
from kawara.check.locked import Locked
from kawara.check.text import Text
from kawara.site.site import Site

Find = Callable[[Text], Iterator[Finding]]
"""A rule over one text."""
Over = Callable[[Site], Iterator[Finding]]
"""A rule over the posts of the site and what they have in common."""
Under = Callable[[Locked], Iterator[Finding]]
"""A rule over what has been published and what would be."""


@dataclass(frozen=True, slots=True)
class Check:
    """One row of the table."""

    code: str
    """A key of :data:`kawara.base.checks.CHECKS`, where its severity stands."""
    english: str
    japanese: str
    """Why it matters, and how kawara tells: a few sentences each."""
    wrong: str
    """A text in which it finds something: the file `content/posts/a.md`. Further files follow lines such as
    `-- content/posts/b.md --`."""
    right: str
    """The same, mended."""
    find: Find | None = None
    """None for a rule over all texts together."""
    over: Over | None = None
    under: Under | None = None
    built: bool = False
    """Whether it looks at the pages of the built site, and finds nothing where there are none."""
    external: bool = False
    """Whether it tells what `kawara check --external` has learnt, and finds nothing without that."""
    asked: bool = False
    """Whether it looks only where the site sets a severity for it."""
