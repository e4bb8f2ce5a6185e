"""Which pages there are, for which the author wrote nothing but posts."""

from __future__ import annotations

from typing import Any

import pytest

from kawara.base.digest import digest_value
from kawara.config import Config, Feeds, Pagination
from kawara.model import Listing
from kawara.site import sitemap
from kawara.site.plan import PLANNERS, plan
from making import a_page, a_post, a_site, a_source, outputs, planned

JA = Config(language="ja")


def paths(*args: Any, **kwargs: Any) -> list[str]:
    """The output paths of a plan with nothing wrong in it."""
    made, problems = planned(*args, **kwargs)
    assert problems == []
    return [page.output for page in made.pages]


def test_a_site_with_nothing() -> None:
    """It still has a home page, feeds, a sitemap and what machines ask for."""
    assert paths() == ["404.html", "feed.json", "feed.xml", "index.html", "robots.txt", "sitemap.xml"]


def test_one_post_makes_every_list_it_belongs_to() -> None:
    """The seed's case: post, home, archive, year, terms with their indexes, feeds of the site, its category and its tags."""
    made = paths(a_post(categories=["業界分析"], tags=["AI"], authors=["編集部"], series=["s"]))
    assert made == [
        "404.html",
        "archive/2025/index.html",
        "archive/index.html",
        "authors/index.html",
        "authors/編集部/index.html",
        "categories/index.html",
        "categories/業界分析/feed.json",
        "categories/業界分析/feed.xml",
        "categories/業界分析/index.html",
        "feed.json",
        "feed.xml",
        "index.html",
        "posts/a/index.html",
        "robots.txt",
        "series/index.html",
        "series/s/index.html",
        "sitemap.xml",
        "tags/ai/feed.json",
        "tags/ai/feed.xml",
        "tags/ai/index.html",
        "tags/index.html",
    ]


def test_what_a_post_page_says() -> None:
    """Owner, template, language, edition and URL come from the post."""
    config = Config(language="ja", url="https://x.github.io/blog/")
    made, _ = planned(a_post("content/posts/a.en.md", layout="essay"), config=config)
    page = outputs(made)["en/posts/a/index.html"]
    assert (page.kind, page.template, page.owner) == ("post", "essay.html", "content/posts/a.en.md")
    assert (page.lang, page.edition, page.url) == ("en", "en", "/blog/en/posts/a/")


def test_each_kind_has_its_template() -> None:
    """The names of the templates are part of the theme's interface."""
    made, _ = planned(a_post(tags=["AI"], aliases=("/old/",)), a_page(), files=["static/x.css"])
    assert {page.kind: page.template for page in made.pages} == {
        "archive": "archive.html",
        "atom": "feed.xml",
        "copy": "",
        "home": "home.html",
        "jsonfeed": "",
        "notfound": "404.html",
        "page": "page.html",
        "post": "post.html",
        "redirect": "redirect.html",
        "robots": "robots.txt",
        "sitemap": "sitemap.xml",
        "term": "term.html",
        "terms": "terms.html",
        "year": "year.html",
    }


# --- lists -------------------------------------------------------------------------------------------------------------


def listings(count: int, order: str) -> dict[str, Listing | None]:
    """The pages of home and of one tag."""
    posts = [a_post(f"content/posts/{n:02}.md", f"2025-01-{n + 1:02}", tags=["x"]) for n in range(count)]
    made, problems = planned(*posts, config=Config(pagination=Pagination(10, order), url="https://h/b/"))
    assert problems == []
    return {page.output: page.listing for page in outputs(made, "home", "term").values()}


def test_fixed_blocks_and_their_neighbours() -> None:
    """Home shows the newest ten; «older» leads to the block that holds the eleventh."""
    home = {output: listing for output, listing in listings(25, "fixed").items() if not output.startswith("tags")}
    assert home == {
        "index.html": Listing("home", "", 0, "", "/b/page/2/"),
        "page/1/index.html": Listing("home", "", 1, "/b/page/2/", ""),
        "page/2/index.html": Listing("home", "", 2, "/b/", "/b/page/1/"),
    }


def test_the_usual_order() -> None:
    """`order: newest` numbers from the front; a term's pages lie below it."""
    tag = {output: listing for output, listing in listings(25, "newest").items() if output.startswith("tags")}
    assert tag == {
        "tags/x/index.html": Listing("tags", "x", 0, "", "/b/tags/x/page/2/"),
        "tags/x/page/2/index.html": Listing("tags", "x", 2, "/b/tags/x/", "/b/tags/x/page/3/"),
        "tags/x/page/3/index.html": Listing("tags", "x", 3, "/b/tags/x/page/2/", ""),
    }


