"""Pages as they are printed: whole, valid, in their language, every link right; and what machines are told."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from functools import cache
from itertools import pairwise
from typing import Any

import feedparser
import html5lib
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from conftest import REPOSITORY, shared
from kawara.base.text import clean
from kawara.config import Config, Feeds, Pagination
from kawara.model import Body, Heading, Hole, Post, Term
from kawara.renderer.faults import TemplateFault
from kawara.renderer.head import og_locale
from kawara.renderer.renderer import as_bytes
from kawara.renderer.templates import Templates
from making import a_page, a_post
from press import ABOUT, ASSETS, JAPANESE, A, B, Press, full_site, html
from sites import write

UNDER_A_BASE = replace(JAPANESE, url="https://example.com/repo/")
ATOM = "{http://www.w3.org/2005/Atom}"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


@cache
def press(base: str = "") -> Press:
    """A site with a page of every kind, at the root or under a base path."""
    return full_site(UNDER_A_BASE if base else JAPANESE)


def pages(kinds: str = "html") -> list[str]:
    """The places of the pages that are HTML."""
    return [output for output in press().printed if output.endswith(kinds)]


def tree(text: str) -> Any:
    """A page as a browser reads it; a page that is no valid HTML fails."""
    parser = html5lib.HTMLParser(tree=html5lib.getTreeBuilder("lxml"), strict=True, namespaceHTMLElements=False)
    return parser.parse(text)


# --- every page --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("output", pages())
def test_a_page_is_whole(output: str) -> None:
    """Valid HTML with one h1, one main, a title, a language, no id twice, no empty link, and one final newline."""
    text = press().text(output)
    found = tree(text)
    ids = found.xpath("//@id")
    assert len(found.xpath("//h1")) == len(found.xpath("//main")) == len(found.xpath("//title")) == 1
    assert found.xpath("string(//title)").strip()
    assert found.getroot().get("lang") == ("en" if output.startswith(("en/", "posts/b/")) else "ja")
    assert len(ids) == len(set(ids))
    assert all(found.xpath("//a/@href"))
    assert text.endswith("</html>\n")
    assert not text.endswith("\n\n")


@pytest.mark.parametrize("output", press().printed)
def test_a_page_is_the_same_each_time(output: str) -> None:
    """From fresh templates too, nothing is left over from the page before."""
    again = full_site()
    again.templates = Templates(REPOSITORY / "nothing-here", REPOSITORY)
    assert again.data(output) == press().data(output)


@pytest.mark.parametrize("output", pages())
@pytest.mark.parametrize("base", ["", "repo"])
def test_every_link_leads_to_a_page(output: str, base: str) -> None:
    """Under a base path as at the root: every reference into the site is one of its pages or assets."""
    site = press(base)
    known = {page.url for page in site.pages.values()} | set(ASSETS.values())
    for reference in tree(site.text(output)).xpath("//@href | //@src"):
        path = re.sub(r"^https://example\.com|[#?].*$", "", reference)
        assert path in known or not path, reference


@pytest.mark.parametrize("output", pages())
def test_a_page_needs_no_script_and_nothing_from_elsewhere(output: str) -> None:
    """Data is the only script that stands in a page, and every file it loads is the site's own."""
    found = tree(press().text(output))
    assert set(found.xpath("//script[not(@src)]/@type")) <= {"application/ld+json"}
    assert found.xpath("//script[not(@src) and not(@type)]") == []
    assert all(url.startswith("/") for url in found.xpath("//link[@rel='stylesheet' or @rel='icon']/@href | //@src"))
    assert found.xpath("//@style | //style") == []


@pytest.mark.parametrize("output", [page for page in pages() if page != "old-a/index.html"])
def test_landmarks(output: str) -> None:
    """Skip link first, named navigation, one banner and one footer of the page."""
    found = tree(press().text(output))
    assert found.xpath("//body/a[1]/@href") == ["#theme:main"]
    assert found.xpath("//main/@id") == ["theme:main"]
    assert len(found.xpath("//body/header")) == len(found.xpath("//body/footer")) == 1
    assert all(found.xpath("//nav/@aria-label"))
    assert len(found.xpath("//nav/@aria-label")) == len(found.xpath("//nav"))


