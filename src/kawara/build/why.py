"""Why a page was made again, or was not; and what became of a source: told from what is remembered of the last build."""

from __future__ import annotations

import os
import posixpath
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from pathlib import Path

from kawara.base.problems import KawaraError, one_line, problem
from kawara.base.text import nfc
from kawara.base.theme import theme_folder
from kawara.base.urls import output_path, unquote
from kawara.build import words
from kawara.build.changes import left_words
from kawara.build.lookback import Lookback, look_back
from kawara.build.options import Options
from kawara.build.readers import readers
from kawara.build.recall import file_of, name_in
from kawara.config import FILE
from kawara.memory.digests import digest_of
from kawara.memory.trace import Question

FEW = 3
"""So many questions of one kind are told."""
MANY = 8
"""So many pages are named."""
PLAIN = ("page", "list_url", "is_preview", "has_feeds", "feed_id", "entry_id")
"""Questions whose answers hardly ever move: nobody wants to hear of them."""
HOST_OR_TAIL = re.compile(r"^[a-z]+://[^/?#]*|[?#].*$", re.IGNORECASE)
"""What of a URL says nothing about the page: scheme and host, query and fragment."""
MADE_OF_URL = ("base", "origin")


def why(root: Path, options: Options, name: str) -> list[str]:
    """What is to be said of a page, given by URL or file, or of a source. Raises KawaraError for what is neither."""
    root = root.absolute()
    back = look_back(root, options)
    for output in outputs_meant(back, name):
        if output in back.owners:
            return list(of_page(back, output))
    path = source_meant(back, name)
    for each in (path, name_in(str(root), f"{theme_folder()}/{path}")):
        if each in back.sources or (each == path and Path(file_of(root, path)).is_file()):
            return list(of_source(back, each))
    raise unknown(back, name)


# --- what is meant -----------------------------------------------------------------------------------------------------


def outputs_meant(back: Lookback, name: str) -> Iterator[str]:
    """The outputs that a name may mean: a file of the output, or a URL, whole or its path, encoded or not."""
    below = f"{source_meant(back, name)}/".removeprefix(f"{back.output}/")
    yield below.removesuffix("/")
    yield f"{below}index.html"
    base = back.site.config.base
    path = HOST_OR_TAIL.sub("", name) or "/"
    for each, start in dict.fromkeys(((path, base), (unquote(path), unquote(base)))):
        for below in dict.fromkeys((each, "/" + each.removeprefix(start))):
            yield output_path(below)
            yield output_path(f"{below}/")


def source_meant(back: Lookback, name: str) -> str:
    """The path of a source: from the site's folder, however it was written."""
    whole = posixpath.normpath(nfc(name).replace(os.sep, "/"))
    return name_in(str(back.root), whole)


def unknown(back: Lookback, name: str) -> KawaraError:
    """The error for a name that is neither page nor source, with the nearest that is one."""
    known = [*map(words.address, back.owners), *(path for path in back.sources if not path.startswith("/"))]
    near = get_close_matches(name, known, 1, 0.5)
    text = f"'{name}' is no page of the last build, and no source"
    return KawaraError(
        problem("usage", "", text, hint=f"did you mean '{near[0]}'?" if near else "give a URL or a path")
    )


# --- a page ------------------------------------------------------------------------------------------------------------


def of_page(back: Lookback, output: str) -> Iterator[str]:
    """Why a page was made again or was not, and what it reads."""
    owner = back.owners[output]
    yield f"{words.address(output)} is {back.output}/{output}" + (f", made of {owner}" if owner else "")
    when = f"at the last build, of {words.moment(back.when)}"
    reasons = (back.reasons.every,) if back.reasons.every else back.reasons.pages.get(output)
    if reasons is None:
        yield f"it was left as it was {when}: nothing that it reads had changed"
    else:
        yield f"it was made {'again ' * (not back.reasons.every)}{when}:"
        yield from (f"  {reason}" for reason in reasons)
    asked = back.traces.results.get(output)
    if asked:
        yield "it reads:"
        yield from (f"  {text}" for text in reads([back.traces.questions[number] for number in asked]))


def reads(questions: Sequence[Question]) -> Iterator[str]:
    """What a page has asked for, the weightiest first; many of one kind are counted."""
    kinds: defaultdict[str, list[Question]] = defaultdict(list)
    for question in questions:
        kinds[str(question[0])].append(question)
    for kind in sorted(kinds.keys() - set(PLAIN), key=rank):
        if kind == "setting":
            names = dict.fromkeys("url" if name in MADE_OF_URL else str(name) for _, name in kinds[kind])
            yield "the settings " + ", ".join(f"`{name}`" for name in sorted(names))
        else:
            yield from map(words.asked, kinds[kind][:FEW])
            if len(kinds[kind]) > FEW:
                yield f"… and {len(kinds[kind]) - FEW} more of the kind"


def rank(kind: str) -> tuple[int, str]:
    """The place of a kind of question in the table of words; what is not there comes last."""
    known = list(words.WORDS)
    return (known.index(kind) if kind in known else len(known)), kind


# --- a source ----------------------------------------------------------------------------------------------------------


def of_source(back: Lookback, path: str) -> Iterator[str]:
    """What became of a source, and which pages read it."""
    if path not in back.sources:
        yield f"{path} was not looked at by the last build: it is new since, or kawara does not read it"
        return
    yield became(back, path)
    yield from (f"  {one_line(each)}" for each in back.problems if each.path == path)
    if digest_of(file_of(back.root, path)) != back.sources[path]:
        yield "it has been changed or removed since: build, and ask again"
    found = readers(back, path)
    for role, outputs in found.items():
        yield f"{role} {words.addresses(outputs, MANY)}"
    if not found:
        yield "no page reads it"


def became(back: Lookback, path: str) -> str:
    """The fate of a source."""
    left, url = back.left.get(path), back.site.url_of(path)
    if left:
        return f"{path} {left_words(left)}"
    if url:
        return f"{path} is published at {unquote(url)}"
    others = [words.address(output) for output, owner in back.owners.items() if owner in (path, theme_name(back, path))]
    if others:
        return f"{path} is copied to {', '.join(others)}"
    return f"{path} holds the settings" if path == FILE else f"{path} is no page of its own"


def theme_name(back: Lookback, path: str) -> str:
    """How a file of the theme is called as the owner of its copy."""
    return "theme:" + path.removeprefix(name_in(str(back.root), str(theme_folder())) + "/")
