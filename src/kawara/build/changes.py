"""What is different from the last build, as sentences: posts down to the field, settings, and files of the theme.

Only posts whose memo or publication has moved are looked at, so this costs next to nothing where little has changed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass, fields, is_dataclass, replace
from functools import cached_property, partial
from operator import attrgetter
from typing import Any

from kawara.base.theme import theme_folder
from kawara.build import words
from kawara.build.drafting import Draft
from kawara.build.loading import LOADING, Texts
from kawara.build.recall import Known, Past, name_in
from kawara.build.sight import Sight
from kawara.config import Config
from kawara.memory.records import Head, Packed, made_post
from kawara.model import Left, Post, Term
from kawara.site.permalinks import canonical, version

THERE = "there"
"""The fact that a post is there, or published, now and was not, or the other way round."""
BODY = "body"
SHOWN_AS = {"excerpt": "summary", "description": "summary", "reading_time": "reading time"}
"""Fields that are made from the text where the author does not write them."""
PUSHING = frozenset({THERE, "date", "kind", "lang", "suffix"})
"""Facts that may move a post into a list, out of it or within it; beside them those of the list's own kind."""
IN_FILES = {"severity": "check.severity", "external": "check.external", "output": "build.output", "host": "build.host"}
"""Field of Config → the setting, where the names differ."""
List = tuple[str, str]
"""Kind and key of a list."""


@dataclass(frozen=True, slots=True)
class Change:
    """What is different about one post."""

    path: str
    old: Post | None
    """As loaded for the last build; None when it was not published."""
    new: Post | None
    """As settled; None when it is not published."""
    facts: Mapping[str, str]
    """Field, :data:`BODY` or :data:`THERE` → the sentence."""


@dataclass(frozen=True)
class Changes:
    """All that is different."""

    posts: Mapping[str, Change]
    """By path."""
    settings: Mapping[str, str]
    """Setting, dotted → the sentence."""
    before: Mapping[str, str]
    """File → digest at the last build …"""
    now: Mapping[str, str]
    """… and at this one."""
    root: str
    config: Config

    @cached_property
    def files(self) -> dict[str, str]:
        """File → what became of it, as the end of a sentence."""
        found = dict.fromkeys(self.now.keys() - self.before.keys(), "is new")
        found |= dict.fromkeys(self.before.keys() - self.now.keys(), "was deleted")
        both = self.before.keys() & self.now.keys()
        return found | {name: "changed" for name in both if self.before[name] != self.now[name]}

    @cached_property
    def templates(self) -> dict[str, str]:
        """Name of a template or of the theme's words → the sentence about its file."""
        theme = name_in(self.root, str(theme_folder() / "templates")) + "/"
        found: dict[str, str] = {}
        for prefix, shown in ((theme, "the theme's template "), ("templates/", "the template templates/")):
            for name in sorted(self.files):
                if name.startswith(prefix):
                    bare = name.removeprefix(prefix)
                    found[bare] = f"{shown}{bare} {self.files[name]}"
        return found

    @cached_property
    def lists(self) -> Mapping[List, list[Change]]:
        """List → the changes of posts that stand in it or stood in it."""
        found: defaultdict[List, list[Change]] = defaultdict(list)
        for change in self.posts.values():
            for key in self._lists_of(change):
                found[key].append(change)
        return found

    @cached_property
    def pushing(self) -> Mapping[List, list[Change]]:
        """List → those of its changes that may have moved a post into it, out of it or within it."""
        return {
            (kind, key): [change for change in found if not pushing(kind).isdisjoint(change.facts)]
            for (kind, key), found in self.lists.items()
        }

    @cached_property
    def stems(self) -> Mapping[str, list[Change]]:
        """What versions of one post have in common → the changes of those versions."""
        found: defaultdict[str, list[Change]] = defaultdict(list)
        for change in self.posts.values():
            for stem in {version(post.stem, self.config) for post in (change.old, change.new) if post}:
                found[stem].append(change)
        return found

    def _lists_of(self, change: Change) -> set[List]:
        before = lists_of(change.old, partial(canonical, config=self.config)) if change.old else ()
        return {*before, *(lists_of(change.new) if change.new else ())}