@pytest.mark.parametrize("output", pages())
def test_headings_skip_no_level(output: str) -> None:
    """h1, then h2, then h3."""
    levels = [int(element.tag[1]) for element in tree(press().text(output)).xpath("//h1|//h2|//h3|//h4")]
    assert all(after - before <= 1 for before, after in pairwise(levels))


@given(st.text(st.characters(min_codepoint=0)))
def test_no_control_character_is_written(text: str) -> None:
    """The quick way to bytes and the rule of the ground floor are one."""
    assert as_bytes(text) == clean(text).encode()


def test_control_characters_of_a_title() -> None:
    """Wherever they come from."""
    site = Press(a_post(A, title="a\x00b\x1bc\ud800d"))
    assert "abcd" in site.text("posts/a/index.html")
    assert all("abcd" in site.text(output) for output in ("feed.xml", "feed.json", "index.html"))


# --- a post ------------------------------------------------------------------------------------------------------------


def test_a_post() -> None:
    """What a reader sees."""
    found = tree(press().text("posts/a/index.html"))
    article = found.xpath("//article[@class='post']")[0]
    assert article.xpath("string(.//h1)") == "題名 <一>"
    assert article.xpath(".//time/@datetime") == ["2026-02-03T04:05:06+09:00"]
    assert article.xpath("string(.//time)") == "2026年2月3日"
    assert "摺師" in article.xpath("string(.//p[@class='dateline'])")
    assert "3分で読めます" in article.xpath("string(.//p[@class='dateline'])")
    assert article.xpath(".//ul[@class='tags']//a/@href") == ["/tags/ai/", "/tags/%E7%B4%99/"]
    assert article.xpath(".//div[@class='body']//a/@href") == ["/posts/b/#x"]
    assert "第2回（全2回）" in article.xpath("string(.//aside)")
    assert found.xpath("//nav[@class='neighbours']/a/@href") == ["/posts/c/"]
    assert found.xpath("//nav[@class='neighbours']//b/@lang") == []


def test_the_language_of_what_is_foreign() -> None:
    """A title in another language than the page's says so, wherever it stands; a page in its own language needs not."""
    home = tree(press().text("index.html"))
    assert home.xpath("//*[@lang='en']//text()[contains(., 'In English')]")
    english = tree(press().text("posts/b/index.html"))
    assert english.xpath("//h1/@lang") == []
    assert english.xpath("//p[@class='nameplate']/@lang") == ["ja"]
    assert "March 4, 2026" in english.xpath("string(//p[@class='dateline'])")


def test_versions_in_other_languages() -> None:
    """Each says where the others are, to readers and to machines."""
    found = tree(press().text("posts/c/index.html"))
    assert found.xpath("//ul[@class='versions']//a/@hreflang") == ["en"]
    assert found.xpath("string(//ul[@class='versions']//a)") == "English"
    alternates = found.xpath("//link[@hreflang]")
    assert {link.get("hreflang"): link.get("href") for link in alternates} == {
        "ja": "https://example.com/posts/c/",
        "en": "https://example.com/en/posts/c/",
    }
    assert tree(press().text("posts/a/index.html")).xpath("//@hreflang") == []


HEADINGS = tuple(Heading(level, f"h{number}", f"節 {number}") for number, level in enumerate((2, 3, 4, 2)))


@pytest.mark.parametrize(
    ("wanted", "headings", "ids"),
    [
        (None, HEADINGS, ["#h0", "#h1", "#h3"]),
        (None, HEADINGS[:3], []),
        (True, HEADINGS[:1], ["#h0"]),
        (False, HEADINGS, []),
        (True, (), []),
    ],
)
def test_a_table_of_contents(wanted: bool | None, headings: tuple[Heading, ...], ids: list[str]) -> None:  # noqa: FBT001 (a column of the table)
    """When the post asks for it, or has three headings and does not say; of levels two and three."""
    site = Press(a_post(A, toc=wanted), bodies={A: Body(("x",), headings)})
    assert tree(site.text("posts/a/index.html")).xpath("//details[@class='toc']//a/@href") == ids


