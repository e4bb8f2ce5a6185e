"""What the last build of one output knew, and how it is kept until the next.

Everything here is optional: without it a build is a full one. States stand in the cache under the output's own key, so that
a preview with drafts and the published site do not disturb each other. They are kept only after the output is in place.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from kawara.base.digest import digest_value
from kawara.base.problems import Problem
from kawara.build.options import Options, Reasons, Report
from kawara.memory import files
from kawara.memory.cache import Cache
from kawara.memory.files import Files
from kawara.memory.trace import Amendment, Question, Traces, amended

if TYPE_CHECKING:
    from kawara.memory.filed import Filed
    from kawara.model import Left

CACHE = ".kawara/cache.sqlite3"
"""Below the site's folder. A CI cache is `.kawara/` together with the output folder."""


@dataclass(frozen=True, slots=True)
class Seen:
    """The small facts of a build: enough to tell whether another one would do anything."""

    salt: str
    """The code that made it."""
    desk: str
    """The salt of its memos: code and settings that touch loading."""
    site: str
    """Digest of all that decided the site and its plan."""
    roots: tuple[str, ...]
    """Files and folders that were looked at, from the site's folder where they are below it."""
    whole: bool
    """Whether walking the roots saw everything."""
    output: str
    since: float
    """The moment it was built for …"""
    until: float | None
    """… and the next at which something would be published or expire; seconds since the epoch."""
    report: dict[str, Any]
    config: dict[str, Any] | None = None
    """The settings, where nothing is to be said of them."""


@dataclass(frozen=True, slots=True)
class Standing:
    """The outputs of a build, as they were put in place."""

    files: Files = field(default_factory=Files)
    problems: Mapping[str, list[list[Any]]] = field(default_factory=dict)
    """Output path → the problems of that page, as plain values."""


class Known(NamedTuple):
    """The memo of a source at the last build."""

    source: str
    """Digest of the source."""
    key: str
    """Hexadecimal digits."""
    head: list[Any]


@dataclass(frozen=True, slots=True)
class Memory:
    """The last build's states, by kind; what is absent or cannot be read is as if it had never been."""

    cache: Cache
    key: str

    def seen(self) -> Seen | None:
        """The small facts."""
        found = self._json("seen")
        try:
            return Seen(**{**found, "roots": tuple(found["roots"])}) if found else None
        except (TypeError, KeyError):
            return None

    def sources(self) -> Files:
        """Every file that was looked at."""
        return self._files("sources")

    def outputs(self) -> Files:
        """The outputs, by path below their folder."""
        return self._files("outputs")

    def standing(self) -> Standing:
        """The outputs with their problems."""
        problems = self._json("problems")
        return Standing() if problems is None else Standing(self.outputs(), problems)

    def problems(self) -> Mapping[str, list[list[Any]]]:
        """Output path → the problems of that page. Raises LookupError when they are not there."""
        found = self._json("problems")
        if found is None:
            raise LookupError("problems")
        return found  # type: ignore[no-any-return]  # as it was kept

    def heads(self) -> dict[str, Known]:
        """Path of a source → its memo."""
        rows = self.cache.items(f"heads:{self.key}")
        try:
            values = json.loads(b"[" + b",".join(value for _, value in rows) + b"]")
            return {path: Known(*value) for (path, _), value in zip(rows, values, strict=True)}
        except (ValueError, TypeError):
            return {}

    def traces(self) -> Traces:
        """What every page asked, and what it was told."""
        from kawara.memory.filed import decode  # a build with nothing to do needs no traces

        data = self.cache.state(f"traces:{self.key}")
        try:
            later = self.amended()
            found = decode(data) if data else Traces()
            return amended(found, later.items()) if later else found
        except (LookupError, ValueError, TypeError, OverflowError):
            return Traces()

    def filed(self) -> Filed:
        """The traces as they lie, without what :meth:`amended` tells. Raises LookupError or ValueError."""
        from kawara.memory.filed import filed

        data = self.cache.state(f"traces:{self.key}")
        if data is None:
            raise LookupError("traces")
        return filed(data)

    def amended(self) -> dict[str, Amendment]:
        """What pages asked that were made since the traces were kept. Raises LookupError where some of it is lost."""
        rows = self.cache.items(f"amended:{self.key}")
        if len(rows) < len(self.cache.names(f"amended:{self.key}")):
            raise LookupError("amended")
        return {name: made_amendment(row) for name, row in rows}

    def site(self) -> bytes | None:
        """The site and its plan."""
        return self.cache.state(f"site:{self.key}")

    def said(self) -> tuple[Problem, ...] | None:
        """What was said before a page was rendered."""
        found = self._json("said")
        try:
            return None if found is None else made_problems(found)
        except TypeError:
            return None

    def reasons(self) -> Reasons:
        """Why pages were made again."""
        found = self._json("reasons")
        try:
            every, texts, pages = found or ("", [], {})
            return Reasons(every, {page: tuple(texts[number] for number in own) for page, own in pages.items()})
        except (TypeError, ValueError, IndexError, AttributeError):
            return Reasons()

    def settings(self) -> dict[str, str]:
        """The settings, dotted, as texts."""
        found = self._json("settings")
        return found if isinstance(found, dict) else {}

    def _files(self, kind: str) -> Files:
        data = self.cache.state(f"{kind}:{self.key}")
        try:
            return files.decode(data) if data else Files()
        except (ValueError, TypeError):
            return Files()

    def _json(self, kind: str) -> Any:
        data = self.cache.state(f"{kind}:{self.key}")
        try:
            return json.loads(data) if data else None
        except ValueError:
            return None


