"""docs/templates.md and the code name the same things, in both directions; and every example in it renders."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

import pytest
from jinja2 import Environment
from jinja2.tests import TESTS

from conftest import REPOSITORY
from kawara.model import Heading, Listing, Post, Term
from kawara.renderer.faces import Alternate, Entry, FeedLink, Head, PageFace, SiteFace
from kawara.renderer.filters import FILTERS
from kawara.renderer.once import HANDLE
from kawara.renderer.sketches import Place
from kawara.renderer.templates import CHANCE, CHANCE_FILTERS, Sources, Templates, ThemeEnvironment
from kawara.renderer.view import MenuItem
from kawara.site.addresses import Address
from kawara.site.terms import TermCount
from sites import lay, made, page, told, write

PAGE = (REPOSITORY / "docs/templates.md").read_text("utf-8")
CODE = re.compile(r"`([^`]+)`")
SITE = """
-- kawara.yml --
title: Diary
url: https://cat.test/
language: en
-- content/posts/a.en.md --
---
title: Plum rain
date: 2026-04-02 09:30
categories: craft
tags: [ink]
series: rain
rating: 4
---
Rain.

## One

## Two

## Three

-- content/posts/a.ja.md --
---
title: 梅雨
date: 2026-04-02
---
雨。
-- content/posts/b.md --
---
title: Second
date: 2026-05-02
series: rain
lang: en
aliases: /old/
---
More rain.
-- content/about.md --
---
title: About
lang: en
---
Us.
"""


def section(title: str) -> str:
    """The text below a heading, up to the next one."""
    found = re.search(rf"^##+ {re.escape(title)}\n(.*?)(?=^##+ |\Z)", PAGE, re.DOTALL | re.MULTILINE)
    assert found, title
    return found[1]


def rows(text: str) -> list[list[str]]:
    """The cells of all rows of tables that begin with a name in code, or with the name of a record."""
    lines = [line for line in text.splitlines() if line.startswith("| ") and not line.startswith("| ---")]
    return [[cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]] for line in lines]


def named(text: str) -> set[str]:
    """Every name in code in the first cells, without what stands in brackets behind it."""
    return {name.partition("(")[0] for cells in rows(text) for name in CODE.findall(cells[0])}


def split(title: str) -> tuple[str, str]:
    """What all templates see, and what `feed.xml` sees beside it."""
    every, _, feed = section(title).partition("In `feed.xml`")
    return every, feed


# --- names -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("title", "prefix", "names"),
    [
        ("site", "site.", {name for name in vars(SiteFace) if not name.startswith("_")}),
        ("page", "page.", {field.name for field in fields(PageFace)}),
        ("post", "post.", {field.name for field in fields(Post)}),
        ("Filters and tests", "", {*FILTERS}),
    ],
)
def test_names_are_those_of_the_code(title: str, prefix: str, names: set[str]) -> None:
    """No more and no fewer."""
    assert named(section(title)) == {prefix + name for name in names}


def test_variables_are_those_that_templates_get(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On each kind of page, as a build hands them over."""
    seen: defaultdict[str, set[str]] = defaultdict(set)
    render = Templates.render

    def watched(self: Templates, name: str, variables: Mapping[str, Any], subject: str) -> str:
        seen[name] |= variables.keys() - {HANDLE}
        return render(self, name, variables, subject)

    monkeypatch.setattr(Templates, "render", watched)
    made(lay(tmp_path, SITE))
    every, feed = map(named, split("What a template sees"))
    assert {name: names - every for name, names in seen.items() if names != every} == {"feed.xml": feed}
    whole = {"home.html", "post.html", "page.html", "term.html", "terms.html", "archive.html", "year.html", "404.html"}
    assert whole | {"redirect.html", "feed.xml", "sitemap.xml", "robots.txt"} <= seen.keys()


RECORDS: Mapping[str, Any] = {
    "term": Term,
    "counted term": TermCount,
    "place in a series": Place,
    "feed": FeedLink,
    "version": Alternate,
    "link of the menu": MenuItem,
    "heading": Heading,
    "listing": Listing,
    "head": Head,
    "entry of a feed": Entry,
    "address in a sitemap": Address,
}


def test_small_records_have_the_fields_that_are_told() -> None:
    """And properties made of them."""
    told_of = {cells[0]: {*CODE.findall(cells[1])} for cells in rows(section("Small records"))[1:]}
    found = {}
    for name, record in RECORDS.items():
        own = {field.name for field in fields(record)} if is_dataclass(record) else set(record._fields)
        found[name] = own | {key for key, value in vars(record).items() if isinstance(value, property)}
    assert told_of == found