def test_a_post_without_anything() -> None:
    """No date, no terms, no body: no empty box either."""
    config = replace(JAPANESE, author="")
    text = Press(a_post(A, None), config=config).text("posts/a/index.html")
    found = tree(text)
    assert found.xpath("//article//footer | //article//ul | //nav[@class='neighbours'] | //details") == []
    assert "None" not in text


def test_a_draft_says_so() -> None:
    """On its page and in lists, when drafts are shown."""
    site = Press(a_post(A, draft=True), drafts=True)
    assert all("下書き" in site.text(output) for output in ("posts/a/index.html", "index.html"))


def test_own_layout_and_own_fields(tmp_path: Any) -> None:
    """A site's own template, with a field of the author's own."""
    write(
        tmp_path,
        "templates/photo.html",
        '{% extends "post.html" %}{% block body %}<p>{{ post.extra.camera }}</p>{% endblock %}',
    )
    templates = Templates(tmp_path, REPOSITORY)
    site = Press(a_post(A, layout="photo", extra={"camera": "<F2>"}), templates=templates)
    assert tree(site.text("posts/a/index.html")).xpath("string(//article/p)") == "<F2>"


def test_a_fault_names_the_post(tmp_path: Any) -> None:
    """The template, its line, and the source of the post; for a generated page its URL."""
    write(
        tmp_path,
        "templates/post.html",
        '{% extends "theme:post.html" %}\n{% block body %}{{ post.titel }}{% endblock %}',
    )
    write(tmp_path, "templates/home.html", "{{ sight }}")
    site = Press(a_post(A), templates=Templates(tmp_path, REPOSITORY))
    with pytest.raises(TemplateFault) as caught:
        site.text("posts/a/index.html")
    found = caught.value.problem
    assert (found.path, found.line, found.hint) == ("templates/post.html", 2, "did you mean 'title'?")
    assert found.text == f"'titel' is not a field of a post, while rendering {A}"
    with pytest.raises(TemplateFault, match="'sight' is not known here"):
        site.text("index.html")


# --- holes -------------------------------------------------------------------------------------------------------------

LINK = Hole("link", "b.md?a=1&b=2#節", (f"{A}/none", B), "?a=1&b=2#節")


@pytest.mark.parametrize(
    ("hole", "base", "own", "elsewhere"),
    [
        (LINK, "", "/posts/b/?a=1&amp;b=2#%E7%AF%80", "https://example.com/posts/b/?a=1&amp;b=2#%E7%AF%80"),
        (
            LINK,
            "repo",
            "/repo/posts/b/?a=1&amp;b=2#%E7%AF%80",
            "https://example.com/repo/posts/b/?a=1&amp;b=2#%E7%AF%80",
        ),
        (Hole("site", "/about/"), "", "/about/", "https://example.com/about/"),
        (Hole("site", "/about/"), "repo", "/repo/about/", "https://example.com/repo/about/"),
        (Hole("site", "/repo/about/"), "repo", "/repo/about/", "https://example.com/repo/about/"),
        (Hole("site", '/"x"'), "", "/%22x%22", "https://example.com/%22x%22"),
        (Hole("anchor", "#fn1", (), "#fn1"), "repo", "#fn1", "https://example.com/repo/posts/a/#fn1"),
        (
            Hole("link", "pic.png", ("content/posts/pic.png",)),
            "",
            "/posts/pic.png",
            "https://example.com/posts/pic.png",
        ),
    ],
)
def test_holes(hole: Hole, base: str, own: str, elsewhere: str) -> None:
    """A reference is a path on the post's own page, and a whole URL in feeds."""
    config = UNDER_A_BASE if base else JAPANESE
    body = {A: html('<a href="@">x</a>', hole), B: html('<h2 id="節">節</h2>')}
    site = Press(a_post(A), a_post(B), config=config, bodies=body, files=("content/posts/pic.png",))
    assert f'<a href="{own}">x</a>' in site.text("posts/a/index.html")
    items = json.loads(site.text("feed.json"))["items"]
    assert [item["content_html"] for item in items if "/a/" in item["url"]] == [f'<a href="{elsewhere}">x</a>']
    assert site.problems == []


