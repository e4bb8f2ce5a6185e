"""The whole way of a build, from the scan to the last rename.

The problems of all stages are gathered; only when everything has been looked at is it decided whether the site is published.
A blocking problem leaves the old output as it was, unless `keep_going` leaves out the posts at fault.

The law of the memory: what is kept of a build is kept after its output is in place, and a file's digest is taken before the
file is used. So whatever is interrupted, or changed meanwhile, is at worst done once more.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from kawara.base.problems import in_order
from kawara.base.theme import theme_folder
from kawara.build.drafting import drafted, texts
from kawara.build.explain import explained
from kawara.build.fingerprint import looks_alone, remembered, signature
from kawara.build.holding import not_kept
from kawara.build.incremental import divide
from kawara.build.indexing import Indexed, indexed
from kawara.build.kept import encode
from kawara.build.loading import desk_of, load_texts
from kawara.build.options import SEARCH, Report
from kawara.build.pressing import answering, placed, press_of, rendered
from kawara.build.recall import Memory, keep, past_of
from kawara.build.remarks import remarks
from kawara.build.run import Run
from kawara.build.settings import shown
from kawara.build.sight import glimpse, looked
from kawara.build.telling import Outcome, report, states
from kawara.build.work import Made
from kawara.loader.scan import scan
from kawara.memory.cache import CacheError
from kawara.memory.salt import code_salt
from kawara.writer.staging import Staging, discard, open_staging


def staged(run: Run, memory: Memory, output: Path, settings: str) -> Report:
    """One build, by way of a staging folder of its own."""
    staging = open_staging(output, name=shown(output, run.root))
    try:
        return publish(run, memory, staging, settings)
    finally:
        discard(staging)


def publish(run: Run, memory: Memory, staging: Staging, settings: str) -> Report:
    """Everything from the scan on, under the output's lock."""
    salt = code_salt()
    with run.stage("recall"):
        past = past_of(memory, salt)
    with run.stage("scan"):
        seen = glimpse(run)  # first: a file that comes between the two is new to the next build
        scanned = scan(run.root, run.config, theme_folder())
        run.add(scanned.problems)
        sources = texts(scanned)
        sight = looked(run, sources, past, settings, seen)
    with run.stage("load"):
        desk = desk_of(run, salt, memory.cache.path)
        read = load_texts(run, sources, sight, past, desk)
    with run.stage("site"):
        draft = drafted(run, scanned, read.heads)
        run.add([] if run.blocked else [*remarks(draft.site)])
        press = press_of(run, draft, memory.cache.path, staging)
        site = signature(draft, {})
        copied = {source.path: sight.digest(source) for source in scanned.sources}
        looks = looks_alone(draft, past, read.new)
        answer = answering(draft, press, remembered(draft, past, looks, copied), copied)
    with run.stage("check"):
        division = divide(draft.plan.pages, past, staging.output, answer, copied)
        outcome = Outcome(past, sight, read, draft, division)
        reasons = explained(run, memory, outcome)
        said = tuple(run.problems)
    with run.stage("render"):
        made, asked = rendered(run, press, division, past, answer)
    index = Indexed()
    if run.has_index and (run.options.keep_going or not run.blocked):
        with run.stage(SEARCH):
            index = indexed(run, memory, draft, division, made, staging)
        division = replace(division, standing=(*division.standing, *index.standing))
        made += [Made(one.path, one) for one in index.staged]
    written = None
    if run.options.keep_going or not run.blocked:
        with run.stage("write"):
            written = placed(run, draft, division, made, staging)
            run.add(written.problems)
    outcome = replace(
        outcome, division=division, made=tuple(made), asked=asked, written=written, reasons=reasons, index=index
    )
    done = report(run, outcome, staging)
    if done.complete:
        try:
            with run.stage("keep"):
                kept = encode(draft, run.root) if looks is None or not memory.site() else None
                known_by_next = states(run, outcome, done, answer, (salt, desk.salt, site))
                keep(memory, replace(known_by_next, site=kept, said=said))
        except CacheError as error:
            return replace(done, problems=tuple(in_order([*done.problems, not_kept(error)])))
    return replace(done, seconds=tuple(run.seconds))
