"""The whole way: a folder of Markdown becomes a site."""

from __future__ import annotations

import html
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
from lxml import etree

from conftest import REPOSITORY, shared
from sites import lay, made, page, tree, write

SEED = "seed/2025-10-25-meta-reliance-india-ai.md"
TITLE = "MetaがインドAI市場に深くコミット：その真意と、私たちが見るべき未来とは？"
EXCERPT = "Meta、印AIベンチャーに30%出資について詳細に分析します。"
ATOM = "{http://www.w3.org/2005/Atom}"

BLOG = """
-- kawara.yml --
url: https://example.org/blog/
title: A blog
-- content/posts/one.md --
---
title: One
date: 2026-01-02 03:04:05 +0900
tags: [AI, 日本]
categories: [Notes]
---
See [two](two.md#there) and [about](/about/).
-- content/posts/two.md --
---
title: Two
date: 2026-01-01
tags: [ai]
aliases: [/old/two/]
---
Hello.

## There
-- content/about.md --
---
title: About
---
Us.
-- content/posts/draft.md --
---
title: Draft
draft: true
date: 2026-01-01
---
SECRETMARK
-- content/posts/later.md --
---
title: Later
date: 2027-01-01
---
SECRETMARK
-- content/posts/gone.md --
---
title: Gone
date: 2020-01-01
expires: 2021-01-01
---
SECRETMARK
-- static/robots-help.txt --
hello
"""


def test_a_folder_with_nothing_but_the_seed_becomes_a_site(tmp_path: Path) -> None:
    """The first post kawara was made for builds with no configuration: every page it needs, and its text complete."""
    seed = shared(SEED)
    (tmp_path / "content").mkdir()
    shutil.copy(seed, tmp_path / "content" / "posts.md")
    (tmp_path / "content" / "posts").mkdir()
    (tmp_path / "content" / "posts.md").rename(tmp_path / "content" / "posts" / seed.name)

    report = made(tmp_path)

    assert not [p for p in report.problems if p.severity == "error"]
    home = page(tmp_path, "index.html")
    post = page(tmp_path, "posts/meta-reliance-india-ai/index.html")
    assert TITLE in home
    assert EXCERPT in home
    for name in (
        "categories/業界分析",
        "tags/ai",
        "tags/最新ニュース",
        "tags/技術動向",
        "tags/meta",
        "tags/投資",
        "archive",
    ):
        assert TITLE in page(tmp_path, f"{name}/index.html"), name
    assert TITLE in page(tmp_path, "archive/2025/index.html")
    assert "ALLFORCES編集部" in post
    assert "2025-10-25" in post
    body = seed.read_text(encoding="utf-8").split("---\n", 2)[2]
    written = [line.strip() for line in body.splitlines() if line.strip() and line.strip() != "---END---"]
    shown = bare(re.sub(r"<[^>]+>", "", post))
    assert [line for line in written if bare(line) not in shown] == []
    feed = etree.fromstring(page(tmp_path, "feed.xml").encode())
    assert [entry.findtext(f"{ATOM}title") for entry in feed.iter(f"{ATOM}entry")] == [TITLE]
    assert json.loads(page(tmp_path, "feed.json"))["items"][0]["title"] == TITLE
    assert "posts/meta-reliance-india-ai/" in page(tmp_path, "sitemap.xml")


def bare(text: str) -> str:
    """A text without Markdown's signs, entities and white space, so that source and page can be compared."""
    return re.sub(r"^[#\-*\d.]+\s|\*\*|\s", "", html.unescape(text))


def test_what_is_not_published_is_in_no_output(tmp_path: Path) -> None:
    """Drafts, posts of the future and expired ones reach no page, feed, list or sitemap, and the report says why."""
    report = made(lay(tmp_path, BLOG))

    assert (report.published, report.drafts, report.future, report.expired) == (2, 1, 1, 1)
    for file in (tmp_path / "_site").rglob("*"):
        if file.is_file():
            text = file.read_text(encoding="utf-8")
            assert "SECRETMARK" not in text
            assert "Later" not in text


def test_flags_publish_what_they_name(tmp_path: Path) -> None:
    """`--drafts` and `--future` let in what they say, and a page with drafts asks not to be indexed."""
    report = made(lay(tmp_path, BLOG), drafts=True, future=True)

    assert report.published == 4
    assert "noindex" in page(tmp_path, "posts/draft/index.html")
    assert "SECRETMARK" in page(tmp_path, "posts/later/index.html")


def test_links_carry_the_base_path(tmp_path: Path) -> None:
    """Under a base path a link to a file and a link from the root both lead to where the page is."""
    made(lay(tmp_path, BLOG))
    text = page(tmp_path, "posts/one/index.html")

    assert 'href="/blog/posts/two/#there"' in text
    assert 'href="/blog/about/"' in text