def test_a_link_to_nowhere_stays_as_written_and_is_told_once() -> None:
    """With its place; by the page of the post, not by the feeds that show it too."""
    hole = Hole("link", "./%E7%84%A1.md", ("content/posts/無.md",), line=7, column=3, excerpt="see [x](./無.md)")
    site = Press(a_post(A), bodies={A: html('<a href="@">x</a>', hole)})
    assert "<a href=&#34;./%E7%84%A1.md&#34;>" not in site.text("feed.xml")
    assert site.problems == []
    assert '<a href="./%E7%84%A1.md">' in site.text("posts/a/index.html")
    (found,) = site.problems
    assert (found.code, found.path, found.line, found.column, found.source) == ("link", A, 7, 3, "see [x](./無.md)")
    assert found.text == "'./無.md' leads nowhere: no file content/posts/無.md"


def test_a_link_to_a_post_that_is_not_out() -> None:
    """Is another fault, with its reason."""
    site = Press(a_post(A), a_post(B, draft=True), bodies={A: html('<a href="@">x</a>', Hole("link", "b.md", (B,)))})
    site.text("posts/a/index.html")
    assert [(found.code, found.severity) for found in site.problems] == [("unpublished", "warning")]
    assert site.problems[0].text == f"'b.md' leads to {B}, which is not published (a draft)"


@pytest.mark.parametrize(
    ("image", "url", "codes"),
    [
        ("pic.png", "https://example.com/repo/posts/pic.png", []),
        ("/img/a b.png", "https://example.com/repo/img/a%20b.png", []),
        ("/img/none.png", None, ["link"]),
        ("https://cdn.example/x.png", "https://cdn.example/x.png", []),
        ("none.png", None, ["link"]),
        ("../../../x.png", None, ["link"]),
        ("", None, []),
    ],
)
def test_the_image_of_a_post(image: str, url: str | None, codes: list[str]) -> None:
    """For social cards and feeds, as a whole URL; a file that is not there is a problem."""
    files = ("content/posts/pic.png", "content/img/a b.png")
    site = Press(a_post(A, image=image), config=UNDER_A_BASE, files=files)
    found = tree(site.text("posts/a/index.html"))
    assert found.xpath("//meta[@property='og:image']/@content") == ([url] if url else [])
    assert [problem.code for problem in site.problems] == codes


# --- lists -------------------------------------------------------------------------------------------------------------


def test_a_list_shows_summaries_only() -> None:
    """Text and footnotes of several posts never meet on one page."""
    site = Press(a_post(A, excerpt="抜き書き"), bodies={A: html('<p id="fn1">全文</p>')})
    assert "抜き書き" in site.text("index.html")
    assert "全文" not in site.text("index.html")


def test_numbered_pages() -> None:
    """Each says which it is and leads to its neighbours; the first page is home."""
    posts = [a_post(f"content/posts/{n}.md", f"2026-01-{n:02}", title=f"題{n}") for n in range(1, 8)]
    site = Press(*posts, config=replace(JAPANESE, pagination=Pagination(per_page=3)))
    assert tree(site.text("index.html")).xpath("//nav[@class='pager']/a/@href") == ["/page/2/"]
    second = tree(site.text("page/2/index.html"))
    assert second.xpath("//nav[@class='pager']/a/@rel") == ["prev", "next"]
    assert second.xpath("string(//title)").startswith("2ページ目")
    assert second.xpath("//link[@rel='canonical']/@href") == ["https://example.com/page/2/"]
    assert [one.text for one in second.xpath("//h2/a")] == ["題6", "題5", "題4"]


