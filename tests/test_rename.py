"""`kawara rename`: nothing that led to a post is lost when its name changes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kawara.cli import main
from kawara.loader.amending import with_alias, with_alias_instead, with_id
from sites import lay, made, write

SITE = """
-- kawara.yml --
url: https://cat.test/
language: en
-- content/posts/a.md --
---
# the first
title: "A"   # short
date: 2026-01-01
tags: [rain]
---
[picture](a/rain.png) and [b](b.md#x) and [[b]].
-- content/posts/a/rain.png --
PNG
-- content/posts/b.md --
---
title: B
date: 2026-01-02
---
## X

[one](a.md), [two](a), [three](../posts/a.md#top "A"), [four][], [[A]], [[a|five]], [six](/posts/a/), <a href="a.md">seven</a>

`[code](a.md)`, [other](ab.md)

    [code](a.md)

[four]: ./a.md
-- content/posts/ab.md --
---
title: AB
date: 2026-01-03
---
Text.
"""


def rename(folder: Path, old: str, new: str) -> int:
    """The command."""
    return main(["-C", str(folder), "rename", old, new, "--yes"])


def read(folder: Path, name: str) -> str:
    """A text below content/."""
    return (folder / "content" / name).read_text(encoding="utf-8")


def test_a_post_moves_with_its_folder_and_keeps_its_address_and_identity(tmp_path: Path) -> None:
    """The alias and the id are added; comments, order and quotes stay; the site has no broken link."""
    lay(tmp_path, SITE)
    before = made(tmp_path)
    assert rename(tmp_path, "content/posts/a.md", "c") == 0
    assert read(tmp_path, "posts/c.md") == (
        '---\n# the first\ntitle: "A"   # short\ndate: 2026-01-01\ntags: [rain]\naliases: [/posts/a/]\n'
        'id: "tag:cat.test,2026-01-01:a"\n---\n[picture](c/rain.png) and [b](b.md#x) and [[b]].\n'
    )
    assert not (tmp_path / "content/posts/a").exists()
    after = made(tmp_path)
    assert [one.text for one in after.problems if one.severity == "error"] == [
        one.text for one in before.problems if one.severity == "error"
    ]
    assert "/posts/c/" in (tmp_path / "_site/posts/a/index.html").read_text()
    assert "tag:cat.test,2026-01-01:a" in (tmp_path / "_site/feed.xml").read_text()


def test_links_of_others_are_mended_each_in_its_own_way(tmp_path: Path) -> None:
    """With and without suffix, by reference, by name, by address and in HTML; code and other posts are left alone."""
    lay(tmp_path, SITE)
    rename(tmp_path, "content/posts/a.md", "c")
    text = read(tmp_path, "posts/b.md")
    assert (
        '[one](c.md), [two](c), [three](c.md#top "A"), [four][], [[c|A]], [[c|five]], [six](/posts/c/), <a href="c.md">seven</a>'
        in text
    )
    assert "`[code](a.md)`, [other](ab.md)\n\n    [code](a.md)\n\n[four]: c.md\n" in text


def test_a_post_that_changes_its_folder_takes_its_links_along(tmp_path: Path) -> None:
    """Its own relative links are written from where it is now."""
    lay(tmp_path, SITE)
    assert rename(tmp_path, "content/posts/a.md", "content/posts/2026/a.md") == 0
    text = read(tmp_path, "posts/2026/a.md")
    assert "[picture](a/rain.png) and [b](../b.md#x) and [[b]]." in text
    assert "aliases" not in text  # the slug, and so the address, is the same
    assert "[one](2026/a.md), [two](2026/a), [three](2026/a.md#top" in read(tmp_path, "posts/b.md")


def test_a_bundle_moves_as_a_whole(tmp_path: Path) -> None:
    """By its folder; a date at the head of the name stays."""
    lay(
        tmp_path,
        "-- content/posts/2026-01-01-old/index.md --\n---\ntitle: Old\n---\n![p](p.png)\n-- content/posts/2026-01-01-old/p.png --\nPNG\n",
    )
    assert rename(tmp_path, "content/posts/2026-01-01-old", "new") == 0
    assert read(tmp_path, "posts/2026-01-01-new/index.md") == (
        '---\ntitle: Old\naliases: [/posts/old/]\nid: "tag:localhost,2026-01-01:old"\n---\n![p](p.png)\n'
    )
    assert (tmp_path / "content/posts/2026-01-01-new/p.png").exists()
    assert not (tmp_path / "content/posts/2026-01-01-old").exists()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("content/posts/none.md", "c"),
        ("content/posts/a.md", "b"),
        ("content/posts/a.md", "../../x.md"),
        ("content/posts/a.md", "a"),
        ("content/posts/a.md", ".c"),
    ],
)
def test_what_cannot_be_done_is_refused_before_anything_is_done(old: str, new: str, tmp_path: Path) -> None:
    """No such post, a name that is taken, a place outside, the name it has, one that would hide it."""
    lay(tmp_path, SITE)
    before = {file: file.read_bytes() for file in tmp_path.rglob("*.md")}
    assert rename(tmp_path, old, new) == 2
    assert {file: file.read_bytes() for file in tmp_path.rglob("*.md")} == before


@pytest.mark.parametrize(
    ("old", "new", "path"),
    [
        ("v1.2.md", "v2", "v2.md"),
        ("v1.2.ja.md", "v2.0", "v2.0.ja.md"),
        ("2026-01-02-v1.2.md", "v2", "2026-01-02-v2.md"),
        ("v1.2/index.md", "v2", "v2/index.md"),
        ("a.markdown", "sub/b", "sub/b.markdown"),
    ],
)
def test_a_bare_name_keeps_what_stands_around_it(old: str, new: str, path: str, tmp_path: Path) -> None:
    """Date, language and suffix; a dot within a name begins none of them."""
    write(tmp_path, f"content/posts/{old}", "---\ntitle: A\ndate: 2026-01-02\n---\nText.\n")
    folder = "content/posts/" if "/" in new else ""
    assert rename(tmp_path, f"content/posts/{old}", f"{folder}{new}") == 0
    assert (tmp_path / "content/posts" / path).is_file()


@pytest.mark.parametrize(
    ("old", "new"),
    [("content/posts/a.md", "content/posts/a/index.md"), ("content/posts/a.md", "content/posts/2026/z/index.md")],
)
def test_a_post_and_its_folder_become_one_and_two_again(old: str, new: str, tmp_path: Path) -> None:
    """Files stay beside their text, wherever it goes, and are found there."""
    lay(tmp_path, SITE)
    before = [one.code for one in made(tmp_path).problems]
    assert rename(tmp_path, old, new) == 0
    assert (tmp_path / new).with_name("rain.png").read_bytes() == b"PNG\n"
    assert [one.code for one in made(tmp_path).problems] == before
    assert rename(tmp_path, new, old) == 0
    assert (tmp_path / "content/posts/a/rain.png").read_bytes() == b"PNG\n"
    assert sorted(file.name for file in (tmp_path / "content/posts").iterdir()) == ["a", "a.md", "ab.md", "b.md"]
    assert [one.code for one in made(tmp_path).problems] == before


def test_a_bundle_takes_the_place_of_no_other_post(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What stands there stays, and so does what was to move."""
    lay(tmp_path, SITE)
    write(tmp_path, "content/posts/trip/index.md", "---\ntitle: Trip\ndate: 2026-01-01\n---\nText.\n")
    write(tmp_path, "content/posts/trip/tree.png", "PNG")
    before = {file: file.read_bytes() for file in tmp_path.rglob("*.*")}
    assert rename(tmp_path, "content/posts/trip", "content/posts/b.md") == 2
    assert "there is a file of this name already" in capsys.readouterr().err
    write(tmp_path, "content/posts/.hidden", "")
    (tmp_path / "content/posts/free.md").mkdir()
    assert rename(tmp_path, "content/posts/trip", "content/posts/free.md") == 2
    assert {file: file.read_bytes() for file in before} == before


def test_what_is_saved_before_the_yes_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The author reads what would be done in the editor, changes a word, and says yes: nothing is done."""
    lay(tmp_path, SITE)

    def saved(_question: str) -> bool:
        write(tmp_path, "content/posts/b.md", read(tmp_path, "posts/b.md") + "Another sentence.\n")
        return True

    monkeypatch.setattr("kawara.cli.terminal.confirm", saved)
    assert main(["-C", str(tmp_path), "rename", "content/posts/a.md", "c"]) == 2
    assert read(tmp_path, "posts/b.md").endswith("Another sentence.\n")
    assert (tmp_path / "content/posts/a.md").exists()


def test_without_a_yes_nothing_is_done(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What would be done is shown."""
    lay(tmp_path, SITE)
    assert main(["-C", str(tmp_path), "rename", "content/posts/a.md", "c"]) == 1
    assert "+aliases: [/posts/a/]" in capsys.readouterr().out
    assert (tmp_path / "content/posts/a.md").exists()


def test_drafts_get_no_alias(tmp_path: Path) -> None:
    """Nobody has their address."""
    lay(tmp_path, "-- content/posts/a.md --\n---\ntitle: A\ndate: 2026-01-01\ndraft: true\n---\nText.\n")
    assert rename(tmp_path, "content/posts/a.md", "c") == 0
    assert "aliases" not in read(tmp_path, "posts/c.md")


def test_line_ends_stay(tmp_path: Path) -> None:
    """As for every text that kawara mends."""
    (tmp_path / "content/posts").mkdir(parents=True)
    (tmp_path / "content/posts/a.md").write_bytes(b"---\r\ntitle: A\r\ndate: 2026-01-01\r\n---\r\nText.\r\n")
    assert rename(tmp_path, "content/posts/a.md", "c") == 0
    data = (tmp_path / "content/posts/c.md").read_bytes()
    assert data.count(b"\n") == data.count(b"\r\n") == 7


@pytest.mark.parametrize(
    ("block", "after"),
    [
        ("aliases: [/x/]  # old", "aliases: [/x/, /new/]  # old"),
        ("aliases: []", "aliases: [/new/]"),
        ("alias: /x/", "alias: [/x/, /new/]"),
        (
            "redirect_from:\n  - /x/\n  # y\n  - /y/\ntags: [a]",
            "redirect_from:\n  - /x/\n  # y\n  - /y/\n  - /new/\ntags: [a]",
        ),
        ("aliases:\n- /x/", "aliases:\n- /x/\n- /new/"),
        ("title: A", "title: A\naliases: [/new/]"),
    ],
)
def test_an_alias_joins_those_that_are_there(block: str, after: str) -> None:
    """However they are written; all else stays."""
    assert with_alias(f"---\n{block}\n---\nText.\n", "/new/") == f"---\n{after}\n---\nText.\n"


@pytest.mark.parametrize(
    ("block", "after"),
    [
        ("aliases: [/x/, /old/]  # y", "aliases: [/x/, /new/]  # y"),
        ("alias: '/old/'", "alias: /new/"),
        (
            "redirect_from:\n  - /old/sub/\n  - /old/\nnote: /old/",
            "redirect_from:\n  - /old/sub/\n  - /new/\nnote: /old/",
        ),
    ],
)
def test_an_alias_makes_way_for_another(block: str, after: str) -> None:
    """Only where it is an alias, and only as a whole."""
    assert with_alias_instead(f"---\n{block}\n---\n/old/\n", "/old/", "/new/") == f"---\n{after}\n---\n/old/\n"
    with pytest.raises(ValueError, match="left alone"):
        with_alias_instead("---\ntitle: /old/\n---\n", "/old/", "/new/")


def test_a_post_that_gets_its_old_name_again_is_no_alias_of_itself(tmp_path: Path) -> None:
    """Both names lead to it, and the site can be built."""
    lay(tmp_path, SITE)
    assert rename(tmp_path, "content/posts/a.md", "c") == 0
    assert rename(tmp_path, "content/posts/c.md", "a") == 0
    assert "\naliases: [/posts/c/]\n" in read(tmp_path, "posts/a.md")
    assert not [one for one in made(tmp_path).problems if one.code == "collision"]
    assert "/posts/a/" in (tmp_path / "_site/posts/c/index.html").read_text()


def test_front_matter_of_other_kinds() -> None:
    """TOML gets it before any table, a text without front matter gets one; what is written strangely is refused."""
    assert with_alias('+++\ntitle = "A"\n[x]\n+++\n', "/new/") == '+++\naliases = ["/new/"]\ntitle = "A"\n[x]\n+++\n'
    assert with_alias('+++\naliases = ["/x/"]\n+++\n', "/new/") == '+++\naliases = ["/x/", "/new/"]\n+++\n'
    assert with_alias("Text.\n", "/new/") == "---\naliases: [/new/]\n---\n\nText.\n"
    assert with_alias("---\na: b\n---\n", "/a b/") == '---\na: b\naliases: ["/a b/"]\n---\n'
    assert with_id("---\na: b\n---\n", "x:y") == '---\na: b\nid: "x:y"\n---\n'
    with pytest.raises(ValueError, match="left alone"):
        with_alias("---\naliases: [\n/x/]\n---\n", "/new/")


@pytest.mark.parametrize(
    ("line", "after"),
    [
        ("image: ../pictures/tree.jpg", "image: ../../pictures/tree.jpg"),
        ("image:   'beside.jpg'  # in spring", "image:   '../beside.jpg'  # in spring"),
        ("image: a/own.jpg", "image: b/own.jpg"),
        ("image: /pictures/tree.jpg", "image: /pictures/tree.jpg"),
        ("image: https://cat.test/tree.jpg", "image: https://cat.test/tree.jpg"),
        ("image: nowhere.jpg", "image: nowhere.jpg"),
        ("picture: beside.jpg", "picture: beside.jpg"),
    ],
)
def test_the_picture_of_the_front_matter_stays_the_same(tmp_path: Path, line: str, after: str) -> None:
    """A relative one is written from where the post is now; what moves along, is elsewhere or is not there stays as it is."""
    lay(tmp_path, f"-- content/posts/a.md --\n---\ntitle: A\ndate: 2026-01-01\n{line}\n---\nimage: beside.jpg\n")
    for name in ("pictures/tree.jpg", "posts/beside.jpg", "posts/a/own.jpg"):
        lay(tmp_path, f"-- content/{name} --\nJPEG\n")
    assert rename(tmp_path, "content/posts/a.md", "content/posts/2026/b.md") == 0
    lines = read(tmp_path, "posts/2026/b.md").split("\n")
    assert lines[3] == after
    assert lines[-2] == "image: beside.jpg"


def test_a_picture_that_moves_with_a_post_is_found_by_others(tmp_path: Path) -> None:
    """In TOML too."""
    lay(
        tmp_path,
        "-- content/posts/a.md --\n---\ntitle: A\n---\nText.\n-- content/posts/a/own.jpg --\nJPEG\n"
        '-- content/posts/b.md --\n+++\ntitle = "B"\nimage = "a/own.jpg"\n+++\nText.\n',
    )
    assert rename(tmp_path, "content/posts/a.md", "c") == 0
    assert 'image = "c/own.jpg"\n' in read(tmp_path, "posts/b.md")


@pytest.mark.parametrize(
    ("written", "after"),
    [
        ("![x](<旅/写真 1.png>)", "![x](<京都 旅行/写真 1.png>)"),
        ('![x](<旅/写真 1.png> "t")', '![x](<京都 旅行/写真 1.png> "t")'),
        ("![x](旅/写真%201.png)", "![x](京都%20旅行/写真%201.png)"),
        ("![x](%E6%97%85/b.png)", "![x](%E4%BA%AC%E9%83%BD%20%E6%97%85%E8%A1%8C/b.png)"),
        ("![x](旅/p(1).png)", "![x](京都%20旅行/p(1).png)"),
        ("![x](/posts/旅/b.png)", "![x](/posts/京都-旅行/b.png)"),
        ("![x][r]\n\n[r]: <旅/写真 1.png>", "![x][r]\n\n[r]: <京都 旅行/写真 1.png>"),
        ('<img src="旅/写真 1.png" alt="x">', '<img src="京都 旅行/写真 1.png" alt="x">'),
        ("![x](旅/b.png) [[旅]]", "![x](京都%20旅行/b.png) [[京都 旅行|旅]]"),
    ],
)
def test_what_lies_in_a_folder_is_found_where_it_goes(tmp_path: Path, written: str, after: str) -> None:
    """However the path of the picture is written, and the site can be built."""
    lay(tmp_path, f"-- content/posts/桜.md --\n---\ntitle: 桜\n---\n{written}\n")
    lay(tmp_path, "-- content/posts/旅/index.md --\n---\ntitle: 旅\n---\n![x](<写真 1.png>) [s](../桜.md)\n")
    for name in ("写真 1.png", "p(1).png", "b.png"):
        lay(tmp_path, f"-- content/posts/旅/{name} --\nPNG\n")
    assert rename(tmp_path, "content/posts/旅", "京都 旅行") == 0
    assert read(tmp_path, "posts/桜.md") == f"---\ntitle: 桜\n---\n{after}\n"
    assert read(tmp_path, "posts/京都 旅行/index.md").endswith("---\n![x](<写真 1.png>) [s](../桜.md)\n")
    assert not [one.text for one in made(tmp_path).problems if one.severity == "error"]


@pytest.mark.parametrize(
    ("line", "after"),
    [
        ("image: 旅/写真 1.png", 'image: "@京都/写真 1.png"'),
        ("image: '旅/写真 1.png'  # in spring", "image: '@京都/写真 1.png'  # in spring"),
        ("image:\n  path: 旅/写真 1.png\n  alt: x", 'image:\n  path: "@京都/写真 1.png"\n  alt: x'),
    ],
)
def test_a_picture_of_the_front_matter_is_still_read(tmp_path: Path, line: str, after: str) -> None:
    """Its new path is written as YAML reads it, and as readably as before."""
    lay(tmp_path, f"-- content/posts/桜.md --\n---\ntitle: 桜\n{line}\n---\nText.\n")
    lay(tmp_path, "-- content/posts/旅/index.md --\n---\ntitle: 旅\nimage: 写真 1.png\n---\nText.\n")
    lay(tmp_path, "-- content/posts/旅/写真 1.png --\nPNG\n")
    assert rename(tmp_path, "content/posts/旅", "@京都") == 0
    assert f"\n{after}\n" in read(tmp_path, "posts/桜.md")
    assert "\nimage: 写真 1.png\n" in read(tmp_path, "posts/@京都/index.md")
    assert not [one.text for one in made(tmp_path).problems if one.severity == "error"]


HREFLANG = 'hreflang="'
LANGUAGES = "-- kawara.yml --\nurl: https://cat.test/\nlanguage: ja\nlanguages: [ja, en]\n"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("posts/yoru.ja.md", "posts/yoru.en.md"),
        ("posts/yoru.en.md", "posts/yoru.md"),
        ("posts/yoru.md", "en/posts/yoru.md"),
        ("en/posts/yoru.md", "posts/yoru.md"),
        ("ja/posts/yoru/index.md", "EN/posts/yoru.md"),
        ("posts/yoru/index.md", "posts/yoru/index.en.md"),
        ("posts/yoru.md", "posts/yoru/index.en.md"),
    ],
)
def test_versions_move_together(tmp_path: Path, capsys: pytest.CaptureFixture[str], one: str, other: str) -> None:
    """In names and in folders: they stay versions of one post, with aliases of their own and links that lead to them; all is said."""
    lay(tmp_path, LANGUAGES)
    for name in (one, other):
        text = "Text." if "en" in re.split(r"[/.]", name.lower()) else "本文です。"
        lay(tmp_path, f"-- content/{name} --\n---\ntitle: A\ndate: 2026-01-01\n---\n{text}\n")
    lay(tmp_path, f"-- content/posts/c.md --\n---\ntitle: C\n---\n[a](../{one}) [b](../{other})\n")
    assert rename(tmp_path, f"content/{one}", "yonaka") == 0
    new_one, new_other = one.replace("yoru", "yonaka"), other.replace("yoru", "yonaka")
    said = capsys.readouterr().out
    assert f"content/{one} → content/{new_one}\n" in said
    assert f"content/{other} → content/{new_other}\n" in said
    assert "/en/posts/yoru/ leads to /en/posts/yonaka/\n" in said
    assert "aliases: [/" in read(tmp_path, new_one)
    assert "aliases: [/" in read(tmp_path, new_other)
    assert not [each.text for each in made(tmp_path).problems if each.severity == "error"]
    for folder in ("posts", "en/posts"):
        assert (tmp_path / f"_site/{folder}/yonaka/index.html").read_text().count(HREFLANG) == 3
        assert (tmp_path / f"_site/{folder}/yoru/index.html").exists()


