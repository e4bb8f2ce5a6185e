"""What is published, where it lives, in which order, and what the site answers."""

from __future__ import annotations

import random
import sys
from collections import Counter
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kawara.base.digest import digest_value
from kawara.config import Config, Pagination
from kawara.model import Left, Loaded, Post
from kawara.site.ids import entry_id, feed_id
from kawara.site.plan import plan
from kawara.site.site import Site, assemble
from kawara.site.sitemap import addresses
from making import NOW, a_page, a_post, a_site, assembled, day

JA = Config(language="ja")


def urls(site: Site) -> list[str]:
    """The URLs of posts, newest first, and then of pages."""
    return [post.url for post in (*site.posts(), *site.pages())]


# --- what is published -------------------------------------------------------------------------------------------------


LATER, BEFORE = NOW + timedelta(seconds=1), NOW - timedelta(seconds=1)


@pytest.mark.parametrize(
    ("fields", "flags", "expected"),
    [
        pytest.param({}, {}, None, id="published"),
        pytest.param({"draft": True}, {}, ("draft", None), id="draft"),
        pytest.param({"draft": True}, {"drafts": True}, None, id="draft let in"),
        pytest.param({"draft": True}, {"future": True}, ("draft", None), id="one flag does not do for the other"),
        pytest.param({"date": LATER.isoformat()}, {}, ("future", LATER), id="a second too early"),
        pytest.param({"date": NOW.isoformat()}, {}, None, id="at its very moment"),
        pytest.param({"date": LATER.isoformat()}, {"future": True}, None, id="future let in"),
        pytest.param({"expires": NOW}, {}, ("expired", NOW), id="expires now"),
        pytest.param({"expires": LATER}, {}, None, id="expires later"),
        pytest.param(
            {"expires": BEFORE}, {"drafts": True, "future": True}, ("expired", BEFORE), id="nothing lets it in"
        ),
        pytest.param({"date": "2026-11-23T21:00:01+09:00"}, {}, ("future", LATER), id="another zone, the same instant"),
    ],
)
def test_the_published_set(fields: dict[str, Any], flags: dict[str, Any], expected: tuple[str, object] | None) -> None:
    """One rule decides by instants, and what is left out is kept with its reason for the end line."""
    site = a_site(a_post("content/posts/a.md", **fields), **flags)
    assert [(left.reason, left.when) for left in site.unpublished] == ([expected] if expected else [])
    assert [post.path for post in site.posts()] == ([] if expected else ["content/posts/a.md"])
    assert site.url_of("content/posts/a.md") == (None if expected else "/posts/a/")
    assert (site.left("content/posts/a.md") is None) == (expected is None)


def test_left_out_things_are_in_order_of_path() -> None:
    """The end line is the same whatever the order of loading."""
    site = a_site(a_page("content/z.md", draft=True), a_post("content/posts/b.md", draft=True))
    assert site.unpublished == (Left("content/posts/b.md", "draft"), Left("content/z.md", "draft"))


# --- language and editions ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("langs", "config", "expected"),
    [
        pytest.param([], Config(), "en", id="nothing"),
        pytest.param(["ja", "ja", "en"], Config(), "ja", id="the most"),
        pytest.param(["ja", "en"], Config(), "en", id="a tie, by name"),
        pytest.param(["ja", "ja"], Config(language="en"), "en", id="the setting"),
    ],
)
def test_the_main_language(langs: list[str], config: Config, expected: str) -> None:
    """The one that is set, else the one most posts are in, else English."""
    posts = [a_post(f"content/posts/{n}.md", lang=lang) for n, lang in enumerate(langs)]
    assert a_site(*posts, config=config).setting("language") == expected


def test_pages_decide_the_language_only_without_posts() -> None:
    """It is the posts' language that counts."""
    pages = [a_page("content/a.md", lang="fr"), a_page("content/b.md", lang="fr")]
    assert a_site(*pages).config.language == "fr"
    assert a_site(a_post(lang="ja"), *pages).config.language == "ja"


