"""The digest of the answer to any question a page may ask: what its freshness is decided by.

A post stands in an answer by a digest that is ready: that of the post as loaded, and of what its site has settled. So the
digest of a list is made from digests, and that of a body without reading it. Each question is answered once in a build; and
where the site itself is what it was, most are not answered at all.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from operator import attrgetter
from typing import Any

from kawara.base.digest import digest, plain
from kawara.build.drafting import Draft
from kawara.build.kept import version_of
from kawara.build.recall import Past
from kawara.build.touched import reaching, restyled
from kawara.build.work import PAGE
from kawara.memory.digests import digest_of
from kawara.memory.files import BLANK
from kawara.memory.records import Head
from kawara.memory.trace import Question
from kawara.model import Post
from kawara.renderer.faults import TemplateFault
from kawara.renderer.sketches import Item, Line, Link, Story
from kawara.renderer.view import Answers
from kawara.site.variants import KIND as VARIANT

MANY = 1 << 128
"""Sums of digests are taken modulo this."""

SKETCHES = (Link, Line, Story, Item)
"""What lists show of a post: of one kind and one post there is one in a build."""

OF_TEXT = frozenset({"anchor"})
"""Questions whose answer is found in one text alone, whose path comes first: while its digest stands, the answer does."""
OF_FILE = frozenset({"image_size", "file"})
"""The same of one file that is no text."""


def signature(draft: Draft, otherwise: Mapping[str, str]) -> str:
    """One digest of all that decides a site and its plan: settings, posts as loaded, what is left out, files, layouts.

    `otherwise`: path → another digest that is to stand for that post.
    """
    posts = sum(stand(path, otherwise.get(path, head.post_digest)) for path, head in draft.heads.items())
    versions = (version_of(page) for page in draft.plan.pages if page.kind == VARIANT)
    return f"{rest_of(draft, versions)}{posts % MANY:032x}"


def rest_of(draft: Draft, versions: Iterable[str]) -> str:
    """The part of a signature that is not of posts. `versions`: those of pictures, as :func:`kawara.build.kept.version_of` has them."""
    left = (f"{one.path} {one.reason}" for one in draft.site.unpublished)
    config = json.dumps(draft.site.config, default=_plain, ensure_ascii=False)
    rest = "\0".join(
        [
            config,
            *left,
            "",
            *sorted(draft.site.early),
            "",
            *sorted(map(named, draft.files.items())),
            "",
            *sorted(draft.templates.layouts()),
            "",
            *versions,
            "",
            *sorted(draft.plan.hashed.values()),
        ]
    )
    return digest(rest.encode())


def named(source: tuple[str, str]) -> str:
    """The path of a source with its file's own name, where that is another: a path is normalised, a name on the disk need not be."""
    path, file = source
    return path if file.endswith(path) else f"{path} {'/'.join(file.rsplit('/', path.count('/') + 1)[1:])}"


def signed_anew(site: str, moved: Iterable[tuple[str, str, str]], rest: str = "") -> str:
    """The signature, once these posts are others: path, digest before, which is empty for one that is new, and digest now.

    `rest`: its other part, where that is another too.
    """
    posts = int(site[-32:], 16)
    posts += sum(stand(path, now) - (stand(path, before) if before else 0) for path, before, now in moved)
    return f"{rest or site[:-32]}{posts % MANY:032x}"


def stand(path: str, post: str) -> int:
    """What a post counts in a signature. These are added up, so that one can be exchanged without looking at the others."""
    return int(digest((path + post).encode()), 16)


def fingerprints(
    draft: Draft,
    answers: Answers,
    known: Mapping[Question, str],
    files: Mapping[str, str],
    digests: Digests | None = None,
) -> Callable[[Question], str]:
    """Question → digest of its answer. What is `known` is not asked again; `files` has the digests of sources.

    `digests`: see :func:`digester`.
    """
    pages = {page.output: page for page in draft.plan.pages}
    heads = draft.heads
    of = digester(heads, no_digests() if digests is None else digests)
    answered = dict(known)
    direct: Mapping[str, Callable[..., str]] = {
        "file": lambda path: files.get(path) or digest_of(draft.files.get(path, "")) or BLANK,
        "body": lambda path: heads[path].body_digest if path in heads else "",
        "template": answers["template"],
        PAGE: lambda output: of(pages.get(output)),
    }

    def fingerprint(question: Question) -> str:
        if question not in answered:
            name, *key = question
            try:
                answered[question] = direct[str(name)](*key) if name in direct else of(answers[str(name)](*key))
            except (TemplateFault, ValueError) as fault:  # told when a page asks, and is made again until it is mended
                answered[question] = of(f"{type(fault).__name__}: {fault}")
        return answered[question]

    return fingerprint


