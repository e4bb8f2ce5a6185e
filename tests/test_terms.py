"""What is one term, what it is called and where it lives."""

from __future__ import annotations

import unicodedata

import pytest

from kawara.config import Config, Taxonomy
from making import a_page, a_post, a_site, assembled


def names(*spellings: str, config: Config | None = None) -> list[str]:
    """The tags of a site whose posts have one of these each."""
    posts = [a_post(f"content/posts/{n}.md", tags=[spelling]) for n, spelling in enumerate(spellings)]
    site, _ = assembled(*posts, config=config)
    return [count.term.name for count in site.terms("tags")]


@pytest.mark.parametrize(
    ("spellings", "expected"),
    [
        pytest.param(("AI", "ai", "ＡＩ"), ["AI"], id="all equal: the first by code point"),
        pytest.param(("AI", "ai", "ai"), ["ai"], id="the most used"),
        pytest.param(("ｶﾞｲﾄﾞ", "ガイド", "ガイド"), ["ガイド"], id="half-width kana"),
        pytest.param(("パン", unicodedata.normalize("NFD", "パン")), ["パン"], id="NFD is no other spelling"),
        pytest.param(("C", "C++", "C#"), ["C", "C#", "C++"], id="three languages, three terms"),
    ],
)
def test_spellings_are_one_term_under_one_name(spellings: tuple[str, ...], expected: list[str]) -> None:
    """Width, case and normal form make no second term; the name shown depends on use alone, not on order."""
    assert names(*spellings) == expected
    assert names(*reversed(spellings)) == expected


def test_no_post_is_lost_from_the_page_of_its_term() -> None:
    """Every spelling leads to the one page, and a post that writes two is listed once."""
    posts = [a_post(f"content/posts/{n}.md", tags=tags) for n, tags in enumerate((["AI", "ai"], ["ai"], ["ＡＩ"]))]
    site, _ = assembled(*posts)
    assert {post.path for post in site.posts("tags", "ai")} == {post.path for post in posts}
    assert [count.count for count in site.terms("tags")] == [3]
    assert [term.url for term in site.posts()[0].tags] == ["/tags/ai/"]


def test_spelling_is_one_warning_that_names_the_files() -> None:
    """One warning a term, at the first file that writes it otherwise, with all other spellings and where they are."""
    posts = [a_post(f"content/posts/{n}.md", tags=[tag]) for n, tag in enumerate(("AI", "AI", "ai", "ＡＩ"))]
    _, problems = assembled(*posts, places={"tags": (4, 1, "tags: [...]")})
    (warning,) = problems
    assert (warning.code, warning.severity, warning.path, warning.line) == (
        "spelling",
        "warning",
        "content/posts/2.md",
        4,
    )
    assert "'ai' in content/posts/2.md; 'ＡＩ' in content/posts/3.md" in warning.text


def test_the_settings_choose_names_and_aliases() -> None:
    """`taxonomies` decides the name without a warning, and an alias is the term it stands for."""
    tags = Taxonomy(names={"ai": "人工知能", "javascript": "JavaScript"}, aliases={"js": "javascript"})
    config = Config(taxonomies={"tags": tags})
    posts = [a_post(f"content/posts/{n}.md", tags=[tag]) for n, tag in enumerate(("AI", "ai", "js", "Javascript"))]
    site = a_site(*posts, config=config)
    assert [(count.term.name, count.count, count.term.url) for count in site.terms("tags")] == [
        ("JavaScript", 2, "/tags/javascript/"),
        ("人工知能", 2, "/tags/ai/"),
    ]


def test_an_alias_of_a_term_that_nobody_writes_is_called_by_its_key() -> None:
    """A name must come from somewhere: without one in the settings or in a post, it is the folded one."""
    config = Config(taxonomies={"tags": Taxonomy(aliases={"js": "javascript"})})
    assert names("JS", config=config) == ["javascript"]


@pytest.mark.parametrize(
    ("name", "url"),
    [
        ("C++", "/tags/c-plus-plus/"),
        ("C#", "/tags/c-sharp/"),
        ("業界分析", "/tags/%E6%A5%AD%E7%95%8C%E5%88%86%E6%9E%90/"),
        ("ＡＩ", "/tags/ai/"),
        ("Site Reliability", "/tags/site-reliability/"),
    ],
)
def test_the_address_of_a_term(name: str, url: str) -> None:
    """Letters of every script stay; the address comes from the key, so that another spelling does not move it."""
    assert a_site(a_post(tags=[name])).terms("tags")[0].term.url == url


def test_two_terms_with_one_address_are_an_error() -> None:
    """`a b` and `a-b` would share a folder: the error names both, at a file that can be mended."""
    posts = [a_post("content/posts/1.md", tags=["a b"]), a_post("content/posts/2.md", tags=["a-b"])]
    _, (error,) = assembled(*posts, places={"tags": (2, 1, "tags: a-b")})
    assert (error.code, error.path, error.line) == ("collision", "content/posts/2.md", 2)
    assert "'a-b' and 'a b'" in error.text
    assert "content/posts/1.md" in error.hint


@pytest.mark.parametrize("name", ["！！", "…", "x" * 300], ids=["marks", "dots", "too long"])
def test_a_term_without_an_address_is_an_error_in_each_file(name: str) -> None:
    """Every file that has it must be mended, so each is named."""
    posts = [a_post(f"content/posts/{n}.md", tags=[name]) for n in range(2)]
    _, problems = assembled(*posts)
    assert [(error.code, error.path) for error in problems] == [
        ("term", "content/posts/0.md"),
        ("term", "content/posts/1.md"),
    ]


def test_drafts_make_no_terms() -> None:
    """Counts, names and pages of terms come from what is published alone."""
    site = a_site(
        a_post("content/posts/a.md", tags=["AI"]), a_post("content/posts/b.md", tags=["ai", "secret"], draft=True)
    )
    assert [(count.term.name, count.count) for count in site.terms("tags")] == [("AI", 1)]


def test_a_page_shows_the_sites_terms_and_links_only_to_those_there_are() -> None:
    """Lists hold posts: a term that only a page has keeps its name and leads nowhere."""
    site = a_site(a_post(tags=["AI"]), a_page(tags=["ai", "Rust"]))
    assert [(term.name, term.url) for term in site.pages()[0].tags] == [("AI", "/tags/ai/"), ("Rust", "")]


def test_an_edition_has_its_own_terms() -> None:
    """The English post's tag lives below /en/, is counted there alone, and is the same term by name."""
    posts = [a_post("content/posts/a.md", tags=["AI"]), a_post("content/posts/b.en.md", tags=["AI"])]
    site = a_site(*posts, config=Config(language="ja"))
    assert [(count.term.url, count.count) for count in site.terms("tags", "en")] == [("/en/tags/ai/", 1)]
    assert [(count.term.url, count.count) for count in site.terms("tags")] == [("/tags/ai/", 1)]
