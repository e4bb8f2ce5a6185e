"""The last build as it is remembered: what it made, of what, and why. Nothing is built, and no source is read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from kawara.base.problems import KawaraError, Problem, problem
from kawara.build.options import Options, Reasons
from kawara.build.recall import CACHE, Memory, Seen, file_of, key_of, replayed
from kawara.build.settings import configure
from kawara.memory.cache import CacheError, existing_cache
from kawara.memory.records import Head, made_head
from kawara.memory.salt import code_salt
from kawara.memory.trace import Traces
from kawara.model import Body, Left, Loaded
from kawara.site.site import Site, assemble
from kawara.writer.manifest import read_manifest


@dataclass(frozen=True, slots=True)
class Lookback:
    """The last build of one output."""

    root: Path
    output: str
    """Its folder, from the site's where it is below it."""
    when: datetime
    """The moment it was made for, in the site's zone."""
    site: Site
    """As it was. The settings are those of today."""
    left: Mapping[str, Left]
    """Path → why it was not published."""
    sources: Mapping[str, str]
    """Every file that was looked at → its digest."""
    owners: Mapping[str, str]
    """Every output → the source that asked for it; empty for a generated page."""
    traces: Traces
    reasons: Reasons
    problems: tuple[Problem, ...]


def look_back(root: Path, options: Options) -> Lookback:
    """What is remembered of the last build with these flags. Raises KawaraError when that is nothing."""
    cache = existing_cache(root / CACHE)
    if cache is None:
        raise forgotten("no build of this site is remembered")
    try:
        memory = Memory(cache, key_of(root, options))
        seen = memory.seen()
        if seen is None:
            raise forgotten("no build of this output with these flags is remembered")
        if seen.salt != code_salt():
            raise forgotten("the last build was made by another version of kawara, Python or a library")
        return remembered(root, options, memory, seen)
    except (CacheError, LookupError, TypeError, ValueError) as error:
        raise forgotten(f"what is remembered of the last build cannot be read: {error}") from error
    finally:
        cache.close()


def forgotten(text: str) -> KawaraError:
    """The error for want of a memory."""
    return KawaraError(problem("usage", "", text, hint="build first, with the same flags: kawara build"))


def remembered(root: Path, options: Options, memory: Memory, seen: Seen) -> Lookback:
    """All that is told of the last build."""
    config, _ = configure(root, options.base_url)
    sources, report = memory.sources(), replayed(seen.report, ())
    manifest = read_manifest(file_of(root, seen.output), seen.output)[0] or {}
    left = {one.path: one for one in report.left}
    heads = [made_head(bytes.fromhex(known.key), known.head) for known in memory.heads().values() if known.head[0]]
    posts = [loaded(head) for head in heads if not is_faulty(head, left)]
    now = datetime.fromtimestamp(seen.since, UTC)
    return Lookback(
        root=root,
        output=seen.output,
        when=now.astimezone(ZoneInfo(config.timezone)),
        site=assemble(posts, config, now, drafts=options.drafts, future=options.future)[0],
        left=left,
        sources=dict(zip(sources.names, sources.digests, strict=True)),
        owners={name: manifest[name].owner if name in manifest else "" for name in memory.outputs().names},
        traces=memory.traces(),
        reasons=memory.reasons(),
        problems=report.problems,
    )


def loaded(head: Head) -> Loaded:
    """What a site is assembled from."""
    return Loaded(head.post, Body(), (), head.places)


def is_faulty(head: Head, left: Mapping[str, Left]) -> bool:
    """Whether the post was left out for its errors."""
    return head.post is not None and head.post.path in left and left[head.post.path].reason == "faulty"
