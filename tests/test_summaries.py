"""Summaries as HTML."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kawara.renderer.summaries import opening
from sites import lay, made, page, told

SITE = """
-- kawara.yml --
url: https://example.org/
-- templates/home.html --
{% for post in posts %}{{ summary(post) }}
{% endfor %}
-- content/posts/a.md --
---
title: A
date: 2026-01-01
---
The **plum** is in [flower](b.md)[^1], `a < b`.

More.

[^1]: A note.
-- content/posts/c.md --
---
title: C
date: 2025-01-02
---
All *before* it.

- is `shown`

<!-- more -->

The rest.
-- content/posts/b.md --
---
title: B
date: 2026-01-02
excerpt: My own <words>.
---
Other *words*.
"""


def test_a_template_shows_the_summary_with_its_markup(tmp_path: Path) -> None:
    """The plain excerpt as it stands in the body, references as whole URLs; what the author wrote for it wins."""
    report = made(lay(tmp_path, SITE))

    assert told(report) == []
    assert page(tmp_path, "index.html").splitlines() == [
        "My own &lt;words&gt;.",
        'The <strong>plum</strong> is in <a href="https://example.org/posts/b/">flower</a>, <code>a &lt; b</code>.',
        "All <em>before</em> it. is <code>shown</code>",
    ]


@pytest.mark.parametrize(
    ("html", "excerpt", "wanted"),
    [
        ("<p>One. Two.</p>", "One.", "One."),
        ("<p><em>One <b>two</b> three</em> four</p>", "One two…", "<em>One <b>two</b></em>…"),
        ("<p>No.</p><p>Yes.</p>", "Yes.", "Yes."),
        ("<p>No.</p>", "Yes.", ""),
        ("<p>On</p>", "One", ""),
        ("<p>One</p>", "", ""),
        ("<p>a<br>\nb</p>", "a b", "a<br>\nb"),
        ("<p>a &amp; b</p>", "a & b", "a &amp; b"),
        ('<p><span id="x" class="y">a</span></p>', "a", '<span class="y">a</span>'),
        ("<p>花が<strong>咲く。散る。</strong></p>", "花が咲く。", "花が<strong>咲く。</strong>"),
        ("<p>One <b>two</b>.</p>\n<ul>\n<li>Three</li>\n</ul>", "One two. Three", "One <b>two</b>. Three"),
        ("<p>花が<b>咲く</b>。</p>\n<p>散る。</p>\n<p>実る。</p>", "花が咲く。散る。", "花が<b>咲く</b>。散る。"),
        ("<h2>花</h2>\n<p>Plum.</p>", "花 Plum.", "花 Plum."),
        (
            "<p><ruby>花<rp>(</rp><rt>はな</rt><rp>)</rp></ruby>は。次。</p>",
            "花は。",
            "<ruby>花<rp>(</rp><rt>はな</rt><rp>)</rp></ruby>は。",
        ),
    ],
)
def test_an_excerpt_is_found_in_its_html(html: str, excerpt: str, wanted: str) -> None:
    """Cut where the plain form is cut, every element closed."""
    assert opening(html, excerpt) == wanted


@given(st.lists(st.sampled_from(["<b>", "</b>", "<i>", "</i>", "a", "花", " ", "&amp;"])), st.integers(1, 9))
def test_no_element_is_left_open(parts: list[str], length: int) -> None:
    """Whatever stands in the paragraph, and wherever it is cut."""
    html = "".join(parts)
    words = re.sub("<.*?>", "", html).replace("&amp;", "&").replace(" ", "")
    found = opening(f"<p>{html}</p>", words[:length])

    assert all(found.count(f"<{tag}>") == found.count(f"</{tag}>") for tag in "bi")
