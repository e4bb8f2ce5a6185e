"""One build, from the scan to the last rename.

The problems of all stages are gathered; only when everything has been looked at is it decided whether the site is published.
A blocking problem leaves the old output as it was, unless `keep_going` leaves out the posts at fault.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypeVar

from kawara.base.problems import KawaraError, Problem, in_order, is_blocking, problem, with_severities
from kawara.base.theme import theme_folder
from kawara.build.layouts import with_known_layouts
from kawara.build.options import Options, Report, Tell, silent
from kawara.build.settings import configure, output_folder, shown
from kawara.build.work import Desk, Made, Memo, Press, load_chunk, render_chunk
from kawara.config import Config
from kawara.loader.scan import Scan, scan
from kawara.memory.cache import open_cache
from kawara.memory.records import Head, decode_head
from kawara.model import Body, Loaded
from kawara.renderer.faults import reported
from kawara.renderer.templates import Templates
from kawara.site.copies import is_text
from kawara.site.plan import Plan, plan
from kawara.site.published import Left
from kawara.site.site import Site, assemble
from kawara.workers import WorkerDiedError, Workers, cores, spread
from kawara.writer.lock import lock
from kawara.writer.manifest import read_manifest
from kawara.writer.staging import Staged, Staging, discard, open_staging
from kawara.writer.writer import Written, check_folder, commit, recover

Result = TypeVar("Result")

FAULTY = "faulty"
"""Why a post is left out by `keep_going`."""


@dataclass(slots=True)
class Run:
    """One run of the pipeline: what it was asked for, and what it notes on its way."""

    root: Path
    options: Options
    config: Config
    tell: Tell = silent
    problems: list[Problem] = field(default_factory=list)
    seconds: list[tuple[str, float]] = field(default_factory=list)

    def add(self, found: Sequence[Problem]) -> None:
        """Note problems, with the severities the site has chosen."""
        self.problems += with_severities(found, self.config.severity)

    @property
    def workers(self) -> Workers:
        """How this run spreads its work."""
        return Workers(self.options.jobs or cores())

    @property
    def blocked(self) -> bool:
        """Whether something stops publication."""
        return any(map(is_blocking, self.problems))

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Time one stage."""
        start = time.perf_counter()
        yield
        self.seconds.append((name, time.perf_counter() - start))


@dataclass(frozen=True, slots=True)
class Draft:
    """Everything decided about a site before a page is rendered."""

    site: Site
    plan: Plan
    keys: Mapping[str, bytes]
    files: Mapping[str, str]
    """Path of a source → the file it is."""
    faulty: frozenset[str]
    """Sources that are left out because something blocks them."""


def build(root: Path, options: Options, tell: Tell = silent) -> Report:
    """Build the site of a folder. Raises KawaraError where nothing can be said about the site at all."""
    config, found = configure(root, options.base_url)
    output = output_folder(root, config, options.output)
    name = shown(output, root)
    run = Run(root, options, config, tell)
    run.add([*found, *check_folder(output, root, config.mounts, name=name)])
    if run.blocked:
        return Report(output=name, problems=tuple(in_order(run.problems)))
    with lock(output, name=name), tempfile.TemporaryDirectory(prefix="kawara-") as scratch:
        run.add(recover(output, name=name))
        staging = open_staging(output, name=name)
        try:
            return publish(run, staging, Path(scratch))
        finally:
            discard(staging)


def publish(run: Run, staging: Staging, scratch: Path) -> Report:
    """Everything from the scan on, under the output's lock."""
    cache, _ = open_cache(scratch / "cache.sqlite3")
    with run.stage("scan"):
        scanned = scan(run.root, run.config, theme_folder())
        run.add(scanned.problems)
    with run.stage("load"):
        heads = loaded(run, scanned, Desk(run.config, "", cache.path))
    with run.stage("site"):
        draft = drafted(run, scanned, heads)
    with run.stage("render"):
        made = rendered(run, draft, cache.path, staging)
    written = None
    if run.options.keep_going or not run.blocked:
        with run.stage("write"):
            written = placed(run, draft, made, staging)
            run.add(written.problems)
    cache.close()
    return report(run, draft, made, written)


def loaded(run: Run, scanned: Scan, desk: Desk) -> list[Head]:
    """The heads of all sources that are Markdown. What is wrong with them is noted."""
    sources = [source for source in scanned.sources if is_text(source)]
    memos: list[Memo] = []
    for chunk in watched(run, spread(load_chunk, desk, sources, run.workers), "reading", len(sources)):
        memos += chunk
    heads = [decode_head(memo.key, memo.head) for memo in memos]
    run.add([fault for head in heads for fault in head.problems])
    return heads


