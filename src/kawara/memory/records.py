"""Posts and bodies as JSON and back: what a memo holds.

A memo has two halves. The head is what lists, checks and messages need of a post, and is read for every post of a site; the
body is read only by whoever renders it, and so its digest stands in the head.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from functools import lru_cache
from operator import attrgetter
from sys import intern
from typing import Any

from kawara.base.digest import digest
from kawara.base.problems import Problem
from kawara.base.rows import one_row
from kawara.model import Body, Heading, Hole, Loaded, Post, Term

DATES = ("date", "updated", "expires")
TERMS = ("categories", "tags", "authors", "series")
HOLE_FIELDS = tuple(field.name for field in fields(Hole))
POST_FIELDS = tuple(field.name for field in fields(Post))
DATE_AT = tuple(POST_FIELDS.index(name) for name in DATES)
TERMS_AT = tuple(POST_FIELDS.index(name) for name in TERMS)
PATH_AT = POST_FIELDS.index("path")
COMMON_AT = tuple(POST_FIELDS.index(name) for name in ("kind", "lang", "layout"))
"""What is the same text in most posts."""
ALIASES_AT = POST_FIELDS.index("aliases")
EXTRA_AT = POST_FIELDS.index("extra")
EXCERPT_AT = POST_FIELDS.index("excerpt")
DESCRIPTION_AT = POST_FIELDS.index("description")
post_values = attrgetter(*POST_FIELDS)
hole_values = attrgetter(*(field.name for field in fields(Hole)))
problem_values = attrgetter(*(field.name for field in fields(Problem)))
LINE = b"\n"
"""Between the JSON of a body and its text. JSON without spaces has no such byte."""
in_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


@dataclass(frozen=True, slots=True)
class Head:
    """A memo without its body."""

    key: bytes
    """The memo's key."""
    post: Post | None
    post_digest: str
    """Of the post as loaded: moves exactly when something moves that another page may show."""
    body_digest: str
    places: Mapping[str, tuple[int, int, str]]
    problems: tuple[Problem, ...]


class Packed(Mapping[str, tuple[int, int, str]]):
    """The places of a post as JSON, read when one is asked for: a site holds those of all posts, and seldom asks."""

    __slots__ = ("_json",)

    def __init__(self, text: str) -> None:
        self._json = text.encode("utf-8", "surrogatepass")

    def __getitem__(self, name: str) -> tuple[int, int, str]:
        line, column, text = self._all()[name]
        return line, column, text

    def __iter__(self) -> Iterator[str]:
        return iter(self._all())

    def __len__(self) -> int:
        return len(self._all())

    def _all(self) -> dict[str, list[Any]]:
        found: dict[str, list[Any]] = json.loads(self._json.decode("utf-8", "surrogatepass"))
        return found


def encode(loaded: Loaded) -> tuple[bytes, bytes]:
    """Head and body of a memo."""
    body = packed_body(loaded.body)
    post = to_json(plain_post(loaded.post) if loaded.post else None)
    rest = to_json([in_json(dict(loaded.places)), list(map(problem_values, loaded.problems))])
    return b'[%s,"%s","%s",%s' % (post, digest(post).encode(), digest(body).encode(), rest[1:]), body


def decode_head(key: bytes, data: bytes) -> Head:
    """The head out of :func:`encode`."""
    return made_head(key, json.loads(data))


def made_head(key: bytes, values: list[Any]) -> Head:
    """The head out of its plain values. Takes the list over."""
    post, post_digest, body_digest, places, problems = values
    return Head(
        key,
        made_post(post) if post else None,
        post_digest,
        body_digest,
        Packed(places),
        tuple(Problem(*p) for p in problems),
    )


def decode_body(data: bytes) -> Body:
    """The body out of :func:`encode`."""
    head, _, text = data.partition(LINE)
    pieces, headings, length, minutes = json.loads(head)
    return Body(
        tuple(made_pieces(pieces, text.decode("utf-8", "surrogatepass"))),
        tuple([Heading(*heading) for heading in headings]),
        length,
        minutes,
    )


def made_pieces(pieces: Iterable[int | list[Any]], text: str) -> Iterator[str | Hole]:
    """The pieces of a body out of :func:`packed_body`."""
    start = 0
    for piece in pieces:
        if isinstance(piece, int):
            yield text[start : start + piece]
            start += piece
        else:
            yield made_piece(piece)


def decode_headings(data: bytes) -> tuple[Heading, ...]:
    """The headings of a body alone: its pieces, which are most of it, are not made."""
    _, headings, _, _ = json.loads(data.partition(LINE)[0])
    return tuple(Heading(*heading) for heading in headings)


def plain_post(post: Post) -> list[Any]:
    """Every field of a post, as JSON has it."""
    values = list(post_values(post))
    for at in DATE_AT:
        values[at] = values[at] and values[at].isoformat()
    for at in TERMS_AT:
        values[at] = [[term.kind, term.key, term.name] for term in values[at]]
    values[EXTRA_AT] = dict(post.extra)
    return values


def made_post(values: list[Any]) -> Post:
    """The post out of :func:`plain_post`. Takes the list over."""
    for at in DATE_AT:
        values[at] = values[at] and datetime.fromisoformat(values[at])
    for at in COMMON_AT:
        values[at] = intern(values[at])
    for at in TERMS_AT:
        values[at] = one_row(*[term_of(*term) for term in values[at]])
    values[ALIASES_AT] = tuple(values[ALIASES_AT])
    if values[DESCRIPTION_AT] == values[EXCERPT_AT]:  # mostly it is, and then one text is held, not two
        values[DESCRIPTION_AT] = values[EXCERPT_AT]
    return Post(*values)


@lru_cache(maxsize=65_536)
def term_of(kind: str, key: str, name: str) -> Term:
    """A term, the same one for all posts that have it: a blog has many posts and few terms."""
    return Term(kind, key, name)


def packed_body(body: Body) -> bytes:
    """A body as a line of JSON, and then its text as it is: as JSON, that would have to be read sign by sign.

    Of its pieces the line holds the holes, each as a list, and the length of each text.
    """
    pieces = [len(piece) if isinstance(piece, str) else plain_piece(piece) for piece in body.pieces]
    headings = [[heading.level, heading.id, heading.text] for heading in body.headings]
    text = "".join([piece for piece in body.pieces if isinstance(piece, str)])
    return LINE.join([to_json([pieces, headings, body.length, body.minutes]), text.encode("utf-8", "surrogatepass")])


def plain_piece(piece: str | Hole) -> str | list[Any]:
    """A piece, as JSON has it; what a hole holds inside, likewise."""
    if isinstance(piece, str):
        return piece
    values: list[Any] = [getattr(piece, name) for name in HOLE_FIELDS]
    arguments = [[name, plain_piece(value)] for name, value in piece.arguments]
    return [*values[:-2], arguments, [plain_piece(part) for part in piece.inner]]


def made_piece(piece: str | list[Any]) -> str | Hole:
    """A piece out of :func:`plain_piece`."""
    if isinstance(piece, str):
        return piece
    values: dict[str, Any] = dict(zip(HOLE_FIELDS, piece, strict=True))
    values["arguments"] = tuple((name, made_piece(value)) for name, value in values["arguments"])
    values |= {"paths": tuple(values["paths"]), "inner": tuple(map(made_piece, values["inner"]))}
    return Hole(**values)


def to_json(value: object) -> bytes:
    """Compact JSON as UTF-8; a lone surrogate survives as an escape."""
    return in_json(value).encode("utf-8", "surrogatepass")
