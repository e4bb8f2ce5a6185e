"""How long a post is, and how long it takes to read."""

from __future__ import annotations

from pathlib import Path

import pytest

from kawara.loader.markdown import render
from kawara.memory.records import decode_body, encode
from kawara.model import Loaded
from sites import lay, made, page, told

SITE = """
-- kawara.yml --
url: https://example.org/
-- templates/post.html --
{{ post.reading_time }} {{ page.reading_time }} {{ page.length }}
-- content/posts/a.md --
---
title: A
date: 2026-01-01
reading_time: 9
---
one two three
-- content/posts/b.md --
---
title: B
date: 2026-01-02
---
梅と桜
"""


@pytest.mark.parametrize(
    ("text", "length", "minutes"),
    [
        ("", 0, 1),
        ("one two three", 3, 1),
        ("word " * 221, 221, 2),
        ("梅" * 500, 500, 1),
        ("梅" * 501, 501, 2),
        ("梅" * 500 + " word", 501, 2),
        ("梅が Python で", 4, 1),
        ("two words\n\n```text\n" + "code " * 999 + "\n```\n\n    " + "more " * 999, 2, 1),
        ("two words ![a picture of many words](a.png)", 2, 1),
        ("{漢字|かんじ}", 2, 1),
    ],
)
def test_what_counts(text: str, length: int, minutes: int) -> None:
    """CJK characters and other words, each at their pace; neither blocks of code, nor images, nor readings."""
    body = render(text).body

    assert (body.length, body.minutes) == (length, minutes)


def test_counts_are_remembered() -> None:
    """A memo holds them."""
    body = render("梅 word").body

    assert decode_body(encode(Loaded(None, body))[1]) == body


def test_the_authors_time_and_the_counted_one(tmp_path: Path) -> None:
    """What the front matter says wins for the post; the page knows the counted one as well, and the length."""
    report = made(lay(tmp_path, SITE))

    assert told(report) == []
    assert page(tmp_path, "posts/a/index.html").split() == ["9", "1", "3"]
    assert page(tmp_path, "posts/b/index.html").split() == ["1", "1", "3"]
