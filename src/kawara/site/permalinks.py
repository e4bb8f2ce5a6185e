"""Where each post, page and list lives: decoded site paths (`/posts/a/`), and the hrefs made of them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from posixpath import basename, dirname

from kawara.base.forms import in_language
from kawara.base.problems import Problem, problem
from kawara.base.text import brief, nfc
from kawara.base.urls import expand, permalink_values, quote, resolve, slugify, unquote, unsafe
from kawara.config import FILE, Config
from kawara.model import Post, Term
from kawara.site.places import Places, spot

CONTENT = "content"
NOT_FOUND = "/404.html"
_SLUG_ALONE = re.compile(r"[^:]*:(slug|title)/?")
LISTS = {"home": "/", "archive": "/archive/"}


def href(base: str, path: str) -> str:
    """The path part of a URL, ready for an attribute: the base path, which is encoded, and a decoded path below it."""
    return base.rstrip("/") + quote(path)


def place_at(base: str, url: str) -> str:
    """The decoded path, from the site's root, of a URL that :func:`href` has made."""
    return unquote("/" + url.removeprefix(base))


def list_path(kind: str, key: str = "", edition: str = "") -> str:
    """Where a list begins: home, archive, one year of it, a term, or without a key the index of a kind of terms."""
    prefix = f"/{edition}" if edition else ""
    if kind in LISTS:
        return prefix + LISTS[kind]
    if kind == "year":
        return f"{prefix}/archive/{key}/"
    return f"{prefix}/{kind}/{slugify(key)}/" if key else f"{prefix}/{kind}/"


def numbered(path: str, number: int) -> str:
    """Where a numbered page of the list at `path` lives; number 0 is the list's first page."""
    return f"{path}page/{number}/" if number else path


def place(path: str, mounts: Mapping[str, str]) -> str:
    """The path of a source below the site's root: without `content/`, or with the root of the folder's mount."""
    roots = {CONTENT: ""} | {folder.strip("/"): below.strip("/") for folder, below in mounts.items()}
    folder = max((folder for folder in roots if path.startswith(f"{folder}/")), key=len, default="")
    return f"{roots.get(folder, '')}/{path[len(folder) :].lstrip('/')}".lstrip("/")


def below_language(path: str, config: Config) -> str:
    """The same, but for the folder of a language of the site: versions of one post in several languages share it."""
    home, folders = in_language(place(path, config.mounts).split("/"), config.languages)
    return "/".join(folders) if home else place(path, config.mounts)


def version(stem: str, config: Config) -> str:
    """What the versions of one post have in common, of the stem of any of them: also `a.md` and `a/index.md`, in two folders."""
    return below_language(stem, config).removesuffix("/index") if config.languages else stem


def post_path(post: Post, config: Config, places: Places) -> tuple[str, list[Problem]]:
    """The decoded path of a post or page, and nothing wrong with it; or an empty one, and why it has none.

    A file whose name leaves no slug has no path either; it was named for that when it was loaded.
    """
    is_index = basename(post.stem) == "index"
    if not (post.slug or post.permalink or is_index):
        return "", []
    try:
        path = _own_path(post, config)
    except ValueError as error:  # a placeholder that does not exist, or that has no value in this post
        return "", [_pattern_fault(post, error, places)]
    fault = _fault(post, path)
    return ("", [_path_fault(post, path, fault, places)]) if fault else (path, [])


def _own_path(post: Post, config: Config) -> str:
    pattern = post.permalink or (config.permalink if post.kind == "post" else "")
    path = expand(pattern, _values(post, pattern, config)) if pattern else _page_path(post, config)
    in_edition = not post.edition or path.startswith(f"/{post.edition}/")
    return path if in_edition else f"/{post.edition}{path}"


def _values(post: Post, pattern: str, config: Config) -> dict[str, str]:
    """What a pattern may ask for. Categories go by their keys: a path must not move when another spelling is the usual one."""
    if _SLUG_ALONE.fullmatch(pattern):  # the default, spared the work for twenty more placeholders
        return {"slug": post.slug, "title": post.slug}
    below = below_language(post.stem, config).removeprefix("_").removeprefix("posts/")
    keys = [canonical(term, config) for term in post.categories]
    return permalink_values(post.slug, post.date, keys, f"{below}.md", f"{post.kind}s")


def canonical(term: Term, config: Config) -> str:
    """The key of the term that this one stands for: its own, unless `taxonomies` makes it an alias."""
    taxonomy = config.taxonomies.get(term.kind)
    return taxonomy.aliases.get(term.key, term.key) if taxonomy else term.key


def _page_path(post: Post, config: Config) -> str:
    """`/path/` of a page: the folders as they are, then its slug; a folder itself for its `index.md`."""
    whole = below_language(post.stem, config)
    if basename(whole) != "index":
        own = f"{dirname(whole)}/{post.slug}/"
    elif post.has_slug and dirname(whole):
        own = f"{dirname(dirname(whole))}/{post.slug}/"
    else:
        own = f"{dirname(whole)}/"
    path = "/" + nfc(own).lstrip("/")
    return NOT_FOUND if path == "/404/" else path


def _fault(post: Post, path: str) -> str | None:
    """What keeps a path from being written, as a sentence."""
    if "/" in unquote(post.slug):
        return f"the slug '{brief(post.slug)}' has a slash"
    if not post.slug and not post.permalink and post.kind == "post":
        return "a post at the root of its folder has no name for its path"
    reason = unsafe(path)
    return f"its path '{brief(path)}' {reason}" if reason else None


def _path_fault(post: Post, path: str, fault: str, places: Places) -> Problem:
    key = "permalink" if post.permalink else "slug"
    code = "outside" if resolve("", unquote(path)) is None else "slug"
    hint = f"give it a `{key}` of letters, digits and hyphens"
    return problem(code, post.path, fault, hint=hint, **spot(places, key))


def _pattern_fault(post: Post, error: ValueError, places: Places) -> Problem:
    """A fault of the site's own pattern is told once, at the settings: it is the same for each post that has a date."""
    if post.permalink:
        hint = "the manual lists what a permalink may hold"
        return problem("slug", post.path, str(error), hint=hint, **spot(places, "permalink"))
    if post.date is None:
        return problem("slug", post.path, f"{error} (`permalink` in {FILE})", hint="give it a `date` or a `permalink`")
    hint = "write such as permalink: /posts/:slug/; the manual lists the placeholders under «URLs»"
    return problem("config", FILE, f"`permalink`: {error}", hint=hint)