def test_a_series_is_one_page() -> None:
    """It is read from its beginning, and so it is not cut."""
    posts = [a_post(f"content/posts/{n:02}.md", f"2025-01-{n + 1:02}", series=["s"]) for n in range(25)]
    made, _ = planned(*posts)
    assert [page.listing for page in outputs(made, "term").values()] == [Listing("series", "s")]


def test_an_edition_has_its_own_lists_and_no_machines() -> None:
    """Home, archive, terms and feeds below /en/; sitemap, robots.txt and 404.html but once."""
    made = paths(a_post("content/posts/a.en.md", tags=["AI"]), config=JA)
    assert [output for output in made if output.startswith("en/")] == [
        "en/archive/2025/index.html",
        "en/archive/index.html",
        "en/feed.json",
        "en/feed.xml",
        "en/index.html",
        "en/posts/a/index.html",
        "en/tags/ai/feed.json",
        "en/tags/ai/feed.xml",
        "en/tags/ai/index.html",
        "en/tags/index.html",
    ]
    assert [output for output in made if not output.startswith("en/")] == paths()


def test_undated_posts_are_on_home_and_in_no_archive_or_feed() -> None:
    """They have no place in time."""
    made, _ = planned(a_post(date=None))
    assert "archive/index.html" not in outputs(made)
    assert outputs(made)["feed.xml"].listing == Listing("home")
    assert outputs(made)["index.html"].listing == Listing("home", "")


def test_feeds_of_the_kinds_that_the_settings_name() -> None:
    """`feeds.terms` and `feeds.limit` decide; a feed's listing says whose feed it is."""
    posts = [a_post(f"content/posts/{n}.md", tags=["x"], authors=["y"]) for n in range(4)]
    made, _ = planned(*posts, config=Config(feeds=Feeds(limit=3, terms=("authors",))))
    feeds = {output: page.listing for output, page in outputs(made, "atom").items()}
    assert feeds == {"authors/y/feed.xml": Listing("authors", "y"), "feed.xml": Listing("home", "")}


# --- the author's own --------------------------------------------------------------------------------------------------


def test_drafts_leave_no_trace() -> None:
    """No page, term, alias, nor file beside them."""
    draft = a_post("content/posts/d/index.md", draft=True, tags=["secret"], aliases=("/old/",))
    assert paths(draft, files=["content/posts/d/a.png", "content/_drafts/b.png"]) == paths()


def test_the_authors_home_page_wins() -> None:
    """`content/index.md` is home, with the listing at hand for a layout that shows it; older posts keep their pages."""
    posts = [a_post(f"content/posts/{n}.md") for n in range(12)]
    made, problems = planned(*posts, a_page("content/index.md"))
    home = outputs(made)["index.html"]
    assert (problems, home.kind, home.owner) == ([], "page", "content/index.md")
    assert home.listing == Listing("home", "", 0, "", "/page/1/")
    assert "page/1/index.html" in outputs(made)


@pytest.mark.parametrize(
    ("alias", "output", "url"),
    [
        ("/2019/old/", "2019/old/index.html", "/2019/old/"),
        ("/2019/old", "2019/old.html", "/2019/old"),
        ("/2019/old.html", "2019/old.html", "/2019/old.html"),
        ("old/", "old/index.html", "/old/"),
        ("/日記/", "日記/index.html", "/%E6%97%A5%E8%A8%98/"),
    ],
)
def test_redirects(alias: str, output: str, url: str) -> None:
    """With a slash a folder, without one a file; it leads to where the post is, and search engines ask for it once."""
    made, problems = planned(a_post(aliases=(alias, alias)))
    page = outputs(made, "redirect")[output]
    assert (problems, page.url, page.target, page.owner) == ([], url, "/posts/a/", "content/posts/a.md")


def test_left_out_sources_make_no_pages() -> None:
    """For --keep-going: neither page nor redirect nor the files beside it."""
    posts = [a_post("content/posts/a/index.md", aliases=("/old/",)), a_post("content/posts/b.md")]
    made, _ = planned(*posts, files=["content/posts/a/x.png"], left_out=frozenset({"content/posts/a/index.md"}))
    assert {page.owner for page in made.pages} == {"", "content/posts/b.md"}
    assert "content/posts/a/index.md" not in made.urls


