"""Every output path is claimed once.

Paths are compared after NFC and without regard to case, since many hosts keep files so; and a path cannot be a file and a
folder. The author's pages and files come before what the site makes of itself, and that before the theme's files, silently;
two of the author's for one path, or a redirect on any page, are an error that names both.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from kawara.base.problems import Problem, problem
from kawara.base.text import nfc
from kawara.base.urls import unsafe
from kawara.model import Page
from kawara.site.places import Places, spot

AUTHOR, GENERATED, ALIAS, THEME = range(4)
"""Who claims, in the order in which claims are granted. Redirects come late: they give way to no page, they are refused."""

KEYS = {"post": ("permalink", "slug"), "page": ("permalink", "slug"), "redirect": ("aliases",)}
"""Kind of page → the fields that put it where it is."""

HINTS = {
    "redirect": "remove the alias",
    "copy": "rename or remove one of them",
}
"""Kind of page → how to end a collision; for posts and pages by another slug."""


@dataclass(frozen=True, slots=True)
class Claim:
    """One page, and the right by which it claims its path."""

    rank: int
    page: Page


@dataclass(frozen=True, slots=True)
class Granted:
    """Who has which path: folded path → its claim."""

    files: dict[str, Claim] = field(default_factory=dict)
    folders: dict[str, Claim] = field(default_factory=dict)
    """Every folder with the first claim below it."""


def settle(claims: Iterable[Claim], places: Mapping[str, Places]) -> tuple[list[Page], list[Problem]]:
    """The pages that are granted their path, and one problem for each that is refused and should not be.

    Of two of the author's, the one whose path comes later is refused; a post or page rather than a file.
    """
    granted, problems = Granted(), list[Problem]()
    for claim in sorted(claims, key=lambda claim: (claim.rank, claim.page.kind != "copy", claim.page.owner)):
        reason = unsafe(claim.page.output) if claim.page.kind == "copy" else None
        rival = None if reason else _rival(claim, granted)
        if reason:
            problems.append(_unusable(claim.page, reason))
        elif rival is None:
            _grant(claim, granted)
        elif not _gives_way(claim, rival):
            problems.append(_collision(claim, rival, places))
    return [claim.page for claim in granted.files.values()], list(dict.fromkeys(problems))


def folded(output: str) -> str:
    """A path as it is compared with others."""
    return output.lower() if output.isascii() else nfc(nfc(output).casefold())


def _parents(key: str) -> Iterator[str]:
    at = key.rfind("/")
    while at > 0:
        yield key[:at]
        at = key.rfind("/", 0, at)


def _rival(claim: Claim, granted: Granted) -> Claim | None:
    """Who has this path already, or a part of it as a file, or files below it."""
    key = folded(claim.page.output)
    rival = granted.files.get(key) or granted.folders.get(key)
    for parent in _parents(key):
        if rival or parent in granted.folders:
            break
        rival = granted.files.get(parent)
    return rival


def _grant(claim: Claim, granted: Granted) -> None:
    key = folded(claim.page.output)
    granted.files[key] = claim
    for parent in _parents(key):
        if parent in granted.folders:
            break
        granted.folders[parent] = claim


def _gives_way(claim: Claim, rival: Claim) -> bool:
    """Whether a refused claim is no fault: an override, or one file that two versions of a post share.

    A page that stands where the site's own would, but for case, overrides nothing: links lead to the other spelling.
    """
    same = claim.page.output == rival.page.output
    is_shared = claim.page.kind == "copy" and claim.page.owner == rival.page.owner
    return claim.rank == THEME or (same and (claim.rank == GENERATED or is_shared))


def _unusable(page: Page, reason: str) -> Problem:
    """A file whose name is no path on every host. All other paths were looked at when they were made."""
    return problem("slug", page.owner, f"its path '{page.output}' {reason}", hint="rename the file")


def _collision(claim: Claim, rival: Claim, places: Mapping[str, Places]) -> Problem:
    """The problem of a refused claim. The site's own page cannot move: then it is told of what stands in its way."""
    page, other = (rival.page, claim.page) if claim.rank == GENERATED else (claim.page, rival.page)
    text = _on_a_page(page, rival) if claim.rank == ALIAS else _sentence(page, other)
    spotted = {} if page.kind == "copy" else places.get(page.owner, {})
    key = "permalink" if "permalink" in spotted else "slug"
    hint = HINTS.get(page.kind, f"give one of them another `{key}:`")
    return problem("collision", page.owner, text, hint=hint, **spot(spotted, *KEYS.get(page.kind, ())))


def _on_a_page(page: Page, rival: Claim) -> str:
    alias = f"/{page.output.removesuffix('index.html')}"
    if rival.rank != ALIAS and rival.page.owner == page.owner:
        return f"its alias '{alias}' is its own path"
    return f"its alias '{alias}' is taken by {rival.page.owner or 'a page the site makes itself'}"


def _sentence(page: Page, other: Page) -> str:
    """How two claims meet, told of the first. For a list's folder none of the pages in it is named: there are many."""
    makes, key, other_key = f"it makes '{page.output}'", folded(page.output), folded(other.output)
    owner = other.owner or "the site itself"
    if page.output == other.output:
        return f"{makes}, and so does {owner}"
    if not other.owner and other_key.startswith(f"{key}/"):
        return f"{makes}, where the site needs a folder for its lists"
    what = "one file where case does not count" if key == other_key else "one would be both a file and a folder"
    return f"{makes}, and {owner} makes '{other.output}': {what}"
