"""Parts of pages that are made once: the same text and the same questions as if they were made each time."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from conftest import REPOSITORY
from kawara.renderer.faults import TemplateFault
from kawara.renderer.kept import Kept, Part
from kawara.renderer.renderer import render
from kawara.renderer.templates import Templates
from kawara.renderer.view import View
from making import a_post
from press import A, B, Press, full_site
from sites import write


def pages(site: Path, *bodies: str, **posts: Any) -> tuple[list[str], list[list[Any]]]:
    """The pages of two posts by a template of their own, in turn, and what was asked for each; parts are kept between."""
    for number, body in enumerate(bodies):
        write(site, f"templates/{number}.html", body)
    found = [a_post(f"content/posts/{name}.md", layout="0", **fields) for name, fields in posts.items()]
    press = Press(*found, templates=Templates(site, REPOSITORY))
    kept, texts, asked = Kept(), [], []
    for name in posts:
        view = View(press.answers, kept)
        texts.append(render(press.pages[f"posts/{name}/index.html"], view, press.templates).decode().strip())
        asked.append(view.asked)
    return texts, asked


@pytest.mark.parametrize("output", full_site().printed)
def test_a_page_is_the_same_after_any_other(output: str) -> None:
    """Whatever was kept while other pages were made: the same bytes, and the same questions."""
    press, kept = full_site(), Kept()
    alone = View(press.answers)
    data = render(press.pages[output], alone, press.templates)
    for other in press.printed:
        render(press.pages[other], View(press.answers, kept), press.templates)
    late = View(press.answers, kept)
    assert render(press.pages[output], late, press.templates) == data
    assert list(dict.fromkeys(late.asked)) == list(dict.fromkeys(alone.asked))


def test_a_part_is_made_once(tmp_path: Path) -> None:
    """For equal values; the questions it asked are noted for each page that shows it."""
    text = "{% once page.kind %}{{ site.url }}{{ site.years|length }}{% endonce %}"
    texts, asked = pages(tmp_path, text, a={}, b={})
    assert texts == ["/1", "/1"]
    assert all(("years", "") in questions for questions in asked)


def test_a_part_is_made_for_each_value(tmp_path: Path) -> None:
    """And for each language and each type: what is equal need not be printed alike."""
    text = """
{% macro show(value) %}{% once value %}{{ value }} {% endonce %}{% endmacro %}
{% for value in (1, true, 1.0, "<", "<"|safe, none, ["<"], post.title) %}{{ show(value) }}{% endfor %}
{% once %}{{ page.lang }} {{ t("tags") }}{% endonce %}
"""
    texts, _ = pages(tmp_path, text, a={"title": "x"}, b={"title": "y", "lang": "en"})
    assert texts[0].split() == ["1", "True", "1.0", "&lt;", "<", "None", "[&#39;&lt;&#39;]", "x", "ja", "タグ"]
    assert texts[1].split() == ["1", "True", "1.0", "&lt;", "<", "None", "[&#39;&lt;&#39;]", "y", "en", "Tags"]


def test_a_value_that_may_change_is_not_kept(tmp_path: Path) -> None:
    """A part of a mapping, or of what a template itself counts with, is made each time."""
    text = """
{% set n = namespace(value=1) %}
{% macro show(it) %}{% once it %}{{ it.value }}{% endonce %}{% endmacro %}
{{ show(n) }}{% set n.value = 2 %}{{ show(n) }}"""
    assert pages(tmp_path, text, a={})[0] == ["12"]


def test_a_part_asks_beyond_its_sketch(tmp_path: Path) -> None:
    """What a list does not show by itself is a question about the post, noted for every page that shows the part."""
    text = "{% for other in site.posts %}{% once other %}{{ other.slug }} {% endonce %}{% endfor %}"
    texts, asked = pages(tmp_path, text, a={"date": "2025-01-02"}, b={})
    assert texts == ["a b", "a b"]
    assert all({("post", A), ("post", B)} <= set(questions) for questions in asked)


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("{% once %}{{ post.title }}{% endonce %}", "post"),
        ("{% once post.url %}{{ post.title }}{% endonce %}", "post"),
        ("{% once page.url %}{{ page.title }}{% endonce %}", "page"),
        ("{% for x in posts %}{% once x %}{{ loop.index }}{% endonce %}{% endfor %}", "loop"),
        ("{% once %}{% for x in site.posts %}{{ x.url }}{% endfor %}{{ x }}{% endonce %}", "x"),
        ("{% once %}{% if site.url %}{% set x = 1 %}{% endif %}{{ x }}{% endonce %}", "x"),
        ("{% once %}{% for x in x %}{{ x.url }}{% endfor %}{% endonce %}", "x"),
        ("{% once %}{% include '_items.html' %}{% endonce %}", "include"),
        ("{% once %}{% block own %}{% endblock %}{% endonce %}", "block"),
        ("{% macro m() %}{% once %}{{ caller() }}{% endonce %}{% endmacro %}", "caller"),
    ],
)
def test_what_is_not_named_may_not_be_used(tmp_path: Path, source: str, name: str) -> None:
    """It could mean something else on the next page: the template is at fault, before any page is made."""
    with pytest.raises(TemplateFault) as caught:
        pages(tmp_path, source, a={})
    assert caught.value.problem.text.startswith(f"'{name}' is not among the values of this `once`")


def test_names_of_its_own(tmp_path: Path) -> None:
    """Loops, `set` and what is the same on all pages need not be named; an expression may be named as a whole."""
    text = """
{% once page.url == "/" %}{% set x = site.posts %}{% for y in x %}{{ loop.index }}{% set z = y.url %}{{ z }}{% endfor %}
{{ page.url == "/" }}{{ asset("style.css") }}{{ range(2)|list }}{% endonce %}"""
    assert pages(tmp_path, text, a={})[0] == ["1/posts/a/False/style.css[0, 1]"]


def test_a_macro_without_context(tmp_path: Path) -> None:
    """It does not know the page, so its parts are made each time."""
    text = "{% import '1.html' as parts %}{{ parts.show(post.title) }}"
    part = "{% macro show(text) %}{% once text %}{{ text }}{% endonce %}{% endmacro %}"
    assert pages(tmp_path, text, part, a={}, b={})[0] == ["a", "b"]


def test_no_more_is_kept_than_there_is_room_for() -> None:
    """The oldest parts give way."""
    kept = Kept(room=5)
    for key in "abc":
        kept.add(key, Part(key * 2, ()))
    assert list(kept.parts) == ["b", "c"]
