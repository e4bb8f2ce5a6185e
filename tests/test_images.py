"""Images: as large as their file says, loaded when they come near, and as their author wishes where they say."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from edits import check_like_clean
from kawara.base.problems import Problem
from kawara.loader.pictures import size
from sites import lay, made, page, write

HEAD = "---\ntitle: Reading\ndate: 2026-02-01\n---\n"
SITE = """
-- kawara.yml --
url: https://example.org/blog/
language: en
-- content/posts/other.md --
---
title: Other
date: 2026-01-01
---
Without a picture.
"""


def png(width: int, height: int) -> bytes:
    """The head of a picture."""
    return b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + width.to_bytes(4) + height.to_bytes(4) + b"\x08\x02\0\0\0"


def site(folder: Path, text: str, **files: bytes) -> Path:
    """A site with one post of that text beside others, and pictures."""
    write(lay(folder, SITE), "content/posts/reading/index.md", f"{HEAD}{text}\n")
    write(folder, "content/posts/reading/a.png", png(640, 480))
    write(folder, "content/posts/reading/b.png", png(30, 20))
    write(folder, "static/images/c.png", png(8, 9))
    for name, data in files.items():
        write(folder, f"content/posts/reading/{name.replace('_', '.')}", data)
    return folder


def shown(folder: Path, text: str, **files: bytes) -> tuple[str, list[Problem]]:
    """The page of that post, and what is wrong with it."""
    report = made(site(folder, text, **files))
    return page(folder, "posts/reading/index.html"), list(report.problems)


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("![A](a.png)", '<img src="/blog/posts/reading/a.png" alt="A" width="640" height="480" decoding="async">'),
        ('![](a.png "T & t")', '<img src="/blog/posts/reading/a.png" alt="" title="T &amp; t" width="640" height="480" decoding="async">'),
        ("![](/images/c.png)", '<img src="/blog/images/c.png" alt="" width="8" height="9" decoding="async">'),
        ("![](https://e.org/x.png)", '<img src="https://e.org/x.png" alt="" decoding="async">'),
        ("![](data:image/png;base64,AA)", '<img src="data:image/png;base64,AA" alt="" decoding="async">'),
        ("[![A *b*](b.png)](a.png)", '<a href="/blog/posts/reading/a.png"><img src="/blog/posts/reading/b.png" alt="A b" width="30" height="20" decoding="async"></a>'),
        (
            "![A](a.png)\n\n![B](b.png)",
            '<img src="/blog/posts/reading/b.png" alt="B" width="30" height="20" decoding="async" loading="lazy">',
        ),
    ],
)  # fmt: skip
def test_an_image_on_its_page(tmp_path: Path, text: str, html: str) -> None:
    """With its size, and from the second on loaded when it comes near."""
    text, problems = shown(tmp_path, text)

    assert html.replace(' decoding="async" loading="lazy"', "").rstrip(">") in text.replace(
        ' loading="lazy" decoding="async"', ""
    )
    assert text.count('loading="lazy"') == html.count('loading="lazy"')
    assert problems == []


def test_an_image_in_a_feed(tmp_path: Path) -> None:
    """Has a whole URL and its size, and nothing about how a page loads it."""
    made(site(tmp_path, "![A](a.png) ![B](b.png)"))
    items = json.loads(page(tmp_path, "feed.json"))["items"]

    assert items[0]["content_html"] == (
        '<p><img src="https://example.org/blog/posts/reading/a.png" alt="A" width="640" height="480">'
        ' <img src="https://example.org/blog/posts/reading/b.png" alt="B" width="30" height="20"></p>\n'
    )


def test_what_is_no_image_is_a_warning(tmp_path: Path) -> None:
    """At its place; the page is made without the size."""
    text, (problem,) = shown(tmp_path, "one\ntwo ![A](x.png)", x_png=b"none")

    assert (problem.code, problem.severity, problem.line, problem.column) == ("image", "warning", 6, 10)
    assert problem.text == "the size of content/posts/reading/x.png cannot be told"
    assert '<img src="/blog/posts/reading/x.png" alt="A" decoding="async">' in text


def test_a_drawing_need_not_have_a_size(tmp_path: Path) -> None:
    """SVG fits any."""
    text, problems = shown(tmp_path, "![A](x.svg)", x_svg=b'<svg viewBox="0 0 1 1"/>')

    assert problems == []
    assert '<img src="/blog/posts/reading/x.svg" alt="A" decoding="async">' in text


def test_an_image_that_is_not_there(tmp_path: Path) -> None:
    """Is told as a link is, once."""
    text, (problem,) = shown(tmp_path, "![A](A.PNG)")

    assert (problem.code, problem.hint) == ("link", "did you mean 'a.png'?")
    assert '<img src="A.PNG" alt="A"' in text


def test_a_changed_image_changes_its_pages_alone(tmp_path: Path) -> None:
    """Its page and the feeds that show it; not a page that shows another, and none when nothing changed."""
    root = site(tmp_path / "site", "![A](a.png)")
    write(root, "content/posts/third/index.md", "---\ntitle: Third\ndate: 2026-01-03\n---\n![B](../reading/b.png)\n")
    made(root)
    write(root, "content/posts/reading/a.png", png(100, 50))

    report = made(root)

    assert set(report.made) == {"posts/reading/index.html", "feed.xml", "feed.json"}
    assert 'width="100" height="50"' in page(root, "posts/reading/index.html")
    check_like_clean(root, report, tmp_path / "clean")
    assert made(root).rendered == 0


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (png(3, 4), (3, 4)),
        (b'<svg width="3" height="4"/>', (3, 4)),
        (b'<svg width="nan" height="1e999"/>', None),
        (png(0, 4), None),
        (b"", None),
        (b"text", None),
    ],
)
def test_the_size_of_a_file(tmp_path: Path, data: bytes, found: tuple[int, int] | None) -> None:
    """None when it cannot be told, also where there is no file."""
    (tmp_path / "a").write_bytes(data)

    assert size(str(tmp_path / "a")) == found
    assert size(str(tmp_path / "none")) is None
