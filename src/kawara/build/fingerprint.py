"""The digest of the answer to any question a page may ask: what its freshness is decided by.

A post stands in an answer by a digest that is ready: that of the post as loaded, and of what its site has settled. So the
digest of a list is made from digests, and that of a body without reading it. Each question is answered once in a build; and
where the site itself is what it was, most are not answered at all.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from operator import attrgetter
from typing import Any

from kawara.base.digest import digest, plain
from kawara.build.drafting import Draft
from kawara.build.recall import Past
from kawara.memory.records import Head
from kawara.memory.trace import Question
from kawara.model import Post
from kawara.renderer.faults import TemplateFault
from kawara.renderer.view import Answers
from kawara.site.variants import KIND as VARIANT

PAGE = "page"
"""The question every page asks of the plan: itself."""

BEYOND = frozenset(
    {"body", "anchor", "image_size", "file", "template", "strings", "spot", "is_early", "embed", "embeds"}
)
"""Questions whose answer comes from beyond what :func:`signature` holds."""
OF_TEXT = frozenset({"anchor"})
"""Questions whose answer is found in one text alone, whose path comes first: while its digest stands, the answer does."""
OF_FILE = frozenset({"image_size"})
"""The same of one file that is no text."""


def signature(draft: Draft) -> str:
    """One digest of all that decides a site and its plan: settings, posts as loaded, what is left out, files, layouts."""
    posts = (path + head.post_digest for path, head in draft.heads.items())
    left = (f"{one.path} {one.reason}" for one in draft.site.unpublished)
    versions = (page.output for page in draft.plan.pages if page.kind == VARIANT)
    config = json.dumps(draft.site.config, default=_in_answer({}, {}), ensure_ascii=False)
    return digest(
        "\0".join(
            [config, *posts, "", *left, "", *draft.files, "", *sorted(draft.templates.layouts()), "", *versions]
        ).encode()
    )


def fingerprints(
    draft: Draft, answers: Answers, past: Past, site: str, files: Mapping[str, str]
) -> Callable[[Question], str]:
    """Question → digest of its answer. `site` is the draft's signature, `files` has the digests of sources."""
    pages = {page.output: page for page in draft.plan.pages}
    heads = draft.heads
    encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=_in_answer({}, heads)).encode
    answered = remembered(past, site, heads, files)
    direct: Mapping[str, Callable[..., str]] = {
        "file": lambda path: files.get(path, ""),
        "body": lambda path: heads[path].body_digest if path in heads else "",
        "template": answers["template"],
        PAGE: lambda output: of(pages.get(output)),
    }

    def of(answer: Any) -> str:
        return digest(encode(answer).encode("utf-8", "surrogatepass"))

    def fingerprint(question: Question) -> str:
        if question not in answered:
            name, *key = question
            try:
                answered[question] = direct[str(name)](*key) if name in direct else of(answers[str(name)](*key))
            except (TemplateFault, ValueError) as fault:  # told when a page asks, and is made again until it is mended
                answered[question] = of(f"{type(fault).__name__}: {fault}")
        return answered[question]

    return fingerprint


def remembered(past: Past, site: str, heads: Mapping[str, Head], files: Mapping[str, str]) -> dict[Question, str]:
    """The digests that need not be made again: the site, or the one text or file that is asked about, is as it was."""
    if past.seen is None:
        return {}
    is_same = past.seen.site == site
    before = cache(lambda: dict(zip(past.sources.names, past.sources.digests, strict=True)))

    def stands(name: str | int, *key: str | int) -> bool:
        path = str(key[0]) if key else ""
        if name in OF_TEXT:
            return path in heads and path in past.heads and past.heads[path].head[2] == heads[path].body_digest
        if name in OF_FILE:
            return path in files and files[path] == before().get(path)
        return is_same and name not in BEYOND

    pairs = zip(past.traces.questions, past.traces.digests, strict=True)
    return {question: known for question, known in pairs if stands(*question)}


def _in_answer(posts: dict[str, str], heads: Mapping[str, Head]) -> Callable[[Any], object]:
    """What stands in an answer's JSON for something JSON has no form for; posts by their own digests, kept in `posts`."""

    def stand_in(value: Any) -> object:
        if isinstance(value, Post):
            known = posts.get(value.path)
            if known is None:
                known = posts[value.path] = settled(value, heads)
            return known
        if isinstance(value, Mapping):
            return dict(value)
        return [type(value).__name__, _values(value.__class__)(value)] if is_dataclass(value) else plain(value)

    return stand_in


@cache
def _values(kind: Any) -> Callable[[Any], Any]:
    """The values of a dataclass's fields, in order: `dataclasses.fields` is too slow to be asked for each of many."""
    return attrgetter(*(field.name for field in fields(kind)))


def settled(post: Post, heads: Mapping[str, Head]) -> str:
    """The digest of a post in its site."""
    terms = [(term.key, term.name, term.url) for term in (*post.categories, *post.tags, *post.authors, *post.series)]
    whole = repr((post.path, heads[post.path].post_digest, post.edition, post.url, terms))
    return digest(whole.encode("utf-8", "surrogatepass"))
