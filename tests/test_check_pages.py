"""`kawara check` over the built pages: what leads nowhere, wherever it was written."""

from __future__ import annotations

from pathlib import Path

import pytest

from checking import checked
from kawara.check.attributes import markup_of
from kawara.check.built import Folder, seen
from sites import lay, made, page, write

FOLDER = Folder(
    frozenset({"index.html", "a.css", "x y.png", "posts/a/index.html", "old.html", "猫/index.html"}),
    "https://cat.test",
    "/",
)
HEAD = "---\ntitle: {0}\ndate: 2026-01-01\n---\n"


def broken(html: str, folder: Folder = FOLDER) -> list[tuple[str, str]]:
    """What leads nowhere on a page at `/posts/a/`."""
    return [(one.kind, one.written) for one in seen(html.encode(), "posts/a/index.html", folder).broken]


def told(folder: Path) -> list[str]:
    """What the rules over pages find in a built site."""
    found = (each.problem for each in checked(folder) if each.problem.code.startswith(("page-", "orphan", "stale")))
    return [f"{one.path}:{one.line}:{one.column} {one.code} {one.text}" for one in found]


@pytest.mark.parametrize(
    "html",
    [
        '<a href="/">home</a> <a href="../..">up</a> <a href="">here</a> <a href="?page=2">next</a>',
        '<a href="/posts/a">no slash</a> <a href="/old">no suffix</a> <a href="/posts/a/?q=1#x" id="x">query</a>',
        '<a href="/%E7%8C%AB/">cat</a> <a href="/猫/">cat</a> <img src="/x%20y.png" alt="">',
        '<a href="https://dog.test/nowhere">elsewhere</a> <a href="//dog.test/a">likewise</a> <a href="mailto:a@b.test">post</a>',
        '<a href="https://cat.test/posts/a/">own</a> <a href="https://cat.test">own</a>',
        '<a href="#">top</a> <a href="#top">top</a> <a href="#:~:text=a">text</a> <p id="a&amp;b"><a href="#a&amp;b">b</a>',
        '<a name="old"></a><a href="#old">old</a> <svg><use href="#old"></use></svg>',
        '<p>Write href="/nowhere/" and src=nowhere.png so.</p> <!-- <a href="/nowhere/"> -->',
        "<script>let html = '<img src=\"/nowhere.png\">'</script>",
        "<img src='data:image/png;base64,AAAA' alt=''>",
    ],
)
def test_what_leads_somewhere_is_quiet(html: str) -> None:
    """Files as a host finds them, other hosts, tops of pages, and what is no attribute."""
    assert broken(html) == []


@pytest.mark.parametrize(
    ("html", "kind", "written"),
    [
        ('<a href="/nowhere/">a</a>', "link", "/nowhere/"),
        ("<a href=nowhere.html>a</a>", "link", "nowhere.html"),
        ('<a href="https://cat.test/nowhere/">a</a>', "link", "https://cat.test/nowhere/"),
        ('<link rel="stylesheet" href="/b.css">', "link", "/b.css"),
        ('<script src="/b.js"></script>', "link", "/b.js"),
        ('<img alt="a > b" src="/b.png?a=1&amp;b=2">', "image", "/b.png?a=1&b=2"),
        ('<img src="/x y.png" srcset="/x%20y.png 1x, /b.png 2x" alt="">', "image", "/b.png"),
        ('<video poster="/b.png"></video>', "image", "/b.png"),
        ('<a href="#nowhere">a</a>', "anchor", "#nowhere"),
    ],
)
def test_what_leads_nowhere_is_told_with_its_kind(html: str, kind: str, written: str) -> None:
    """Links, style sheets, scripts, pictures in every version, and ids of the page."""
    assert broken(html) == [(kind, written)]


def test_addresses_count_from_the_base_path() -> None:
    """What lies beside the site is not ours to know."""
    folder = Folder(frozenset({"a/index.html"}), "https://cat.test", "/blog/")
    assert broken('<a href="/blog/a/">a</a> <a href="/shop/">b</a>', folder) == []
    assert broken('<a href="/blog/b/">b</a>', folder) == [("link", "/blog/b/")]


def test_a_base_path_may_be_written_as_it_is_read(tmp_path: Path) -> None:
    """Encoded or not, before a link or left out; and a page below it that is not there is told."""
    text = "[one](/日本/b/) [two](/%E6%97%A5%E6%9C%AC/b/) [three](/b/) [four](b.md) <a href='/日本/c/'>five</a>\n"
    write(tmp_path, "kawara.yml", "url: https://cat.test/日本/\n")
    lay(
        tmp_path,
        f"-- content/a.md --\n---\ntitle: A\n---\n{text}-- content/b.md --\n---\ntitle: B\nnav: false\n---\nText.\n",
    )
    made(tmp_path)
    assert page(tmp_path, "a/index.html").count('<a href="/%E6%97%A5%E6%9C%AC/b/">') == 4
    assert [line for line in told(tmp_path) if "page-link" in line] == [
        "content/a.md:4:80 page-link '/日本/c/' leads nowhere on the built site"
    ]


