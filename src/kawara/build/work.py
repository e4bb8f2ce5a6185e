"""What worker processes do: load sources into memos, and render pages into staged files.

Only metadata comes back. Bodies stay in the cache's file and pages in the staging folder, so that the memory of the whole
tree does not grow with the blog's text. Each process opens the tools it needs once.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from io import FileIO
from pathlib import Path
from typing import Any

from kawara.base.digest import digest, digest_value
from kawara.base.problems import KawaraError, Problem, problem
from kawara.build.assets import integrities
from kawara.build.glance import glanced
from kawara.config import Config
from kawara.loader.loader import load
from kawara.loader.outline import Outline
from kawara.loader.pictures import recipe, scaled, size
from kawara.memory.cache import Cache, ForeignFormatError, LostError, connect
from kawara.memory.kept_files import kept
from kawara.memory.records import decode_body, encode
from kawara.memory.trace import Asked
from kawara.model import Body, Loaded, Output, Page, Source
from kawara.renderer.faults import TemplateFault
from kawara.renderer.kept import Kept
from kawara.renderer.renderer import render
from kawara.renderer.sketches import Sketches
from kawara.renderer.templates import Templates
from kawara.renderer.view import Answers, View, answers
from kawara.site.site import Site
from kawara.site.variants import KIND as VARIANT
from kawara.writer.staging import Staged, Staging, stage

PAGE = "page"
"""The question every page asks of the plan: itself."""

Look = Callable[[Source, Loaded, Outline], Any]


@dataclass(frozen=True, slots=True)
class Desk:
    """What loading needs."""

    config: Config
    salt: str
    """Digest of all but the source that a memo depends on."""
    cache: str
    """The cache's file."""
    look: Look | None = None
    """What to make of each text that has to be loaded, besides its memo."""


@dataclass(frozen=True, slots=True)
class Memo:
    """A memo's key and head, and the digest of the source it was made of."""

    path: str
    source: str
    key: bytes
    head: bytes
    new: bool
    """Whether it had to be made."""
    looked: Any = None
    """What the desk's `look` made of it; None where it was not asked, or the text was not loaded."""


@dataclass(frozen=True, slots=True)
class Press:
    """What rendering needs."""

    site: Site
    project: str
    theme: str
    pages: Sequence[Page]
    urls: Mapping[str, str]
    assets: Mapping[str, str]
    keys: Mapping[str, bytes]
    """Path of a post → key of its memo."""
    files: Mapping[str, str]
    """Path of a source → the file it is."""
    cache: str
    staging: Staging


@dataclass(frozen=True, slots=True)
class Made:
    """One page as it came from the press."""

    page: str
    """Its output path."""
    staged: Staged | None
    """None when it could not be rendered."""
    problems: tuple[Problem, ...] = ()
    fault: TemplateFault | None = None


@dataclass(frozen=True, slots=True)
class Printed:
    """What one worker made of some pages."""

    made: list[Made]
    asked: Asked
    """What those of them asked that stand; files that are copied, and texts that are ready, ask nothing."""

    def __len__(self) -> int:
        return len(self.made)


def memo_key(source: Source, fingerprint: str, salt: str) -> bytes:
    """The key of a memo: a memo depends on its own source, its place and the salt, and on nothing else."""
    return bytes.fromhex(digest_value([source.path, source.place, fingerprint, salt]))


def load_chunk(desk: Desk, sources: Sequence[Source]) -> list[Memo]:
    """The memos of these sources: found in the cache, else made and kept there."""
    memory = opened(desk.cache)
    rows = (sources[start : start + TEXTS] for start in range(0, len(sources), TEXTS))
    return [memo for row in rows for memo in load_row(desk, memory, row)]


def load_row(desk: Desk, memory: Cache, sources: Sequence[Source]) -> list[Memo]:
    """Those of a few sources: what the cache has is asked for together, and what is new is kept together."""
    memos, new = [], []
    texts = [read(source) for source in sources]
    prints = [UNREAD if loaded else digest(data) for data, loaded in texts]
    keys = [memo_key(source, one, desk.salt) for source, one in zip(sources, prints, strict=True)]
    heads = dict(memory.heads(keys))
    for source, (data, loaded), fingerprint, key in zip(sources, texts, prints, keys, strict=True):
        outlines: list[Outline] | None = [] if desk.look else None
        head = None if loaded else heads.get(key)
        is_new = head is None
        if head is None:
            whole = loaded or glanced(load(source, data, desk.config, outlines), source, data, desk.config)
            head, body = encode(whole)
            new += [] if loaded else [(key, head, body)]
        looked = desk.look(source, whole, outlines[0]) if desk.look and is_new and outlines else None
        memos.append(Memo(source.path, fingerprint, key, head, is_new, looked))
    memory.remember(new)
    return memos


TEXTS = 100
"""So many sources are read before they are loaded: enough to make little of asking the cache, few enough to be held."""

UNREAD = "unread"
"""Stands for the digest of a file that could not be read: no file has it, so it is tried again."""


def read(source: Source) -> tuple[bytes, Loaded | None]:
    """The bytes of a source; when it cannot be read, what stands in for them."""
    try:
        with FileIO(source.file) as file:  # half of what Path.read_bytes takes, which is read once a post
            return file.readall(), None
    except OSError as error:
        fault = problem("read", source.path, f"cannot be read: {error.strerror or error}")
        return b"", Loaded(None, problems=(fault,))


