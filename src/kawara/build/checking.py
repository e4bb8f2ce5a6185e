"""The content check of a whole site: what a build would say of its texts, and what the rules find in them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain
from pathlib import Path

from kawara.base.calm import calm
from kawara.base.checks import CHECKS
from kawara.base.findings import Finding, severe, sorted_findings
from kawara.base.theme import theme_folder
from kawara.build.drafting import Draft, drafted, texts
from kawara.build.holding import remembering
from kawara.build.loading import desk_of, load_texts
from kawara.build.locking import guarded
from kawara.build.looked_before import Looked, keep, key_of, looked_before, packed, unpacked
from kawara.build.looking import look_at_pages
from kawara.build.options import Options, Tell, silent
from kawara.build.recall import Memory, Past, past_of
from kawara.build.run import Run
from kawara.build.settings import configure
from kawara.build.sight import Sight, looked
from kawara.build.work import Desk, memo_key, read
from kawara.check import copied, unlinked, variant_word
from kawara.check.passages import NO_PRINTS, prints
from kawara.check.spared import ignored, spared
from kawara.check.table import look, look_over
from kawara.check.text import Text
from kawara.config import Config
from kawara.loader.decode import decode
from kawara.loader.loader import load
from kawara.loader.outline import Outline, read_outline
from kawara.loader.rules.code_blocks import PALE
from kawara.loader.scan import scan
from kawara.memory.records import Head
from kawara.memory.salt import code_salt
from kawara.model import Loaded, Post, Source
from kawara.site.site import Site
from kawara.workers import spread


@dataclass(frozen=True, slots=True)
class Item:
    """One text to look at."""

    path: str
    source: Source
    post: Post | None
    places: Mapping[str, tuple[int, int, str]]


def check(root: Path, options: Options, tell: Tell = silent) -> tuple[Finding, ...]:
    """Everything that is wrong with the texts of a site, and with the site as far as it is known without building it.

    Nothing is written but what is remembered of the sources, and of addresses elsewhere, which are asked only where the options
    say so. Raises KawaraError where nothing can be said at all.
    """
    config, found = configure(root)
    run = Run(root.absolute(), options, config, tell)
    run.add(found)
    with calm():
        return remembering(run, checked)


def checked(run: Run, memory: Memory) -> tuple[Finding, ...]:
    """The check, with what is remembered of the sources."""
    scanned = scan(run.root, run.config, theme_folder())
    run.add(scanned.problems)
    salt = code_salt()
    past = past_of(memory, salt)
    sources = texts(scanned)
    sight = looked(run, sources, past, "")
    desk = desk_of(run, salt, memory.cache.path)
    pale = replace(desk_to_look(run, salt, past, desk), look=partial(pack_loaded, run.config))
    loaded = load_texts(run, sources, sight, past, pale)
    heads = loaded.heads
    draft = drafted(run, scanned, heads)
    site = draft.site
    changed = frozenset(source.path for source in sources if is_changed(source, past, sight))
    pages, said = look_at_pages(run, draft, changed)
    run.add(said)
    by_path = {source.path: head for source, head in zip(sources, heads, strict=True)}
    far = outside(run, memory, draft, by_path, changed) if run.options.external else ()
    items = [item_of(source, by_path[source.path]) for source in sources]
    memos = {source.path: memo_key(source, sight.digest(source), desk.salt) for source in sources}
    every = looks(run, memory, items, memos, loaded.looked)
    own = [each for one in every for each in one.findings]
    prints_of = {item.path: one.prints for item, one in zip(items, every, strict=True)}
    shared = copied.copies(prints_of, partial(line_of, {item.path: item for item in items}))
    posts = {item.path: item.post for item in items if item.post}
    whole = spared(
        [
            *look_over(site, run.config.severity),
            *among(run, site, items, every),
            *pages,
            *far,
            *guarded(run, memory, draft),
        ],
        posts,
    )
    told = [
        Finding(one) for one in run.problems if one.code not in CHECKS
    ]  # builds tell some of these too, as warnings
    return tuple(sorted_findings([*told, *severe([*own, *shared, *whole], run.config.severity)]))


def desk_to_look(run: Run, salt: str, past: Past, desk: Desk) -> Desk:
    """What loading needs: the `desk` of builds, or where none has left what it loads, one whose code stays pale.

    To colour it takes a quarter of loading. What a look finds is the same, and is kept as that of the builds' memo.
    """
    if past.seen is not None and past.seen.desk == desk.salt:
        return desk
    markdown = {**run.config.markdown, PALE: True}
    return desk_of(replace(run, config=replace(run.config, markdown=markdown)), salt, desk.cache)


def looks(
    run: Run, memory: Memory, items: Sequence[Item], memos: Mapping[str, bytes], new: Mapping[str, bytes]
) -> list[Looked]:
    """What the rules find in each text: new where it has just been loaded, remembered where it is as it was, else looked at now."""
    keys = {item.path: key_of(memos[item.path], run.config.severity) for item in items}
    known = looked_before(memory, keys)
    left = [item for item in items if item.path not in known and item.path not in new]
    chunks = run.watched(spread(look_chunk, run.config, left, run.workers), "checking", len(left))
    later = {item.path: one for item, one in zip(left, chain.from_iterable(chunks), strict=True)}
    keep(memory, keys, {**new, **later})
    known |= {path: unpacked(look) for path, look in (*new.items(), *later.items())}
    return [known[item.path] for item in items]


def looking_again(root: Path) -> Callable[[str, str], list[Finding]]:
    """A function for the path of a text and what it would be: what the rules would find in it."""
    config, _ = configure(root)
    sources = {source.path: source for source in scan(root.absolute(), config, theme_folder()).sources}

    def again(path: str, text: str) -> list[Finding]:
        outlines: list[Outline] = []
        loaded = load(sources[path], text.encode(), config, outlines)
        found = look_loaded(config, sources[path], loaded, outlines[0]).findings if outlines else ()
        return list(severe(found, config.severity))

    return again


def outside(
    run: Run, memory: Memory, draft: Draft, heads: Mapping[str, Head], changed: frozenset[str]
) -> list[Finding]:
    """What is to be told of addresses elsewhere."""
    from kawara.build.reaching import reached

    keys = {path: head.key for path, head in heads.items() if head.post}
    return reached(run, memory, draft, keys, changed)


def is_changed(source: Source, past: Past, sight: Sight) -> bool:
    """Whether a text is not what the last build saw, as far as that is remembered."""
    if past.seen is None:
        return False
    known = past.heads.get(source.path)
    return known is None or known.source != sight.digest(source)


def among(run: Run, site: Site, items: Sequence[Item], looked_at: Sequence[Looked]) -> Iterator[Finding]:
    """What the rules find that compare all texts."""
    usual = variant_word.rarer(one.words for one in looked_at)
    concerned = [item for item, one in zip(items, looked_at, strict=True) if not usual.keys().isdisjoint(one.words)]
    for chunk in spread(spell_chunk, (run.config, usual), concerned, run.workers):
        yield from (each for found in chunk for each in found)
    if unlinked.CODE in run.config.severity:
        linked = zip((item.path for item in items), (one.targets for one in looked_at), strict=True)
        yield from unlinked.unlinked(site, linked)


def spell_chunk(given: tuple[Config, Mapping[str, str]], items: Sequence[Item]) -> list[tuple[Finding, ...]]:
    """Where these texts have words in a spelling that is not the usual one."""
    config, usual = given
    texts_of = (text_of(item, read(item.source)[0], config) for item in items)
    return [tuple(variant_word.find(text, usual)) for text in texts_of]


def line_of(items: Mapping[str, Item], path: str, number: int) -> str:
    """One line of a text; empty where it is no more what it was."""
    text, _ = decode(path, read(items[path].source)[0])
    lines = (text or "").removeprefix("\ufeff").split("\n")
    return lines[number - 1] if number <= len(lines) else ""


def item_of(source: Source, head: Head) -> Item:
    """One text, with what is known of it."""
    return Item(source.path, source, head.post, head.places)


def look_chunk(config: Config, items: Sequence[Item]) -> list[bytes]:
    """What the rules find in these texts, packed."""
    return [packed(look_at(config, item)) for item in items]


def pack_loaded(config: Config, source: Source, loaded: Loaded, outline: Outline) -> bytes:
    """What the rules find in one text that has just been loaded, packed."""
    return packed(look_loaded(config, source, loaded, outline))


def look_loaded(config: Config, source: Source, loaded: Loaded, outline: Outline) -> Looked:
    """What the rules find in one text that has just been loaded: its blocks need no second parsing."""
    whole, body_line, blocks = outline
    return look_over_text(
        config, Text(source.path, whole.split("\n") if whole else (), body_line, blocks, loaded.post, loaded.places)
    )


def look_at(config: Config, item: Item) -> Looked:
    """What the rules find in one text."""
    data, unread = read(item.source)
    return Looked() if unread else look_over_text(config, text_of(item, data, config))


def look_over_text(config: Config, text: Text) -> Looked:
    """The findings, and what texts are compared by."""
    if not text.lines:
        return Looked()
    shared = NO_PRINTS if copied.CODE in ignored(text.post) else prints(text, copied.LEAST)
    targets = unlinked.targets(text) if unlinked.CODE in config.severity else ()
    return Looked(tuple(look(text, config.severity)), shared, variant_word.vocabulary(text), targets)


def text_of(item: Item, data: bytes, config: Config) -> Text:
    """One text as the rules see it; without lines when it cannot be read."""
    whole, body_line, blocks = read_outline(item.path, data, config)
    return Text(item.path, whole.split("\n") if whole else (), body_line, blocks, item.post, item.places)