@pytest.mark.parametrize(
    ("path", "fields", "config", "expected"),
    [
        pytest.param("content/posts/a.md", {}, JA, ("", "/posts/a/"), id="main"),
        pytest.param("content/posts/a.ja.md", {}, JA, ("", "/posts/a/"), id="main by its name"),
        pytest.param("content/posts/a.en.md", {}, JA, ("en", "/en/posts/a/"), id="by its name"),
        pytest.param(
            "content/posts/a.md", {"lang": "en"}, JA, ("", "/posts/a/"), id="no languages set, none in its name"
        ),
        pytest.param(
            "content/posts/a.md",
            {"lang": "en"},
            Config(language="ja", languages=("ja", "en")),
            ("en", "/en/posts/a/"),
            id="set",
        ),
        pytest.param(
            "content/posts/a.md",
            {"lang": "fr"},
            Config(language="ja", languages=("ja", "en")),
            ("", "/posts/a/"),
            id="not one",
        ),
        pytest.param(
            "content/posts/a.en.md",
            {"permalink": "/hello/"},
            JA,
            ("en", "/en/hello/"),
            id="its own permalink, below its edition",
        ),
        pytest.param(
            "content/posts/a.en.md",
            {"permalink": "/en/hello/"},
            JA,
            ("en", "/en/hello/"),
            id="its own permalink says so itself",
        ),
    ],
)
def test_editions(path: str, fields: dict[str, Any], config: Config, expected: tuple[str, str]) -> None:
    """A post belongs to the edition of its language and lives below it."""
    site = a_site(a_post(path, **fields), config=config)
    post = site.post(path)
    assert post is not None
    assert (post.edition, post.url) == expected
    assert site.posts("home", "", expected[0]) == (post,)


def test_editions_that_there_are() -> None:
    """The main one always; others by name, a page is enough for one."""
    site = a_site(a_page("content/a.fr.md"), a_post("content/posts/b.en.md"), config=JA)
    assert site.editions() == ("", "en", "fr")
    assert a_site().editions() == ("",)


def test_translations_are_versions_of_one_file() -> None:
    """Only what is published, the main language first; a version is no translation of itself."""
    posts = [a_post("content/posts/a.md"), a_post("content/posts/a.en.md"), a_post("content/posts/a.fr.md", draft=True)]
    site = a_site(*posts, config=JA)
    assert [post.path for post in site.translations("content/posts/a.en.md")] == ["content/posts/a.md"]
    assert [post.path for post in site.translations("content/posts/a.md")] == ["content/posts/a.en.md"]
    assert site.translations("content/posts/none.md") == ()


# --- order -------------------------------------------------------------------------------------------------------------


def test_order_is_by_instant_then_path_and_undated_last() -> None:
    """09:00 in Tokyo is before 01:00 in London of the same day; of one instant the first path is first."""
    posts = [
        a_post("content/posts/undated.md", None),
        a_post("content/posts/tokyo.md", "2025-01-01T09:00:00+09:00"),
        a_post("content/posts/london.md", "2025-01-01T01:00:00+00:00"),
        a_post("content/posts/b.md", "2024-01-01"),
        a_post("content/posts/a.md", "2024-01-01"),
    ]
    assert [post.slug for post in a_site(*posts).posts()] == ["london", "tokyo", "a", "b", "undated"]


def test_the_day_written_is_the_year_it_is_of() -> None:
    """Just after midnight in Tokyo on New Year's Day is the new year, whatever the server's clock says."""
    site = a_site(a_post(date="2025-01-01T00:30:00+09:00"), a_post("content/posts/b.md", None))
    assert site.years() == ((2025, 1),)
    assert [post.slug for post in site.posts("year", "2025")] == ["a"]


@given(st.randoms(use_true_random=False))
def test_the_order_of_loading_does_not_matter(shuffle: random.Random) -> None:
    """Same posts, same site."""
    posts = [
        a_post(f"content/posts/{n}.md", f"2025-01-{n % 5 + 1:02}", tags=["AI" if n % 2 else "ai"]) for n in range(10)
    ]
    shuffled = posts.copy()
    shuffle.shuffle(shuffled)
    assert digest_value(assembled(*shuffled)[0].posts()) == digest_value(assembled(*posts)[0].posts())
    assert assembled(*shuffled)[1] == assembled(*posts)[1]


# --- where it lives ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("/posts/:slug/", "/posts/hello-world/"),
        ("/:year/:month/:day/:title/", "/2025/03/04/hello-world/"),
        ("/:categories/:title.html", "/%E6%97%A5%E8%A8%98/c++/hello-world.html"),
        ("/:slugified_categories/:slug", "/%E6%97%A5%E8%A8%98/c-plus-plus/hello-world"),
        ("date", "/%E6%97%A5%E8%A8%98/c++/2025/03/04/hello-world.html"),
        (":path/", "/2025/hello-world/"),
    ],
)
def test_permalinks(pattern: str, expected: str) -> None:
    """Jekyll's patterns, for the site and for one post alike; the URL is encoded once and carries the base path."""
    post = a_post("content/posts/2025/hello-world.md", "2025-03-04T01:00:00+09:00", categories=["日記", "C++"])
    assert urls(a_site(post, config=Config(permalink=pattern))) == [expected]
    own = Post(**{name: getattr(post, name) for name in Post.__slots__} | {"permalink": pattern})
    assert urls(a_site(own, config=Config(url="https://x.github.io/blog/"))) == [f"/blog{expected}"]