# --- files -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "file", "permalink", "output"),
    [
        pytest.param(
            "content/2024/foo/index.md", "content/2024/foo/a.png", "", "posts/foo/a.png", id="beside index.md"
        ),
        pytest.param("content/2024/foo.md", "content/2024/foo/a.png", "", "posts/foo/a.png", id="beside foo.md"),
        pytest.param("content/2024/foo.md", "content/2024/foo/img/a.png", "", "posts/foo/img/a.png", id="deeper"),
        pytest.param("content/foo.md", "content/foo/a.png", "/x/y/", "x/y/a.png", id="wherever the permalink leads"),
        pytest.param("content/foo.md", "content/foo/a.png", "/x/y.html", "x/y/a.png", id="a page that is a file"),
        pytest.param("content/foo.md", "content/foo/a.png", "/x/y", "x/y/a.png", id="a page without a suffix"),
        pytest.param("content/posts/foo.md", "content/posts/a.png", "", "posts/a.png", id="in a folder of many posts"),
        pytest.param("content/index.md", "content/img/a.png", "/home/", "img/a.png", id="the root is nobody's own"),
        pytest.param("docs/foo.md", "docs/a.png", "", "manual/a.png", id="mounted"),
        pytest.param("content/foo.md", "static/a.png", "", "a.png", id="static"),
        pytest.param("content/foo.md", "theme:static/a.css", "", "a.css", id="theme"),
        pytest.param("content/foo.md", "static/notes.md", "", "notes.md", id="Markdown in static is a file"),
        pytest.param("content/foo.md", "static/LICENSE", "", "LICENSE", id="a file without a suffix keeps its name"),
    ],
)
def test_where_files_go(path: str, file: str, permalink: str, output: str) -> None:
    """Beside the page of the post whose own folder they are in, else by their path; links find them by their source."""
    site = a_site(a_post(path, permalink=permalink), config=Config(url="https://h/b/", mounts={"docs": "manual"}))
    made, problems = plan(site, [a_source(path), a_source(file)])
    assert problems == []
    assert [page.output for page in made.pages if page.kind == "copy"] == [output]
    assert made.urls[file] == f"/b/{output}"


def test_versions_of_a_post_share_its_files() -> None:
    """Each version gets a copy beside it; a link leads to the main edition's."""
    posts = [a_post("content/posts/a.md"), a_post("content/posts/a.en.md")]
    made, _ = planned(*posts, files=["content/posts/a/x.png"], config=JA)
    assert sorted(outputs(made, "copy")) == ["en/posts/a/x.png", "posts/a/x.png"]
    assert made.urls["content/posts/a/x.png"] == "/posts/a/x.png"


def test_a_folder_with_other_posts_is_nobodys_own() -> None:
    """An unpublished `posts.md` does not take the images of every post with it."""
    posts = [a_page("content/posts.md", draft=True), a_post("content/posts/b.md")]
    assert "posts/x.png" in paths(*posts, files=["content/posts/x.png"])


def test_urls_know_posts_pages_and_files() -> None:
    """What a link to a source means; redirects are no targets."""
    made, _ = planned(a_post(aliases=("/old/",)), a_page(), files=["content/posts/x.png"])
    assert made.urls == {
        "content/posts/a.md": "/posts/a/",
        "content/about.md": "/about/",
        "content/posts/x.png": "/posts/x.png",
    }


# --- the whole ---------------------------------------------------------------------------------------------------------


def test_a_long_sitemap_is_split(monkeypatch: pytest.MonkeyPatch) -> None:
    """The protocol's limit makes an index of numbered parts, which hold every address once."""
    monkeypatch.setattr(sitemap, "URLS_A_FILE", 5)
    posts = [a_post(f"content/posts/{n}.md") for n in range(8)]
    made, _ = planned(*posts)
    maps = outputs(made, "sitemap", "sitemapindex")
    assert {output: (page.kind, page.target) for output, page in maps.items()} == {
        "sitemap-1.xml": ("sitemap", "1"),
        "sitemap-2.xml": ("sitemap", "2"),
        "sitemap-3.xml": ("sitemap", "3"),
        "sitemap.xml": ("sitemapindex", "3"),
    }
    site = a_site(*posts)
    parts = [sitemap.part(site, number) for number in (1, 2, 3)]
    assert [len(part) for part in parts] == [5, 5, 1]
    assert [address for part in parts for address in part] == list(sitemap.addresses(site))


def test_a_plan_is_sorted_and_the_same_each_time() -> None:
    """Neither the order of posts nor that of files reaches it."""
    posts = [a_post(f"content/posts/{n}.md", tags=["x", f"t{n}"]) for n in range(20)]
    made, again = planned(*posts)[0], planned(*reversed(posts))[0]
    assert [page.output for page in made.pages] == sorted(page.output for page in made.pages)
    assert digest_value(made.pages) == digest_value(again.pages)
    assert made.urls == again.urls


def test_the_table_of_planners() -> None:
    """A new kind of page is one row here; the order of the rows is no promise, their names are."""
    assert {planner.__name__ for planner, _ in PLANNERS} == {
        *(
            "posts",
            "pages",
            "redirects",
            "home",
            "terms",
            "indexes",
            "archives",
            "feeds",
            "sitemap",
            "robots",
            "not_found",
            "search",
        )
    }
