"""The image of a post, above its text: with its size, its words and its versions, at once, and never twice."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from edits import PIXEL
from sites import lay, made, page, told, write

SITE = """
-- kawara.yml --
url: https://cat.test/b/
language: en
-- content/posts/a/index.md --
---
title: Plum
date: 2026-01-01
image: tree.png
image_alt: A "tree"
---
Text.
"""
POST = "content/posts/a/index.md"
OUTPUT = "posts/a/index.html"


@pytest.fixture
def blog(tmp_path: Path) -> Path:
    """A post with a picture beside it."""
    write(lay(tmp_path, SITE), "content/posts/a/tree.png", PIXEL)
    return tmp_path


def edit(blog: Path, old: str, new: str) -> str:
    """The post with one text in the place of another, built."""
    text = (blog / POST).read_text("utf-8")
    assert old in text
    write(blog, POST, text.replace(old, new))
    made(blog)
    return page(blog, OUTPUT)


def cover(text: str) -> list[str]:
    """What stands in the place of the cover."""
    return re.findall(r'<figure class="cover">(.*)</figure>', text)


def test_the_cover_has_its_size_and_does_not_wait(blog: Path) -> None:
    """So that nothing moves when it comes; and cards of links show it as well."""
    assert told(made(blog)) == []
    image = '<img src="/b/posts/a/tree.png" alt="A &quot;tree&quot;" width="16" height="8" fetchpriority="high">'
    assert cover(page(blog, OUTPUT)) == [image]
    assert '<meta property="og:image" content="https://cat.test/b/posts/a/tree.png">' in page(blog, OUTPUT)


def test_a_cover_without_words_is_passed_over_by_screen_readers(blog: Path) -> None:
    """Its `alt` is empty, not absent."""
    assert 'alt="" width' in cover(edit(blog, 'image_alt: A "tree"\n', ""))[0]


def test_a_picture_is_not_shown_twice(blog: Path) -> None:
    """Where the text has it already, that is where it stands."""
    text = edit(blog, "Text.", "![A tree](tree.png)")
    assert cover(text) == []
    assert text.count('src="/b/posts/a/tree.png"') == 1
    assert "og:image" in text


def test_a_cover_can_be_for_cards_alone(blog: Path) -> None:
    """By `cover: false`."""
    text = edit(blog, "image_alt", "cover: false\nimage_alt")
    assert cover(text) == []
    assert "og:image" in text


def test_a_cover_from_elsewhere_has_no_size(blog: Path) -> None:
    """And nobody asks for it while the site is built."""
    text = edit(blog, "image: tree.png", "image: https://elsewhere.test/tree.png")
    assert cover(text) == ['<img src="https://elsewhere.test/tree.png" alt="A &quot;tree&quot;" fetchpriority="high">']


def test_a_cover_whose_address_has_no_scheme(blog: Path) -> None:
    """It has that of its page there; machines, which have it from elsewhere, are told that of the site."""
    text = edit(blog, "image: tree.png", "image: //elsewhere.test/tree.png")
    whole = "https://elsewhere.test/tree.png"
    assert 'src="//elsewhere.test/tree.png"' in cover(text)[0]
    assert f'<meta property="og:image" content="{whole}">' in text
    assert f'"image": "{whole}"' in text
    assert json.loads(page(blog, "feed.json"))["items"][0]["image"] == whole


def test_a_cover_from_the_root_of_the_site(blog: Path) -> None:
    """As any other address."""
    write(blog, "static/t.png", PIXEL)
    assert 'src="/b/t.png" alt="A &quot;tree&quot;" width="16"' in cover(edit(blog, "tree.png", "/t.png"))[0]


def test_what_is_no_picture_is_told(blog: Path) -> None:
    """With the line of `image`; the page goes without."""
    write(blog, "content/posts/a/tree.txt", "no picture")
    write(blog, POST, SITE.partition("index.md --\n")[2].replace("tree.png", "tree.txt"))
    assert told(made(blog)) == [f"{POST}:4:8: warning[image]"]
    assert cover(page(blog, OUTPUT)) == []


def test_another_picture_makes_the_page_anew(blog: Path) -> None:
    """For its size, which is another now."""
    made(blog)
    write(blog, "content/posts/a/tree.png", PIXEL.replace(b"\x10", b"\x20"))
    made(blog)
    assert 'width="32"' in cover(page(blog, OUTPUT))[0]
