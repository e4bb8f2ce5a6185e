"""Posts as other pages show them: no more of each than is shown, so that no page is made again for what it does not show."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields
from datetime import datetime
from operator import attrgetter
from typing import Any, NamedTuple, TypeVar

from kawara.model import Post, Term

Ask = Callable[..., Any]
"""`View.ask`."""


class Link(NamedTuple):
    """What a link shows: a neighbour, another part, another language."""

    path: str
    url: str
    title: str
    lang: str


class Line(NamedTuple):
    """What a line of an archive shows."""

    path: str
    url: str
    title: str
    lang: str
    date: datetime | None


class Story(NamedTuple):
    """What a list shows."""

    path: str
    url: str
    title: str
    lang: str
    date: datetime | None
    excerpt: str
    categories: tuple[Term, ...]
    reading_time: int
    draft: bool


class Item(NamedTuple):
    """What a feed shows, beside the body."""

    path: str
    url: str
    title: str
    lang: str
    date: datetime | None
    updated: datetime | None
    excerpt: str
    image: str
    categories: tuple[Term, ...]
    tags: tuple[Term, ...]
    authors: tuple[Term, ...]


class Place(NamedTuple):
    """The place of a post in a series, and what stands beside it there."""

    term: Term
    number: int
    total: int
    previous: Link | None
    next: Link | None


Sketch = TypeVar("Sketch", Link, Line, Story, Item)


Sketches = Mapping[type, dict[str, Any]]
"""Kind of sketch → path of a post → its sketch."""


def no_sketches() -> Sketches:
    """Room for sketches of each kind."""
    return {kind: {} for kind in (Link, Line, Story, Item)}


def sketcher(kind: type[Sketch], known: dict[str, Sketch]) -> Callable[[Post], Sketch]:
    """Post → its sketch of one kind, which is made once. `known`: those that have been made; new ones are added."""
    pick = attrgetter(*kind._fields)

    def sketch(post: Post) -> Sketch:
        found = known.get(post.path)
        if found is None:
            found = known[post.path] = kind._make(pick(post))
        return found

    return sketch


class Mention:
    """A post in a template, out of a sketch. Whatever the sketch leaves out is one more question, about the whole post."""

    __slots__ = ("_ask", "_sketch")

    def __init__(self, sketch: Link | Line | Story | Item, ask: Ask) -> None:
        self._sketch = sketch
        self._ask = ask

    def __getattr__(self, name: str) -> Any:
        sketch = self._sketch
        if name in sketch._fields:
            return getattr(sketch, name)
        if name.startswith("_"):
            raise AttributeError(name)
        return getattr(self._ask("post", sketch.path), name)

    def __dir__(self) -> Iterable[str]:
        return [field.name for field in fields(Post)]


def key_of(mention: Mention) -> tuple[type, str]:
    """What tells a mention from all others of one site: a post has one sketch of each kind."""
    sketch = mention._sketch  # noqa: SLF001  a template must not see it
    return type(sketch), sketch.path


def mentions(sketches: Iterable[Link | Line | Story | Item], ask: Ask) -> tuple[Mention, ...]:
    """The posts of a list, for a template."""
    return tuple([Mention(sketch, ask) for sketch in sketches])


def mention(sketch: Link | None, ask: Ask) -> Mention | None:
    """One post, or none, for a template."""
    return Mention(sketch, ask) if sketch else None


def placed(places: Iterable[Place], ask: Ask) -> tuple[dict[str, Any], ...]:
    """Places in series, for a template."""
    beside = ("previous", "next")
    return tuple(place._asdict() | {name: mention(getattr(place, name), ask) for name in beside} for place in places)
