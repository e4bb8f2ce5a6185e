"""Where posts only look otherwise, no answer moves but those that are asked for again."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Literal

import pytest

import kawara.site
from kawara.build.growing import Grown
from kawara.build.touched import (
    BULK,
    LOOKS,
    OF_LIST,
    OF_ONE,
    RELATED,
    STILL,
    asked_again,
    reaching,
    shape_of,
    suspects,
)
from kawara.config import Config, Pagination
from kawara.memory.records import plain_post
from kawara.memory.trace import Question
from kawara.model import Body, Post
from kawara.renderer.templates import Templates
from kawara.renderer.view import answers
from kawara.site.site import WHOLE, Site
from making import a_page, a_post, a_site

POSTS = (
    a_post("content/posts/a.md", "2025-01-01", tags=["x"], series=["s"]),
    a_post("content/posts/b.md", "2025-01-02", tags=["x", "y"]),
    a_post("content/posts/c.md", "2025-01-03", categories=["k"], series=["s"]),
    a_post("content/posts/c.en.md", "2025-01-03", tags=["x"]),
    a_post("content/posts/d.md", "2024-01-04", authors=["w"], series=["s"]),
    a_post("content/posts/e.md", None),
    a_page("content/about.md"),
    a_page("content/about.en.md"),
)
SHORT = Config(pagination=Pagination(per_page=1))
OTHER: dict[str, object] = {"reading_time": 99, "toc": True, "math": True, "writing": "vertical"}
"""Looks that are no text."""


def questions(site: Site) -> Iterator[Question]:
    """Questions of every kind that a post's looks might reach, about everything there is."""
    for name in (*OF_ONE, RELATED):
        yield from ((name, post.path) for post in POSTS)
    lists = [("home", ""), ("year", "2025"), ("year", "2024"), *((kind, key) for kind, key, _ in site.table)]
    for edition in ("", "en"):
        yield from ((name, *key, edition) for name in OF_LIST - {"block"} for key in lists)
        yield from (("block", *key, edition, number) for key in lists for number in (0, 1, 2, 3))
        yield from [("menu", edition), ("years", edition), ("terms", "tags", edition)]
    yield from [
        ("posts",),
        ("lines", "home"),
        ("feed",),
        ("pages",),
        ("sitemap", 1),
        ("editions",),
        ("setting", "title"),
    ]


def told(site: Site, tmp_path: Path) -> dict[Question, object]:
    """The answer to each."""
    known = answers(site, Templates(tmp_path, tmp_path), lambda _path: Body(), {}, {})
    return {question: known[str(question[0])](*question[1:]) for question in questions(site)}


@pytest.mark.parametrize("look", sorted(LOOKS))
@pytest.mark.parametrize("changed", POSTS, ids=lambda post: post.path)
def test_no_answer_moves_unseen(look: str, changed: Post, tmp_path: Path) -> None:
    """Whatever look of whatever post is another, each answer that moves is to a question that counts as reached."""
    other = replace(changed, **{look: OTHER.get(look, "another")})  # type: ignore[arg-type]
    before = a_site(*POSTS, config=SHORT)
    after = a_site(*(other if post is changed else post for post in POSTS), config=SHORT)
    is_reached = reaching(after, [changed.path])
    old, new = told(before, tmp_path), told(after, tmp_path)

    assert [question for question in new if new[question] != old[question] and not is_reached(question)] == []
    assert shape_of(plain_post(changed)) == shape_of(plain_post(other))


@pytest.mark.parametrize("order", ["fixed", "newest"])
@pytest.mark.parametrize("changed", POSTS, ids=lambda post: post.path)
def test_no_question_of_the_many_is_passed_over(changed: Post, order: Literal["fixed", "newest"]) -> None:
    """Those that are asked again are among the suspects, whether a post looks otherwise or has just come."""
    config = Config(pagination=Pagination(per_page=1, order=order))
    site, before = (
        a_site(*POSTS, config=config),
        a_site(*(post for post in POSTS if post is not changed), config=config),
    )
    path = changed.path
    for edited, looks, grown in (({path}, [path], STILL), ({path}, [], Grown(frozenset([path]), frozenset(), before))):
        again, found = asked_again(site, edited, looks, grown), {*suspects(site, edited, looks, grown)}
        many = [one for one in questions(site) if one[0] in BULK and not (one[1] in WHOLE and one[-1] != 0)]

        assert {question for question in many if again(question)} <= found
        assert any(map(again, many))


def test_most_answers_are_not_asked_for_again() -> None:
    """A post's looks reach its neighbours and its own lists, and no others."""
    is_reached = reaching(a_site(*POSTS), ["content/posts/d.md"])

    assert is_reached(("neighbours", "content/posts/a.md"))
    assert not is_reached(("neighbours", "content/posts/c.md"))
    assert not is_reached(("posts", "tags", "x", ""))
    assert not is_reached(("page", "posts/d/index.html"))


def test_where_nothing_looks_otherwise_only_what_lies_beyond_the_site_is_asked() -> None:
    """Bodies, templates and the places of lines are no part of a site."""
    is_reached = reaching(a_site(*POSTS), [])

    assert [one for one in questions(a_site(*POSTS)) if is_reached(one)] == []
    assert is_reached(("body", "content/posts/a.md"))


def test_the_site_decides_nothing_by_looks() -> None:
    """No code of the room that orders and plans a site reads a field that is only shown."""
    read = {
        node.attr
        for file in Path(kawara.site.__file__).parent.glob("*.py")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute)
    }

    assert read & LOOKS == set()
