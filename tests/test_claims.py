"""Every output path is claimed once, and a clash names both sides."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kawara.base.problems import Problem
from kawara.config import Config
from kawara.model import Page, Post
from kawara.site.claims import AUTHOR, GENERATED, THEME, Claim, settle
from kawara.site.plan import plan
from making import a_page, a_post, assembled, outputs, planned, sources_of


def clash(*posts: Post, files: Sequence[str] = (), key: str = "slug") -> Problem:
    """The one collision of a site whose posts have `key` in line 4."""
    site, problems = assembled(*posts, config=Config(language="ja"), places={key: (4, 1, f"{key}: x")})
    assert problems == []
    _, (found,) = plan(site, sources_of(posts, *files))
    assert (found.code, found.severity) == ("collision", "error")
    return found


A, B = "content/posts/a.md", "content/posts/b.md"


def test_two_posts_with_one_slug() -> None:
    """Placed at the later path's slug, naming the other, with the mend."""
    found = clash(a_post(A, slug="x"), a_post(B, slug="x"))
    assert (found.path, found.line, found.source) == (B, 4, "slug: x")
    assert "posts/x/index.html" in found.text
    assert A in found.text
    assert found.hint == "give one of them another `slug:`"


@pytest.mark.parametrize(
    ("posts", "files", "at", "named"),
    [
        pytest.param([a_post(A, slug="X"), a_post(B, slug="x")], [], B, A, id="case"),
        pytest.param([a_post(A, slug="STRASSE"), a_post(B, slug="straße")], [], B, A, id="case folding"),
        pytest.param(
            [a_post(A, slug=unicodedata.normalize("NFD", "ガ")), a_post(B, slug="ガ")], [], B, A, id="normal form"
        ),
        pytest.param([a_page("content/x.md"), a_post(B, permalink="/x/")], [], "content/x.md", B, id="post and page"),
        pytest.param(
            [a_post(A, permalink="/x.html")], ["static/x.html"], A, "static/x.html", id="post and static file"
        ),
        pytest.param([a_post(A, permalink="/x.html")], ["content/x.html"], A, "content/x.html", id="post and file"),
        pytest.param([], ["content/x.png", "static/x.png"], "static/x.png", "content/x.png", id="two files"),
        pytest.param([], ["content/x.png", "static/X.PNG"], "static/X.PNG", "content/x.png", id="two files, by case"),
        pytest.param([a_post(A, permalink="/x/")], ["static/x"], A, "static/x", id="file and folder"),
        pytest.param([a_post(A, permalink="/x/y/z/")], ["static/x"], A, "static/x", id="file and folder above"),
        pytest.param([a_post(A, permalink="/x.js")], ["static/x.js/y"], A, "static/x.js/y", id="folder and file"),
        pytest.param(
            [a_post(A, slug="x"), a_post("content/posts/a.ja.md", slug="x")], [], A, "a.ja.md", id="two versions"
        ),
    ],
)
def test_two_of_the_authors(posts: list[Post], files: list[str], at: str, named: str) -> None:
    """Compared after NFC and without regard to case, over posts, pages and files; a post is placed rather than a file."""
    found = clash(*posts, files=files)
    assert found.path == at
    assert named in found.text
    assert found.hint


def test_three_for_one_path_are_two_errors() -> None:
    """Each that must move is told so."""
    posts = [a_post(f"content/posts/{name}.md", slug="x") for name in "abc"]
    _, problems = planned(*posts)
    assert [(found.path, A in found.text) for found in problems] == [(B, True), ("content/posts/c.md", True)]


@pytest.mark.parametrize(
    ("posts", "alias", "words"),
    [
        pytest.param([a_page("content/x.md")], "/x/", "content/x.md", id="a page"),
        pytest.param([], "/posts/a/", "its own path", id="itself"),
        pytest.param([], "/archive/", "the site makes itself", id="a generated page"),
        pytest.param([a_post(B, aliases=("/x/",))], "/x/", A, id="another alias"),
        pytest.param([], "/posts/a", None, id="a file beside a folder is none"),
        pytest.param([], "/posts.html", None, id="nor is this"),
    ],
)
def test_an_alias_on_a_real_page(posts: list[Post], alias: str, words: str | None) -> None:
    """A redirect never takes an address that has something to show."""
    every = [a_post(A, aliases=(alias,)), *posts]
    if words is None:
        assert planned(*every)[1] == []
        return
    found = clash(*every, key="aliases")
    assert (found.line, found.hint) == (4, "remove the alias")
    assert words in found.text
    assert alias in found.text


