"""A post under another name: what moves with it, and what has to be written anew so that nothing is lost by it.

Nothing is moved here. The site is decided once more with the sources under their new names, so that what is said of addresses is what a
build would make of it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from posixpath import basename, dirname, normpath

from kawara.base.ignored import is_passed_over
from kawara.base.problems import KawaraError, problem
from kawara.base.text import nfc
from kawara.base.theme import theme_folder
from kawara.base.urls import unsafe
from kawara.build.drafting import Draft, drafted, texts
from kawara.build.following import following, named
from kawara.build.holding import remembering
from kawara.build.loading import heads_of
from kawara.build.options import Options
from kawara.build.recall import Memory
from kawara.build.relinking import Moves, name_of, relinked, repictured
from kawara.build.run import Run
from kawara.build.settings import configure
from kawara.check.locked import below
from kawara.config import Config
from kawara.loader.amending import with_alias, with_alias_instead, with_id
from kawara.loader.loader import load
from kawara.loader.names import DATED
from kawara.loader.outline import read_outline
from kawara.loader.scan import Scan, scan
from kawara.model import Source
from kawara.site.ids import entry_id
from kawara.site.permalinks import place
from kawara.site.whereabouts import Whereabouts


@dataclass(frozen=True, slots=True)
class Renaming:
    """What is to be done."""

    moves: Mapping[str, str]
    """Path of a file → its new one."""
    written: Mapping[str, tuple[str, str]]
    """Path of a text, as it was → the text as it is and as it is to be."""
    addresses: tuple[tuple[str, str], ...]
    """Addresses that change: old, new."""
    apart: tuple[str, ...]
    """Paths of versions in other languages that stay where they are, and are versions of it no more."""


def renaming(root: Path, options: Options, old: str, new: str) -> Renaming:
    """What it takes to call the post at `old` `new`: paths from the site's folder, or for `new` a bare name.

    Raises KawaraError when there is no such post, or the new name cannot be had.
    """
    config, found = configure(root)
    run = Run(root.absolute(), options, config)
    run.add(found)
    return remembering(run, lambda run, memory: planned(run, memory, nfc(old), nfc(new)))


def planned(run: Run, memory: Memory, old: str, new: str) -> Renaming:
    """The plan, with what is remembered of the sources."""
    scanned = scan(run.root, run.config, theme_folder())
    path = found_text(scanned, old)
    own, apart = wanted(run, scanned, path, target(path, new, run.config))
    moves = together(run, scanned, own)
    before = decided(run, memory, scanned)
    after = decided(run, memory, Scan(tuple(renamed(source, moves, run) for source in scanned.sources)))
    texts_of = {source.path: source for source in texts(scanned)}
    written = dict(changes(run, texts_of, before, after, moves))
    pairs = ((address(before, one), address(after, moves[one])) for one in moves if one in texts_of)
    return Renaming(moves, written, tuple((was, now) for was, now in pairs if was and was != now), apart)


def wanted(run: Run, scanned: Scan, path: str, new: str) -> tuple[dict[str, str], tuple[str, ...]]:
    """The text and its versions, each with its new path; and the versions that stay where they are."""
    paths = [source.path for source in texts(scanned)]
    others = dict(following(paths, path, new, run.config))
    stay = tuple(one for one, to in others.items() if not to)
    return {path: new} | {one: to for one, to in others.items() if to}, stay


def together(run: Run, scanned: Scan, own: dict[str, str]) -> dict[str, str]:
    """Every file that moves with these texts."""
    moves: dict[str, str] = {}
    for path, new in own.items():
        moves |= moved(run, scanned, path, new)
    moves |= own
    taken = {source.path for source in scanned.sources}.difference(moves)
    places = Counter(moves.values())
    for there in sorted(new for new, times in places.items() if times > 1 or new in taken):
        raise KawaraError(problem("usage", there, "there is a file of this name already", hint="choose another"))
    return moves


def found_text(scanned: Scan, old: str) -> str:
    """The path of the text that is meant: with or without its suffix, or its folder."""
    known = {source.path for source in texts(scanned)}
    bare = normpath(old)
    for path in (bare, f"{bare}.md", f"{bare}/index.md", f"content/posts/{bare}.md", f"content/posts/{bare}/index.md"):
        if path in known:
            return path
    raise KawaraError(
        problem("usage", old, "there is no such post or page", hint="name its file, as content/posts/a.md")
    )


def target(path: str, new: str, config: Config) -> str:
    """The new path of a text. A bare name keeps folder, date, language and suffix."""
    if new.endswith((".md", ".markdown")):
        return normpath(new)
    stem = named(path, config).stem
    is_index = basename(stem) == "index"
    own, rest = (dirname(path), f"/{basename(path)}") if is_index else (stem, path[len(stem) :])
    date = DATED.fullmatch(basename(own))
    head = f"{date[1]}-" if date and date[2] and not DATED.fullmatch(basename(new)) else ""
    folder = dirname(new) if "/" in new else dirname(own)
    return normpath(f"{folder}/{head}{basename(normpath(new))}{rest}")


def moved(run: Run, scanned: Scan, path: str, new: str) -> dict[str, str]:
    """Every file that moves: the text, and what lies in the folder of its own. Raises KawaraError for a name that cannot be had."""
    roots = ("content", *(folder.strip("/") for folder in run.config.mounts))
    reason = (
        unsafe(f"/{new}")
        or ("" if new.startswith(tuple(f"{root}/" for root in roots)) else "is not in content/")
        or ("is passed over, as hidden files are" if is_passed_over(new) else "")
        or ("is its name already" if new == path else "")
    )
    if reason:
        text = f"'{new}' {reason}"
        raise KawaraError(problem("usage", path, text, hint="name another, such as content/posts/b.md"))
    folder, to = own_folder(path, run.config), own_folder(new, run.config)
    is_bundle = folder == dirname(path)
    inside = [source.path for source in scanned.sources if source.path.startswith(f"{folder}/") and source.path != path]
    others = [one for one in inside if one.endswith(".md") and dirname(one) != folder]
    if folder == to or others or (not is_bundle and any(one.endswith(".md") for one in inside)):
        inside = []
    return {path: new} | {one: f"{to}{one[len(folder) :]}" for one in inside}


def own_folder(path: str, config: Config) -> str:
    """The folder whose files belong to a text: that of an `index`, else the one beside it that is called as it is."""
    stem = named(path, config).stem
    roots = ("content", *(folder.strip("/") for folder in config.mounts))
    is_bundle = basename(stem) == "index" and dirname(stem) not in (*roots, *(f"{root}/posts" for root in roots))
    return dirname(stem) if is_bundle else stem


def renamed(source: Source, moves: Mapping[str, str], run: Run) -> Source:
    """A source under its new name; its file is where it was."""
    new = moves.get(source.path)
    return replace(source, path=new, place=place(new, run.config.mounts)) if new else source


def decided(run: Run, memory: Memory, scanned: Scan) -> Draft:
    """The site of these sources."""
    again = Run(run.root, run.options, run.config)
    sources = sorted(texts(scanned), key=lambda source: source.path)
    return drafted(again, scanned, heads_of(again, memory, sources))


def address(draft: Draft, path: str) -> str:
    """The address of a text, as an alias has it; empty when it is not published."""
    url = draft.site.url_of(path)
    return below(url, draft.site) if url else ""


def changes(
    run: Run, sources: Mapping[str, Source], before: Draft, after: Draft, moves: Mapping[str, str]
) -> Iterator[tuple[str, tuple[str, str]]]:
    """Each text that has to be written anew, as it is and as it is to be."""
    mending = Moves(moves, dict(led(before, after, moves)), frozenset(before.files), naming(before, after, moves))
    for path, source in sources.items():
        data = Path(source.file).read_bytes()
        text, body_line, blocks = read_outline(path, data, run.config)
        if not text:
            continue
        stem = before.site.stems.get(path, path.rpartition(".")[0])
        mended = repictured(relinked(text, path, stem, blocks, mending), body_line, path, stem, mending)
        if path in moves:
            mended = amended(run, replace(source, path=moves[path]), mended, (before, after), path)
        if mended != text:
            yield path, (text, mended)


def led(before: Draft, after: Draft, moves: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """The address of each file that moves, as it was and as it is; of those that are published then too."""
    for path, new in moves.items():
        if path in before.plan.urls and new in after.plan.urls:
            yield below(before.plan.urls[path], before.site), below(after.plan.urls[new], after.site)


def naming(before: Draft, after: Draft, moves: Mapping[str, str]) -> Naming:
    """How names in double brackets change."""
    return Naming(
        Whereabouts(before.site, before.plan.pages, before.plan.urls),
        Whereabouts(after.site, after.plan.pages, after.plan.urls),
        moves,
    )


@dataclass(frozen=True, slots=True)
class Naming:
    """Names in double brackets, before and after."""

    before: Whereabouts
    after: Whereabouts
    moves: Mapping[str, str]

    def __call__(self, name: str, path: str) -> str:
        """The name by which what was meant goes now; empty when it is no other."""
        post = self.before.site.post(path)
        found = self.before.named(name, post.lang if post else "")
        if len(found) != 1 or found[0] not in self.moves:
            return ""
        new = self.moves[found[0]]
        lang = post.lang if post else ""
        if self.after.named(name, lang) == (new,):
            return ""
        stem = self.after.site.stems.get(new, new.rpartition(".")[0])
        short = name_of(stem)
        return (
            short if self.after.named(short, lang) == (new,) else "/".join(stem.removesuffix("/index").split("/")[-2:])
        )


def amended(run: Run, source: Source, text: str, drafts: tuple[Draft, Draft], path: str) -> str:
    """A text that moves, with its old address among its aliases, and the identity that feeds know it by."""
    before, after = drafts
    was, now = before.site.post(path), after.site.post(source.path)
    if was is None or now is None:
        return text
    old, new = address(before, path), address(after, source.path)
    try:
        if new in now.aliases:
            text = with_alias_instead(text, new, old)
        elif old != new and old not in now.aliases:
            text = with_alias(text, old)
        if was.kind == "post" and not was.id and entry_id(was, run.config) != entry_id(now, run.config):
            text = with_id(text, entry_id(was, run.config))
    except ValueError as error:
        raise KawaraError(
            problem("usage", path, str(error), hint=f"write the alias {old} yourself, and try again")
        ) from error
    checked = load(source, text.encode(), run.config).post
    if checked is None or (old != new and old not in checked.aliases):
        raise KawaraError(problem("usage", path, f"the alias {old} could not be written", hint="write it yourself"))
    return text
