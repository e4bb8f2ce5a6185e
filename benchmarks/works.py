"""What is done to a site before it is built once more: each work is one function of the table."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import corpus
from tools import Tool


@dataclass(frozen=True, slots=True)
class Bench:
    """One tool's site in one round."""

    tool: Tool
    site: Path
    total: int
    """How many posts the blog was laid out with."""
    seed: int

    @property
    def middle(self) -> Path:
        """The post that edits change: neither in a feed nor on the home page."""
        one = corpus.post(self.total // 2, self.total, self.seed)
        return self.site / self.tool.posts / corpus.LAYOUTS[self.tool.layout][0](one)


def nothing(bench: Bench) -> Bench:
    """The first build of a fresh folder, or a build after which nothing was changed."""
    return bench


def edit_body(bench: Bench) -> Bench:
    """One more paragraph at the end of one post."""
    change(bench.middle, lambda text: f"{text}\nOne more paragraph, added later.\n")
    return bench


def edit_title(bench: Bench) -> Bench:
    """One post gets another title."""
    change(bench.middle, lambda text: re.sub(r'(?im)^(title: "?)', r"\1Revised ", text, count=1))
    return bench


def add_post(bench: Bench) -> Bench:
    """A post with two tags, newer than all."""
    one = replace(corpus.post(bench.total, bench.total, bench.seed), tags=(corpus.TAGS[0], corpus.TAGS[3]))
    corpus.write_post(bench.site / bench.tool.posts, one, bench.tool.layout)
    return bench


def edit_template(bench: Bench) -> Bench:
    """The template of posts says one thing more."""
    mark = bench.tool.mark
    change(bench.site / bench.tool.template, lambda text: text.replace(mark, f"{mark}\n<p>A word to all.</p>", 1))
    return bench


def restore(bench: Bench) -> Bench:
    """A new machine: the checkout, the cache and the output are copied in, and every mtime is that of the copy."""
    fresh = bench.site.with_name(f"{bench.site.name}-ci")
    shutil.copytree(bench.site, fresh, symlinks=True, copy_function=shutil.copyfile)
    for folder, _, _ in os.walk(fresh):
        os.utime(folder)  # copytree gives folders their old times
    return replace(bench, site=fresh)


def change(path: Path, how: Callable[[str], str]) -> None:
    """Rewrite one file. An edit that changes nothing would measure nothing: it raises ValueError."""
    old = path.read_text(encoding="utf-8")
    new = how(old)
    if new == old:
        raise ValueError(f"the edit left {path} as it was")
    path.write_text(new, encoding="utf-8", newline="\n")


WORKS: dict[str, tuple[str, Callable[[Bench], Bench]]] = {
    "cold": ("cold build", nothing),
    "noop": ("nothing changed", nothing),
    "body": ("one body edit", edit_body),
    "title": ("one title edit", edit_title),
    "post": ("one new post with two tags", add_post),
    "template": ("one template edit", edit_template),
    "ci": ("cache restored, every mtime new", restore),
}
"""Name → what it is called in a table, and what is done before the build. They follow one another in this order."""
