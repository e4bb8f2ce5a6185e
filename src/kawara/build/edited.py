"""The short way: a build after which only some texts are others, in what they say or in how their posts look.

The site and its plan are then what they were, so they are taken from the memory and not made. Nothing is decided here that
the long way decides otherwise: wherever the two might differ, this one steps aside before anything has been written.
"""

from __future__ import annotations

import time
from array import array
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from kawara.build.explain import explained
from kawara.build.fingerprint import OF_FILE, fingerprints, rest_of, signed_anew
from kawara.build.fresh import Glance
from kawara.build.growing import UnfitError
from kawara.build.holding import not_kept
from kawara.build.incremental import TICK, Division
from kawara.build.kept import filed
from kawara.build.options import Edit, Report
from kawara.build.pressing import pressed
from kawara.build.recall import (
    CACHE,
    Amendments,
    Memory,
    Standing,
    amend,
    key_of,
    made_problems,
    plain_problems,
    plain_report,
)
from kawara.build.reopening import Opened, OtherwiseError, opened
from kawara.build.run import Run
from kawara.build.settings import output_folder, shown
from kawara.build.telling import Outcome, report
from kawara.build.touched import BULK, asked_again, suspects
from kawara.build.work import Made, Press, answers_of, lend, release
from kawara.build.work import opened as cache_in
from kawara.memory.cache import Cache, CacheError
from kawara.memory.digests import digest_of
from kawara.memory.filed import askers, known, of_name
from kawara.memory.files import COARSEST, Files, stat_of
from kawara.memory.trace import Amendment, Asked, Question
from kawara.renderer.view import Answers
from kawara.site.plan import Plan
from kawara.workers import FEW
from kawara.writer.exchange import exchange, told
from kawara.writer.places import MANIFEST
from kawara.writer.staging import Staging, discard, open_staging
from kawara.writer.writer import Written

MOST = 500
"""So many results may stand beside the traces they amend, before all are written anew."""
INTEGRITY = "integrity"
"""The question about the bytes of a file of `static/`, by its place there."""
LOOKING = OF_FILE | {INTEGRITY}
"""Questions whose answer is found in a file that is no text."""
UNREADABLE = (CacheError, LookupError, TypeError, ValueError, AttributeError)
"""What comes of a memory that holds something else than it should."""


def edited(run: Run, glance: Glance, output: Path) -> Report | None:
    """What a build has done by the short way; None where it must go the long one."""
    try:
        cache = cache_in(str(run.root / CACHE))
    except CacheError:
        return None
    try:
        return staged(replace(run, problems=list(run.problems), seconds=[]), cache, glance, output)
    except (OtherwiseError, UnfitError, *UNREADABLE):
        return None
    finally:
        release()


def staged(run: Run, cache: Cache, glance: Glance, output: Path) -> Report:
    """The build, by way of a staging folder."""
    staging = open_staging(output, name=shown(output, run.root))
    try:
        memory = Memory(cache, key_of(run.root, run.options))
        return publish(run, memory, still(glance, memory, staging), staging)
    finally:
        discard(staging)


def still(glance: Glance, memory: Memory, staging: Staging) -> Glance:
    """The glance, which was cast before the output was ours alone: no other build must have come between."""
    at = glance.outputs.names.index(MANIFEST) * 3
    is_same = stat_of(f"{staging.output}/{MANIFEST}") == tuple(glance.outputs.stats[at : at + 3])
    if memory.seen() != glance.seen or not is_same or len(memory.cache.names(f"amended:{memory.key}")) > MOST:
        raise OtherwiseError
    return glance


def publish(run: Run, memory: Memory, glance: Glance, staging: Staging) -> Report:
    """Everything from the memory on."""
    return carried_out(run, memory, opened(run, memory, glance), staging)[0]


def carried_out(run: Run, memory: Memory, found: Opened, staging: Staging) -> tuple[Report, Amendments | None]:
    """From the opened site to its end: what was done, and what the next build has to know; None where that was not kept."""
    press, templates = found.press(run, staging), found.draft.templates
    with run.stage("check"):
        answers = answers_of(press, templates, found.warm.sketches)
        outcome, answer = divided(found, answers)
    with run.stage("render"):
        lend(press, (answers, templates, found.warm.parts))
        made, asked = rendered(run, press, outcome)
        if not found.sight.stands(looked_into(found, asked.numbers)):
            raise OtherwiseError
    listed = digests_of(found.past.standing.files)
    with run.stage("write"):
        paths = placed(made, staging, listed)
    outcome = replace(outcome, made=tuple(made), asked=asked, written=Written(written=paths))
    run.placed(reported(run, found, outcome, staging))
    found.warm.note(answer)
    written = told(paths, [one.staged for one in made if one.staged], listed)
    outcome = replace(outcome, written=written, reasons=explained(run, memory, outcome))
    return kept(run, memory, found, outcome, (reported(run, found, outcome, staging), answer))


def reported(run: Run, found: Opened, outcome: Outcome, staging: Staging) -> Report:
    """What was done, without the site, which is left unopened."""
    edit = edit_of(found, outcome.made)
    return replace(report(run, outcome, staging), pages=len(found.left.kept.outputs), site=None, edit=edit)


def kept(
    run: Run, memory: Memory, found: Opened, outcome: Outcome, known: tuple[Report, Callable[[Question], str]]
) -> tuple[Report, Amendments | None]:
    """The memory amended. `known`: what was done, and how to answer a question."""
    done, answer = known
    try:
        with run.stage("keep"):
            new = amendments(run, found, outcome, done, answer)
            amend(memory, new)
    except CacheError as error:
        return replace(done, problems=(*done.problems, not_kept(error))), None
    return replace(done, seconds=tuple(run.seconds)), new


