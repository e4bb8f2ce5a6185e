"""One run of the pipeline: what it was asked for, and what it notes on its way."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence, Sized
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from kawara.base.machine import cores
from kawara.base.problems import KawaraError, Problem, is_blocking, problem, with_severities
from kawara.build.options import Options, Report, Tell, silent
from kawara.config import Config
from kawara.workers import WorkerDiedError, Workers

Chunk = TypeVar("Chunk", bound=Sized)


Placed = Callable[[Report], None]


def unheard(_report: Report) -> None:
    """Tell nobody."""


@dataclass(slots=True)
class Run:
    """One run."""

    root: Path
    options: Options
    config: Config
    tell: Tell = silent
    problems: list[Problem] = field(default_factory=list)
    seconds: list[tuple[str, float]] = field(default_factory=list)
    """By stage, for the report only."""
    is_sound: bool = False
    """Whether nothing is to be said of the settings, so that the next build may take them as they are."""
    placed: Placed = unheard
    """Told of an edit as soon as it is in place, before anything of it is kept."""

    def add(self, found: Sequence[Problem]) -> None:
        """Note problems, with the severities the site has chosen."""
        self.problems += with_severities(found, self.config.severity)

    @property
    def workers(self) -> Workers:
        """How this run spreads its work."""
        return self.options.workers or Workers(self.options.jobs or cores())

    @property
    def blocked(self) -> bool:
        """Whether something stops publication."""
        return any(map(is_blocking, self.problems))

    @property
    def has_index(self) -> bool:
        """Whether this run looks after a search index."""
        return self.config.search and self.options.index

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Time one stage."""
        start = time.perf_counter()
        yield
        self.seconds.append((name, time.perf_counter() - start))

    def watched(self, chunks: Iterator[Chunk], name: str, total: int) -> Iterator[Chunk]:
        """The chunks as they come, told to whoever watches. A worker that died ends the run with one clear problem."""
        done = 0
        try:
            for chunk in chunks:
                done += len(chunk)
                self.tell(name, done, total)
                yield chunk
        except WorkerDiedError as error:
            path = getattr(error.item, "path", None) or getattr(error.item, "output", None) or str(error.item)
            hint = "look at the file and at the memory that is left, or build with --jobs 1"
            raise KawaraError(problem("worker", path, f"the process that was {name} this died", hint=hint)) from error