def lists_of(post: Post, key_of: Callable[[Term], str] = attrgetter("key")) -> Iterator[List]:
    """The lists a post stands in. `key_of`: the key of a term, which in a settled post is its own."""
    if post.kind == "page":
        yield "pages", ""
        return
    yield "home", ""
    if post.pin:
        yield "pinned", ""
    for term in (*post.categories, *post.tags, *post.authors, *post.series):
        yield term.kind, key_of(term)
    if post.date:
        yield "year", str(post.date.year)


OF_KIND: Mapping[str, frozenset[str]] = {"series": frozenset({"series", "part"}), "pinned": frozenset({"pin"})}
"""Facts that decide who stands in a list, where they have other names than the list."""


def pushing(kind: str) -> frozenset[str]:
    """The facts that may move a post into a list of this kind, out of it or within it."""
    return PUSHING | OF_KIND.get(kind, frozenset({kind}))


def changes(past: Past, draft: Draft, sight: Sight, read: Texts, settings: Mapping[str, str]) -> Changes:
    """What is different from the last build, whose settings are given as :func:`flat` has them."""
    config = draft.site.config
    before = dict(zip(past.sources.names, past.sources.digests, strict=True))
    altered = differing(settings, flat(config))
    case = _Case(past, draft, sight, altered, _left_before(past), {left.path: left for left in draft.site.unpublished})
    paths = {*read.new, *(set(past.heads) ^ set(draft.heads)), *case.turned()}
    found = {path: change for path in sorted(paths) if (change := case.change(path)).facts}
    return Changes(with_renamed(found, case), altered, before, sight.digests, sight.root, config)


def with_renamed(found: dict[str, Change], case: _Case) -> dict[str, Change]:
    """The changes, where a post that is gone and one that is new are one and the same if they have the same text and title."""
    gone = {
        (change.old.title, case.past.heads[path].head[2]): path
        for path, change in found.items()
        if change.old and not change.new
    }
    for path, change in tuple(found.items()):
        head = case.draft.heads.get(path)
        old = gone.get((change.new.title, head.body_digest)) if change.new and not change.old and head else None
        if old and old not in case.draft.files:
            fact = {THERE: f"{old} was renamed {path}"}
            found |= {old: replace(found[old], facts=fact), path: replace(change, facts=fact)}
    return found


def _left_before(past: Past) -> dict[str, str]:
    """Path → why it was not published at the last build."""
    return {path: reason for path, reason, _ in past.seen.report["left"]} if past.seen else {}


@dataclass(frozen=True, slots=True)
class _Case:
    """What the changes of posts are found from."""

    past: Past
    draft: Draft
    sight: Sight
    settings: Mapping[str, str]
    before: Mapping[str, str]
    left: Mapping[str, Left]

    def turned(self) -> Iterator[str]:
        """The paths of posts that were published and are not, or the other way round, or are not for another reason."""
        for path in self.before.keys() | self.left.keys():
            if self.before.get(path) != (self.left[path].reason if path in self.left else None):
                yield path

    def change(self, path: str) -> Change:
        """What is different about one post; no facts when nothing is."""
        known, head = self.past.heads.get(path), self.draft.heads.get(path)
        old = old_post(known, head) if path not in self.before else None
        new = self.draft.site.post(path)
        return Change(path, old, new, self.facts(path, known, head))

    def facts(self, path: str, known: Known | None, head: Head | None) -> dict[str, str]:
        """The sentences about one post."""
        there = self.there(path, known, head)
        if there:
            return {THERE: there}
        if known is None or head is None or head.post is None:
            return {}
        if known.source == self.sight.digests.get(name_in(self.sight.root, self.draft.files.get(path, ""))):
            return self.read_otherwise(path, known, head)
        return dict(told(known, head, old_post(known, head)))

    def there(self, path: str, known: Known | None, head: Head | None) -> str:
        """How it came or went; empty when it did neither."""
        was = known is not None and bool(known.head[0])
        if head is None or head.post is None:
            return f"{path} was deleted" if was else ""
        if not was:
            return f"{path} is new"
        reason, left = self.before.get(path), self.left.get(path)
        if reason == (left.reason if left else None):
            return ""
        return f"{path} {left_words(left)}" if left else f"{path} {BEFORE[str(reason)]}"

    def read_otherwise(self, path: str, known: Known, head: Head) -> dict[str, str]:
        """The source is as it was, but means something else: that comes of the settings."""
        if list(known.head[1:3]) == [head.post_digest, head.body_digest]:
            return {}
        found = [text for name, text in self.settings.items() if name.split(".")[0] in LOADING]
        return {THERE: ", and ".join(found) or f"{path} is read in another way"}