@pytest.mark.parametrize(
    ("path", "fields", "expected"),
    [
        ("content/about.md", {}, "/about/"),
        ("content/My Docs/about.md", {}, "/My%20Docs/about/"),
        ("content/docs/index.md", {}, "/docs/"),
        ("content/index.md", {}, "/"),
        ("content/index.en.md", {}, "/en/"),
        ("content/404.md", {}, "/404.html"),
        ("content/about.md", {"permalink": "/me.html"}, "/me.html"),
        ("content/about.md", {"permalink": "me/"}, "/me/"),
        ("content/caf.md", {"permalink": "/café/"}, "/caf%C3%A9/"),
        ("content/x.md", {"slug": "100%"}, "/100%25/"),
        ("manual/guide/start.md", {}, "/docs/guide/start/"),
        ("manual/index.md", {}, "/docs/"),
    ],
)
def test_where_pages_live(path: str, fields: dict[str, Any], expected: str) -> None:
    """A page's path is its file's below its root, whose folder may be mounted elsewhere."""
    site = a_site(a_page(path, **fields), config=Config(language="ja", mounts={"manual": "docs"}))
    assert urls(site) == [expected]


def test_a_slug_of_its_own_moves_a_folders_page() -> None:
    """`slug` in `docs/index.md` names the folder anew."""
    site, _ = assembled(a_page("content/docs/index.md", slug="manual", has_slug=True))
    assert urls(site) == ["/manual/"]


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        pytest.param({"slug": "../../etc"}, "outside", id="a slug climbing out"),
        pytest.param({"slug": "a/b"}, "slug", id="a slash in a slug"),
        pytest.param({"slug": "a%2fb"}, "slug", id="a slash, escaped"),
        pytest.param({"slug": ".."}, "slug", id="dots"),
        pytest.param({"slug": "%2e%2e"}, "slug", id="dots, escaped"),
        pytest.param({"permalink": "/../../etc/passwd"}, "outside", id="climbing out"),
        pytest.param({"permalink": "/%2e%2e/x/"}, "outside", id="climbing out, escaped"),
        pytest.param({"slug": "a\\b"}, "slug", id="backslash"),
        pytest.param({"slug": "nul"}, "slug", id="Windows device"),
        pytest.param({"slug": "あ" * 70}, "slug", id="too many bytes"),
        pytest.param({"slug": "a."}, "slug", id="closing dot"),
        pytest.param({"permalink": "/:yaer/:slug/"}, "slug", id="no placeholder"),
        pytest.param({"permalink": "/:year/:slug/", "date": None}, "slug", id="a year without a date"),
        pytest.param({"aliases": ("/../x",)}, "outside", id="alias climbing out"),
        pytest.param({"aliases": ("https://example.org/x",)}, "slug", id="alias elsewhere"),
        pytest.param({"aliases": ("/?p=12",)}, "slug", id="alias with a query"),
        pytest.param({"aliases": ("/",)}, "slug", id="alias of home"),
    ],
)
def test_paths_that_must_not_be_written(fields: dict[str, Any], code: str) -> None:
    """An error at the key's line; the post is not in the site, or the alias not in the plan."""
    key = "aliases" if "aliases" in fields else "permalink" if "permalink" in fields else "slug"
    site, problems = assembled(a_post("content/posts/a.md", **fields), places={key: (3, 7, "the line")})
    assert [(error.code, error.path, error.line, error.column, error.source) for error in problems] == [
        (code, "content/posts/a.md", 3, 7, "the line")
    ]
    assert bool(site.posts()) == (key == "aliases")


def test_a_fault_of_the_sites_pattern_is_told_once() -> None:
    """It is the setting that is wrong, not each post; an undated post under a dated pattern is the post's own fault."""
    posts = [a_post(f"content/posts/{n}.md") for n in range(3)]
    _, problems = assembled(*posts, config=Config(permalink="/:yaer/:slug/"))
    assert {(error.code, error.path) for error in problems} == {("config", "kawara.yml")}
    assert "':year'" in problems[0].text
    _, (error,) = assembled(a_post(date=None), config=Config(permalink="/:year/:slug/"))
    assert (error.code, error.path) == ("slug", "content/posts/a.md")