def divided(found: Opened, answers: Answers) -> tuple[Outcome, Callable[[Question], str]]:
    """What must be made, and how to answer a question."""
    draft = found.draft
    # No template is another, as is looked at in the end, and to find out anew what each of them leads to means parsing them.
    stand = of_name(found.left.filed, found.left.later, "template")
    answer = fingerprints(draft, answers, stand, found.digests(), found.warm.digests)
    again = asked_again(draft.site, found.read.new, found.looks, found.grown)
    exact = suspects(draft.site, found.read.new, found.looks, found.grown)
    asked = known(found.left.filed, found.left.later, tuple(exact), tuple(BULK))
    changed = [question for question, digest in asked if again(question) and answer(question) != digest]
    found.warm.forget_parts(found.looks, again, answer)
    traces = askers(found.left.filed, found.left.later, changed)
    outputs = traces.results.keys() | found.grown.pages
    pages = found.left.kept.pages(outputs)
    if len(outputs) >= FEW or len(pages) != len(outputs):
        raise OtherwiseError
    draft = replace(draft, plan=Plan(pages, draft.plan.urls))
    division = Division(pages, changed=frozenset(range(len(changed))))
    outcome = Outcome(replace(found.past, traces=traces), found.sight, found.read, draft, division)
    return outcome, fingerprints(draft, answers, stand, found.digests(), found.warm.digests)


def edit_of(found: Opened, made: Sequence[Made]) -> Edit:
    """What the preview has to know, all of it at hand: the site itself is left unopened, and unread once the cache is closed."""
    posts = (found.draft.site.post(path) for path in (*found.looks, *found.grown.paths))
    files = {one.page: (one.staged.digest, one.staged.owner) for one in made if one.staged}
    return Edit(tuple(post for post in posts if post), files)


def unasked(_question: Question) -> str:
    """No digest: what pages have asked is answered once they are in place, for nobody waits for that."""
    return ""


def rendered(run: Run, press: Press, outcome: Outcome) -> tuple[list[Made], Asked]:
    """The pages, staged, and what they asked; what was wrong with the others is said again."""
    made, asked = pressed(run, press, outcome.division.to_make, unasked)
    again = {one.page for one in made}
    before = outcome.past.standing.problems
    run.add([fault for output, rows in before.items() if output not in again for fault in made_problems(rows)])
    if run.blocked or any(one.staged is None for one in made):
        raise OtherwiseError
    return made, asked


def looked_into(found: Opened, questions: Iterable[Question]) -> set[str]:
    """The files, by their names in the states, in which the answers to these questions are found while pages are made."""
    assets, files = found.warm.assets, found.left.kept.files
    about = ((name, str(key[0])) for name, *key in questions if name in LOOKING)
    paths = (assets.get(one, "") if name == INTEGRITY else one for name, one in about)
    return {files[path] for path in paths if path in files}


def digests_of(standing: Files) -> dict[str, str]:
    """Path → digest of all that stands in the output, but for the list of it."""
    listed = dict(zip(standing.names, standing.digests, strict=True))
    del listed[MANIFEST]
    return listed


def placed(made: Sequence[Made], staging: Staging, listed: Mapping[str, str]) -> tuple[str, ...]:
    """The pages in their places, among all that stands there; returns the paths of those that were others before."""
    paths = exchange(staging, [one.staged for one in made if one.staged], listed)
    if paths is None:
        raise OtherwiseError
    return paths


def amendments(
    run: Run, found: Opened, outcome: Outcome, done: Report, answer: Callable[[Question], str]
) -> Amendments:
    """What the next build has to know beside all that it knows already."""
    past, made = found.past, outcome.made
    if past.seen is None:
        raise OtherwiseError
    again = {one.page for one in made}
    problems = {output: rows for output, rows in past.standing.problems.items() if output not in again}
    problems |= {one.page: plain_problems(one.problems) for one in made if one.problems}
    folder = str(output_folder(run.root, run.config, run.options.output))
    site = signed_anew(
        past.seen.site, found.moved(), rest_of(found.draft, found.left.kept.versions()) if found.grown.paths else ""
    )
    return Amendments(
        seen=replace(past.seen, site=site, since=run.options.now.timestamp(), report=plain_report(done)),
        sources=found.sight.files(),
        standing=Standing(stood(past.standing.files, made, folder), problems),
        heads=found.read.new,
        results=answered(outcome.asked, answer),
        reasons=outcome.reasons,
        site=filed(found.left.kept) if found.grown.paths else None,
    )


def answered(asked: Asked, answer: Callable[[Question], str]) -> dict[str, Amendment]:
    """What each page asked, each question once, with the digest of its answer."""
    rows = [(question, answer(question)) for question in asked.numbers]
    return {name: [rows[number] for number in numbers] for name, numbers in asked.results.items()}


def stood(files: Files, made: Sequence[Made], folder: str) -> Files:
    """The outputs, with those that were put in place now."""
    new = {one.staged.path: one.staged.digest for one in made if one.staged}
    new[MANIFEST] = digest_of(f"{folder}/{MANIFEST}")
    numbers = dict(zip(files.names, range(len(files.names)), strict=True))
    names, digests, stats = list(files.names), list(files.digests), array("q", files.stats)
    for name, digest in new.items():
        at, stat = numbers.get(name, len(names)), stat_of(f"{folder}/{name}")
        names[at : at + 1] = [name]
        digests[at : at + 1] = [digest if stat else ""]
        stats[at * 3 : at * 3 + 3] = array("q", stat or (0, 0, 0))
    return Files(tuple(names), stats, tuple(digests), time.time_ns() + COARSEST - TICK)