Digests = Mapping[type, dict[str, str]]
"""Posts and kinds of sketches → path of a post → digest."""


def no_digests() -> Digests:
    """Room for digests of each kind."""
    return {kind: {} for kind in (Post, *SKETCHES)}


def digester(heads: Mapping[str, Head], known: Digests) -> Callable[[Any], str]:
    """The digest of any answer: of its text, in which posts and sketches of posts stand by digests of their own, made once.

    `known`: those that have been made; new ones are added.
    """

    def text(value: Any) -> str:
        kind = type(value)
        if kind is tuple:
            return f"({','.join(map(text, value))})"
        if kind not in known:
            return f"{kind.__name__}{_values(kind)(value)!r}" if is_dataclass(kind) else repr(value)
        made = known[kind].get(value.path)
        if made is None:
            # A named tuple's own `repr` takes four times as long.
            made = settled(value, heads) if kind is Post else _hashed(kind.__name__ + tuple.__repr__(value))
            known[kind][value.path] = made
        return made

    return lambda answer: _hashed(text(answer))


def _hashed(text: str) -> str:
    return digest(text.encode("utf-8", "surrogatepass"))


def looks_alone(draft: Draft, past: Past, new: Iterable[str]) -> dict[str, str] | None:
    """Path → digest at the last build of the posts that look otherwise now, where that is all that has changed; else None.

    `new`: paths of the sources that are not what they were.
    """
    looks = restyled(past, draft.heads, new)
    return looks if past.seen and past.seen.site == signature(draft, looks) else None


def remembered(
    draft: Draft, past: Past, looks: Mapping[str, str] | None, files: Mapping[str, str]
) -> dict[Question, str]:
    """The digests that need not be made again: of the site, but for some posts' looks, or of the text or file asked about.

    `looks`: see :func:`looks_alone`; `files`: path of a source → its digest.
    """
    is_reached = None if looks is None else reaching(draft.site, looks)
    alone = lonely(draft, past, files)

    def stands(question: Question) -> bool:
        if question[0] in alone:
            return alone[str(question[0])](str(question[1]))
        return is_reached is not None and not is_reached(question)

    pairs = zip(past.traces.questions, past.traces.digests, strict=True)
    return {question: known for question, known in pairs if stands(question)}


def lonely(draft: Draft, past: Past, files: Mapping[str, str]) -> Mapping[str, Callable[[str], bool]]:
    """Question about one text or file alone → whether that is what it was."""
    heads, before = draft.heads, cache(lambda: dict(zip(past.sources.names, past.sources.digests, strict=True)))

    def is_same_text(path: str) -> bool:
        return path in heads and path in past.heads and past.heads[path].head[2] == heads[path].body_digest

    def is_same_file(path: str) -> bool:
        return path in files and files[path] == before().get(path)

    return dict.fromkeys(OF_TEXT, is_same_text) | dict.fromkeys(OF_FILE, is_same_file)


def _plain(value: Any) -> object:
    """What stands in the JSON of settings for something JSON has no form for."""
    if isinstance(value, Mapping):
        return dict(value)
    return [type(value).__name__, _values(value.__class__)(value)] if is_dataclass(value) else plain(value)


@cache
def _values(kind: Any) -> Callable[[Any], Any]:
    """The values of a dataclass's fields, in order: `dataclasses.fields` is too slow to be asked for each of many."""
    return attrgetter(*(field.name for field in fields(kind)))


def settled(post: Post, heads: Mapping[str, Head]) -> str:
    """The digest of a post in its site."""
    terms = [(term.key, term.name, term.url) for term in (*post.categories, *post.tags, *post.authors, *post.series)]
    whole = repr((post.path, heads[post.path].post_digest, post.edition, post.url, terms))
    return digest(whole.encode("utf-8", "surrogatepass"))
