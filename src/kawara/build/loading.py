"""Texts → heads: what is as it was is remembered, everything else is read by the workers."""

from __future__ import annotations

import json
from collections.abc import ItemsView, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from kawara.base.digest import digest_value
from kawara.build.recall import Memory, Past, name_in, past_of
from kawara.build.run import Run
from kawara.build.sight import Sight, looked
from kawara.build.work import UNREAD, Desk, Memo, at_hand, load_chunk
from kawara.config import Config
from kawara.memory.cache import AT_ONCE, LostError
from kawara.memory.records import PATH_AT, Head, made_head
from kawara.memory.salt import code_salt, versions_of
from kawara.model import Source
from kawara.workers import spread

LOADING = ("title", "language", "languages", "timezone", "markdown", "mounts")
"""The settings that touch loading."""


@dataclass(frozen=True, slots=True)
class Texts:
    """The memos of all texts."""

    heads: tuple[Head, ...]
    """In the order of the sources."""
    new: Mapping[str, bytes]
    """Path → memo as it is kept, of those that are not what they were at the last build."""
    made: int
    """How many had to be loaded; others that are new were found in the cache."""
    looked: Mapping[str, Any] = field(default_factory=dict)
    """Path → what the desk's `look` made of it, of those that had to be loaded."""


def desk_of(run: Run, salt: str, cache: str) -> Desk:
    """What loading needs. It is given only the settings that touch it, so that no other can make a memo wrong."""
    touching = (*LOADING, "url") if "external_rel" in run.config.markdown else LOADING
    config = Config(**{name: getattr(run.config, name) for name in touching})
    plugins = run.config.markdown.get("plugins", ())
    versions = [versions_of(plugins)] if plugins else []
    return Desk(config, digest_value([salt, config, *versions]), cache)


def heads_of(run: Run, memory: Memory, sources: Sequence[Source]) -> tuple[Head, ...]:
    """The memos of these texts, with what is remembered of them: for whoever looks at a site without building it."""
    salt = code_salt()
    past = past_of(memory, salt)
    return load_texts(run, sources, looked(run, sources, past, ""), past, desk_of(run, salt, memory.cache.path)).heads


def load_texts(run: Run, sources: Sequence[Source], sight: Sight, past: Past, desk: Desk) -> Texts:
    """The memo of each text. The digests of those that had to be read are noted in `sight`."""
    known = dict(remembered(sources, sight, past, desk))
    to_read = [source for source in sources if source.path not in known]
    chunks = run.watched(spread(load_chunk, desk, to_read, run.workers), "reading", len(to_read))
    new, seen, made = NewMemos(desk.cache), dict[str, Any](), 0
    for source, memo in zip(to_read, (memo for chunk in chunks for memo in chunk), strict=True):
        known[source.path] = head_of(memo, source.path)
        new.add(source.path, memo)
        made += memo.new
        if memo.looked is not None:
            seen[source.path] = memo.looked
        name = name_in(sight.root, source.file)
        sight.digests[source.path if name == source.path else name] = "" if memo.source == UNREAD else memo.source
    return Texts(tuple(known[source.path] for source in sources), new, made, seen)


class NewMemos(Mapping[str, bytes]):
    """Path → new memo as it is kept, read out of the cache again when it comes to that: until then they take no room."""

    __slots__ = ("_cache", "_memos", "_unread")

    def __init__(self, cache: str) -> None:
        self._cache = cache
        self._memos: dict[str, tuple[str, bytes]] = {}
        self._unread: dict[str, Memo] = {}

    def add(self, path: str, memo: Memo) -> None:
        """Take note of that of a path. What could not be read is in no cache."""
        self._memos[path] = (memo.source, memo.key)
        if memo.source == UNREAD:
            self._unread[path] = memo

    def __getitem__(self, path: str) -> bytes:
        return next(self.forms([path]))[1]

    def items(self) -> ItemsView[str, bytes]:
        """All of them. The cache is opened now: once its owner has begun to write what it reads here, nobody else can open it."""
        at_hand(self._cache)
        return Forms(self)

    def forms(self, paths: Sequence[str]) -> Iterator[tuple[str, bytes]]:
        """Those of these paths, read together. Raises LostError where one is not there."""
        heads = dict(at_hand(self._cache).heads([self._memos[path][1] for path in paths]))
        for path in paths:
            source, key = self._memos[path]
            memo = self._unread.get(path) or Memo(path, source, key, heads.get(key, b""), new=True)
            if not memo.head:
                raise LostError(f"what is known of {path} is not there")
            yield path, kept_form(memo)

    def __iter__(self) -> Iterator[str]:
        return iter(self._memos)

    def __len__(self) -> int:
        return len(self._memos)


class Forms(ItemsView[str, bytes]):
    """The items of new memos: many are read with one question."""

    _mapping: NewMemos

    def __iter__(self) -> Iterator[tuple[str, bytes]]:
        paths = list(self._mapping)
        for start in range(0, len(paths), AT_ONCE):
            yield from self._mapping.forms(paths[start : start + AT_ONCE])


def remembered(sources: Sequence[Source], sight: Sight, past: Past, desk: Desk) -> Iterator[tuple[str, Head]]:
    """The heads of the texts that are as they were, made by the same code with the same settings."""
    if past.seen is None or past.seen.desk != desk.salt:
        return
    for source in sources:
        digest, memo = sight.digest(source), past.heads.get(source.path)
        if memo and digest == memo.source:
            yield source.path, made_head(bytes.fromhex(memo.key), memo.head)


def head_of(memo: Memo, path: str) -> Head:
    """The head of a memo that a worker has brought. It names its path by the very text that all others have of it."""
    values = json.loads(memo.head)
    if values[0]:
        values[0][PATH_AT] = path
    return made_head(memo.key, values)


def kept_form(memo: Memo) -> bytes:
    """A memo as the next build will find it: digest of the source, key and head."""
    return b'["%s","%s",%s]' % (memo.source.encode(), memo.key.hex().encode(), memo.head)