# --- the questions -----------------------------------------------------------------------------------------------------


def test_neighbours_stay_within_the_edition() -> None:
    """Newer first, then older; pages and strangers have none."""
    posts = [a_post(f"content/posts/{n}.md", f"2025-01-0{n}") for n in (1, 2, 3)]
    site = a_site(*posts, a_post("content/posts/x.en.md", "2025-01-02"), a_page(), config=JA)
    newer, older = site.neighbours("content/posts/2.md")
    assert newer is not None
    assert older is not None
    assert (newer.slug, older.slug) == ("3", "1")
    assert site.neighbours("content/posts/3.md") == (None, site.post("content/posts/2.md"))
    assert site.neighbours("content/posts/x.en.md") == (None, None)
    assert site.neighbours("content/about.md") == (None, None)
    assert site.neighbours("content/none.md") == (None, None)


def test_a_series_is_read_from_its_beginning() -> None:
    """By part where one is given, then by date; each post knows its place and its neighbours in the series."""
    posts = [
        a_post("content/posts/c.md", "2025-01-01", series=["旅"], part=2),
        a_post("content/posts/d.md", "2025-01-02", series=["旅"], part=1),
        a_post("content/posts/b.md", "2025-01-04", series=["旅"]),
        a_post("content/posts/a.md", "2025-01-03", series=["旅"]),
    ]
    site = a_site(*posts)
    assert [post.slug for post in site.posts("series", "旅")] == ["d", "c", "a", "b"]
    assert [post.slug for post in site.block("series", "旅", "", 0)] == ["d", "c", "a", "b"]
    (part,) = site.parts("content/posts/c.md")
    assert (part.number, part.total) == (2, 4)
    assert (part.previous, part.next) == (site.post("content/posts/d.md"), site.post("content/posts/a.md"))
    assert site.parts("content/none.md") == ()


def test_one_place_in_a_series_for_two_posts_is_an_error() -> None:
    """It names both; versions of one post in two languages are no clash."""
    posts = [a_post(f"content/posts/{name}.md", series=["旅"], part=1) for name in ("a", "b", "a.en")]
    _, problems = assembled(*posts, config=JA, places={"part": (5, 1, "part: 1")})
    assert [(error.code, error.path, error.line) for error in problems] == [("series", "content/posts/b.md", 5)]
    assert "content/posts/a.md" in problems[0].text


def test_blocks_and_feeds() -> None:
    """A block is what one page shows; a feed has the newest dated posts and no more than the limit."""
    posts = [a_post(f"content/posts/{n:02}.md", f"2025-01-{n:02}", tags=["x"]) for n in range(1, 26)]
    site = a_site(*posts, a_post("content/posts/undated.md", None), config=Config(pagination=Pagination(10)))
    assert [post.slug for post in site.block("tags", "x", "", 1)] == [f"{n:02}" for n in range(10, 0, -1)]
    assert [post.slug for post in site.block("home", "", "", 0)][:2] == ["25", "24"]
    assert len(site.feed()) == 20
    assert all(post.date for post in site.feed())
    assert site.feed("tags", "none") == ()


def test_a_series_feed_is_newest_first() -> None:
    """A series is read forward, its feed tells what is new."""
    posts = [a_post(f"content/posts/{n}.md", f"2025-01-0{n}", series=["s"]) for n in (1, 2)]
    assert [post.slug for post in a_site(*posts).feed("series", "s")] == ["2", "1"]


def test_every_answer_has_a_digest() -> None:
    """Answers are plain records, the same after assembling anew."""
    posts = [a_post("content/posts/a.md", tags=["AI"], series=["s"], part=1), a_page()]

    def answers(site: Site) -> list[object]:
        path = "content/posts/a.md"
        of_post = [site.post(path), site.neighbours(path), site.parts(path), site.translations(path), site.url_of(path)]
        return [
            *of_post,
            site.posts(),
            site.pages(),
            site.terms("tags"),
            site.term("tags", "ai"),
            site.years(),
            site.left("x"),
        ]

    assert digest_value(answers(a_site(*posts))) == digest_value(answers(a_site(*reversed(posts))))


