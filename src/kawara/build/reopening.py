"""The site of the last build, opened again for the texts that have been edited since."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from kawara.base.ignored import is_ignored
from kawara.base.problems import Problem
from kawara.base.text import nfc
from kawara.base.theme import theme_folder
from kawara.build.drafting import Draft
from kawara.build.fresh import Glance
from kawara.build.growing import Grown, grown
from kawara.build.kept import Kept, decode
from kawara.build.loading import Texts, desk_of, head_of, kept_form
from kawara.build.pressing import press_of
from kawara.build.recall import Known, Memory, Past, Standing, file_of, made_left
from kawara.build.run import Run
from kawara.build.sight import Sight
from kawara.build.touched import restyled
from kawara.build.warm import Warm, warmed
from kawara.build.work import Press, load_chunk
from kawara.memory.filed import Filed
from kawara.memory.files import Files
from kawara.memory.records import Head, made_head
from kawara.memory.trace import Amendment
from kawara.model import Post, Source
from kawara.renderer.templates import Templates
from kawara.site.arrangement import Table, arranged, shaped
from kawara.site.permalinks import place
from kawara.site.places import Places
from kawara.site.plan import Plan
from kawara.workers import FEW
from kawara.writer.staging import Staging


class OtherwiseError(Exception):
    """The short way does not lead there."""


@dataclass(frozen=True, slots=True)
class Left:
    """What the last build left of the site and of what its pages asked."""

    kept: Kept
    said: tuple[Problem, ...]
    """What was said before a page was rendered."""
    filed: Filed
    """The traces of the last build that was kept whole …"""
    later: Mapping[str, Amendment]
    """… and what pages asked that have been made since."""


def left_in(memory: Memory, outputs: Files) -> Left:
    """What the memory has, if it is of these outputs. Raises OtherwiseError, or what comes of a memory that is damaged."""
    data, said = memory.site(), memory.said()
    if data is None or said is None:
        raise OtherwiseError
    left = Left(decode(data), said, memory.filed(), memory.amended())
    is_whole = len({*left.filed.names, *left.later}) >= left.kept.asking()
    if not is_whole or len(left.kept.outputs) != len(outputs.names) - 1:  # the list of the outputs is one of them
        raise OtherwiseError
    return left


@dataclass(frozen=True, slots=True)
class Opened:
    """The site as it was left, with the texts as they are now."""

    past: Past
    left: Left
    """With the posts that have come."""
    sight: Sight
    read: Texts
    draft: Draft
    """Its plan has the addresses, and no page yet."""
    grown: Grown
    looks: Mapping[str, str]
    """Path → digest of the post at the last build, of those that look otherwise now."""
    warm: Warm
    cache: str

    def press(self, run: Run, staging: Staging) -> Press:
        """What rendering needs."""
        heads = self.draft.heads
        bare = press_of(run, replace(self.draft, heads={}), self.cache, staging, self.warm.assets)
        return replace(bare, keys=Table(heads, lambda path: heads[path].key), pages=self.left.kept.every_page())

    def digests(self) -> Mapping[str, str]:
        """Path of a source → its digest."""
        files = self.left.kept.files
        return Table(files, lambda path: self.sight.digests.get(files[path], ""))

    def moved(self) -> Iterator[tuple[str, str, str]]:
        """Path, digest before and digest now of each post that looks otherwise or is new."""
        before = {**self.looks, **dict.fromkeys(self.grown.paths, "")}
        return ((path, digest, self.draft.heads[path].post_digest) for path, digest in before.items())


class Rows(Mapping[str, Known]):
    """The memos of the last build, each read when it is asked for."""

    __slots__ = ("_memory", "_names")

    def __init__(self, memory: Memory, names: Mapping[str, object] | None = None) -> None:
        self._memory = memory
        self._names = dict.fromkeys(memory.cache.names(f"heads:{memory.key}")) if names is None else names

    def __len__(self) -> int:
        return len(self._names)

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __contains__(self, path: object) -> bool:
        return path in self._names

    def __getitem__(self, path: str) -> Known:
        data = self._memory.cache.item(f"heads:{self._memory.key}", path)
        if data is None:
            raise KeyError(path)
        return Known(*json.loads(data))

    def several(self, paths: Sequence[str]) -> Iterator[tuple[str, Known]]:
        """Those of some sources that are there, in no order: to read them one by one takes several times as long."""
        for path, data in self._memory.cache.items_of(f"heads:{self._memory.key}", paths):
            yield path, Known(*json.loads(data))


def opened(run: Run, memory: Memory, glance: Glance) -> Opened:
    """The site of the last build, with the texts read that have been edited. Raises OtherwiseError."""
    if run.options.workers is not None:
        raise OtherwiseError
    with run.stage("recall"):
        left, rows = left_in(memory, glance.outputs), Rows(memory)
        past = Past(glance.seen, glance.sources, Standing(glance.outputs, memory.problems()))
    if not set(run.problems) <= set(left.said):
        raise OtherwiseError
    run.problems = list(left.said)
    return reopened(run, memory, glance, past, left, rows=rows)


def reopened(
    run: Run,
    memory: Memory,
    glance: Glance,
    past: Past,
    left: Left,
    *,
    rows: Rows,
    warm: Warm | None = None,
    templates: Templates | None = None,
) -> Opened:
    """The site that was left, with the texts read that have been edited. Raises OtherwiseError.

    `warm`: what is there of it from builds before; what is made is added. After an error it is of no use any more.
    """
    if run.blocked:
        raise OtherwiseError
    past = replace(past, heads=rows)
    with run.stage("load"):
        read, digests = loaded(run, memory, glance, rows)
    heads = {head.post.path: head for head in read.heads if head.post}
    if len(heads) < len(read.heads):
        raise OtherwiseError
    with run.stage("site"):
        before = {path: head for path, head in heads.items() if path in rows}
        looks = fitting(before, rows, past, {fault.path for fault in left.said})
        new = [heads[name] for name in glance.new]
        kept, come = (
            grown(run, left.kept, new, lambda kept: drafted(run, kept, past, rows, heads).site)
            if new
            else (left.kept, Grown())
        )
        warm = warm or warmed(kept)
        warm.forget(heads)
        draft = drafted(run, kept, past, rows, heads, warm=warm, templates=templates)
    sight = sighted(run, glance, digests)
    return Opened(past, replace(left, kept=kept), sight, read, draft, come, looks, warm, memory.cache.path)


def sighted(run: Run, glance: Glance, digests: dict[str, str]) -> Sight:
    """The files as they are known now. `digests`: of those that have been read."""
    seen, sources = glance.seen, glance.sources
    known = dict(zip(sources.names, sources.digests, strict=True)) | digests
    return Sight(str(run.root), seen.roots, seen.whole, sources.names, sources.stats, known, sources.scanned)


def loaded(run: Run, memory: Memory, glance: Glance, rows: Mapping[str, Known]) -> tuple[Texts, dict[str, str]]:
    """The memos of the edited texts, and the digests of their files."""
    known = {nfc(name): rows.get(nfc(name)) for name in glance.edited}
    are_plain = all(is_plain(name, run) and name not in rows for name in glance.new) and not any(
        (run.root / name).is_symlink() for name in glance.edited
    )
    desk = desk_of(run, glance.seen.salt, memory.cache.path)
    of_last = all(
        memo and memo.source == glance.sources.digest(name)
        for name, memo in zip(glance.edited, known.values(), strict=True)
    )
    if desk.salt != glance.seen.desk or len(known) >= FEW or not of_last or not are_plain:
        raise OtherwiseError
    names = (*glance.edited, *glance.new)
    sources = [
        Source(nfc(name), str(run.root / name), place(nfc(name), run.config.mounts), "content") for name in names
    ]
    memos = load_chunk(desk, sources)
    digests = {name: memo.source for name, memo in zip(names, memos, strict=True)}
    heads = tuple(head_of(memo, memo.path) for memo in memos)
    return Texts(heads, {memo.path: kept_form(memo) for memo in memos}, sum(memo.new for memo in memos)), digests


def is_plain(name: str, run: Run) -> bool:
    """Whether a new text is one that a scan would take without a word."""
    return (
        name == nfc(name)
        and not any(map(is_ignored, name.split("/")))
        and not (run.root / name).is_symlink()
        and not any(name.startswith(f"{folder}/") for folder in run.config.mounts)
    )


def fitting(heads: Mapping[str, Head], rows: Mapping[str, Known], past: Past, told_of: set[str]) -> Mapping[str, str]:
    """The posts that look otherwise. Raises OtherwiseError when more than texts and looks is another now.

    What is said of a post names its lines, so where they have moved nothing may have been said of it.
    """
    looks = restyled(past, heads, heads)
    for path, head in heads.items():
        before = made_head(b"", rows[path].head)
        if (
            (before.post_digest != head.post_digest and path not in looks)
            or before.problems != head.problems
            or (before.places != head.places and path in told_of)
        ):
            raise OtherwiseError
    return looks


def drafted(
    run: Run,
    kept: Kept,
    past: Past,
    rows: Rows,
    new: Mapping[str, Head],
    *,
    warm: Warm | None = None,
    templates: Templates | None = None,
) -> Draft:
    """The site, and of its plan the addresses. `warm`: what is there of it from builds before; what is made is added."""
    warm = warm or Warm(shaped(kept.site), {})
    known = warm.heads
    known |= new

    def made(memo: Known) -> Head:
        return made_head(bytes.fromhex(memo.key), memo.head)

    def head_of(path: str) -> Head:
        if path not in known:
            known[path] = made(rows[path])
        return known[path]

    def fetch(paths: Sequence[str]) -> None:
        missing = [path for path in paths if path not in known]
        known.update((path, made(memo)) for path, memo in rows.several(missing))

    def post_of(path: str) -> tuple[Post, Places]:
        head = head_of(path)
        if head.post is None:
            raise KeyError(path)
        return head.post, head.places

    left = made_left(past.seen.report["left"]) if past.seen else ()
    config = replace(run.config, language=kept.site[0])
    site = arranged(
        kept.site,
        config,
        left,
        post_of,
        drafts=run.options.drafts,
        urls=kept.urls,
        shape=warm.shape,
        known=warm.posts,
        fetch=fetch,
    )
    names = rows if all(path in rows for path in new) else dict.fromkeys((*rows, *new))
    heads = Table(names, head_of)
    files = Table(kept.files, lambda path: file_of(run.root, kept.files[path]))
    templates = templates or Templates(run.root, theme_folder())
    return Draft(site, Plan((), kept.urls, kept.hashed), heads, files, frozenset(), templates)
