"""Why a page was made again: the questions whose answers have moved, each traced to what is different.

What is different is known exactly (`changes`), and so is which questions moved. Between them stands a table: of each
question, the changes that can move its answer. Reasons are found for pages that are made again, and only a few of each:
nobody reads more, and a page that lists a thousand posts must not cost a thousand sentences.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache
from itertools import chain

from kawara.build import words
from kawara.build.changes import changes
from kawara.build.incremental import Division
from kawara.build.options import Reasons
from kawara.build.recall import Memory
from kawara.build.run import Run
from kawara.build.settings import output_folder
from kawara.build.since import SINCE, SURROUNDING, Case, of_copy, of_new
from kawara.build.telling import Outcome
from kawara.memory.files import stat_of
from kawara.memory.trace import Question, Traces
from kawara.model import Page

ENOUGH = 8
"""So many reasons of one page are told."""
MORE = "… and more of the kind"
NEW = "not there before"
GONE = "the file was gone"
ALTERED = "the file was altered since it was written"


def explained(run: Run, memory: Memory, outcome: Outcome) -> Reasons:
    """Why each page that is to be made is to be made."""
    past, draft, division = outcome.past, outcome.draft, outcome.division
    if past.seen is None:
        return Reasons(nothing_known(run, memory))
    if not division.to_make:
        return Reasons()
    pages = {page.output: page for page in division.to_make}
    before = frozenset(past.standing.files.names)
    case = Case(changes(past, draft, outcome.sight, outcome.texts, memory.settings()), draft, pages, before)
    since = cache(lambda number: of_question(past.traces.questions[number], case))
    folder = str(output_folder(run.root, run.config, run.options.output))
    reasons = {
        output: few(chain(damage(output, division, folder), of_page(page, case, past.traces, division.changed, since)))
        or (GONE,)
        for output, page in pages.items()
    }
    return Reasons(pages=reasons)


def nothing_known(run: Run, memory: Memory) -> str:
    """Why every page has to be made."""
    if not run.options.cache:
        return "the memory of earlier builds was not used"
    return "kawara, Python or a library is another one now" if memory.seen() else "no earlier build is remembered"


def damage(output: str, division: Division, folder: str) -> tuple[str, ...]:
    """What happened to the file behind our back."""
    if output not in division.damaged:
        return ()
    return (ALTERED if stat_of(f"{folder}/{output}") else GONE,)


def of_page(
    page: Page, case: Case, traces: Traces, changed: frozenset[int], since: Callable[[int], tuple[str, ...]]
) -> Iterable[str]:
    """The reasons of one page in what it read. `since`: number of a question → why its answer has moved."""
    if page.kind == "copy":
        return chain(() if page.output in case.before else (NEW,), of_copy(page, case))
    asked = traces.results.get(page.output)
    if asked is None:
        return chain((NEW,), of_new(page, case))
    return chain.from_iterable(since(number) for number in asked if number in changed)


def of_question(question: Question, case: Case) -> tuple[str, ...]:
    """Why the answer to a question has moved; where no one thing is to blame, that it has."""
    name, *key = question
    found = few(SINCE[str(name)](case, *key)) if name in SINCE else ()
    return found or few(case.settings(*SURROUNDING)) or (f"{words.asked(question)} changed",)


def few(sentences: Iterable[str]) -> tuple[str, ...]:
    """The first few, each once."""
    seen: dict[str, None] = {}
    for sentence in sentences:
        if len(seen) == ENOUGH and sentence not in seen:
            return (*seen, MORE)
        seen[sentence] = None
    return tuple(seen)
