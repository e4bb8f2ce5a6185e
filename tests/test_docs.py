"""The manual is whole: what the code knows, its pages name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import fields
from pathlib import Path

import pytest

from conftest import REPOSITORY
from kawara.base.checks import CHECKS
from kawara.base.rules import RULES, Rule
from kawara.base.urls import PLACEHOLDERS, STYLES
from kawara.config import Config, External, Feeds, Images, Pagination, Taxonomy
from kawara.loader.fields import FIELDS
from kawara.loader.markdown import ASKED_FOR, NEEDED, render, render_markdown
from kawara.loader.markdown import RULES as RULES_OF_MARKDOWN
from kawara.model import Post
from kawara.renderer.faces import PageFace, SiteFace
from kawara.renderer.filters import FILTERS

DOCS = REPOSITORY / "docs"
PAGES = sorted(DOCS.glob("*.md"))
LINK = re.compile(r"(?<!!)\[[^\]]*\]\((?!https?:)([^)\s#]*)(?:#([^)\s]*))?\)")

NESTED: Mapping[str, tuple[str, type]] = {
    "pagination": ("pagination", Pagination),
    "feeds": ("feeds", Feeds),
    "images": ("images", Images),
    "external": ("check.external", External),
    "taxonomies": ("taxonomies.KIND", Taxonomy),
}
"""Field of Config → the setting it stands for and the record of its own settings."""
ELSEWHERE = {"severity": "check.severity", "output": "build.output", "host": "build.host", "hashed": "build.hashed"}
"""Field of Config → the setting, where the names differ."""


def text(page: str) -> str:
    """The text of a page of the manual."""
    return (DOCS / page).read_text(encoding="utf-8")


def rows(page: str) -> set[str]:
    """Every name in code that stands in the first cell of a table's row."""
    first = (line.split("|")[1] for line in text(page).splitlines() if line.startswith("| "))
    return {name for cell in first for name in re.findall(r"`([^`]+)`", cell)}


MARKDOWN = ("html", "external_rel", "plugins")
"""The settings of `markdown:` that are no switches."""


def settings() -> Iterator[str]:
    """Every setting, by the name that an author writes."""
    yield from (f"markdown.{name}" for name in MARKDOWN)
    yield from ("theme.colors", "theme.fonts", "theme.measure")
    for field in fields(Config):
        if field.name in NESTED:
            prefix, record = NESTED[field.name]
            yield from (f"{prefix}.{inner.name}" for inner in fields(record))
        else:
            yield ELSEWHERE.get(field.name, field.name)


def without_code(markdown: str) -> str:
    """The text without fenced blocks and code in lines, where nothing is a link."""
    return re.sub(r"^(`{3,}).*?^\1$|`[^`\n]+`", "", markdown, flags=re.DOTALL | re.MULTILINE)


def anchors(markdown: str) -> set[str]:
    """The ids of a page's headings: small letters, spaces as hyphens, other signs left out."""
    headings = re.findall(r"^#+ (.+)$", without_code(markdown), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("setting", sorted(settings()))
def test_every_setting_has_a_row(setting: str) -> None:
    """What kawara.yml may say is told in docs/configuration.md."""
    assert setting in rows("configuration.md")


def test_no_row_is_about_a_setting_that_is_gone() -> None:
    """A setting that was taken out leaves the manual as well."""
    assert rows("configuration.md") <= set(settings())


@pytest.mark.parametrize("key", sorted(FIELDS))
def test_every_front_matter_key_has_a_row(key: str) -> None:
    """What front matter may say is told in docs/writing.md."""
    assert key in rows("writing.md")


TOLD = {code: rule for code, rule in RULES.items() if code not in CHECKS}
"""The problems of builds; the rules of the content check have pages of their own (tests/test_check.py)."""


@pytest.mark.parametrize(("code", "rule"), TOLD.items(), ids=TOLD)
def test_every_problem_has_an_entry(code: str, rule: Rule) -> None:
    """Each code has a heading in docs/problems.md, under it how severe it is, and a mend."""
    entries = dict(re.findall(r"^### (\S+)\n\n(.+?)(?=\n##|\Z)", text("problems.md"), re.DOTALL | re.MULTILINE))
    stops, status = ", stops publication" * rule.blocking, ", status 2" * rule.usage
    assert code in entries
    assert entries[code].startswith(f"*{rule.severity}{stops}{status}.*")
    assert "\nMend: " in entries[code]


@pytest.mark.parametrize("name", [*(f":{name}" for name in PLACEHOLDERS), *STYLES])
def test_every_permalink_placeholder_and_style_has_a_row(name: str) -> None:
    """What a permalink pattern may hold is told in docs/urls.md."""
    assert name in rows("urls.md")


@pytest.mark.parametrize(
    "name",
    [
        *FILTERS,
        *(f"post.{field.name}" for field in fields(Post)),
        *(f"page.{field.name}" for field in fields(PageFace)),
        *(f"site.{name}" for name in vars(SiteFace) if not name.startswith("_")),
    ],
)
def test_everything_a_template_may_use_has_a_row(name: str) -> None:
    """Filters and the fields of `site`, `page` and `post` are told in docs/templates.md."""
    assert name in rows("templates.md")


def test_every_block_of_the_theme_is_named() -> None:
    """Whoever overrides a block finds it in docs/templates.md."""
    templates = (REPOSITORY / "templates").glob("*.html")
    blocks = {name for file in templates for name in re.findall(r"{% block (\w+)", file.read_text(encoding="utf-8"))}
    assert {block for block in blocks if f"`{block}`" not in text("templates.md")} == set()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    """Each link within the manual names a page that is there, and a heading in it."""
    found = LINK.findall(without_code(page.read_text(encoding="utf-8")))
    targets = [(page.parent / (name or page.name), anchor) for name, anchor in found]
    assert [str(file) for file, _ in targets if not file.is_file()] == []
    assert [a for file, a in targets if a and a not in anchors(file.read_text(encoding="utf-8"))] == []


SHOWN = re.compile(
    r'^(```+)markdown(?: title="with (\w+): (\w+)")?\n((?:(?!^\1).)*)^\1\n\n```(html|text)\n(.*?)^```$',
    re.DOTALL | re.MULTILINE,
)
"""An example: what it needs, its source, and the HTML or the summary that it becomes."""


@pytest.mark.parametrize(
    ("name", "value", "source", "kind", "result"), [e[1:] for e in SHOWN.findall(text("markdown.md"))]
)
def test_markdown_becomes_what_its_page_shows(name: str, value: str, source: str, kind: str, result: str) -> None:
    """Each construct in docs/markdown.md, as it is written there, renders as it is shown."""
    if not name:
        assert result == (render_markdown(source) if kind == "html" else f"{render(source).summary}\n")
        return
    made = render(source, settings={} if name == "lang" else {name: value}, lang=value if name == "lang" else "")
    assert result == "".join(str(piece) for piece in made.body.pieces)


@pytest.mark.parametrize("name", sorted(set(RULES_OF_MARKDOWN) - NEEDED))
def test_every_switch_of_markdown_is_told(name: str) -> None:
    """Whatever `markdown:` may switch stands in docs/markdown.md, after "Setting", and what is off is told to be."""
    told = re.findall(r"Settings?: ([^.\n]*)", text("markdown.md"))
    assert [line for line in told if f"`{name}`{', off' if name in ASKED_FOR else ''}" in line] != []


def test_every_page_is_reached_from_the_first() -> None:
    """The contents in docs/index.md are complete."""
    assert {page.name for page in PAGES} - {"index.md"} <= {name for name, _ in LINK.findall(text("index.md"))}