def drafted(run: Run, scanned: Scan, heads: Sequence[Head]) -> Draft:
    """The site and its pages. With `keep_going`, posts with blocking problems are left out until none is left."""
    faulty = {fault.path for fault in run.problems if is_blocking(fault)}
    posts = {head.post.path: head for head in heads if head.post}
    while True:
        good = [head for path, head in posts.items() if path not in faulty]
        site, pages, found = settled(run, scanned, good, faulty)
        fresh = {fault.path for fault in with_severities(found, run.config.severity) if is_blocking(fault)}
        if not run.options.keep_going or not fresh & posts.keys() - faulty:
            break
        run.add([fault for fault in found if fault.path in fresh])
        faulty |= fresh
    run.add(found)
    return Draft(
        site=site,
        plan=pages,
        keys={path: head.key for path, head in posts.items()},
        files={source.path: source.file for source in scanned.sources},
        faulty=frozenset(faulty & posts.keys()),
    )


def settled(run: Run, scanned: Scan, heads: Sequence[Head], faulty: set[str]) -> tuple[Site, Plan, list[Problem]]:
    """The site of these posts, its pages, and what is wrong among them."""
    posts = [Loaded(head.post, Body(), (), head.places) for head in heads]
    site, found = assemble(posts, run.config, run.options.now, drafts=run.options.drafts, future=run.options.future)
    left = tuple(sorted((*site.unpublished, *(Left(path, FAULTY) for path in faulty)), key=lambda one: one.path))
    site = replace(site, unpublished=left)
    planned, more = plan(site, scanned.sources, left_out=frozenset(faulty))
    pages, strange = with_known_layouts(planned, Templates(run.root, theme_folder()).layouts(), site)
    return site, pages, [*found, *more, *strange]


def rendered(run: Run, draft: Draft, cache: str, staging: Staging) -> list[Made]:
    """Every page, staged. Equal faults of a template on many pages are told as one."""
    theme = theme_folder()
    press = Press(
        site=draft.site,
        project=str(run.root),
        theme=str(theme),
        urls=draft.plan.urls,
        assets=assets(draft),
        keys=draft.keys,
        files=draft.files,
        cache=cache,
        staging=staging,
    )
    made: list[Made] = []
    pages = draft.plan.pages
    for chunk in watched(run, spread(render_chunk, press, pages, run.workers), "writing", len(pages)):
        made += chunk
    run.add([fault for one in made for fault in one.problems])
    run.add(reported([one.fault for one in made if one.fault]))
    return made


def assets(draft: Draft) -> dict[str, str]:
    """Path below `static/` → URL, of the site's own files and, where it has none of that name, of the theme's."""
    found: dict[str, str] = {}
    for root in ("theme:static/", "static/"):
        found |= {path.removeprefix(root): url for path, url in draft.plan.urls.items() if path.startswith(root)}
    return found


def placed(run: Run, draft: Draft, made: Sequence[Made], staging: Staging) -> Written:
    """The staged pages in place; pages that failed, and those of left-out posts, stay as they were."""
    failed = {one.page for one in made if one.staged is None}
    before, _ = read_manifest(staging.output, staging.name) if failed else (None, [])
    old = [Staged(path, entry.digest, 0, entry.owner) for path, entry in (before or {}).items() if path in failed]
    staged = [one.staged for one in made if one.staged]
    return commit(staging, staged, standing=old, adopt=run.options.adopt, keep_owners=draft.faulty)


def watched(run: Run, chunks: Iterator[list[Result]], name: str, total: int) -> Iterator[list[Result]]:
    """The chunks as they come, told to whoever watches. A worker that died ends the build with one clear problem."""
    done = 0
    try:
        for chunk in chunks:
            done += len(chunk)
            run.tell(name, done, total)
            yield chunk
    except WorkerDiedError as error:
        path = getattr(error.item, "path", None) or getattr(error.item, "output", None) or str(error.item)
        hint = "look at the file, at the memory that is left, or build with --jobs 1"
        raise KawaraError(problem("worker", path, f"the process {name} this file died", hint=hint)) from error


def report(run: Run, draft: Draft, made: Sequence[Made], written: Written | None) -> Report:
    """What was done, for people and machines."""
    done = written or Written()
    return Report(
        output=shown(output_folder(run.root, run.config, run.options.output), run.root),
        complete=written is not None and not any(map(is_blocking, written.problems)),
        published=len(draft.site.ordered),
        left=draft.site.unpublished,
        pages=len(draft.plan.pages),
        rendered=sum(1 for one in made if one.staged),
        written=len(done.written),
        removed=len(done.removed),
        unchanged=len(done.unchanged),
        loaded=len(draft.keys),
        seconds=tuple(run.seconds),
        site_digest=done.digest,
        problems=tuple(in_order(run.problems)),
    )