def render_chunk(press: Press, pages: Sequence[Page]) -> Printed:
    """These pages, rendered and staged."""
    tools, asked = prepared(press), Asked()
    return Printed([print_page(page, press, tools, asked) for page in pages], asked)


def print_page(page: Page, press: Press, tools: Tools, asked: Asked) -> Made:
    """One page. What is wrong with it, or with its template, is part of the result; what it asked is noted in `asked`."""
    if page.kind == "copy":
        return copy_file(page, press)
    if page.kind == VARIANT:
        return print_variant(page, press, asked)
    known, templates, kept = tools
    view = View(known, kept, templates)
    try:
        data = render(page, view, templates)
        staged = stage(press.staging, Output(page.output, data, owner=page.owner))
    except TemplateFault as fault:
        named = TemplateFault(fault.bare, fault.subject or page.owner or page.url)
        return Made(page.output, None, tuple(view.problems), named)
    asked.note(page.output, (*view.asked, (PAGE, page.output)))
    return Made(page.output, staged, tuple(view.problems))


def copy_file(page: Page, press: Press) -> Made:
    """A file that is copied as it is."""
    try:
        staged = stage(press.staging, Output(page.output, file=press.files[page.owner], owner=page.owner))
    except KawaraError as error:
        return Made(page.output, None, error.problems)
    return Made(page.output, staged)


def print_variant(page: Page, press: Press, asked: Asked) -> Made:
    """A picture in another width and format: kept from before, else made now; as it is where it cannot be made."""
    data, _ = read(Source(page.owner, press.files[page.owner], "", ""))
    width, form = page.target.split()
    problems: tuple[Problem, ...] = ()
    try:
        key = f"{digest(data)}-{width}-{recipe()}.{form}"
        output = Output(page.output, kept(press.cache, key, lambda: scaled(data, int(width), form)), owner=page.owner)
    except (ValueError, OSError):  # what it says names places in memory, and would differ each time
        text = "the picture cannot be decoded, and is published as it is under the names of its versions too"
        problems = (problem("image", page.owner, text),)
        output = Output(page.output, file=press.files[page.owner], owner=page.owner)
    try:
        staged = stage(press.staging, output)
    except KawaraError as error:
        return Made(page.output, None, error.problems)
    asked.note(page.output, (("file", page.owner), (PAGE, page.output)))
    return Made(page.output, staged, problems)


Tools = tuple[Answers, Templates, Kept]
Seat = tuple[int, int]
_tools: dict[Seat, tuple[Press, Tools]] = {}
"""Who works → the press, and what was opened for it."""
_caches: dict[Seat, tuple[tuple[str, int, int], Cache]] = {}
"""Who works → which file, by its name and by what stands there, and the cache in it."""


def seat() -> Seat:
    """Who works: SQLite's connections survive no fork, and serve no other thread."""
    return os.getpid(), threading.get_ident()


def prepared(press: Press) -> Tools:
    """The tools of a press, made once by each who works."""
    held = _tools.get(seat())
    if held is None or held[0] is not press:
        opened(press.cache)
        held = _tools[seat()] = (press, tools(press))
    return held[1]


def lend(press: Press, tools: Tools) -> None:
    """Have this process and thread work with tools that are there already."""
    _tools[seat()] = (press, tools)


def tools(press: Press) -> Tools:
    """The answers and templates of a press, and what its pages have in common."""
    templates = Templates(Path(press.project), Path(press.theme))
    return answers_of(press, templates), templates, Kept()


def answers_of(press: Press, templates: Templates, sketches: Sketches | None = None) -> Answers:
    """What the pages of a press may ask. `sketches`: those of posts that stand."""

    def body_of(path: str) -> Body:
        if path not in press.keys:  # asked about by the last build, and gone
            return Body()
        data = at_hand(press.cache).body(press.keys[path])
        if data is None:
            raise LostError(f"the text of {path} is not there")
        return decode_body(data)

    @cache
    def size_of(path: str) -> tuple[int, int] | None:
        return size(press.files[path]) if path in press.files else None

    integrity_of = cache(integrities(press.assets, press.files, lambda: press.pages))
    return answers(
        press.site,
        templates,
        body_of,
        press.urls,
        press.assets,
        pages=press.pages,
        size_of=size_of,
        integrity_of=integrity_of,
        sketches=sketches,
    )


def opened(path: str) -> Cache:
    """The cache, opened once by each who works; again when another file has taken its place. Raises CacheError.

    One that is gone, or that another version of kawara has made anew, is lost: it was there when the work began.
    """
    try:
        found = Path(path).stat()
        file = (path, found.st_dev, found.st_ino)
        held = _caches.get(seat())
        if held is None or held[0] != file:
            release()
            held = _caches[seat()] = (file, connect(Path(path)))
    except (OSError, ForeignFormatError) as error:
        raise LostError(getattr(error, "strerror", None) or str(error)) from error
    return held[1]


def at_hand(path: str) -> Cache:
    """The cache as it is open, without a look at its file: one build has one."""
    held = _caches.get(seat())
    return held[1] if held and held[0][0] == path else opened(path)


def release() -> None:
    """Let go of what this process and thread has opened."""
    _tools.pop(seat(), None)
    held = _caches.pop(seat(), None)
    if held:
        held[1].close()