def test_a_home_page_of_the_authors_own_still_lists_posts() -> None:
    """`content/index.md` stands where the list was, and shows both."""
    site = Press(
        a_page("content/index.md", title="挨拶"), a_post(A), bodies={"content/index.md": html("<p>ようこそ</p>")}
    )
    found = tree(site.text("index.html"))
    assert found.xpath("string(//h1)") == "挨拶"
    assert found.xpath("//section[@class='stories']//h2/a/@href") == ["/posts/a/"]


def test_a_site_without_posts() -> None:
    """Says so in a word."""
    assert "まだ記事がありません" in Press().text("index.html")


@pytest.mark.parametrize(("many", "listed"), [(300, 300), (301, 0)])
def test_the_archive(many: int, listed: int) -> None:
    """Lists each post of a small blog; of a large one the years, so that no page grows without end."""
    posts = [a_post(f"content/posts/{n}.md", f"{2020 + n % 3}-01-01") for n in range(many)]
    found = tree(Press(*posts).text("archive/index.html"))
    assert len(found.xpath("//ol/li")) == listed
    assert found.xpath("//main//a[contains(@href, '/archive/')]/@href") == [
        f"/archive/{year}/" for year in (2022, 2021, 2020)
    ]


def test_terms_and_years() -> None:
    """The index counts; a term names its kind; a year lists its posts."""
    assert "2本" in tree(press().text("tags/index.html")).xpath("string(//li[a='AI'])")
    term = tree(press().text("tags/ai/index.html"))
    assert (term.xpath("string(//h1)"), term.xpath("string(//p[@class='label'])")) == ("AI", "タグ")
    assert len(tree(press().text("archive/2025/index.html")).xpath("//ol/li")) == 12
    assert tree(press().text("archive/2025/index.html")).xpath("string(//h1)") == "2025年"
    assert tree(press().text("en/tags/index.html")).xpath("string(//main//li)").strip() == "AI 1 post"


# --- heads -------------------------------------------------------------------------------------------------------------


def properties(text: str) -> dict[str, str]:
    """The Open Graph properties of a page."""
    return {meta.get("property"): meta.get("content") for meta in tree(text).xpath("//meta[@property]")}


def test_the_head_of_a_post() -> None:
    """Whole URLs, dates with offset, authors as a list."""
    text = press("repo").text("posts/a/index.html")
    found = properties(text)
    assert found["og:type"] == "article"
    assert found["og:url"] == "https://example.com/repo/posts/a/"
    assert found["og:title"] == "題名 <一>"
    assert found["og:locale"] == "ja_JP"
    assert found["article:published_time"] == "2026-02-03T04:05:06+09:00"
    data, crumbs = json.loads(tree(text).xpath("string(//script[not(@src)])"))
    way = [(one["position"], one["name"], one["item"]) for one in crumbs["itemListElement"]]
    assert (way[0], way[-1]) == (
        (1, "瓦版", "https://example.com/repo/"),
        (len(way), "題名 <一>", "https://example.com/repo/posts/a/"),
    )
    assert data["headline"] == "題名 <一>"
    assert data["author"] == [
        {"@type": "Person", "name": "摺師", "url": "https://example.com/repo/authors/%E6%91%BA%E5%B8%AB/"}
    ]
    assert data["dateModified"] == "2026-02-03T04:05:06+09:00"
    assert tree(text).xpath("string(//title)") == "題名 <一> — 瓦版"
    assert tree(text).xpath("//meta[@name='description']/@content") == ["抜き書き & 二"]
    assert tree(text).xpath("//meta[@name='twitter:card']/@content") == ["summary"]


def test_the_head_of_home() -> None:
    """A website, by its own name."""
    found = properties(press().text("index.html"))
    assert (found["og:type"], found["og:title"], found["og:url"]) == ("website", "瓦版", "https://example.com/")
    assert tree(press().text("index.html")).xpath("string(//title)") == "瓦版"


