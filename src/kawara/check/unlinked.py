"""Rule: a post to which no other text leads."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator

from kawara.base.findings import Finding
from kawara.base.text import fold, nfc
from kawara.base.urls import resolve, unquote
from kawara.check.on_site import at_field
from kawara.check.row import Check
from kawara.check.text import Text
from kawara.site.site import Site

CODE = "unlinked"
_TARGET = re.compile(
    r"\]\(\s*<?([^)\s>#?]+)|^ {0,3}\[[^\]\n]+\]:\s*<?([^\s>#?]+)|\bhref=[\"']([^\"'#?]+)|\[\[([^\]|#]+)", re.MULTILINE
)
_FAR = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//")


def targets(text: Text) -> tuple[str, ...]:
    """What the links of a text may name: paths of sources, addresses from the root, and names in double brackets."""
    whole = "\n".join(text.lines[text.body_line - 1 :])
    return tuple(dict.fromkeys(name for found in _TARGET.finditer(whole) for name in _names(text.path, found)))


def _names(path: str, found: re.Match[str]) -> Iterator[str]:
    named, written = found[4], found[1] or found[2] or found[3]
    if named:
        yield f"[[{fold(named)}"
    elif written.startswith("/"):
        yield unquote(written)
    elif not _FAR.match(written) and (file := resolve(path, nfc(unquote(written)))):
        yield from (file, f"{file}.md", f"{file}/index.md")


def unlinked(site: Site, linked: Iterable[tuple[str, Collection[str]]]) -> Iterator[Finding]:
    """Each post that no text names but its own. `linked`: path of a text → what its links may name."""
    by: dict[str, set[str]] = {}
    for path, names in linked:
        for name in names:
            by.setdefault(name, set()).add(path)
    for post in site.posts("home"):
        known = (post.path, unquote(post.url), site.paths[post.path], f"[[{fold(post.slug)}", f"[[{_own(post.stem)}")
        if all(by.get(name, set()) <= {post.path} for name in known):
            yield at_field(site, post.path, "title", CODE, "no other text links to this post")


def _own(stem: str) -> str:
    return fold(stem.removesuffix("/index").rpartition("/")[2])


CHECK = Check(
    CODE,
    english=(
        "Lists lead to every post, but readers follow the links in what they read. A post that no other text links to is found by few."
        " Most posts of most blogs are such, so this rule is off until the site asks for it; then it shows which old posts a new one"
        " could mention."
    ),
    japanese="一覧からはどの記事にも行けますが、読者は読んでいる文章の中のリンクをたどります。ほかの記事からリンクされていない記事は見つけられにくいものです。多くのブログではほとんどの記事がそうなので、サイトが求めたときだけ調べます。",
    wrong="---\ntitle: 梅\n---\n\n梅が咲きました。\n-- content/posts/b.md --\n---\ntitle: 桜\n---\n\n[梅](a.md)に続いて桜も咲きました。\n",
    right="---\ntitle: 梅\n---\n\n梅が咲きました。[桜](b.md)はまだです。\n-- content/posts/b.md --\n---\ntitle: 桜\n---\n\n[梅](a.md)に続いて桜も咲きました。\n",
    asked=True,
)
