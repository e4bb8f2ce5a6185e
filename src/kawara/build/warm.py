"""What the builds of one process have in common, as long as no more than texts of a site that stands are edited.

Nothing here is kept anywhere, and nothing is decided by it: whatever is missing is made, and comes to the same.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from kawara.build.assets import named
from kawara.build.fingerprint import Digests, no_digests
from kawara.build.kept import Kept
from kawara.memory.records import Head
from kawara.memory.trace import Question
from kawara.model import Post
from kawara.renderer.kept import Kept as Parts
from kawara.renderer.once import mentioned
from kawara.renderer.sketches import Sketches, no_sketches
from kawara.site.arrangement import Shape, shaped

MANY = 12_000
"""So many posts are held, since lists show the same ones after most edits; more are forgotten, and made again. Each takes 5 KB."""
ROOM = 2_000_000
"""Characters that parts of pages may take."""


@dataclass(frozen=True, slots=True)
class Warm:
    """What is made when it is asked for, and stands until one of its posts is edited."""

    shape: Shape
    assets: Mapping[str, str]
    """Path below `static/` → path of the source."""
    heads: dict[str, Head] = field(default_factory=dict)
    """Memos."""
    posts: dict[str, Post] = field(default_factory=dict)
    """As their site has settled them."""
    sketches: Sketches = field(default_factory=no_sketches)
    digests: Digests = field(default_factory=no_digests)
    parts: Parts = field(default_factory=lambda: Parts(ROOM))
    """Of pages."""
    asked: dict[Question, str] = field(default_factory=dict)
    """What was asked for these parts, with the digests of the answers."""

    def forget(self, paths: Iterable[str]) -> None:
        """These posts are others now."""
        tables: tuple[dict[str, Any], ...] = (
            self.heads,
            self.posts,
            *self.sketches.values(),
            *self.digests.values(),
        )
        for path in paths:
            for table in tables:
                table.pop(path, None)

    def forget_parts(
        self, paths: Collection[str], again: Callable[[Question], bool], answer: Callable[[Question], str]
    ) -> None:
        """Drop the parts with these posts, and those for which something was asked that must be asked again and has another answer."""
        changed = {
            question for question, digest in self.asked.items() if again(question) and answer(question) != digest
        }
        for key, part in tuple(self.parts.parts.items()):
            if not changed.isdisjoint(part.asked) or not mentioned(key).isdisjoint(paths):
                self.parts.drop(key)
        for question in changed:
            del self.asked[question]

    def note(self, answer: Callable[[Question], str]) -> None:
        """Note what was asked for the parts there are."""
        known = dict(self.asked)
        self.asked.clear()
        for part in self.parts.parts.values():
            for question in part.asked:
                if question not in self.asked:
                    self.asked[question] = known.get(question) or answer(question)

    def fresh(self) -> Warm:
        """Itself, or one that holds no post, where it has come to hold many."""
        return self if len(self.heads) <= MANY else Warm(self.shape, self.assets)


def warmed(kept: Kept) -> Warm:
    """What builds of a kept site have in common."""
    return Warm(shaped(kept.site), named(kept.urls))