@pytest.mark.parametrize(
    ("file", "output"),
    [
        ("static/robots.txt", "robots.txt"),
        ("static/404.html", "404.html"),
        ("content/feed.xml", "feed.xml"),
        ("static/archive/index.html", "archive/index.html"),
    ],
)
def test_the_authors_file_wins_over_a_generated_page(file: str, output: str) -> None:
    """Silently: it is how a generated page is replaced."""
    made, problems = planned(a_post(), files=[file])
    assert problems == []
    assert outputs(made)[output].owner == file
    assert sum(page.output.lower() == output.lower() for page in made.pages) == 1


def test_a_page_beside_a_generated_one_but_for_case() -> None:
    """`/Tags/` overrides nothing: the menu leads to `/tags/`, which would be gone on a host that tells case apart."""
    _, (found,) = planned(a_post(tags=["AI"]), a_page("content/Tags.md"))
    assert (found.code, found.path) == ("collision", "content/Tags.md")
    assert "the site itself makes 'tags/index.html'" in found.text


def test_the_authors_page_wins_over_a_generated_one() -> None:
    """A page at `/tags/` is the index of tags."""
    made, problems = planned(a_post(tags=["AI"]), a_page("content/tags.md"))
    assert problems == []
    assert outputs(made)["tags/index.html"].kind == "page"
    assert outputs(made)["tags/ai/index.html"].kind == "term"


def test_the_site_wins_over_the_theme() -> None:
    """Silently, file over file and folder over file; so a theme can be corrected piece by piece."""
    files = ["theme:static/site.css", "static/site.css", "theme:static/posts", "theme:static/robots.txt"]
    made, problems = planned(a_post(), files=files)
    assert problems == []
    assert [page.owner for page in made.pages if page.kind == "copy"] == ["static/site.css"]


def test_a_file_where_the_site_needs_a_folder() -> None:
    """No list is dropped in silence: the file that stands in the way of many pages is told so once."""
    posts = [a_post(f"content/posts/{n}.md", tags=[f"t{n}"]) for n in range(9)]
    _, (found,) = planned(*posts, files=["static/tags"])
    assert (found.code, found.path) == ("collision", "static/tags")
    assert "folder" in found.text


def test_a_file_name_that_not_every_host_can_keep() -> None:
    """Files that are copied are looked at like every other path."""
    _, (found,) = planned(files=["static/aux.js"])
    assert (found.code, found.path, found.hint) == ("slug", "static/aux.js", "rename the file")


names = st.text(st.sampled_from("aAbé/e\u0301"), min_size=1, max_size=4).map(
    lambda name: name.strip("/").replace("//", "/") or "a"
)
ranks = st.sampled_from([AUTHOR, GENERATED, THEME])


def folded(path: str) -> str:
    """The path as the least careful file system keeps it."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", path).casefold())


@given(st.lists(st.tuples(ranks, names), max_size=12))
def test_what_is_granted_fits_into_one_folder(wanted: list[tuple[int, str]]) -> None:
    """Granted paths are distinct on any file system, none is a folder of another; all others are overridden or told of."""
    claims = [
        Claim(
            rank,
            Page("copy" if rank != GENERATED else "home", name, "", owner="" if rank == GENERATED else f"{rank}/{n}"),
        )
        for n, (rank, name) in enumerate(wanted)
    ]
    pages, problems = settle(claims, {})
    keys = [folded(page.output) for page in pages]
    assert len(set(keys)) == len(keys)
    assert not any(other.startswith(f"{key}/") for key in keys for other in keys)
    refused = {claim.page.owner for claim in claims if claim.rank == AUTHOR} - {page.owner for page in pages}
    assert refused <= {found.path for found in problems}
