"""What a process that builds one output again and again holds between two builds, so as not to read it anew.

It is worth something only as long as the memory and the list of the output are as the last build left them: whoever uses it
compares both under the output's lock, and goes the ordinary way when another build has come between.
"""

from __future__ import annotations

from array import array
from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from kawara.base.problems import KawaraError
from kawara.base.theme import theme_folder
from kawara.build.fresh import Glance, is_current
from kawara.build.options import Options
from kawara.build.recall import CACHE, Memory, Seen, Standing, file_of, key_of
from kawara.build.reopening import Left, OtherwiseError, left_in
from kawara.build.settings import configure
from kawara.build.touched import BULK
from kawara.build.warm import Warm, warmed
from kawara.config import FILE, Config
from kawara.memory.cache import CacheError, existing_cache
from kawara.memory.digests import digest_of
from kawara.memory.filed import Filed
from kawara.memory.files import Files, Stat, is_young, stat_of
from kawara.memory.trace import Question
from kawara.renderer.faults import TemplateFault
from kawara.renderer.templates import Templates
from kawara.writer.places import MANIFEST

UNREADABLE = (OtherwiseError, KawaraError, CacheError, OSError, LookupError, TypeError, ValueError, AttributeError)
"""What comes of a memory that is not of this site, or holds something else than it should."""


class Ready(Filed):
    """Traces as they lie, which are looked up again and again."""

    def numbers(self) -> Mapping[bytes, int]:
        """Question as JSON → its number."""
        return self._numbers

    def besides(self, names: Sequence[str]) -> list[int]:
        """The numbers of all questions but those of these names, which are the same each time."""
        del names
        return self._besides

    def named(self, name: str) -> list[int]:
        """The numbers of all questions of a name."""
        if name not in self._named:
            self._named[name] = Filed.named(self, name)
        return self._named[name]

    def question(self, number: int) -> Question:
        """One question."""
        return self._questions.get(number) or Filed.question(self, number)

    @cached_property
    def _numbers(self) -> Mapping[bytes, int]:
        return Filed.numbers(self)

    @cached_property
    def _named(self) -> dict[str, list[int]]:
        return {}

    @cached_property
    def _besides(self) -> list[int]:
        return Filed.besides(self, tuple(BULK))

    @cached_property
    def _questions(self) -> Mapping[int, Question]:
        return {number: Filed.question(self, number) for number in self._besides}


@dataclass(frozen=True, slots=True)
class Held:
    """What the last build of this process left."""

    config: Config
    seen: Seen
    sources: Files
    numbers: Mapping[str, int]
    """Name of a source → where it stands among them."""
    standing: Standing
    texts: Mapping[str, object]
    """The paths of all texts."""
    left: Left
    templates: Templates
    warm: Warm

    def glance(self, root: Path, names: Collection[str]) -> Glance:
        """The files at first sight, if no other than these were touched. Raises OtherwiseError when one came or went."""
        stats, edited = array("q", self.sources.stats), []
        for name in sorted(set(names)):
            stat, at = seen_of(file_of(root, name)), self.numbers.get(name)
            if at is None or stat is None:
                if (at, stat) == (None, None):  # what an editor made and removed again
                    continue
                raise OtherwiseError
            size, modified, changed = stats[at * 3 : at * 3 + 3]
            if stat != (size, modified, changed) or is_young(stat, self.sources.scanned):
                stats[at * 3 : at * 3 + 3] = array("q", stat)
                if self.sources.digests[at] != digest_of(file_of(root, name)):
                    edited.append(name)
        files = Files(self.sources.names, stats, self.sources.digests, self.sources.scanned)
        return Glance(self.seen, files, tuple(edited), self.standing.files)

    def is_of(self, memory: Memory, output: str) -> bool:
        """Whether no other build has come between."""
        at = self.standing.files.names.index(MANIFEST) * 3
        return memory.seen() == self.seen and stat_of(f"{output}/{MANIFEST}") == tuple(
            self.standing.files.stats[at : at + 3]
        )


def seen_of(file: str) -> Stat | None:
    """The stat of a file that is no link; of anything else, what no file that is known can have."""
    found = stat_of(file)
    return found if found is None or (Path(file).is_file() and not Path(file).is_symlink()) else (-1, -1, -1)


def read_through(templates: Templates) -> Templates:
    """The templates, all their texts read: a text that changes before it is used then counts as the one before.

    What cannot be read is told of when a page needs it.
    """
    for name in templates.names():
        with suppress(TemplateFault):
            templates.closure(name)
    return templates


def held(root: Path, options: Options) -> Held | None:
    """What is to be held after a build that this process has done; None where there is no memory of it."""
    cache = existing_cache(root / CACHE)
    if cache is None:
        return None
    try:
        return _held(root, options, Memory(cache, key_of(root, options)))
    except UNREADABLE:
        return None
    finally:
        cache.close()


def _held(root: Path, options: Options, memory: Memory) -> Held | None:
    seen = memory.seen()
    if seen is None or not is_current(seen, options):
        return None
    config, _ = configure(root)
    sources, standing = memory.sources(), Standing(memory.outputs(), memory.problems())
    left = left_in(memory, standing.files)
    numbers = dict(zip(sources.names, range(len(sources.names)), strict=True))
    settings = sources.digests[numbers[FILE]] if FILE in numbers else ""
    if settings != digest_of(str(root / FILE)):
        return None
    filed = left.filed
    return Held(
        config=config if options.hashed else replace(config, hashed=False),
        seen=seen,
        sources=sources,
        numbers=numbers,
        standing=standing,
        texts=dict.fromkeys(memory.cache.names(f"heads:{memory.key}")),
        warm=warmed(left.kept),
        left=replace(left, filed=Ready(filed.lines, filed.digests, filed.names, filed.lengths, filed.asked)),
        templates=read_through(Templates(root, theme_folder())),
    )
