"""Pages → staged files → the output folder."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from kawara.base.theme import theme_folder
from kawara.build.assets import named
from kawara.build.drafting import Draft
from kawara.build.fingerprint import fingerprints
from kawara.build.incremental import Division
from kawara.build.recall import Past, made_problems
from kawara.build.run import Run
from kawara.build.work import Made, Press, answers_of, render_chunk
from kawara.memory.trace import Asked, Question
from kawara.model import Page
from kawara.renderer.faults import reported
from kawara.site.site import find_out
from kawara.workers import FEW, spread
from kawara.writer.manifest import read_manifest
from kawara.writer.staging import Staged, Staging
from kawara.writer.writer import Written, commit


def press_of(run: Run, draft: Draft, cache: str, staging: Staging, names: Mapping[str, str] | None = None) -> Press:
    """What rendering needs. `names`: path below `static/` → path of the source, where they are at hand."""
    return Press(
        site=draft.site,
        project=str(run.root),
        theme=str(theme_folder()),
        pages=draft.plan.pages,
        urls=draft.plan.urls,
        assets=assets(draft, named(draft.plan.urls) if names is None else names),
        keys={path: head.key for path, head in draft.heads.items()},
        files=draft.files,
        cache=cache,
        staging=staging,
    )


def assets(draft: Draft, names: Mapping[str, str]) -> dict[str, str]:
    """Path below `static/` → URL, of the site's own files and, where it has none of that name, of the theme's."""
    return {name: draft.plan.urls[path] for name, path in names.items()} | dict(draft.plan.hashed)


def answering(
    draft: Draft, press: Press, known: Mapping[Question, str], files: Mapping[str, str]
) -> Callable[[Question], str]:
    """The digest of the answer to any question; `files` has those of the sources. What is read from templates is read now, before any of them is used."""
    answer = fingerprints(draft, answers_of(press, draft.templates), known, files)
    embeds = {name for name in draft.templates.names() if name.startswith("embeds/")}
    for template in embeds.union(page.template for page in draft.plan.pages if page.template):
        answer(("template", template))
    for lang in {page.lang or draft.site.config.language for page in draft.plan.pages}:
        answer(("strings", lang))
    return answer


def rendered(
    run: Run, press: Press, division: Division, past: Past, answer: Callable[[Question], str]
) -> tuple[list[Made], Asked]:
    """Every page that must be made, staged, and what they asked. What was wrong with the others is said again."""
    if len(division.to_make) >= FEW:
        find_out(press.site)
    made, asked = pressed(run, press, sorted(division.to_make, key=_is_post), answer)
    before = past.standing.problems
    run.add([fault for one in division.standing for fault in made_problems(before.get(one.path, ()))])
    return made, asked


def _is_post(page: Page) -> bool:
    """What has its turn last.

    A list looks at many posts, and a process comes to own a copy of all it has looked at: best while there is little else to be held.
    """
    return page.kind == "post"


def pressed(
    run: Run, press: Press, pages: Sequence[Page], answer: Callable[[Question], str]
) -> tuple[list[Made], Asked]:
    """These pages, staged, and what they asked. What was wrong with them is said.

    What the pages asked, their traces will hold: it is answered here while the workers are busy with the next pages.
    """
    made, asked = list[Made](), Asked()
    if run.config.related:  # found once, before the workers are, who would each find them for themselves
        for page in pages:
            if page.kind == "post":
                answer(("related", page.owner))
    for chunk in run.watched(spread(render_chunk, press, pages, run.workers), "writing", len(pages)):
        made += chunk.made
        asked.add(chunk.asked)
        for question in chunk.asked.numbers:
            answer(question)
    run.add([fault for one in made for fault in one.problems])
    run.add(reported([one.fault for one in made if one.fault]))
    return made, asked


def placed(run: Run, draft: Draft, division: Division, made: Sequence[Made], staging: Staging) -> Written:
    """The staged pages in place; pages that failed, and those of left-out posts, stay as they were."""
    failed = {one.page for one in made if one.staged is None}
    before, _ = read_manifest(staging.output, staging.name) if failed else (None, [])
    old = [Staged(path, entry.digest, 0, entry.owner) for path, entry in (before or {}).items() if path in failed]
    staged = [one.staged for one in made if one.staged]
    standing = [*division.standing, *old]
    return commit(staging, staged, standing=standing, adopt=run.options.adopt, keep_owners=draft.faulty)
