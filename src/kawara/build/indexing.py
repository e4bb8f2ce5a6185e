"""The search index of a build: which pages it covers, whether it has to be made anew, and its files among the outputs.

It is made before anything is put in place, so that pages and index change together; without it the site is published all the same.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from kawara.base.digest import digest, digest_value
from kawara.base.problems import KawaraError, problem
from kawara.build.drafting import Draft
from kawara.build.incremental import Division
from kawara.build.recall import Memory, dumped
from kawara.build.run import Run
from kawara.build.work import Made
from kawara.memory.cache import CacheError
from kawara.memory.digests import digest_of
from kawara.memory.salt import code_salt
from kawara.model import Output, Page, Post
from kawara.search import FOLDER, SearchError, made, text_of
from kawara.site.permalinks import NOT_FOUND
from kawara.site.published import left
from kawara.writer.staging import Staged, Staging, spot, stage

KINDS = ("post", "page")
"""Kinds of page that are indexed, but for what stands at :data:`NOT_FOUND`."""
STATE = "index"
AGAIN = "the search index could not be made"
HINT = "the site is whole without it; build again, and look at the memory that is left"


@dataclass(frozen=True, slots=True)
class Indexed:
    """The index of one build."""

    staged: tuple[Staged, ...] = ()
    standing: tuple[Staged, ...] = ()
    pages: int = 0
    anew: bool = False
    failed: bool = False


def has_text(page: Page) -> bool:
    """Whether a page has a text of its author's that can be looked for: the one that hosts show for no address is no place to go."""
    return page.kind in KINDS and not page.url.endswith(NOT_FOUND)


def is_findable(post: Post | None, now: datetime) -> bool:
    """Whether readers may find it: it is published, whatever this build shows beside, and does not ask to be passed over."""
    is_out = post is not None and left(post, now, drafts=False, future=False) is None
    return is_out and post is not None and post.extra.get("noindex") is not True


def indexed(  # noqa: PLR0917 - one call, as the pipeline goes
    run: Run, memory: Memory, draft: Draft, division: Division, pages: Sequence[Made], staging: Staging
) -> Indexed:
    """The index: as it stands when no indexed text has changed, else made anew. A failure is a warning, and the old one stays."""
    before = recalled(memory)
    outputs = {one.path: one for one in (*division.standing, *(each.staged for each in pages if each.staged))}
    findable = [
        outputs[page.output]
        for page in draft.plan.pages
        if has_text(page) and page.output in outputs and is_findable(draft.heads[page.owner].post, run.options.now)
    ]
    texts = dict(digests(findable, before.get("texts", {}), staging))
    key = digest_value([code_salt(), sorted((path, text) for path, (_, text) in texts.items())])
    old = tuple(still(before.get("files", ()), staging.output))
    if key == before.get("key") and len(old) == len(before["files"]):
        return Indexed(standing=old, pages=len(findable))
    try:
        found = tuple(fresh(findable, staging))
    except (SearchError, OSError, KawaraError) as error:
        run.add([problem("search", "", f"{AGAIN}: {said(error)}", hint=HINT)])
        return Indexed(standing=old, pages=len(findable), failed=True)
    note(memory, {"key": key, "texts": texts, "files": [[one.path, one.digest, one.size] for one in found]})
    return Indexed(found, pages=len(findable), anew=True)


def said(error: Exception) -> str:
    """What an error says."""
    return error.problems[0].text if isinstance(error, KawaraError) else str(error)


def digests(
    pages: Iterable[Staged], known: Mapping[str, Sequence[str]], staging: Staging
) -> Iterator[tuple[str, tuple[str, str]]]:
    """Output path → digest of the page and of its indexed text; only pages that are not what they were are read."""
    for page in pages:
        old = known.get(page.path)
        text = old[1] if old and old[0] == page.digest else digest(read(page.path, staging))
        yield page.path, (page.digest, text)


def read(path: str, staging: Staging) -> bytes:
    """What is indexed of a page, staged or in its place."""
    try:
        page = Path(spot(staging, path)).read_bytes()
    except FileNotFoundError:
        page = Path(staging.output, path).read_bytes()
    return text_of(page)


def fresh(pages: Sequence[Staged], staging: Staging) -> Iterator[Staged]:
    """The files of a new index, staged."""
    with tempfile.TemporaryDirectory(prefix="kawara-search-") as scratch:
        for path, file in made(((page.path, read(page.path, staging)) for page in pages), Path(scratch)):
            yield stage(staging, Output(path, file=str(file)))


def still(files: Iterable[Sequence[Any]], folder: str) -> Iterator[Staged]:
    """The files of the last index that stand as they were written."""
    for path, known, size in files:
        if str(path).startswith(FOLDER) and digest_of(f"{folder}/{path}") == known:
            yield Staged(path, known, size)


def recalled(memory: Memory) -> dict[str, Any]:
    """What is known of the last index; nothing where that cannot be read."""
    data = memory.cache.state(f"{STATE}:{memory.key}")
    try:
        found = json.loads(data) if data else {}
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def note(memory: Memory, state: Mapping[str, Any]) -> None:
    """Keep what the next build has to know. Files are compared with it before they are believed in."""
    try:
        memory.cache.keep([(f"{STATE}:{memory.key}", dumped(state))])
    except CacheError:
        return