def test_a_setting_that_is_none_is_an_error() -> None:
    """The view turns it into a problem of the template that asked."""
    with pytest.raises(AttributeError):
        a_site().setting("titel")


# --- identities, addresses ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "config", "expected"),
    [
        pytest.param({}, Config(feed_id="example.org"), "tag:example.org,2025-01-01:a", id="day and slug"),
        pytest.param({}, Config(url="https://x.github.io/blog/"), "tag:x.github.io,2025-01-01:a", id="host"),
        pytest.param({}, Config(), "tag:localhost,2025-01-01:a", id="nothing set"),
        pytest.param(
            {"slug": "日記"}, Config(feed_id="e.org"), "tag:e.org,2025-01-01:%E6%97%A5%E8%A8%98", id="encoded"
        ),
        pytest.param({"id": "urn:uuid:1234"}, Config(), "urn:uuid:1234", id="a URI is used whole"),
        pytest.param({"id": "post 7"}, Config(feed_id="e.org"), "tag:e.org,2000:post%207", id="a name"),
        pytest.param({"date": None}, Config(feed_id="e.org"), "tag:e.org,2000:a", id="undated"),
    ],
)
def test_entry_ids(fields: dict[str, Any], config: Config, expected: str) -> None:
    """A `tag:` URI from the site's authority and what the author wrote."""
    assert entry_id(a_post("content/posts/a.md", **fields), config) == expected


def test_entry_ids_outlive_permalinks_and_domains() -> None:
    """With `feed_id` set, neither a new domain nor a new permalink announces every post again."""
    old = Config(url="http://old.example/", feed_id="me.example")
    new = Config(url="https://new.example/blog/", feed_id="me.example", permalink="/:year/:slug/")
    ids = [entry_id(a_site(a_post(), config=config).posts()[0], config) for config in (old, new)]
    assert ids[0] == ids[1]


def test_a_base_path_is_encoded_once() -> None:
    """`url` is held encoded; what comes below it is not."""
    config = Config(url="https://h/%E6%97%A5/")
    assert urls(a_site(a_post("content/posts/記.md"), config=config)) == ["/%E6%97%A5/posts/%E8%A8%98/"]


def test_versions_and_feeds_have_ids_of_their_own() -> None:
    """Two languages of one post share day and slug; their feeds meet in a reader."""
    site = a_site(a_post("content/posts/a.md"), a_post("content/posts/a.en.md"), config=JA)
    posts = (*site.posts(), *site.posts("home", "", "en"))
    ids = [entry_id(post, JA) for post in posts]
    ids += [feed_id(JA), feed_id(JA, "home", "", "en"), feed_id(JA, "tags", "ai")]
    assert len(set(ids)) == 5


def test_addresses_for_search_engines() -> None:
    """The published set with true dates; no draft, no redirect, no 404 page, nothing that asks to be left out, in place of a list either."""
    site = a_site(
        a_post("content/posts/a.md", updated=day("2025-06-01"), tags=["AI"], aliases=("/old/",)),
        a_post("content/posts/b.md", draft=True, tags=["secret"]),
        a_page("content/about.md"),
        a_page("content/index.md"),
        a_page("content/404.md"),
        a_page("content/hidden.md", extra={"sitemap": False}),
        a_page("content/quiet.md", extra={"noindex": True}),
        a_page("content/tags.md", extra={"noindex": True}),
    )
    found = {address.url: address.updated for address in addresses(site)}
    lists = ("/archive/", "/archive/2025/", "/tags/ai/", "/", "/about/")
    assert found == {"/posts/a/": day("2025-06-01")} | dict.fromkeys(lists)
    assert len(addresses(site)) == len(found)


# --- size --------------------------------------------------------------------------------------------------------------


def test_assembling_is_linear() -> None:
    """Four times the posts take four times the calls, all questions asked of each: nothing is compared pairwise."""

    def calls(count: int) -> int:
        posts = [a_post(f"content/posts/{n}.md", "2025-01-01", tags=[f"t{n % 9}"], series=["s"]) for n in range(count)]
        loaded = [Loaded(post) for post in posts]
        counted = Counter[str]()
        sys.setprofile(lambda _frame, event, _argument: counted.update((event,)))
        try:
            site, _ = assemble(loaded, Config(), NOW)
            for post in site.posts():
                site.neighbours(post.path)
                site.parts(post.path)
                site.translations(post.path)
            plan(site, [])
        finally:
            sys.setprofile(None)
        return counted.total()

    assert calls(800) < 4.1 * calls(200)
