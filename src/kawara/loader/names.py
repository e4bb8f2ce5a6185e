"""What the name and the folders of a source say: language, date, slug, categories, draft."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from kawara.base.forms import LANGUAGES, in_language

DATED = re.compile(r"(\d{4}-\d{1,2}-\d{1,2})(?:[-_](.+))?", re.DOTALL)
TAG = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
POSTS, DRAFTS = "_posts", "_drafts"
"""Jekyll's folders; the folders above `_posts/` are categories."""
POST_FOLDERS = frozenset({"posts", POSTS, DRAFTS})


@dataclass(frozen=True, slots=True)
class Name:
    """What the place of a source says."""

    stem: str
    """Its path without the language in its name and without suffix."""
    suffix: str
    """The language in its name, else that of the folder it lies in; empty when there is none."""
    name: str
    """Its own name, or its folder's for an `index`, less date, language and suffix; empty for the root's `index`."""
    date: str
    """`2025-10-25` at the head of the name; empty when there is none."""
    at_top: bool
    """Whether it lies right in a root folder."""
    below_posts: bool
    draft: bool
    categories: tuple[str, ...]


def read_name(path: str, place: str, languages: Sequence[str]) -> Name:
    """What a source's path, and its place below its root, say. `languages` are the site's; without any, any language counts."""
    bare = path.rpartition(".")[0]
    suffix = _language(bare.rpartition("/")[2].partition(".")[2] and bare.rpartition(".")[2], languages)
    stem = bare[: -len(suffix) - 1] if suffix else bare
    home, folders = in_language(place.split("/")[:-1], languages)
    own = stem.rpartition("/")[2]
    if own == "index":
        own = folders[-1] if folders else ""
    date, name = _dated(own)
    return Name(
        stem=stem,
        suffix=_as_configured(suffix, languages) or home,
        name=name,
        date=date,
        at_top=not folders,
        below_posts=not POST_FOLDERS.isdisjoint(folders),
        draft=DRAFTS in folders,
        categories=tuple(folders[: folders.index(POSTS)]) if POSTS in folders else (),
    )


def _dated(own: str) -> tuple[str, str]:
    """The date at the head of a name, and the name less it; a name that is nothing but a date keeps it."""
    found = DATED.fullmatch(own)
    if not found or not _is_date(found[1]):
        return "", own
    return found[1], found[2] or own


def _is_date(text: str) -> bool:
    try:
        date(*map(int, text.split("-")))
    except ValueError:
        return False
    return True


def _language(piece: str, languages: Sequence[str]) -> str:
    """The last piece of a name, if it is a language of the site or, where the site names none, any language."""
    if not TAG.fullmatch(piece):
        return ""
    if languages:
        return piece if piece.casefold() in map(str.casefold, languages) else ""
    return piece if piece.partition("-")[0].casefold() in LANGUAGES else ""


def _as_configured(suffix: str, languages: Sequence[str]) -> str:
    return next((language for language in languages if language.casefold() == suffix.casefold()), suffix)
