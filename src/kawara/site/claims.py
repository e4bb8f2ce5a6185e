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
from kawara.site import aliases
from kawara.site.places import Places, spot

AUTHOR, GENERATED, ALIAS, THEME = range(4)
"""Who claims, in the order in which claims are granted. Redirects come late: they give way to no page, they are refused."""

KEYS = {"post": ("permalink", "slug"), "page": ("permalink", "slug"), "redirect": aliases.KEYS}
"""Kind of page → the front matter keys that put it where it is."""

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


def _key(output: str) -> str:
    return output.lower() if output.isascii() else nfc(nfc(output).casefold())


def _parents(key: str) -> Iterator[str]:
    at = key.rfind("/")
    while at > 0:
        yield key[:at]
        at = key.rfind("/", 0, at)


def _rival(claim: Claim, granted: Granted) -> Claim | None:
    """Who has this path already, or a part of it as a file, or files below it."""
    key = _key(claim.page.output)
    rival = granted.files.get(key) or granted.folders.get(key)
    for parent in _parents(key):
        if rival or parent in granted.folders:
            break
        rival = granted.files.get(parent)
    return rival


def _grant(claim: Claim, granted: Granted) -> None:
    key = _key(claim.page.output)
    granted.files[key] = claim
    for parent in _parents(key):
        if parent in granted.folders:
            break
        granted.folders[parent] = claim


def _is_same_path(claim: Claim, rival: Claim) -> bool:
    return _key(claim.page.output) == _key(rival.page.output)


def _gives_way(claim: Claim, rival: Claim) -> bool:
    """Whether a refused claim is no fault: an override, or one file that two versions of a post share."""
    if claim.rank == THEME:
        return True
    same = _is_same_path(claim, rival)
    return same and (claim.rank == GENERATED or (claim.page.kind == "copy" and claim.page.owner == rival.page.owner))


def _unusable(page: Page, reason: str) -> Problem:
    """A file whose name is no path on every host. All other paths were looked at when they were made."""
    return problem("slug", page.owner, f"its path '{page.output}' {reason}", hint="rename the file")


def _collision(claim: Claim, rival: Claim, places: Mapping[str, Places]) -> Problem:
    if claim.rank == GENERATED:  # a file where the site needs a folder, or the reverse: the author's is the one to move
        return _problem(rival.page, _in_the_way(rival.page, claim.page), places)
    return _problem(claim.page, _sentence(claim, rival), places)


def _problem(page: Page, text: str, places: Mapping[str, Places]) -> Problem:
    spotted = places.get(page.owner, {}) if page.kind != "copy" else {}
    key = "permalink" if "permalink" in spotted else "slug"
    hint = HINTS.get(page.kind, f"give one of them another `{key}:`")
    return problem("collision", page.owner, text, hint=hint, **spot(spotted, *KEYS.get(page.kind, ())))


def _in_the_way(page: Page, generated: Page) -> str:
    if _key(generated.output).startswith(f"{_key(page.output)}/"):
        return f"it makes a file '{page.output}', where the site has a folder for its lists"
    return f"it makes a file below '{generated.output}', which is a file of the site's own"


def _sentence(claim: Claim, rival: Claim) -> str:
    """How two claims meet, told of the one that is refused."""
    page, other = claim.page, rival.page
    owner = other.owner or "a page the site makes itself"
    if claim.rank == ALIAS:
        whose = "its own path" if other.owner == page.owner and rival.rank != ALIAS else f"taken by {owner}"
        return f"its alias '/{page.output.removesuffix('index.html')}' is {whose}"
    if not _is_same_path(claim, rival):
        return f"it makes '{page.output}' and {owner} makes '{other.output}': one would have to be both file and folder"
    if page.output != other.output:
        return f"it makes '{page.output}' and {owner} makes '{other.output}': the same file where case does not count"
    return f"it makes '{page.output}', and so does {owner}"
