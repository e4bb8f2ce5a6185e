"""Sources → heads → site → plan: everything that is decided before a page is rendered."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from kawara.base.problems import Problem, is_blocking, with_severities
from kawara.base.rules import RULES
from kawara.base.theme import theme_folder
from kawara.build.assets import copies_of
from kawara.build.layouts import with_known_layouts
from kawara.build.run import Run
from kawara.build.versions import widths_of
from kawara.loader.scan import Scan
from kawara.memory.records import Head
from kawara.model import Body, Left, Loaded, Source
from kawara.renderer.templates import Templates
from kawara.site.copies import is_text
from kawara.site.hashing import Copy
from kawara.site.plan import Plan, plan
from kawara.site.site import Site, assemble

FAULTY = "faulty"
"""Why a post is left out by `keep_going`."""


@dataclass(frozen=True, slots=True)
class Draft:
    """The site as it is to be."""

    site: Site
    plan: Plan
    heads: Mapping[str, Head]
    """Path of a post → its memo."""
    files: Mapping[str, str]
    """Path of a source → the file it is."""
    faulty: frozenset[str]
    """Sources that are left out because something blocks them."""
    templates: Templates


def texts(scanned: Scan) -> list[Source]:
    """The sources that are posts or pages."""
    return [source for source in scanned.sources if is_text(source)]


def drafted(run: Run, scanned: Scan, heads: Sequence[Head]) -> Draft:
    """The site and its pages. With `keep_going`, posts with blocking problems are left out until none is left."""
    told = [fault for head in heads for fault in head.problems]
    run.add([fault for fault in told if not RULES[fault.code].lenient])
    faulty = {fault.path for fault in run.problems if is_blocking(fault)}
    posts = {head.post.path: head for head in heads if head.post}
    templates = Templates(run.root, theme_folder())
    widths, doubts = widths_of(scanned, run.config)
    hashed = copies_of(scanned.sources, run.config)
    run.add(doubts)
    while True:
        good = [head for path, head in posts.items() if path not in faulty]
        site, planned, found = settled(run, scanned, good, faulty, (widths, hashed))
        planned, strange = with_known_layouts(planned, templates.layouts(), site)
        found += strange
        fresh = {fault.path for fault in with_severities(found, run.config.severity) if is_blocking(fault)}
        if not run.options.keep_going or not fresh & posts.keys() - faulty:
            break
        run.add([fault for fault in found if fault.path in fresh])
        faulty |= fresh
    early = site.early.union(left.path for left in site.unpublished)
    run.add([*found, *(_mild(fault, early) for fault in told if RULES[fault.code].lenient)])
    files = {source.path: source.file for source in scanned.sources}
    return Draft(site, planned, posts, files, frozenset(faulty & files.keys()), templates)


def _mild(fault: Problem, early: Collection[str]) -> Problem:
    """A lenient fault as it counts: in what readers do not see it is a warning."""
    return replace(fault, severity="warning") if fault.path in early and fault.severity == "error" else fault


def settled(
    run: Run,
    scanned: Scan,
    heads: Sequence[Head],
    faulty: set[str],
    beside: tuple[Mapping[str, int], Mapping[str, Copy]],
) -> tuple[Site, Plan, list[Problem]]:
    """The site of these posts, its pages, and what is wrong among them. `beside`: the widths of pictures, and hashed assets."""
    posts = [Loaded(head.post, Body(), (), head.places) for head in heads]
    site, found = assemble(posts, run.config, run.options.now, drafts=run.options.drafts, future=run.options.future)
    left = tuple(sorted((*site.unpublished, *(Left(path, FAULTY) for path in faulty)), key=lambda one: one.path))
    site = replace(site, unpublished=left)
    planned, more = plan(site, scanned.sources, left_out=frozenset(faulty), widths=beside[0], hashed=beside[1])
    return site, planned, [*found, *more]