def test_versions_share_their_files_and_take_them_along(tmp_path: Path) -> None:
    """The folder that is named after both, less the language."""
    for lang in ("ja", "en"):
        lay(tmp_path, f"{LANGUAGES}-- content/posts/a.{lang}.md --\n---\ntitle: A\n---\n![p](a/p.png)\n")
    lay(tmp_path, "-- content/posts/a/p.png --\nPNG\n")
    assert rename(tmp_path, "content/posts/a.ja.md", "b") == 0
    assert (tmp_path / "content/posts/b/p.png").exists()
    assert "![p](b/p.png)" in read(tmp_path, "posts/b.ja.md")
    assert "![p](b/p.png)" in read(tmp_path, "posts/b.en.md")


def test_a_version_that_cannot_go_likewise_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What becomes a text in another language leaves its versions; one that only gets another suffix leaves none."""
    lay(tmp_path, f"{LANGUAGES}-- content/posts/a.md --\n---\ntitle: A\n---\nText.\n")
    lay(tmp_path, "-- content/en/posts/a.md --\n---\ntitle: B\n---\nText.\n")
    assert rename(tmp_path, "content/posts/a.md", "content/posts/a.ja.md") == 0
    assert "stays" not in capsys.readouterr().out
    assert rename(tmp_path, "content/posts/a.ja.md", "content/en/posts/b.md") == 0
    assert "content/en/posts/a.md stays, and will be no version of it" in capsys.readouterr().out
    assert (tmp_path / "content/en/posts/a.md").exists()


def test_a_version_whose_new_name_is_taken_keeps_all_where_they_are(tmp_path: Path) -> None:
    """Nothing is done by halves."""
    lay(tmp_path, f"{LANGUAGES}-- content/posts/a.md --\n---\ntitle: A\n---\nText.\n")
    for name in ("a", "b"):
        lay(tmp_path, f"-- content/en/posts/{name}.md --\n---\ntitle: B\n---\nText.\n")
    assert rename(tmp_path, "content/posts/a.md", "b") == 2
    assert (tmp_path / "content/posts/a.md").exists()