@pytest.mark.parametrize("evil", ["</script><script>alert(1)</script>", "<!--<script>", "\u2028'\"&"])
def test_nothing_gets_out_of_the_data(evil: str) -> None:
    """A title that would end the script stays a title."""
    found = tree(Press(a_post(A, title=evil)).text("posts/a/index.html"))
    assert len(found.xpath("//script[not(@src)]")) == 1
    assert json.loads(found.xpath("string(//script[not(@src)])"))[0]["headline"] == evil


@pytest.mark.parametrize("output", ["404.html", "old-a/index.html", "posts/hidden/index.html"])
def test_what_search_engines_should_not_keep(output: str) -> None:
    """Says so, and has no address of its own to offer."""
    site = Press(a_post("content/posts/hidden.md", extra={"noindex": True}), a_post(A, aliases=("/old-a/",)))
    found = tree(site.text(output))
    assert found.xpath("//meta[@name='robots']/@content") == ["noindex"]
    assert "https://example.com/posts/hidden/" not in found.xpath("//link[@rel='canonical']/@href")


@pytest.mark.parametrize("own", [a_page("content/404.md"), a_post(A, permalink="/404.html")], ids=["page", "post"])
def test_an_own_page_for_what_is_not_found_is_no_address(own: Post) -> None:
    """As the one that is made where there is none: it is not to be kept, and has no card."""
    text = Press(own).text("404.html")
    found = tree(text)
    assert found.xpath("//meta[@name='robots']/@content") == ["noindex"]
    assert found.xpath("//link[@rel='canonical'] | //script[not(@src)]") == []
    assert properties(text) == {}


@pytest.mark.parametrize(
    ("lang", "locale"),
    [
        *(("ja", "ja_JP"), ("en", "en_US"), ("ko", "ko_KR"), ("de", "de_DE"), ("sv", "sv_SE"), ("el", "el_GR")),
        *(("zh", "zh_CN"), ("zh-Hans", "zh_CN"), ("zh-Hant", "zh_TW"), ("zh-Hant-HK", "zh_HK"), ("zh-TW", "zh_TW")),
        *(("he", "he_IL"), ("fa", "fa_IR"), ("hi", "hi_IN"), ("vi", "vi_VN"), ("nb", "nb_NO"), ("ca", "ca_ES")),
        *(("sr", "sr_RS"), ("sr-Latn", "sr_RS"), ("sr-Cyrl-ME", "sr_ME"), ("pt-PT", "pt_PT"), ("de-1996", "de_DE")),
        *(("eo", "eo_EO"), ("tlh", "en_US")),
    ],
)
def test_the_locale_of_a_card(lang: str, locale: str) -> None:
    """Language and territory: the one that is written, else the likeliest for the language in its script."""
    assert og_locale(lang) == locale


def test_feeds_that_a_page_offers() -> None:
    """A term's own before the site's; of a kind without feeds, the site's alone."""
    links = "//link[@rel='alternate'][@title]/@href"
    tag = tree(press().text("tags/ai/index.html"))
    assert tag.xpath(links) == ["/tags/ai/feed.xml", "/tags/ai/feed.json", "/feed.xml", "/feed.json"]
    assert tree(press().text("series/続きもの/index.html")).xpath(links) == ["/feed.xml", "/feed.json"]
    assert tree(press().text("en/index.html")).xpath(links) == ["/en/feed.xml", "/en/feed.json"]


def test_a_redirect() -> None:
    """Canonical, refresh and a plain link, with the base path."""
    found = tree(press("repo").text("old-a/index.html"))
    assert found.xpath("//link[@rel='canonical']/@href") == ["https://example.com/repo/posts/a/"]
    assert found.xpath("//meta[@http-equiv='refresh']/@content") == ["0; url=/repo/posts/a/"]
    assert found.xpath("//main//a/@href") == ["/repo/posts/a/"]


# --- feeds -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("output", pages("feed.xml"))
def test_an_atom_feed_is_valid(output: str) -> None:
    """By the grammar of RFC 4287, and by a reader."""
    data = press("repo").data(output)
    grammar = etree.RelaxNG(etree.parse(shared("cases/schemas/atom.rng")))
    grammar.assertValid(etree.fromstring(data))
    assert not feedparser.parse(data).bozo


