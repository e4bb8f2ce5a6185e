"""What a build did: for people, for machines, and for the next build."""

from __future__ import annotations

import time
from array import array
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from kawara.base.problems import in_order, is_blocking
from kawara.build.changes import flat
from kawara.build.drafting import Draft
from kawara.build.incremental import TICK, Division
from kawara.build.indexing import Indexed
from kawara.build.loading import Texts
from kawara.build.options import Reasons, Report
from kawara.build.recall import Past, Seen, Standing, States, name_in, plain_problems, plain_report
from kawara.build.run import Run
from kawara.build.settings import output_folder
from kawara.build.sight import Sight
from kawara.build.work import Made
from kawara.config.kept import plain_config
from kawara.memory.digests import digest_of
from kawara.memory.files import BLANK, COARSEST, Files, stat_of
from kawara.memory.salt import strangers
from kawara.memory.trace import Asked, Question, record
from kawara.search import FOLDER
from kawara.writer.places import MANIFEST
from kawara.writer.staging import Staged, Staging
from kawara.writer.writer import Written


@dataclass(frozen=True, slots=True)
class Outcome:
    """Everything one build came to."""

    past: Past
    sight: Sight
    texts: Texts
    draft: Draft
    division: Division
    made: tuple[Made, ...] = ()
    asked: Asked = field(default_factory=Asked)
    """What the pages asked that were made."""
    written: Written | None = None
    """None when nothing was published."""
    reasons: Reasons = field(default_factory=Reasons)
    index: Indexed = field(default_factory=Indexed)


def report(run: Run, outcome: Outcome, staging: Staging) -> Report:
    """What was done, for people and machines."""
    done = outcome.written or Written()
    return Report(
        output=staging.name,
        complete=outcome.written is not None and not any(map(is_blocking, done.problems)),
        published=len(outcome.draft.site.ordered),
        left=outcome.draft.site.unpublished,
        pages=len(outcome.draft.plan.pages),
        rendered=sum(1 for one in outcome.made if one.staged and is_page(one.page)),
        written=sum(map(is_page, done.written)),
        removed=sum(map(is_page, done.removed)),
        unchanged=sum(map(is_page, done.unchanged)),
        loaded=outcome.texts.made,
        seconds=tuple(run.seconds),
        site_digest=done.digest,
        problems=tuple(in_order(run.problems)),
        indexed=outcome.index.pages,
        index_made=outcome.index.anew,
        made=tuple(sorted(outcome.asked.results)),
        reasons=outcome.reasons,
        site=outcome.draft.site,
    )


def is_page(path: str) -> bool:
    """Whether an output counts among those that are told of; the files of the search index have a line of their own."""
    return not path.startswith(FOLDER)


def states(
    run: Run, outcome: Outcome, done: Report, answer: Callable[[Question], str], salts: tuple[str, str, str]
) -> States:
    """What the next build will know."""
    past, sight = outcome.past, outcome.sight
    standing = outcome.division.standing
    stands = sight.stands()
    answer = answer if stands else doubting(answer)
    kept = [one.path for one in standing if one.path in past.traces.results]
    output = output_folder(run.root, run.config, run.options.output)
    return States(
        seen=Seen(
            salt=salts[0],
            desk=salts[1],
            site=salts[2],
            roots=sight.roots,
            whole=sight.whole
            and stands
            and not strangers(run.config.markdown.get("plugins", ()))
            and not outcome.index.failed,
            output=name_in(str(run.root), str(output.absolute())),
            since=run.options.now.timestamp(),
            until=min(turns(run, outcome.draft), default=None),
            report=plain_report(done),
            config=plain_config(run.config) if run.is_sound else None,
        ),
        sources=sight.files(),
        standing=stood(output, outcome),
        heads=outcome.texts.new,
        gone=past.heads.keys() - outcome.draft.files.keys(),
        traces=record(past.traces, outcome.asked, kept, answer),
        reasons=outcome.reasons,
        settings=flat(outcome.draft.site.config),
        anew=not past.heads,
    )


def doubting(answer: Callable[[Question], str]) -> Callable[[Question], str]:
    """No digest for any template: one may have been another while pages were made of it, so all are made again next time."""
    return lambda question: BLANK if question[0] == "template" else answer(question)


def turns(run: Run, draft: Draft) -> Iterator[float]:
    """The moments to come at which something would be published or expire."""
    now = run.options.now
    for head in draft.heads.values():
        if head.post:
            for moment in (head.post.date, head.post.expires):
                if moment is not None and moment > now:
                    yield moment.timestamp()


def stood(output: Path, outcome: Outcome) -> Standing:
    """The outputs as they were put in place, and the list of them, which tells whether others have come or gone.

    One that vanished at once is left out, and made again next time. Those that stood were looked at before: one that was
    altered since is found to be otherwise next time.
    """
    known, standing = outcome.division.stats, outcome.division.standing
    new = [*(one.staged for one in outcome.made if one.staged), Staged(MANIFEST, digest_of(f"{output}/{MANIFEST}"), 0)]
    looked = [(one, known.get(one.path) or stat_of(f"{output}/{one.path}")) for one in standing]
    looked += [(one, stat_of(f"{output}/{one.path}")) for one in new]
    found = [(one, stat) for one, stat in looked if stat]
    stats = array("q", (number for _, stat in found for number in stat))
    names, digests = tuple(one.path for one, _ in found), tuple(one.digest for one, _ in found)
    problems = {one.page: plain_problems(one.problems) for one in outcome.made if one.problems}
    past = outcome.past.standing.problems
    before = {one.path: past[one.path] for one in outcome.division.standing if one.path in past}
    files = Files(names, stats, digests, time.time_ns() + COARSEST - TICK)
    return Standing(files, before | problems)
