"""Pages before they are built: after an edit of templates or assets each is made when it is asked for.

To build all pages of a large site takes seconds, to make one takes milliseconds, and an author looks at few. They are made of
the site as it is held and of the templates as they are now, by what makes them in a build; only, nothing is written.
"""

from __future__ import annotations

import json
from bisect import bisect_left
from collections.abc import Collection, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import cached_property
from pathlib import Path

from kawara.base.theme import theme_folder
from kawara.build.fresh import Glance
from kawara.build.kept import COPY, made_page
from kawara.build.options import Options
from kawara.build.recall import CACHE, Memory, file_of, key_of
from kawara.build.resumed import opened
from kawara.build.run import Run
from kawara.build.session import Held
from kawara.build.work import Tools, answers_of, release
from kawara.memory.cache import connect
from kawara.model import Page
from kawara.renderer.kept import Kept
from kawara.renderer.renderer import render
from kawara.renderer.templates import Templates
from kawara.renderer.view import View
from kawara.site.variants import KIND as VARIANT
from kawara.writer.staging import NOWHERE

ROOMS = ("templates/", "static/")
"""Where the files lie whose edit moves no post."""
COPIES = frozenset({"copy", VARIANT})
"""Kinds of pages that no template makes."""


def fits(names: Collection[str]) -> bool:
    """Whether an edit of these files is one that can be shown ahead."""
    return bool(names) and all(name.startswith(ROOMS) for name in names)


class Ahead:
    """The pages of a site after such an edit. Any thread may ask."""

    def __init__(self, root: Path, options: Options, held: Held, names: Collection[str]) -> None:
        self.root, self.options, self.held, self.names = root, options, held, frozenset(names)
        self.made: dict[str, bytes | None] = {}
        self.worker = ThreadPoolExecutor(1, "ahead")
        """Alone makes pages: SQLite's connections serve one thread."""

    def page(self, output: str) -> bytes | None:
        """The bytes of a page; None where it is to be taken as it stands."""
        if output not in self.made:
            try:
                self.worker.submit(self._make, output).result()
            except RuntimeError:  # closed since: then the page has been built
                return None
        return self.made.get(output)

    @cached_property
    def files(self) -> Mapping[str, str]:
        """Output path → file, of those edited files that are copied as they are."""
        kept, names = self.held.left.kept, {name for name in self.names if name.startswith(ROOMS[1])}
        copies = (made_page(json.loads(row)) for row in kept.rows if names and row.startswith(COPY))
        named = ((page.output, kept.files.get(page.owner, "")) for page in copies)
        return {output: file_of(self.root, name) for output, name in named if name in names}

    def close(self) -> None:
        """Make nothing more."""
        self.worker.submit(release)
        self.worker.shutdown(wait=False)

    def _make(self, output: str) -> None:
        if output not in self.made:
            try:
                self.made[output] = self._render(output)
            except Exception:  # noqa: BLE001 - whatever is wrong with templates, the build that follows tells of it
                self.made[output] = None

    def _render(self, output: str) -> bytes | None:
        page = self._planned(output)
        if page is None or page.kind in COPIES:
            return None
        answers, templates, kept = self._tools
        return render(page, View(answers, kept, templates), templates)

    def _planned(self, output: str) -> Page | None:
        outputs = self.held.left.kept.outputs
        at = bisect_left(outputs, output)
        return self.held.left.kept.page(at) if outputs[at : at + 1] == [output] else None

    @cached_property
    def _tools(self) -> Tools:
        held = replace(self.held, templates=Templates(self.root, theme_folder()))
        run = Run(self.root, self.options, held.config)
        memory = Memory(connect(self.root / CACHE), key_of(self.root, self.options))
        glance = Glance(held.seen, held.sources, (), held.standing.files)
        press = opened(run, memory, held, glance).press(run, NOWHERE)
        return answers_of(press, held.templates), held.templates, Kept()