def key_of(root: Path, options: Options) -> str:
    """What tells one output from another: its folder, and the flags that change content."""
    folder = name_in(str(root), str(options.output.absolute())) if options.output else ""
    return digest_value([folder, options.drafts, options.future, options.base_url or "", options.hashed])


@dataclass(frozen=True, slots=True)
class Past:
    """What the last build of an output left, read once."""

    seen: Seen | None = None
    """None when there was none, or none of this code: then nothing else is known either."""
    sources: Files = field(default_factory=Files)
    standing: Standing = field(default_factory=Standing)
    heads: Mapping[str, Known] = field(default_factory=dict)
    traces: Traces = field(default_factory=Traces)


def past_of(memory: Memory, salt: str) -> Past:
    """What is known of the last build by the code of that salt."""
    seen = memory.seen()
    if seen is None or seen.salt != salt:
        return Past(sources=memory.sources())
    return Past(seen, memory.sources(), memory.standing(), memory.heads(), memory.traces())


@dataclass(frozen=True, slots=True)
class States:
    """All that is kept of a build."""

    seen: Seen
    sources: Files
    standing: Standing
    heads: Mapping[str, bytes]
    """Path of a source → its memo, for those that are new or changed."""
    gone: Collection[str]
    """Paths of sources that are there no more."""
    traces: Traces
    reasons: Reasons = field(default_factory=Reasons)
    settings: Mapping[str, str] = field(default_factory=dict)
    anew: bool = False
    """Whether no memo of an earlier build was looked at, so that those which are there may be of other code."""
    site: bytes | None = None
    """The site and its plan; None where those that are kept still hold."""
    said: Sequence[Problem] = ()
    """What was said before a page was rendered."""


def keep(memory: Memory, states: States) -> None:
    """Keep the states of a build, all or none: those of another build fit none of these."""
    from kawara.memory.filed import encode  # as above

    encoded = in_both(states) | {
        "traces": encode(states.traces),
        "settings": dumped(dict(states.settings)),
        "said": dumped(plain_problems(lasting(states.said))),
        **({} if states.site is None else {"site": states.site}),
    }
    heads = states.heads.items()
    with memory.cache.together():
        memory.cache.forget(f"amended:{memory.key}")
        if states.anew:
            memory.cache.forget(f"heads:{memory.key}")
        memory.cache.exchange(f"heads:{memory.key}", heads, states.gone)
        memory.cache.keep((f"{kind}:{memory.key}", data) for kind, data in encoded.items())
        if memory.cache.count() > SPARE + TIMES * len(states.sources.names):
            memory.cache.prune(keys_in_use(memory.cache))


SPARE = 1000
TIMES = 3
"""So many memos may be there beside this many for each file, before those of no build's texts are dropped: texts go back and forth."""


def keys_in_use(cache: Cache) -> Iterator[bytes]:
    """The keys of the memos that the last build of any output had."""
    return (bytes.fromhex(json.loads(value)[1]) for value in cache.values("heads"))