def test_an_atom_feed() -> None:
    """Newest first, whole text, whole URLs, identities that hold neither permalink nor scheme."""
    feed = feedparser.parse(press("repo").data("feed.xml"))
    assert (feed.feed.title, feed.feed.author, feed.feed.language) == ("瓦版", "編集部", "ja")
    assert feed.feed.updated == "2026-03-04T00:00:00Z"
    entry = feed.entries[0]
    assert (entry.title, entry.id, entry.author) == ("題名 <一>", "tag:example.com,2026-02-03:a", "摺師")
    assert entry.link == "https://example.com/repo/posts/a/"
    assert entry.content[0].value == '<p>本文 <a href="https://example.com/repo/posts/b/#x">b</a></p>'
    assert [tag.term for tag in entry.tags] == ["技術", "AI", "紙"]
    root = etree.fromstring(press("repo").data("feed.xml"))
    assert root.findtext(f"{ATOM}entry/{ATOM}published") == "2026-02-03T04:05:06+09:00"
    assert root.find(f"{ATOM}link[@rel='self']").get("href") == "https://example.com/repo/feed.xml"  # type: ignore[union-attr]


def test_an_empty_feed_is_still_a_feed() -> None:
    """It has an author and a date that no clock gave."""
    data = Press(config=replace(JAPANESE, author="")).data("feed.xml")
    etree.RelaxNG(etree.parse(shared("cases/schemas/atom.rng"))).assertValid(etree.fromstring(data))
    feed = feedparser.parse(data).feed
    assert (feed.updated, feed.author) == ("1970-01-01T00:00:00Z", "瓦版")


def test_a_feed_holds_the_newest_dated_posts() -> None:
    """As many as the setting says; a post without a date has no place in it."""
    posts = [a_post(f"content/posts/{n:02}.md", f"2026-01-{n + 1:02}") for n in range(25)]
    site = Press(*posts, a_post(A, None))
    assert [entry.title for entry in feedparser.parse(site.data("feed.xml")).entries] == [
        f"{n:02}" for n in range(24, 4, -1)
    ]
    few = Press(*posts, config=replace(JAPANESE, feeds=Feeds(limit=2)))
    assert len(json.loads(few.text("feed.json"))["items"]) == 2


@pytest.mark.parametrize("output", pages("feed.json"))
def test_a_json_feed_says_what_the_atom_feed_says(output: str) -> None:
    """JSON Feed 1.1: the same entries in the same order."""
    feed = json.loads(press("repo").text(output))
    atom = feedparser.parse(press("repo").data(output.replace(".json", ".xml")))
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["feed_url"] == f"https://example.com/repo/{output}".replace("技術", "%E6%8A%80%E8%A1%93").replace(
        "紙", "%E7%B4%99"
    )
    assert feed["authors"] == [{"name": "編集部"}]
    assert feed["title"] == atom.feed.title
    assert [(item["id"], item["url"]) for item in feed["items"]] == [(entry.id, entry.link) for entry in atom.entries]
    assert all("content_html" in item and item["date_published"] for item in feed["items"])


@pytest.mark.parametrize("evil", ["a]]>b", "<b>&amp;</b>", "\x08\x00ok\ufffe", '"quoted"'])
def test_nothing_breaks_a_feed(evil: str) -> None:
    """Titles are escaped once; characters that XML forbids are left out."""
    feed = feedparser.parse(
        Press(a_post(A, title=evil, excerpt=evil), bodies={A: html(f"<p>{evil}</p>")}).data("feed.xml")
    )
    assert not feed.bozo
    titles = etree.fromstring(Press(a_post(A, title=evil)).data("feed.xml")).findall(f"{ATOM}entry/{ATOM}title")
    assert [title.text for title in titles] == [clean(evil)]


# --- for machines ------------------------------------------------------------------------------------------------------