def test_blocks_are_those_of_the_theme() -> None:
    """Each stands in the row of the template in which it is first."""
    text = section("Templates and their blocks")
    told_of = {name for cells in rows(text)[1:] for name in CODE.findall(cells[2]) if name != "base.html"}
    files = (REPOSITORY / "templates").glob("*.html")
    assert told_of == {name for file in files for name in re.findall(r"{% block (\w+)", file.read_text("utf-8"))}


def test_every_template_has_its_row() -> None:
    """Of the theme as it is, directives apart, which stand in the manual of Markdown."""
    told_of = named(section("Templates and their blocks"))
    assert told_of == {file.name for file in (REPOSITORY / "templates").iterdir() if file.is_file()}


def test_tests_functions_and_all_other_filters_are_those_of_jinja() -> None:
    """But for what answers differently each time."""
    environment, plain = ThemeEnvironment(Sources(())), Environment(autoescape=True)
    assert environment.tests == TESTS
    assert environment.filters.keys() == (plain.filters.keys() | FILTERS.keys()) - {*CHANCE_FILTERS}
    assert environment.globals.keys() == plain.globals.keys() - {*CHANCE}


# --- examples ----------------------------------------------------------------------------------------------------------

TABLES = ("What a template sees", "site", "page", "post", "Filters and tests")


def examples(text: str) -> list[str]:
    """The last cells of tables of four columns, as a template has them."""
    cells = [row for row in rows(text) if len(row) == 4 and row[3] != "example"]
    return [row[3].strip("`").replace("\\|", "|") for row in cells]


def test_every_row_has_a_type_and_an_example() -> None:
    """Also one that is added tomorrow."""
    for title in TABLES:
        assert [cells[0] for cells in rows(section(title)) if len(cells) != 4 or not all(cells)] == []


def test_every_example_renders(tmp_path: Path) -> None:
    """On each kind of page; those about a post on the pages of posts."""
    every, feed = split("What a template sees")
    common = [*examples(every), *examples(section("site")), *examples(section("page"))]
    filters = examples(section("Filters and tests"))
    of_post = [*examples(section("post")), *(one for one in filters if "post" in one)]
    common += [one for one in filters if "post" not in one]
    body = "\n".join([*common, "{% if post and post.date %}", *of_post, "{% endif %}"])
    lay(tmp_path, SITE)
    write(
        tmp_path,
        "templates/base.html",
        f'{{% extends "theme:base.html" %}}{{% block footer %}}<pre>{body}</pre>{{% endblock %}}',
    )
    write(tmp_path, "templates/feed.xml", "<pre>" + "\n".join(examples(feed)) + "</pre>")
    assert len(common) > 40
    assert [fault.text for fault in made(tmp_path).problems] == []
    text = page(tmp_path, "posts/a/index.html")
    for expected in ("2026-04-02", "1,234", "日本語", "One.", "plum-rain", "https://cat.test/about/", "Diary"):
        assert expected in text.rpartition("<pre>")[2]
    assert "2026-05-02" in page(tmp_path, "feed.xml")


BLOCKS = re.findall(r"^```jinja\n\{# (templates/\S+) #\}\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE)
STRINGS = re.findall(r"^```yaml\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE)
STYLES = re.findall(r"^```css\n/\* (static/\S+) \*/\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE)


@pytest.mark.parametrize(("name", "text"), BLOCKS, ids=[name for name, _ in BLOCKS])
def test_templates_that_are_shown_can_be_used_as_they_are(name: str, text: str, tmp_path: Path) -> None:
    """One block replaced, and the rest of the page stays."""
    made(lay(tmp_path, SITE))
    before = page(tmp_path, "posts/a/index.html")
    write(tmp_path, name, text)
    assert told(made(tmp_path)) == []
    after = page(tmp_path, "posts/a/index.html")
    assert after != before
    assert len(after) > len(before)


def test_words_and_styles_that_are_shown_can_be_used_as_they_are(tmp_path: Path) -> None:
    """Two words of the theme, and a style behind the theme's."""
    lay(tmp_path, SITE)
    write(tmp_path, "templates/strings/en.yaml", STRINGS[0])
    for name, text in STYLES:
        write(tmp_path, name, text)
    assert told(made(tmp_path)) == []
    assert "2 texts" in page(tmp_path, "archive/index.html")
    assert 'href="/custom.css"' in page(tmp_path, "index.html")
    assert len(BLOCKS) >= 2