BEFORE = {
    "draft": "is published now, it was a draft",
    "future": "is published now, it was scheduled",
    "expired": "is published now, it had expired",
    "faulty": "is published now, it had errors",
}


def left_words(left: Left) -> str:
    """Why something is not published, as the end of a sentence."""
    when = f" {words.moment(left.when)}" if left.when else ""
    return {
        "draft": "is a draft",
        "future": f"is scheduled for{when}",
        "expired": f"expired at{when}",
        "faulty": "is left out for its errors",
    }[left.reason]


def old_post(known: Known | None, head: Head | None) -> Post | None:
    """The post as loaded for the last build. Where it is the same still, its values have been taken over by `head`."""
    if known is None or not known.head[0]:
        return None
    if head is not None and known.head[1] == head.post_digest:
        return head.post
    return made_post(deepcopy(known.head[0]))


def told(known: Known, head: Head, old: Post | None) -> Iterator[tuple[str, str]]:
    """Each field that is another now, and the text."""
    new, path, written = head.post, head.post.path if head.post else "", {*Packed(known.head[3]), *head.places}
    if old is not None and new is not None and known.head[1] != head.post_digest:
        for one in fields(Post):
            before, after = getattr(old, one.name), getattr(new, one.name)
            if is_other(before, after) and (one.name != "has_slug" or old.slug == new.slug):
                yield from field_told(one.name, before, after, path, made=one.name not in written)
    if known.head[2] != head.body_digest:
        yield BODY, f"the text of {path} changed"


def is_other(before: Any, after: Any) -> bool:
    """Whether a value is another now: `1` and `true` are equal, and so is one moment in two zones."""
    return before != after or repr(before) != repr(after)


def field_told(name: str, before: Any, after: Any, path: str, *, made: bool) -> Iterator[tuple[str, str]]:
    """The sentence about one field; `made`: the author has not written it."""
    if name == "has_slug":
        yield "slug", f"`slug` of {path} was {'given' if after else 'taken out'}"
    elif name == "extra":
        for key in sorted({key for key in {**before, **after} if is_other(before.get(key), after.get(key))}):
            yield key, words.turned(f"`{key}` of {path}", words.value(before.get(key)), words.value(after.get(key)))
    else:
        what = f"the {SHOWN_AS[name]}" if made and name in SHOWN_AS else f"`{name}`"
        yield name, words.turned(f"{what} of {path}", words.value(before), words.value(after))


def flat(config: Config) -> dict[str, str]:
    """Every setting by its dotted name, as text."""
    return dict(_flat("", {IN_FILES.get(one.name, one.name): getattr(config, one.name) for one in fields(Config)}))


def _flat(prefix: str, values: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for name, value in values.items():
        inner = {one.name: getattr(value, one.name) for one in fields(value)} if is_dataclass(value) else value
        if isinstance(inner, Mapping):
            yield from _flat(f"{prefix}{name}.", inner)
        else:
            yield f"{prefix}{name}", words.value(value)


def differing(before: Mapping[str, str], now: Mapping[str, str]) -> dict[str, str]:
    """Setting → the sentence, for those that are others now."""
    names = (
        [name for name in {**now, **before} if before.get(name, "nothing") != now.get(name, "nothing")]
        if before
        else ()
    )
    return {
        name: words.turned(f"the setting `{name}`", before.get(name, "nothing"), now.get(name, "nothing"))
        for name in names
    }