def test_a_sitemap() -> None:
    """Valid, whole URLs, true dates where there are any; no numbered page, no redirect, nothing for the lost."""
    root = etree.fromstring(press("repo").data("sitemap.xml"))
    etree.XMLSchema(etree.parse(shared("cases/schemas/sitemap.xsd"))).assertValid(root)
    found = {url.findtext(f"{MAP}loc"): url.findtext(f"{MAP}lastmod") for url in root}
    assert found["https://example.com/repo/"] is None
    assert found["https://example.com/repo/posts/a/"] == "2026-02-03T04:05:06+09:00"
    assert found["https://example.com/repo/posts/b/"] == "2026-03-04T00:00:00Z"
    assert found["https://example.com/repo/about/"] is None
    assert not any(part in str(found) for part in ("/page/", "old-a", "404"))


def test_an_index_of_sitemaps() -> None:
    """Names as many parts as there are."""
    site = press("repo")
    page = replace(site.page("sitemap.xml"), kind="sitemapindex", template="sitemapindex.xml", target="2")
    site = full_site(UNDER_A_BASE)
    site.pages["sitemap.xml"] = page
    root = etree.fromstring(site.data("sitemap.xml"))
    assert [loc.text for loc in root.iter(f"{MAP}loc")] == [f"https://example.com/repo/sitemap-{n}.xml" for n in (1, 2)]


def test_robots() -> None:
    """All are welcome, and told where the sitemap is."""
    text = press("repo").text("robots.txt")
    assert text == "User-agent: *\nAllow: /\n\nSitemap: https://example.com/repo/sitemap.xml\n"


def test_a_language_without_words_is_a_note() -> None:
    """The page is printed in the site's words, and the build says so."""
    site = Press(a_post(A, lang="it"))
    assert '<html lang="it">' in site.text("posts/a/index.html")
    assert {(found.code, found.severity) for found in site.problems} == {("strings", "note")}


def test_right_to_left() -> None:
    """A page in a language that is written so says it."""
    assert '<html lang="ar" dir="rtl">' in Press(a_post(A, lang="ar")).text("posts/a/index.html")


def test_a_term_without_a_page() -> None:
    """A tag of a page has no address, so its name is no link."""
    site = Press(a_page(ABOUT, tags=["独り"]), a_post(A))
    assert site.site.pages()[0].tags == (Term("tags", "独り", "独り"),)
    assert tree(site.text("about/index.html")).xpath("string(//ul[@class='tags']/li)") == "独り"


def test_without_settings() -> None:
    """A site that says nothing about itself has pages all the same."""
    site = Press(a_post(A, lang="en"), config=Config())
    assert 'href="http://localhost/posts/a/"' in site.text("posts/a/index.html")
    assert [site.text(output)[:1] for output in site.printed]


# --- the style sheet ---------------------------------------------------------------------------------------------------

STYLE = (REPOSITORY / "static/style.css").read_text("utf-8")


GROUNDS = ("--paper", "--tint", "--marked", "--added", "--gone")


def luminance(colour: str) -> float:
    """Relative luminance (WCAG 2.2)."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio (WCAG 2.2)."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def colours() -> list[tuple[str, str]]:
    """Every pair of colours for light and dark that text may have."""
    pairs = re.findall(r"([-\w.]+)\s*(?:\{ color)?: light-dark\((#\w{6}), (#\w{6})\)", STYLE)
    grounds = {*GROUNDS, "--hair", "--stamp"}
    return [(light, dark) for name, light, dark in pairs if name not in grounds]


@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("pair", colours())
def test_contrast(ground: str, pair: tuple[str, str]) -> None:
    """Every colour of text has 4.5:1 on paper, on the tint of code and on lines that are marked, in light and in dark."""
    (grounds,) = re.findall(rf"{ground}: light-dark\((#\w{{6}}), (#\w{{6}})\)", STYLE)
    assert min(contrast(*both) for both in zip(pair, grounds, strict=True)) >= 4.5


def test_the_style_sheet_loads_nothing() -> None:
    """No font, no picture, no import; small enough to be read."""
    assert "url(" not in STYLE
    assert "@import" not in STYLE
    assert len(STYLE) < 24_000
