"""The built site, looked at page by page: what leads nowhere, told where it was written."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import FileIO
from os import sep, walk
from pathlib import Path

from kawara.base.findings import Finding
from kawara.base.problems import Problem, problem
from kawara.base.text import nfc, place_of
from kawara.base.urls import resolve, unquote
from kawara.build.drafting import Draft
from kawara.build.run import Run
from kawara.build.settings import output_folder, shown
from kawara.check import orphan, page_anchor, page_image, page_link
from kawara.check.attributes import markup_of
from kawara.check.built import ANCHOR, IMAGE, LINK, Folder, Reference, Seen, seen
from kawara.check.on_site import at_field
from kawara.workers import spread
from kawara.writer.manifest import Manifest, read_manifest

RULES: Mapping[str, tuple[str, Callable[[str], str]]] = {
    LINK: (page_link.CODE, page_link.said),
    IMAGE: (page_image.CODE, page_image.said),
    ANCHOR: (page_anchor.CODE, page_anchor.said),
}
"""Kind of reference → the rule that tells of it."""
Broken = Sequence[tuple[str, Reference]]
"""Path of a page, and a reference on it that leads nowhere."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """What looking at pages needs."""

    output: str
    folder: Folder


def look_at_pages(run: Run, draft: Draft, changed: frozenset[str]) -> tuple[list[Finding], list[Problem]]:
    """What the rules find on the pages of the output folder, and what to say of the folder; nothing where none was built.

    `changed`: texts that are no more what the pages were made of; theirs are passed over.
    """
    output = output_folder(run.root, run.config, run.options.output)
    manifest, _ = read_manifest(str(output), output.name)
    if manifest is None:
        return [], []
    wanted = _texts(draft, "page") - {"index.html", "404.html"}
    shelf = Shelf(str(output), Folder(_files(output), run.config.origin, unquote(run.config.base), frozenset(wanted)))
    redirects = {page.output for page in draft.plan.pages if page.kind == "redirect"}
    pages = sorted(
        path
        for path, entry in manifest.items()
        if path.endswith(".html")
        and path in shelf.folder.files
        and entry.owner not in changed
        and path not in redirects
    )
    looked = [one for chunk in spread(see_chunk, shelf, pages, run.workers) for one in chunk]
    broken = [*_broken(looked), *_lost(run, shelf, looked)]
    reached = frozenset().union(*(one.reached for one in looked))
    orphans = [page.owner for page in draft.plan.pages if page.output in (wanted & manifest.keys()) - reached]
    lonely = [at_field(draft.site, path, "title", orphan.CODE, orphan.TEXT) for path in orphans if path not in changed]
    return [*_told(run, draft, manifest, broken), *lonely], _stale(shown(output, run.root), changed)


def _texts(draft: Draft, kind: str) -> set[str]:
    return {page.output for page in draft.plan.pages if page.kind == kind}


def _files(output: Path) -> frozenset[str]:
    """Every file of the folder, ours or not."""
    root = str(output)
    found = ((folder[len(root) :].replace(sep, "/"), names) for folder, _, names in walk(root))
    return frozenset(nfc(f"{folder}/{name}".removeprefix("/")) for folder, names in found for name in names)


def see_chunk(shelf: Shelf, pages: Sequence[str]) -> list[Seen]:
    """What these pages come to; nothing of those that have nothing to tell."""
    every = (seen(read_bytes(f"{shelf.output}/{page}"), page, shelf.folder) for page in pages)
    return [one for one in every if one.broken or one.anchors or one.reached]


def ids_chunk(shelf: Shelf, pages: Sequence[str]) -> list[set[str]]:
    """The ids of these pages."""
    return [markup_of(read_bytes(f"{shelf.output}/{page}")).ids() for page in pages]


def read_bytes(file: str) -> bytes:
    """A page; empty when it is not there."""
    try:
        with FileIO(file) as page:  # half of what Path.read_bytes takes
            return page.readall()
    except OSError:  # it went away: whoever builds meanwhile will be checked next time
        return b""


def read_text(output: str, page: str) -> str:
    """The text of a page, or of another file of a folder; empty when it is not there."""
    try:
        return Path(output, page).read_text(encoding="utf-8", errors="replace")
    except OSError:  # as above
        return ""


def _broken(looked: Sequence[Seen]) -> Iterator[tuple[str, Reference]]:
    for one in looked:
        yield from ((one.page, reference) for reference in one.broken)


def _lost(run: Run, shelf: Shelf, looked: Sequence[Seen]) -> Iterator[tuple[str, Reference]]:
    """References to ids that other pages do not have."""
    targets = sorted({reference.target for one in looked for reference in one.anchors})
    found = [ids for chunk in spread(ids_chunk, shelf, targets, run.workers) for ids in chunk]
    ids = dict(zip(targets, found, strict=True))
    for one in looked:
        for reference in one.anchors:
            if unquote(reference.written.partition("#")[2]) not in ids[reference.target]:
                yield one.page, reference


def _told(run: Run, draft: Draft, manifest: Manifest, broken: Broken) -> Iterator[Finding]:
    """Each fault where its author wrote it; what no author wrote, once for all pages."""
    elsewhere: dict[Reference, list[str]] = {}
    sources: dict[str, str] = {}
    for page, reference in broken:
        owner = manifest[page].owner
        if owner in draft.files and owner not in sources:
            sources[owner] = read_text(str(run.root), draft.files[owner]).replace("\r\n", "\n")
        place = _written(sources.get(owner, ""), reference, run.config.base)
        if place is None:
            elsewhere.setdefault(reference, []).append(page)
        elif draft.site.left(resolve(owner, unquote(reference.written)) or "") is None:
            code, said = RULES[reference.kind]
            (line, column, source), marked = place
            written = reference.written if reference.kind == ANCHOR else marked  # as its author has it before the eyes
            fault = problem(code, owner, said(written), line=line, column=column, source=source)
            yield Finding(fault, line, column + len(marked), marked)
    templates = templates_of(run.root) if elsewhere else {}
    for reference, pages in sorted(elsewhere.items()):
        yield _by_template(
            reference, pages, templates, shown(output_folder(run.root, run.config, run.options.output), run.root)
        )


def _written(text: str, reference: Reference, base: str) -> tuple[tuple[int, int, str], str] | None:
    """Where a text has a reference, and how it is spelt there."""
    written = reference.written
    below = f"/{written[len(base) :]}" if written.startswith(base) else written
    fragment = f"#{written.partition('#')[2]}" if reference.kind == ANCHOR else ""
    plain = (written, below, written.replace("&", "&amp;"), fragment)
    for spelling in dict.fromkeys(one for each in plain for one in (each, unquote(each))):
        at = text.find(spelling)
        if at >= 0 and spelling:
            return place_of(text, at), spelling
    return None


def templates_of(root: Path) -> dict[str, str]:
    """The site's own templates, as texts."""
    files = sorted((root / "templates").rglob("*.html"))
    return {file.relative_to(root).as_posix(): read_text(str(root), str(file)) for file in files}


def _by_template(reference: Reference, pages: Sequence[str], templates: Mapping[str, str], output: str) -> Finding:
    code, said = RULES[reference.kind]
    more = f", on {len(pages)} pages" if len(pages) > 1 else ""
    for path, text in templates.items():
        if place := _written(text, reference, "/"):
            (line, column, source), marked = place
            fault = problem(code, path, said(reference.written) + more, line=line, column=column, source=source)
            return Finding(fault, line, column + len(marked), marked)
    return Finding(problem(code, f"{output}{min(pages)}", said(reference.written) + more), marked=reference.written)


def _stale(name: str, changed: frozenset[str]) -> list[Problem]:
    if not changed:
        return []
    several = "1 text has" if len(changed) == 1 else f"{len(changed)} texts have"
    return [problem("stale", name, f"{several} changed since these pages were built, so theirs are not looked at")]