def test_ids_are_read_as_html_writes_them() -> None:
    """In any quotes or none, and by the old name."""
    assert markup_of(b'<a id="a&amp;b"><b id=\'c\'><i ID=d><a name="e">').ids() == {"a&b", "c", "d", "e"}


@pytest.mark.parametrize(
    "odd", [b"", b"<A HREF='/e/'>", b'<a\nhref="/e/">', b"<a href=/e/>", b'<a class="x"href="/e/">']
)
def test_pages_are_read_alike_however_attributes_are_spelt(odd: bytes) -> None:
    """One in another spelling is found with those in the usual one, which alone are found quickly."""
    html = b'<p id="a"><a href="/a/?b=1&amp;c=2">a</a> <img src="/b.png" srcset="/c.png 1x, /d.png?a&amp;b 2x">' + odd
    usual = {b"/a/?b=1&amp;c=2", b"/b.png", b"/c.png", b"/d.png?a&amp;b"}
    assert markup_of(html).references() == usual | ({b"/e/"} if odd else set())
    assert markup_of(html).ids() == {"a"}


def test_a_reference_to_an_id_is_read_page_by_page() -> None:
    """What is written alike on two pages leads to another place on each."""
    folder = Folder(frozenset({"a/index.html", "b/index.html"}), "https://cat.test", "/")
    html = b'<p id="x"><a href="#x">x</a> <a href="../a/#x">x</a> <a href="/a/#x">x</a>'
    assert seen(html, "a/index.html", folder).anchors == ()
    assert [one.written for one in seen(html, "b/index.html", folder).anchors] == ["../a/#x", "/a/#x"]


def test_a_fault_of_a_text_stands_in_the_text(tmp_path: Path) -> None:
    """Raw HTML and Markdown, with line and column; an id of another page is looked for there."""
    lay(
        tmp_path,
        f"""
-- content/posts/a.md --
{HEAD.format("A")}## Rain

<a href="/nowhere/">one</a> and ![two](/b.png) and [three](b.md#snow), [four](b.md#sun)
-- content/posts/b.md --
{HEAD.format("B")}## Sun
""",
    )
    made(tmp_path)
    assert told(tmp_path) == [
        "content/posts/a.md:7:10 page-link '/nowhere/' leads nowhere on the built site",
        "content/posts/a.md:7:40 page-image there is no picture '/b.png' on the built site",
        "content/posts/a.md:7:64 page-anchor nothing has the id of '/posts/b/#snow' on the built site",
    ]


def test_a_fault_of_a_template_is_told_once(tmp_path: Path) -> None:
    """At the template's line, with the number of pages."""
    write(tmp_path, "templates/page.html", '<p>Page</p>\n<a href="/nowhere/">a</a>\n')
    lay(tmp_path, "-- content/a.md --\n---\ntitle: A\n---\nText.\n-- content/b.md --\n---\ntitle: B\n---\nText.\n")
    made(tmp_path)
    assert [line for line in told(tmp_path) if "page-link" in line] == [
        "templates/page.html:2:10 page-link '/nowhere/' leads nowhere on the built site, on 2 pages"
    ]


def test_pages_of_changed_texts_are_passed_over(tmp_path: Path) -> None:
    """What is read there may have been mended already; that there are such is noted."""
    lay(tmp_path, f'-- content/posts/a.md --\n{HEAD.format("A")}<a href="/nowhere/">one</a>\n')
    made(tmp_path)
    lay(tmp_path, f"-- content/posts/a.md --\n{HEAD.format('A')}Mended.\n")
    assert told(tmp_path) == [
        "_site/:0:0 stale 1 text has changed since these pages were built, so theirs are not looked at"
    ]


def test_a_link_to_a_draft_is_told_by_the_build_alone(tmp_path: Path) -> None:
    """It is known why that leads nowhere."""
    draft = "-- content/posts/b.md --\n---\ntitle: B\ndate: 2026-01-01\ndraft: true\n---\nText.\n"
    lay(tmp_path, f"-- content/posts/a.md --\n{HEAD.format('A')}[b](b.md)\n{draft}")
    made(tmp_path)
    assert told(tmp_path) == []


def test_a_page_in_a_menu_is_no_orphan(tmp_path: Path) -> None:
    """Whatever links to it counts, but its own page."""
    lay(
        tmp_path,
        "-- content/deep/a.md --\n---\ntitle: A\n---\n[me](a.md)\n-- content/index.md --\n---\ntitle: Home\n---\nHello.\n",
    )
    made(tmp_path)
    assert [line for line in told(tmp_path) if "orphan" in line] == [
        "content/deep/a.md:2:8 orphan no page of the built site links to this one"
    ]
    write(tmp_path, "content/index.md", "---\ntitle: Home\n---\n[a](deep/a.md)\n")
    made(tmp_path)
    assert told(tmp_path) == []