def test_spellings_of_a_tag_are_one_page(tmp_path: Path) -> None:
    """`AI` and `ai` share one page, and no post is lost from it."""
    made(lay(tmp_path, BLOG))
    text = page(tmp_path, "tags/ai/index.html")

    assert ">One<" in text
    assert ">Two<" in text


def test_a_second_build_writes_nothing(tmp_path: Path) -> None:
    """Equal bytes are not rewritten, so that their times stay for rsync and caches."""
    made(lay(tmp_path, BLOG))
    before = {file: file.stat().st_mtime_ns for file in (tmp_path / "_site").rglob("*") if file.is_file()}

    report = made(tmp_path)

    assert (report.written, report.removed) == (0, 0)
    assert before == {file: file.stat().st_mtime_ns for file in (tmp_path / "_site").rglob("*") if file.is_file()}


def test_what_is_no_longer_made_goes_and_what_is_foreign_stays(tmp_path: Path) -> None:
    """A deleted post's page is removed; a file that kawara did not write is not."""
    made(lay(tmp_path, BLOG))
    write(tmp_path, "_site/CNAME", "example.org\n")
    write(tmp_path, "_site/mine.txt", "mine")
    (tmp_path / "content" / "posts" / "two.md").unlink()
    write(tmp_path, "content/posts/one.md", "---\ntitle: One\ndate: 2026-01-02\n---\nAlone.\n")

    made(tmp_path)

    assert not (tmp_path / "_site" / "posts" / "two").exists()
    assert (tmp_path / "_site" / "mine.txt").read_text() == "mine"
    assert (tmp_path / "_site" / "CNAME").exists()


def test_a_blocking_error_leaves_the_last_good_site(tmp_path: Path) -> None:
    """Nothing is written, not even the posts that are right."""
    made(lay(tmp_path, BLOG))
    before = tree(tmp_path / "_site")
    write(tmp_path, "content/posts/one.md", "---\ntitle: One\ndate: tomorrow\n---\n")
    write(tmp_path, "content/posts/two.md", "---\ntitle: Changed\ndate: 2026-01-01\n---\n")

    report = made(tmp_path)

    assert not report.complete
    assert tree(tmp_path / "_site") == before


def test_keep_going_publishes_the_rest(tmp_path: Path) -> None:
    """The post at fault keeps its old page and is named; the others are published."""
    made(lay(tmp_path, BLOG))
    old = page(tmp_path, "posts/one/index.html")
    write(tmp_path, "content/posts/one.md", "---\ntitle: One\ndate: tomorrow\n---\n")
    write(tmp_path, "content/posts/two.md", "---\ntitle: Changed\ndate: 2026-01-01\n---\n")

    report = made(tmp_path, keep_going=True)

    assert report.complete
    assert [p.code for p in report.problems if p.severity == "error"] == ["date"]
    assert page(tmp_path, "posts/one/index.html") == old
    assert "Changed" in page(tmp_path, "posts/two/index.html")


WORLDS: dict[str, Mapping[str, str]] = {
    "utc": {"TZ": "UTC", "PYTHONHASHSEED": "0", "LC_ALL": "C.UTF-8"},
    "tokyo": {"TZ": "Asia/Tokyo", "PYTHONHASHSEED": "1", "LC_ALL": "ja_JP.UTF-8"},
    "new york": {"TZ": "America/New_York", "PYTHONHASHSEED": "2", "LC_ALL": "de_DE.UTF-8"},
}


@pytest.mark.parametrize("world", WORLDS)
def test_the_same_bytes_everywhere(world: str, tmp_path: Path) -> None:
    """Zone, locale, hash seed, folder, working directory and the order in which files were made reach no output."""
    here = lay(tmp_path / "here", BLOG)
    made(here, output=tmp_path / "one")
    there = tmp_path / "another place"
    for source in sorted(here.rglob("*"), reverse=True):
        if source.is_file() and "_site" not in source.parts:
            write(there, source.relative_to(here).as_posix(), source.read_bytes())

    subprocess.run(
        [sys.executable, "-m", "kawara", "-C", str(there), "build", "--now", "2026-11-23T09:00:00+00:00",
         "--output", str(tmp_path / "two"), "--jobs", "2"],
        env={**os.environ, **WORLDS[world]}, cwd=there / "content", check=True, capture_output=True,
    )  # fmt: skip

    assert tree(tmp_path / "one") == tree(tmp_path / "two")


def test_this_repository_builds_its_own_site(tmp_path: Path) -> None:
    """What a newcomer sees first is built without a fault."""
    report = made(REPOSITORY, output=tmp_path / "site")

    assert [p for p in report.problems if p.severity != "note"] == []
    assert report.complete
    assert report.published >= 10
