"""Links are checked and resolved: files, addresses, names, headings; what leads nowhere is told with its place and the nearest right one."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edits import change, check_like_clean
from kawara.base.near import Paths, near_name, one_slip
from kawara.base.problems import Problem, exit_status
from sites import lay, made, page, told, write

SITE = """
-- kawara.yml --
title: Links
url: https://example.org/blog/
language: en
-- content/about.md --
---
title: About
---
## Contact me

Us.
-- content/posts/2026-01-01-first.md --
---
title: First
date: 2026-01-01
tags: [ink]
aliases: [/old/first/]
---
## はじめに

Text[^1].

<a name="here"></a>

[^1]: A note.
-- content/posts/trip/index.md --
---
title: Trip
date: 2026-01-02
slug: journey
---
A trip.
-- content/posts/trip/Photo.PNG --
p
-- content/posts/secret.md --
---
title: Secret
date: 2026-01-03
draft: true
---
[nowhere](none.md)
-- content/posts/later.md --
---
title: Later
date: 2027-01-03
---
[nowhere](none.md)
-- static/files/paper.pdf --
pdf
"""

HEAD = "---\ntitle: Reading\ndate: 2026-02-01\n---\n"


def site(folder: Path, text: str) -> Path:
    """The site with one more post of that text."""
    lay(folder, SITE)
    write(folder, "content/posts/reading.md", f"{HEAD}{text}\n")
    return folder


def found(folder: Path, text: str) -> list[Problem]:
    """The problems of that post."""
    report = made(site(folder, text))
    return [problem for problem in report.problems if problem.path == "content/posts/reading.md"]


@pytest.mark.parametrize(
    ("link", "url"),
    [
        ("[x](2026-01-01-first.md)", "/blog/posts/first/"),
        ("[x](2026-01-01-first.md#はじめに)", "/blog/posts/first/#%E3%81%AF%E3%81%98%E3%82%81%E3%81%AB"),
        ("[x](2026-01-01-first.md#here)", "/blog/posts/first/#here"),
        ("[x](2026-01-01-first.md#fn1)", "/blog/posts/first/#fn1"),
        ("[x](2026-01-01-first.md#top)", "/blog/posts/first/#top"),
        ("[x](../about.md#contact-me)", "/blog/about/#contact-me"),
        ("[x](/about/)", "/blog/about/"),
        ("[x](/about)", "/blog/about"),
        ("[x](/blog/about/#contact-me)", "/blog/about/#contact-me"),
        ("[x](/)", "/blog/"),
        ("[x](/tags/ink/)", "/blog/tags/ink/"),
        ("[x](/feed.xml)", "/blog/feed.xml"),
        ("[x](/posts/first/#はじめに)", "/blog/posts/first/#%E3%81%AF%E3%81%98%E3%82%81%E3%81%AB"),
        (
            "[x](/blog/posts/first/?q=墨#はじめに)",
            "/blog/posts/first/?q=%E5%A2%A8#%E3%81%AF%E3%81%98%E3%82%81%E3%81%AB",
        ),
        ('<a href="/posts/first/#はじめに">x</a>', "/blog/posts/first/#%E3%81%AF%E3%81%98%E3%82%81%E3%81%AB"),
        ("[x](/old/first/)", "/blog/old/first/"),
        ("[x](/old/first/#any)", "/blog/old/first/#any"),
        ("[x](/files/paper.pdf#page=2)", "/blog/files/paper.pdf#page=2"),
        ("[x](trip/Photo.PNG)", "/blog/posts/journey/Photo.PNG"),
        ("[[first]]", "/blog/posts/first/"),
        ("[[First|x]]", "/blog/posts/first/"),
        ("[[2026-01-01-first]]", "/blog/posts/first/"),
        ("[[first#はじめに|x]]", "/blog/posts/first/#%E3%81%AF%E3%81%98%E3%82%81%E3%81%AB"),
        ("[[trip]]", "/blog/posts/journey/"),
        ("[[journey]]", "/blog/posts/journey/"),
        ("[[posts/trip]]", "/blog/posts/journey/"),
        ("[[About#Contact me]]", "/blog/about/#contact-me"),
        ("[x](#)", "#"),
        ("[x](#end)\n\n# End", "#end"),
        ("[[#End]]\n\n# End", "#end"),
        ('<a href="/about/">x</a>', "/blog/about/"),
    ],
)
def test_a_link_that_leads_somewhere(tmp_path: Path, link: str, url: str) -> None:
    """Its URL is that of what it names, and there is nothing to tell."""
    assert found(tmp_path, link) == []
    assert f'href="{url}"' in page(tmp_path, "posts/reading/index.html")


@pytest.mark.parametrize(
    ("link", "code", "text", "hint"),
    [
        (
            "[x](/posts/first/#はじめ)",
            "anchor",
            "nothing in content/posts/2026-01-01-first.md has the id 'はじめ'",
            "did you mean '#はじめに'?",
        ),
        (
            "[x](2026-01-01-first.md#はじめ)",
            "anchor",
            "nothing in content/posts/2026-01-01-first.md has the id 'はじめ'",
            "did you mean '#はじめに'?",
        ),
        ("[x](#Ende)\n\n# End", "anchor", "nothing in this text has the id 'Ende'", "did you mean '#end'?"),
        ("[x](/about/#contact)", "anchor", "nothing in content/about.md has the id 'contact'", "did you mean '#contact-me'?"),
        (
            "[x](/abuot/)",
            "link",
            "'/abuot/' leads nowhere: the site has no page and no file at /abuot/",
            "did you mean '/about/'?",
        ),
        (
            "![x](/assets/図.png)",
            "link",
            "'/assets/図.png' leads nowhere: the site has no page and no file at /assets/図.png",
            "correct the path; with / before it, it begins at the root of the site, where the files of static/ are",
        ),
        ("[x](/About/)", "link", "'/About/' leads nowhere: the site has no page and no file at /About/", "did you mean '/about/'?"),
        (
            "[x](/posts/paper.pdf)",
            "link",
            "'/posts/paper.pdf' leads nowhere: the site has no page and no file at /posts/paper.pdf",
            "did you mean '/files/paper.pdf'?",
        ),
        (
            "![x](trip/photo.png)",
            "link",
            "'trip/photo.png' leads nowhere: the file is content/posts/trip/Photo.PNG, in other letters",
            "did you mean 'trip/Photo.PNG'?",
        ),
        (
            "[x](paper.pdf)",
            "link",
            "'paper.pdf' leads nowhere: no file content/posts/paper.pdf or content/posts/reading/paper.pdf",
            "did you mean '/files/paper.pdf'?",
        ),
        (
            "[x](2026-01-01-frist.md)",
            "link",
            "'2026-01-01-frist.md' leads nowhere: no file content/posts/2026-01-01-frist.md or content/posts/reading/2026-01-01-frist.md",
            "did you mean '2026-01-01-first.md'?",
        ),
        ("[[frist]]", "link", "'[[frist]]' leads nowhere: no post or page is named 'frist'", "did you mean '[[first]]'?"),
        (
            "[[secret]]",
            "unpublished",
            "'secret' leads to content/posts/secret.md, which is not published (a draft)",
            "publish it first, or take the link out",
        ),
    ],
)  # fmt: skip
def test_a_link_that_leads_nowhere(tmp_path: Path, link: str, code: str, text: str, hint: str) -> None:
    """Is told at its place, with the nearest that there is."""
    (problem,) = found(tmp_path, f"One\ntwo {link}")

    column = 9 if link.startswith("![") else 7 if link.startswith("[[") else 9
    assert (problem.code, problem.line) == (code, 6)
    assert problem.column == column + link.startswith("!")
    assert problem.text == text
    assert not hint or problem.hint == hint


def test_a_name_that_several_have(tmp_path: Path) -> None:
    """Is an error that lists them; a folder before the name decides."""
    lay(tmp_path, SITE)
    write(tmp_path, "content/posts/notes/first.md", "---\ntitle: Other\ndate: 2026-01-09\nslug: other\n---\n")
    write(tmp_path, "content/posts/reading.md", f"{HEAD}[[first]] [[notes/first]]\n")

    (problem,) = made(tmp_path).problems

    assert problem.code == "ambiguous"
    assert problem.severity == "error"
    assert problem.text == "'[[first]]' may mean any of content/posts/2026-01-01-first.md, content/posts/notes/first.md"
    assert problem.hint == "write more of its path, such as [[posts/2026-01-01-first]]"


def test_a_name_in_several_languages_means_the_one_of_the_text(tmp_path: Path) -> None:
    """The versions of one post are one name."""
    for lang in ("en", "ja"):
        write(tmp_path, f"content/posts/one.{lang}.md", f"---\ntitle: One {lang}\ndate: 2026-01-01\n---\n")
        write(tmp_path, f"content/posts/two.{lang}.md", f"---\ntitle: Two {lang}\ndate: 2026-01-02\n---\n[[one]]\n")
    write(tmp_path, "kawara.yml", "language: en\nurl: https://example.org/\n")

    assert made(tmp_path).problems == ()
    assert 'href="/posts/one/">one' in page(tmp_path, "posts/two/index.html")
    assert 'href="/ja/posts/one/">one' in page(tmp_path, "ja/posts/two/index.html")


def test_in_posts_that_are_not_out_a_broken_link_only_warns(tmp_path: Path) -> None:
    """Drafts and what has yet to come are being worked on."""
    lay(tmp_path, SITE)

    report = made(tmp_path, drafts=True, future=True)

    assert told(report) == [
        "content/posts/later.md:5:11: warning[link]",
        "content/posts/secret.md:6:11: warning[link]",
    ]
    assert exit_status(report.problems) == 0


def test_a_post_whose_time_comes_is_held_to_it(tmp_path: Path) -> None:
    """The same link warns before the date and is an error after it, in a build that goes on from the other."""
    from dataclasses import replace
    from datetime import timedelta

    from kawara.build import build
    from kawara.build.options import Options
    from sites import NOW

    lay(tmp_path, SITE)
    early = Options(NOW, future=True, jobs=1)
    late = replace(early, now=NOW + timedelta(days=100))

    severities = [[one.severity for one in build(tmp_path, options).problems] for options in (early, late, early)]

    assert severities == [["warning"], ["error"], ["warning"]]


@pytest.mark.parametrize(("severity", "expected"), [("warning", ["warning"]), ("note", ["note"]), ("off", [])])
@pytest.mark.parametrize(
    ("code", "link"), [("link", "[x](none.md)"), ("anchor", "[x](#none)"), ("ambiguous", "[[index|x]]")]
)
def test_the_severity_of_each_kind_of_fault_is_a_setting(
    tmp_path: Path, code: str, link: str, severity: str, expected: list[str]
) -> None:
    """By its code, in `check.severity`."""
    site(tmp_path, link)
    for name in ("a/index.md", "b/index.md"):
        write(
            tmp_path,
            f"content/{name}",
            "---\ntitle: x\nslug: index\n---\n" if name[0] == "a" else "---\ntitle: y\n---\n",
        )
    if code == "ambiguous":
        write(tmp_path, "content/posts/reading.md", f"{HEAD}[[same]]\n")
        write(tmp_path, "content/a/same.md", "---\ntitle: x\n---\n")
        write(tmp_path, "content/b/same.md", "---\ntitle: x\n---\n")
    change(tmp_path, "kawara.yml", "language: en", f"language: en\ncheck: {{severity: {{{code}: {severity}}}}}")

    report = made(tmp_path)

    assert [one.severity for one in report.problems if one.path.endswith("reading.md")] == expected


EDITS = {
    "the heading is renamed": ("content/about.md", "Contact me", "Write me", {"posts/reading/"}),
    "the text changes beside it": ("content/about.md", "Us.", "We.", set()),
    "another heading comes": ("content/about.md", "Us.", "## Us", set()),
    "the page moves": ("content/about.md", "title: About", "title: About\nslug: us", {"posts/reading/"}),
}


@pytest.mark.parametrize(("file", "old", "new", "again"), EDITS.values(), ids=EDITS)
def test_a_page_is_made_again_exactly_when_its_link_leads_elsewhere(
    tmp_path: Path, file: str, old: str, new: str, again: set[str]
) -> None:
    """The id is asked for, not the text; and building on is as good as building anew."""
    root = site(tmp_path / "site", "[x](../about.md#contact-me) [y](/about/) [[about]]")
    made(root)
    change(root, file, old, new)

    report = made(root)

    check_like_clean(root, report, tmp_path / "clean")
    assert {one.removesuffix("index.html") for one in report.made if "reading" in one} == again


def test_a_link_is_mended_by_what_comes(tmp_path: Path) -> None:
    """A page that led nowhere is made again when there is a target, by address and by name."""
    root = site(tmp_path / "site", "[x](/new/) [[new]]")
    assert [one.code for one in made(root).problems] == ["link", "link"]

    write(root, "content/new.md", "---\ntitle: New\n---\n")
    report = made(root)

    assert report.problems == ()
    check_like_clean(root, report, tmp_path / "clean")


@given(st.text("abあ", max_size=6), st.text("abあ", max_size=6))
def test_a_slip_goes_both_ways(one: str, other: str) -> None:
    """And no word is further from itself."""
    assert one_slip(one, other) == one_slip(other, one)
    assert one_slip(one, one)


@pytest.mark.parametrize(
    ("word", "names", "near"),
    [
        ("About", ["about", "abut"], "about"),
        ("ａｂｏｕｔ", ["about"], "about"),
        ("abuot", ["about", "zebra"], "about"),
        ("abou", ["about"], "about"),
        ("contact", ["content-type", "contact-me"], "contact-me"),
        ("x", ["about"], ""),
        ("x", [], ""),
    ],
)
def test_the_nearest_name(word: str, names: list[str], near: str) -> None:
    """The same but for case, then one slip away, then alike."""
    assert near_name(word, names) == near


@pytest.mark.parametrize(
    ("path", "near"),
    [
        ("a/x.PNG", "a/X.png"),
        ("b/x.png", "b/x.png"),
        ("c/y.md", "a/y.md"),
        ("a/yy.md", "a/y.md"),
        ("b/yy.md", ""),
        ("/a/y.md/", "a/y.md"),
    ],
)
def test_the_nearest_path(path: str, near: str) -> None:
    """The name elsewhere, or beside it with a slip; never a slip elsewhere."""
    assert Paths(["a/X.png", "b/x.png", "a/y.md"]).near(path) == near
