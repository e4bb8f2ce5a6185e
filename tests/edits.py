"""A blog in a string on which edits are tried, the edits, and the proof that building on is as good as building anew."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

from kawara.base.problems import Problem, exit_status
from kawara.build.options import Report
from sites import lay, made, tree, write

PIXEL = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x10\0\0\0\x08 and not much more"
"""The head of a picture, 16 by 8."""

BLOG = """
-- kawara.yml --
title: Blog
url: https://example.org/
language: en
pagination: {per_page: 2}
feeds: {limit: 3}
-- content/about.md --
---
title: About
---
Us. See [the first](posts/one.md).
-- content/posts/brief.md --
---
title: Brief
date: 2025-05-05
expires: 2026-12-01
---
Soon over.
-- content/posts/one.md --
---
title: One
date: 2026-01-01
tags: [ink]
---
The first of all. It ends here.

And it goes on.
-- content/posts/two.md --
---
title: Two
date: 2026-01-02
tags: [ink, paper]
aliases: [/old/]
---
After [one](one.md).
-- content/posts/three/index.md --
---
title: Three
date: 2026-01-03
categories: [Craft]
series: [Prints]
part: 1
---
![A picture](pic.png)
-- content/posts/four.md --
---
title: Four
date: 2026-01-04
series: [Prints]
part: 2
---
More of it.
-- content/posts/five.md --
---
title: Five
date: 2026-01-05
tags: [paper]
authors: [Hoku]
---
Late.
-- content/posts/draft.md --
---
title: Draft
date: 2026-01-06
draft: true
---
Not yet.
-- content/posts/later.md --
---
title: Later
date: 2026-12-01
---
In a week.
-- static/note.txt --
A note.
"""

PAGES = """
404.html about/index.html archive/2025/index.html archive/2026/index.html archive/index.html authors/hoku/index.html
authors/index.html categories/craft/index.html categories/index.html index.html page/1/index.html page/2/index.html
posts/brief/index.html posts/five/index.html posts/four/index.html posts/one/index.html posts/three/index.html
posts/two/index.html series/index.html series/prints/index.html tags/index.html tags/ink/index.html
tags/paper/index.html
"""
"""Every page with a menu."""

FEEDS = """
feed.json feed.xml categories/craft/feed.json categories/craft/feed.xml tags/ink/feed.json tags/ink/feed.xml
tags/paper/feed.json tags/paper/feed.xml
"""


def blog(folder: Path) -> Path:
    """The blog, laid out but not built."""
    write(lay(folder, BLOG), "content/posts/three/pic.png", PIXEL)
    return folder


def change(folder: Path, name: str, old: str, new: str) -> None:
    """Put one text in the place of another, which must be there."""
    file = folder / name
    text = file.read_text(encoding="utf-8")
    assert old in text, f"'{old}' is not in {name}"
    file.write_text(text.replace(old, new), encoding="utf-8")


def remove(folder: Path, name: str) -> None:
    """Take a file or a folder away."""
    target = folder / name
    shutil.rmtree(target) if target.is_dir() else target.unlink()


def rename(folder: Path, name: str, new: str) -> None:
    """Move a file or a folder."""
    (folder / new).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).rename(folder / new)


def clean_build(folder: Path, to: Path, **options: Any) -> Report:
    """A build that knows nothing of any other, into a folder of its own."""
    return made(folder, **options, cache=False, output=to)


def without_output(problems: tuple[Problem, ...]) -> list[Problem]:
    """The problems, but for those that are about the one output or the one memory."""
    return [found for found in problems if found.code not in ("cache", "kept", "manifest", "recovered")]


def check_like_clean(folder: Path, report: Report, clean: Path, output: str = "_site", **options: Any) -> None:
    """What was built on is, to the last byte and the last problem, what is built anew."""
    expected = clean_build(folder, clean, **options)
    assert tree(folder / output) == tree(clean)
    assert without_output(report.problems) == without_output(expected.problems)
    assert exit_status(report.problems) == exit_status(expected.problems)
    for fact in ("complete", "published", "left", "pages", "site_digest"):
        assert getattr(report, fact) == getattr(expected, fact), fact
