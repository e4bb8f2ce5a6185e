"""`kawara check --external`: the addresses elsewhere of texts and pages, asked where nothing is known of them, and what that came to."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from urllib.parse import urldefrag, urlsplit

from kawara import __version__
from kawara.base.findings import Finding
from kawara.base.problems import problem
from kawara.base.text import place_of
from kawara.build.drafting import Draft
from kawara.build.looking import read_text, templates_of
from kawara.build.recall import Memory
from kawara.build.run import Run
from kawara.build.settings import output_folder, shown
from kawara.build.work import opened
from kawara.check import external_broken, external_moved, external_private, external_unknown
from kawara.check.far import far_of, markup, occurrences, perhaps
from kawara.config import Config
from kawara.external.addresses import is_public
from kawara.external.request import Line
from kawara.external.rounds import ask_all
from kawara.external.verdict import BROKEN, GOOD, MOVED, PRIVATE, UNKNOWN, Verdict, decode, encode, is_believed
from kawara.memory.records import decode_body
from kawara.workers import spread
from kawara.writer.manifest import read_manifest

STATE = "external"
"""Under which name the memory keeps what was answered: address → verdict."""
CODES: Mapping[str, str] = {
    BROKEN: external_broken.CODE,
    MOVED: external_moved.CODE,
    UNKNOWN: external_unknown.CODE,
    PRIVATE: external_private.CODE,
}
"""What is known of an address → the rule that tells of it."""

Referred = Mapping[str, Sequence[str]]
"""Path of a text or page → the addresses elsewhere to which it refers."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What looking for addresses needs."""

    folder: str
    """The cache's file, or the output folder."""
    origin: str
    known: frozenset[str] = frozenset()


def reached(
    run: Run, memory: Memory, draft: Draft, keys: Mapping[str, bytes], changed: frozenset[str]
) -> list[Finding]:
    """What is to be told of addresses elsewhere.

    `keys`: path of each text → key of its memo; `changed`: texts that have changed since the pages were built, so that theirs are passed
    over.
    """
    texts = in_texts(run, memory, keys)
    pages = in_pages(run, texts, changed)
    every = dict.fromkeys(one for referred in (texts, pages) for addresses in referred.values() for one in addresses)
    known = learnt(run, memory, every)
    return [*told_in_texts(run, draft, texts, known), *told_in_pages(run, pages, known)]


def in_texts(run: Run, memory: Memory, keys: Mapping[str, bytes]) -> Referred:
    """The addresses of all texts."""
    wanted = Wanted(memory.cache.path, run.config.origin)
    chunks = spread(far_in_texts, wanted, [*keys.values()], run.workers)
    return dict(zip(keys, (one for chunk in chunks for one in chunk), strict=True))


def far_in_texts(wanted: Wanted, keys: Sequence[bytes]) -> list[tuple[str, ...]]:
    """The addresses of the texts with these memos."""
    bodies = (opened(wanted.folder).body(key) for key in keys)
    return [far_of(markup(decode_body(data).pieces), wanted.origin) if data else () for data in bodies]


def in_pages(run: Run, texts: Referred, changed: frozenset[str]) -> Referred:
    """The addresses of the built pages that stand in no text: those that templates and embeds write."""
    output = output_folder(run.root, run.config, run.options.output)
    manifest, _ = read_manifest(str(output), output.name)
    pages = [path for path, entry in (manifest or {}).items() if path.endswith(".html") and entry.owner not in changed]
    wanted = Wanted(str(output), run.config.origin, frozenset(one for each in texts.values() for one in each))
    chunks = spread(far_in_pages, wanted, sorted(pages), run.workers)
    return {
        page: far for page, far in zip(sorted(pages), (one for chunk in chunks for one in chunk), strict=True) if far
    }


def far_in_pages(wanted: Wanted, pages: Sequence[str]) -> list[tuple[str, ...]]:
    """The addresses of these pages that no text has."""
    found = []
    for page in pages:
        html = read_text(wanted.folder, page)
        far = far_of(html, wanted.origin) if perhaps(html, wanted.known) else ()
        found.append(tuple(one for one in far if one not in wanted.known))
    return found