@dataclass(frozen=True, slots=True)
class Amendments:
    """What is other than it was after a build that made few pages again, of a site that stands."""

    seen: Seen
    sources: Files
    standing: Standing
    heads: Mapping[str, bytes]
    results: Mapping[str, Amendment]
    """Output path → what the page asked, for those that were made again."""
    reasons: Reasons
    site: bytes | None = None
    """The site and its plan; None where those that are kept still hold."""


def in_both(states: States | Amendments) -> dict[str, bytes]:
    """The states that change with every build, whether it is kept whole or amended."""
    return {
        "seen": dumped(asdict(states.seen)),
        "sources": files.encode(states.sources),
        "outputs": files.encode(states.standing.files),
        "problems": dumped(states.standing.problems),
        "reasons": dumped(plain_reasons(states.reasons)),
    }


def amend(memory: Memory, states: Amendments) -> None:
    """Keep what is other than it was, all or nothing of it."""
    encoded = in_both(states) | ({} if states.site is None else {"site": states.site})
    heads, results = states.heads.items(), ((name, dumped(asked)) for name, asked in states.results.items())
    with memory.cache.together():
        memory.cache.exchange(f"heads:{memory.key}", heads, ())
        memory.cache.exchange(f"amended:{memory.key}", results, ())
        memory.cache.keep((f"{kind}:{memory.key}", data) for kind, data in encoded.items())


def made_amendment(row: bytes) -> list[tuple[Question, str]]:
    """What a page asked, out of the bytes in which it is kept."""
    return [(tuple(question), digest) for question, digest in json.loads(row)]


def dumped(value: object) -> bytes:
    """Compact JSON."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")


PASSING = frozenset({"cache", "kept", "manifest", "recovered"})
"""Codes of what is over once it has been said: the next build has nothing of the kind to say."""


def lasting(problems: Iterable[Problem]) -> list[Problem]:
    """The problems that the next build has to tell of too."""
    return [fault for fault in problems if fault.code not in PASSING]


def plain_report(report: Report) -> dict[str, Any]:
    """A report as plain values."""
    left = [[one.path, one.reason, one.when and one.when.isoformat()] for one in report.left]
    bare = asdict(replace(report, left=(), problems=(), made=(), reasons=Reasons(), site=None, edit=None))
    del bare["reasons"], bare["site"], bare["edit"]
    return {**bare, "left": left, "problems": plain_problems(lasting(report.problems)), "made": ()}


def plain_reasons(reasons: Reasons) -> list[Any]:
    """Reasons as plain values, each sentence once."""
    numbers: dict[str, int] = {}
    pages = {page: [numbers.setdefault(text, len(numbers)) for text in own] for page, own in reasons.pages.items()}
    return [reasons.every, list(numbers), pages]


def replayed(plain: Mapping[str, Any], seconds: Iterable[tuple[str, float]]) -> Report:
    """The report of a build in which nothing changed, from that of the one before: same problems, nothing done."""
    done = Report(**{**plain, "left": made_left(plain["left"]), "problems": made_problems(plain["problems"])})
    return replace(
        done, index_made=False, rendered=0, written=0, removed=0, loaded=0, unchanged=done.pages, seconds=tuple(seconds)
    )


def made_left(values: Collection[list[Any]]) -> tuple[Left, ...]:
    """What was left out, from plain values. Its class is imported where there is any."""
    if not values:
        return ()
    from kawara.model import Left

    return tuple(Left(path, reason, datetime.fromisoformat(when) if when else None) for path, reason, when in values)


def plain_problems(problems: Iterable[Problem]) -> list[list[Any]]:
    """Problems as plain values."""
    return [list(asdict(problem).values()) for problem in problems]


def made_problems(values: Iterable[list[Any]]) -> tuple[Problem, ...]:
    """The problems out of :func:`plain_problems`."""
    return tuple(Problem(*row) for row in values)


def name_in(root: str, file: str) -> str:
    """A file's name in the states: from the site's folder where it is below it, so that a cache may be restored elsewhere."""
    return file.removeprefix(root + "/")


def file_of(root: Path, name: str) -> str:
    """The file of such a name."""
    return str(root / name)
