"""The site beside its lock: what has been published, what would be, and what the rules over the two find."""

from __future__ import annotations

from pathlib import Path

from kawara.base.findings import Finding, severe, sorted_findings
from kawara.base.problems import KawaraError, is_blocking, problem
from kawara.base.theme import theme_folder
from kawara.build.drafting import Draft, drafted, texts
from kawara.build.holding import remembering
from kawara.build.loading import heads_of
from kawara.build.options import Options
from kawara.build.recall import Memory
from kawara.build.run import Run
from kawara.build.settings import configure
from kawara.check.locked import Locked, state
from kawara.check.lockfile import FILE, Lock, parse
from kawara.check.table import look_under
from kawara.loader.scan import scan
from kawara.memory.records import decode_headings


def compare(root: Path, options: Options) -> tuple[Lock, tuple[Finding, ...]]:
    """What the site publishes now, and what the rules find beside the lock that is there; nothing without one.

    Raises KawaraError where the site, as it is, would not be published.
    """
    config, found = configure(root)
    run = Run(root.absolute(), options, config)
    run.add(found)
    return remembering(run, compared)


def compared(run: Run, memory: Memory) -> tuple[Lock, tuple[Finding, ...]]:
    """The comparison, with what is remembered of the sources."""
    scanned = scan(run.root, run.config, theme_folder())
    run.add(scanned.problems)
    draft = drafted(run, scanned, heads_of(run, memory, texts(scanned)))
    if run.blocked:
        raise KawaraError(*filter(is_blocking, run.problems))
    now = published(draft, memory)
    was = known(run.root)
    found = severe(look_under(Locked(was, now, draft.site)), run.config.severity) if was else ()
    return now, tuple(sorted_findings(found))


def guarded(run: Run, memory: Memory, draft: Draft) -> list[Finding]:
    """What the rules find beside the lock; nothing without one. One that cannot be read is told."""
    try:
        was = known(run.root)
    except KawaraError as error:
        return [Finding(one) for one in error.problems]
    return list(look_under(Locked(was, published(draft, memory), draft.site))) if was else []


def published(draft: Draft, memory: Memory) -> Lock:
    """What the site publishes."""
    posts = (*draft.site.ordered, *draft.site.standalone)
    headings = {post.path: headings_of(memory, draft.heads[post.path].key) for post in posts}
    return state(draft.site, draft.plan.pages, headings)


def headings_of(memory: Memory, key: bytes) -> tuple[str, ...]:
    """The ids of the headings of a body, out of its memo."""
    body = memory.cache.body(key)
    return tuple(heading.id for heading in decode_headings(body)) if body else ()


def known(root: Path) -> Lock | None:
    """The lock; None when there is none. Raises KawaraError when it cannot be read."""
    try:
        return parse((root / FILE).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    except UnicodeDecodeError as error:
        raise KawaraError(problem("lock", FILE, "the file is not UTF-8")) from error
    except ValueError as error:
        line, text = error.args
        raise KawaraError(problem("lock", FILE, text, line=line)) from error
