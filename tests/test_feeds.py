"""What machines read: feeds, sitemaps, and every link of every page."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

import feedparser
import pytest
from lxml import etree, html

from conftest import REPOSITORY, shared
from edits import PIXEL
from sites import lay, made, page, write

URL = "https://me.example/blog/"

SITE = """
-- kawara.yml --
url: https://me.example/blog/
title: 瓦版 & <Co>
author: Aya
feed_id: me.example
timezone: Asia/Tokyo
-- content/about.md --
---
title: About
---
See [the newest](posts/post-25/index.md), [its tag](/tags/日記/) and [its place](posts/post-25/index.md#a-place).
-- content/posts/post-25/index.md --
---
title: "Post 25 & <em>more</em>"
date: 2026-03-25 09:30
tags: [日記, C++]
categories: [Notes]
series: Days
aliases: [/old/25/]
image: tree.png
---
これは**全文**です。[前の](../post-24.md)と[外](https://other.example/)と[ここ](#a-place)。

![木](tree.png) [about](/about/) <https://other.example/>

## A place

A note.[^1]

[^1]: Below.
"""
LINE = "---\ntitle: Post {n}\ndate: 2026-03-{n:02}\ntags: [日記]\n---\nThis is post {n}, see [the last](post-25/index.md).\n"


def blog(folder: Path, **settings: str) -> Path:
    """A site with twenty-five posts of March 2026; `settings` replace those of the same name."""
    lay(folder, SITE)
    write(folder, "content/posts/post-25/tree.png", PIXEL)
    for n in range(1, 25):
        write(folder, f"content/posts/post-{n:02}.md", LINE.format(n=n))
    for name, value in settings.items():
        text = (folder / "kawara.yml").read_text("utf-8")
        kept = re.sub(rf"^{name}:.*\n", "", text, flags=re.MULTILINE)
        write(folder, "kawara.yml", f"{kept}{name}: {value}\n")
    return folder


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """That site, built without a fault."""
    folder = blog(tmp_path_factory.mktemp("feeds"))
    assert made(folder).problems == ()
    return folder


def feeds(folder: Path, name: str) -> list[str]:
    """Every feed of that file name, by its path."""
    return sorted(file.relative_to(folder / "_site").as_posix() for file in (folder / "_site").rglob(name))


def found(tree: Any, path: str) -> list[str]:
    """The texts or attributes at an XPath of a document."""
    return [str(each) for each in tree.xpath(path)]


def parsed(folder: Path, name: str = "feed.xml") -> Any:
    """A feed as feedparser reads it."""
    return feedparser.parse((folder / "_site" / name).read_bytes())


# --- Atom --------------------------------------------------------------------------------------------------------------


def test_a_feed_reads_back(built: Path) -> None:
    """Its title and author, and the twenty newest entries, each with title, link, dates, terms and its whole text."""
    feed = parsed(built)

    assert not feed.bozo
    assert (feed.version, feed.feed.title, feed.feed.author) == ("atom10", "瓦版 & <Co>", "Aya")
    assert feed.feed.updated == "2026-03-25T09:30:00+09:00"
    assert [entry.link for entry in feed.entries] == [f"{URL}posts/post-{n:02}/" for n in range(25, 5, -1)]
    newest = feed.entries[0]
    assert newest.title == "Post 25 & <em>more</em>"
    assert newest.published == "2026-03-25T09:30:00+09:00"
    assert {tag.term for tag in newest.tags} == {"日記", "C++", "Notes"}
    assert "<strong>全文</strong>" in newest.content[0].value
    assert "Below." in newest.content[0].value


def test_every_list_that_has_a_feed_has_a_sound_one(built: Path) -> None:
    """The site, its categories and its tags."""
    names = feeds(built, "feed.xml")

    assert names == ["categories/notes/feed.xml", "feed.xml", "tags/c-plus-plus/feed.xml", "tags/日記/feed.xml"]
    for name in names:
        feed = parsed(built, name)
        assert not feed.bozo, name
        assert len(feed.entries) == (20 if name in ("feed.xml", "tags/日記/feed.xml") else 1)


def test_every_feed_is_valid_atom(built: Path) -> None:
    """By the RELAX NG grammar of RFC 4287, appendix B."""
    grammar = etree.RelaxNG(etree.parse(shared("cases/schemas/atom.rng")))

    for name in feeds(built, "feed.xml"):
        grammar.assertValid(etree.parse(built / "_site" / name))


def test_every_reference_in_a_feed_is_a_whole_url(built: Path) -> None:
    """Also within the entries' text, so that no reader needs to know where the feed came from."""
    for name in feeds(built, "feed.xml"):
        tree = etree.parse(built / "_site" / name)
        told = found(tree, "//@href | //@src | //@scheme")
        texts = found(tree, "//*[local-name()='content']/text()")
        held = [value for text in texts for _, value in references(text)]
        assert held
        assert [url for url in (*told, *held) if not urlsplit(url).scheme.startswith("http")] == []


def test_one_that_must_not_be_read_twice_keeps_its_identity(built: Path, tmp_path: Path) -> None:
    """Another permalink, another domain: every entry and every feed is still the one it was, if `feed_id` says so."""
    moved = blog(tmp_path, url="http://other.example/", permalink="/:year/:month/:title/", feed_id="me.example")
    made(moved)

    for name in feeds(built, "feed.xml"):
        before, after = parsed(built, name), parsed(moved, name)
        assert [entry.id for entry in before.entries] == [entry.id for entry in after.entries]
        assert before.feed.id == after.feed.id
        assert before.entries[0].link != after.entries[0].link
    assert parsed(moved).entries[0].id == "tag:me.example,2026-03-25:post-25"
    assert parsed(moved).entries[0].link == "http://other.example/2026/03/post-25/"


def test_identities_of_one_site_are_different(built: Path) -> None:
    """Those of the entries, and those of the feeds."""
    assert len({entry.id for entry in parsed(built).entries}) == 20
    assert len({parsed(built, name).feed.id for name in feeds(built, "feed.xml")}) == 4


# --- JSON Feed ---------------------------------------------------------------------------------------------------------


def test_json_feeds_hold_what_the_atom_feeds_hold(built: Path) -> None:
    """The same entries under the same identities, with the fields that version 1.1 requires."""
    names = feeds(built, "feed.json")

    assert [name.replace("json", "xml") for name in names] == feeds(built, "feed.xml")
    for name in names:
        feed, atom = json.loads(page(built, name)), parsed(built, name.replace("json", "xml"))
        assert feed["version"] == "https://jsonfeed.org/version/1.1"
        assert feed["title"]
        assert feed["feed_url"] == URL + "/".join(map(quoted, name.split("/")))
        assert [item["id"] for item in feed["items"]] == [entry.id for entry in atom.entries]
        assert [item["url"] for item in feed["items"]] == [entry.link for entry in atom.entries]
        assert all(item["content_html"] and item["date_published"] for item in feed["items"])
        held = [value for item in feed["items"] for _, value in references(item["content_html"])]
        assert [url for url in held if not url.startswith(("https://", "http://"))] == []


def quoted(part: str) -> str:
    """One part of a path, as it stands in a URL."""
    return "".join(c if c.isascii() else "".join(f"%{byte:02X}" for byte in c.encode()) for c in part)


# --- sitemap -----------------------------------------------------------------------------------------------------------


def test_the_sitemap_is_valid_and_names_every_page(built: Path) -> None:
    """By the schema of sitemaps.org; not pages that only lead elsewhere, nor the numbered ones, nor the one for errors."""
    tree = etree.parse(built / "_site" / "sitemap.xml")
    etree.XMLSchema(etree.parse(shared("cases/schemas/sitemap.xsd"))).assertValid(tree)
    named = set(found(tree, "//*[local-name()='loc']/text()"))

    pages = {file.relative_to(built / "_site").as_posix() for file in (built / "_site").rglob("index.html")}
    urls = {URL + "/".join(map(quoted, name.removesuffix("index.html").split("/"))) for name in pages}
    assert named == {url for url in urls if "/page/" not in url} - {f"{URL}old/25/"}
    assert f"Sitemap: {URL}sitemap.xml" in page(built, "robots.txt")


# --- every link --------------------------------------------------------------------------------------------------------


def references(text: str) -> Iterator[tuple[str, str]]:
    """Attribute and value of every reference in a text of HTML."""
    for element in html.fragment_fromstring(text, create_parent=True).iter(etree.Element):
        for name in ("href", "src", "poster"):
            if name in element.attrib:
                yield name, str(element.attrib[name])
        for candidate in str(element.attrib.get("srcset", "")).split(","):
            if candidate.strip():
                yield "srcset", candidate.split()[0]


def file_of(site: Path, path: str) -> Path:
    """The file a host sends for a path."""
    file = site / unquote(path)
    return file / "index.html" if path.endswith("/") or not path else file


def lost(site: Path, base: str) -> list[str]:
    """Every reference to this site that no file answers, or no element its fragment; with the page it stands on."""
    faults: list[str] = []
    anchors: dict[Path, set[str]] = {}
    for file in sorted(site.rglob("*.html")):
        here = urljoin(base, file.relative_to(site).as_posix().removesuffix("index.html"))
        for _, reference in references(file.read_text("utf-8")):
            url, anchor = urldefrag(urljoin(here, reference))
            if not url.startswith(base):
                if urlsplit(url).netloc == urlsplit(base).netloc:
                    faults.append(f"{file.name}: {reference} is outside of {base}")
                continue
            target = file_of(site, url.removeprefix(base))
            if not target.is_file():
                faults.append(f"{file.relative_to(site)}: {reference}")
            elif anchor not in ("", "top") and target.suffix == ".html":  # every page has a top (HTML, 7.4.6.4)
                ids = anchors.get(target) or anchors.setdefault(target, set(ids_of(target)))
                if unquote(anchor) not in ids:
                    faults.append(f"{file.relative_to(site)}: {reference} has no such place")
    return faults


def ids_of(file: Path) -> list[str]:
    """Every id of a page."""
    return re.findall(r'\sid="?([^"\s>]+)', file.read_text("utf-8"))


def test_every_link_of_a_site_leads_to_a_file(built: Path) -> None:
    """Under a base path: pages, feeds, style, images, other posts, and places within them."""
    assert lost(built / "_site", URL) == []


@pytest.mark.parametrize("base", ["https://kawara.example/", "https://kawara.example/deep/below/"])
def test_every_link_of_this_repositorys_own_site_leads_to_a_file(base: str, tmp_path: Path) -> None:
    """At the root of a host and below it, with all that is not published yet."""
    made(REPOSITORY, output=tmp_path / "site", base_url=base, drafts=True, future=True, cache=False)

    assert lost(tmp_path / "site", base) == []
