"""The digest of the answer to any question a page may ask: what its freshness is decided by.

A post stands in an answer by a digest that is ready: that of the post as loaded, and of what its site has settled. So the
digest of a list is made from digests, and that of a body without reading it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from kawara.base.digest import digest, plain
from kawara.memory.records import Head
from kawara.memory.trace import Question
from kawara.model import Page, Post
from kawara.renderer.faults import TemplateFault
from kawara.renderer.view import Answers

PAGE = "page"
"""The question every page asks of the plan: itself."""


def fingerprints(answers: Answers, heads: Mapping[str, Head], pages: Mapping[str, Page]) -> Callable[[Question], str]:
    """Question → digest of its answer."""
    posts: dict[str, str] = {}
    direct: Mapping[str, Callable[..., str]] = {
        "body": lambda path: heads[path].body_digest if path in heads else "",
        "template": answers["template"],
        PAGE: lambda output: of(pages.get(output), {}, heads),
    }

    def fingerprint(question: Question) -> str:
        name, *key = question
        try:
            return direct[str(name)](*key) if name in direct else of(answers[str(name)](*key), posts, heads)
        except (TemplateFault, ValueError) as fault:  # told when a page asks, and is made again until it is mended
            return of(f"{type(fault).__name__}: {fault}", {}, {})

    return fingerprint


def of(answer: Any, posts: dict[str, str], heads: Mapping[str, Head]) -> str:
    """The digest of one answer; posts in it by their own digests, which are kept in `posts`."""
    text = json.dumps(answer, default=partial(in_answer, posts, heads), ensure_ascii=False, separators=(",", ":"))
    return digest(text.encode("utf-8", "surrogatepass"))


def in_answer(posts: dict[str, str], heads: Mapping[str, Head], value: Any) -> object:
    """What stands in an answer's JSON for something JSON has no form for."""
    if isinstance(value, Post):
        known = posts.get(value.path)
        if known is None:
            known = posts[value.path] = settled(value, heads)
        return known
    return dict(value) if isinstance(value, Mapping) else plain(value)


def settled(post: Post, heads: Mapping[str, Head]) -> str:
    """The digest of a post in its site."""
    terms = [[term.key, term.name, term.url] for term in (*post.categories, *post.tags, *post.authors, *post.series)]
    whole = [post.path, heads[post.path].post_digest, post.edition, post.url, terms]
    return digest(json.dumps(whole, ensure_ascii=False).encode("utf-8", "surrogatepass"))
