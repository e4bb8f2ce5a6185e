"""Memos: a post and its body come back from JSON as they went in."""

from __future__ import annotations

import string
from datetime import datetime, timedelta, timezone

from hypothesis import given
from hypothesis import strategies as st

from kawara.base.problems import problem
from kawara.memory.records import decode_body, decode_head, encode
from kawara.model import Body, Heading, Hole, Loaded, Post, Term

texts = st.text(max_size=20)
names = st.text(string.ascii_lowercase, min_size=1, max_size=8)
offsets = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
moments = st.none() | st.datetimes(datetime(1900, 1, 1), datetime(2200, 1, 1), timezones=offsets)  # noqa: DTZ001
terms = st.lists(st.builds(Term, st.just("tags"), texts, texts), max_size=3).map(tuple)
plain = st.recursive(
    st.none() | st.booleans() | st.integers() | texts, lambda inner: st.lists(inner) | st.dictionaries(texts, inner)
)
posts = st.builds(
    Post,
    path=texts, kind=st.sampled_from(["post", "page"]), stem=texts, lang=names, slug=texts, title=texts,
    date=moments, updated=moments, expires=moments, draft=st.booleans(), aliases=st.lists(texts, max_size=2).map(tuple),
    tags=terms, authors=terms, part=st.none() | st.integers(), toc=st.none() | st.booleans(),
    extra=st.dictionaries(texts, plain, max_size=3),
)  # fmt: skip
holes = st.recursive(
    st.builds(Hole, kind=names, value=texts, paths=st.lists(texts, max_size=2).map(tuple), line=st.integers(0, 99)),
    lambda inner: st.builds(
        Hole, kind=names, value=texts,
        arguments=st.lists(st.tuples(names, texts | inner), max_size=2).map(tuple),
        inner=st.lists(texts | inner, max_size=3).map(tuple),
    ),
    max_leaves=5,
)  # fmt: skip
bodies = st.builds(
    Body,
    pieces=st.lists(texts | holes, max_size=5).map(tuple),
    headings=st.lists(st.builds(Heading, st.integers(1, 6), texts, texts), max_size=2).map(tuple),
)


@given(st.none() | posts, bodies)
def test_a_memo_gives_back_what_it_was_given(post: Post | None, body: Body) -> None:
    """Post, body, places and problems survive, the offset of every date among them."""
    fault = problem(
        "date", "content/a.md", "'x' is not a date", line=3, column=7, source="date: x", hint="write a date"
    )
    loaded = Loaded(post, body, (fault,), {"date": (3, 7, "date: x")})

    head_data, body_data = encode(loaded)
    head = decode_head(b"key", head_data)

    assert (head.post, head.problems, head.places) == (loaded.post, loaded.problems, loaded.places)
    assert decode_body(body_data) == body
    if post and post.date and head.post and head.post.date:
        assert head.post.date.utcoffset() == post.date.utcoffset()


@given(posts, bodies, bodies)
def test_the_digest_of_a_post_does_not_move_with_its_body(post: Post, one: Body, other: Body) -> None:
    """A body edit must not move the lists that show the post."""
    heads = [decode_head(b"", encode(Loaded(post, body))[0]) for body in (one, other)]

    assert heads[0].post_digest == heads[1].post_digest
    assert (heads[0].body_digest == heads[1].body_digest) == (one == other)