def learnt(run: Run, memory: Memory, addresses: Iterable[str]) -> Mapping[str, Verdict]:
    """What is known of each address: remembered where that is believed still, else asked now and remembered."""
    settings, now = run.config.external, run.options.now.timestamp()
    asked = [one for one in addresses if not is_ignored(one, settings.ignore)]
    kept = {name: verdict for name, data in memory.cache.items(STATE) if (verdict := decode(data))}
    bare = {urldefrag(one).url for one in asked}
    known = {one: kept[one] for one in bare if one in kept and is_believed(kept[one], now, settings.keep_days)}
    left = sorted(bare - known.keys())
    memory.cache.exchange(STATE, (), kept.keys() - bare)
    run.tell("asking", 0, len(left))
    for answers in ask_all(left, line_of(run.config)):
        fresh = {one: replace(verdict, at=now) for one, verdict in answers.items()}
        memory.cache.exchange(STATE, ((one, encode(verdict)) for one, verdict in fresh.items()), ())
        known |= {one: replace(verdict, at=0.0) for one, verdict in fresh.items()}
        run.tell("asking", len(left) - len(bare - known.keys()), len(left))
    return {one: known[urldefrag(one).url] for one in asked}


def is_ignored(address: str, patterns: Sequence[str]) -> bool:
    """Whether an address, or its host, is one that is not to be asked."""
    host = urlsplit(address).netloc.rpartition("@")[2].lower()
    return any(re.fullmatch(wild(one), address) or re.fullmatch(wild(one), host) for one in patterns)


def wild(pattern: str) -> str:
    """A pattern as a regular expression: `*` stands for anything, every other sign for itself."""
    return ".*".join(map(re.escape, pattern.split("*")))


def line_of(config: Config) -> Line:
    """How to ask: as whom, how patiently, and whom not."""
    whose = f"checks the links of {config.url}" if config.url else "checks the links of a blog"
    reach = is_anywhere if config.external.allow_private else is_public
    return Line(f"kawara/{__version__} ({whose})", config.external.timeout, reach)


def is_anywhere(_address: str) -> bool:
    """Any address will do."""
    return True


def told_in_texts(run: Run, draft: Draft, texts: Referred, known: Mapping[str, Verdict]) -> Iterator[Finding]:
    """What is to be told of the texts' addresses, at each of their places."""
    for path, addresses in texts.items():
        wrong = [one for one in addresses if one in known and known[one].state != GOOD]
        source = source_of(run, draft, path) if wrong else ""
        for address in wrong:
            places = [*occurrences(source, address)]
            yield from (at_place(path, source, place, address, known[address]) for place in places)
            if not places:
                yield finding(path, address, known[address])


def source_of(run: Run, draft: Draft, path: str) -> str:
    """A text as its author sees it."""
    return read_text(str(run.root), draft.files.get(path, path)).replace("\r\n", "\n").removeprefix("\ufeff")


def at_place(path: str, source: str, place: tuple[int, str], address: str, verdict: Verdict) -> Finding:
    """What is to be told of an address, where it stands."""
    line, column, text = place_of(source, place[0])
    return finding(path, address, verdict, line=line, column=column, source=text, marked=place[1])


def finding(path: str, address: str, verdict: Verdict, more: str = "", marked: str = "", **place: object) -> Finding:
    """What is to be told of an address."""
    when = f" (asked on {datetime.fromtimestamp(verdict.at, UTC):%Y-%m-%d})" if verdict.at else ""
    text = f"'{address}' {verdict.text}{when}{more}"
    fragment = urldefrag(address).fragment
    hint = f"write {verdict.to}{'#' if fragment else ''}{fragment}" if verdict.to else ""
    fault = problem(CODES[verdict.state], path, text, hint=hint, **place)
    return Finding(fault, fault.line, fault.column + len(marked) if marked else 0, marked or address)


def told_in_pages(run: Run, pages: Referred, known: Mapping[str, Verdict]) -> Iterator[Finding]:
    """What is to be told of what templates and embeds have written: once, at the template where it stands there."""
    wrong: dict[str, list[str]] = {}
    for page, addresses in pages.items():
        for address in addresses:
            if address in known and known[address].state != GOOD:
                wrong.setdefault(address, []).append(page)
    templates = templates_of(run.root) if wrong else {}
    output = shown(output_folder(run.root, run.config, run.options.output), run.root)
    for address, where in wrong.items():
        more = f", on {len(where)} pages" if len(where) > 1 else ""
        for path, text in templates.items():
            if place := next(occurrences(text, address), None):
                line, column, source = place_of(text, place[0])
                yield finding(path, address, known[address], more, place[1], line=line, column=column, source=source)
                break
        else:
            yield finding(f"{output}{where[0]}", address, known[address], more)
