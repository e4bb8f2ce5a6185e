"""What people really write, and what kawara says to it: each row is a fault, and exactly what one build tells of it."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from kawara.base.problems import exit_status, is_blocking
from kawara.build.options import Report
from sites import made, page, told, tree, write

SETTINGS = {"kawara.yml": "url: https://example.org/\n"}
DAY = "date: 2026-04-02\n"
BODY = "これは本文です。\n"


def post(fields: str = "title: x\n", body: str = BODY) -> str:
    """A post with these fields and a date."""
    return f"---\n{fields}{DAY}---\n{body}"


def lay(folder: Path, files: Mapping[str, str | bytes]) -> Path:
    """Write the files of a site; a name that ends with `->` is a symlink to what stands in its place, one with `/` a folder."""
    for name, content in (SETTINGS | dict(files)).items():
        if name.endswith("->"):
            link = folder / name.removesuffix("->")
            link.parent.mkdir(parents=True, exist_ok=True)
            link.symlink_to(str(content))
        elif name.endswith("/"):
            (folder / name).mkdir(parents=True)
        else:
            write(folder, name, content)
    return folder


def lone(folder: Path, **options: Any) -> Report:
    """A build that neither uses nor leaves a memory, and whose every problem has a mend."""
    report = made(folder, **{"cache": False, **options})
    assert [p for p in report.problems if not p.hint or p.hint in p.text] == []
    return report


# --- one post ----------------------------------------------------------------------------------------------------------

POSTS: Mapping[str, tuple[str | bytes, str]] = {
    # fences
    "an unclosed fence": ("---\ntitle: x\ndraft: true\n\nHELD\n", "1:1: error[front-matter]"),
    "a fence closed by END": ("---\ntitle: x\n---END---\n\nHELD\n", "1:1: error[front-matter]"),
    "four dashes": ("----\ntitle: x\n----\nHELD\n", "1:1: error[front-matter]"),
    "full-width dashes": ("ーーー\ntitle: x\nーーー\nHELD\n", "1:1: error[front-matter]"),
    "no opening fence": ("title: x\ndraft: true\n---\nHELD\n", "1:1: error[front-matter]"),
    "a list for front matter": ("---\n- a\n- b\n---\nHELD\n", "2:1: error[front-matter]"),
    "a word for front matter": ("---\n本文だけ\n---\n続き HELD\n", "2:1: error[front-matter]"),
    "a rule, and another later": ("---\n\n最初の段落。\n\n---\n\nHELD\n", "3:1: error[front-matter]"),
    "JSON": ('{\n  "title": "x",\n  "draft": true\n}\nHELD\n', "1:1: error[front-matter]"),
    "END among the fields": (post("title: x\n---END---\n"), "3:1: error[yaml]"),
    "TOML without quotes": ("+++\ntitle = x\n+++\nHELD\n", "2:9: error[toml]"),
    "TOML unclosed": ("+++\ntitle = 'x'\ndraft = true\n\nHELD\n", "1:1: error[front-matter]"),
    "TOML with a key twice": ("+++\ntitle = 'x'\ntitle = 'y'\n+++\nHELD\n", "3:12: error[toml]"),
    "TOML with a day that is none": ("+++\ntitle = 'x'\ndate = 2026-02-30\n+++\nHELD\n", "3:8: error[toml]"),
    # YAML
    "a full-width colon": (post("title：日本\n"), "2:6: error[yaml]"),
    "nothing but a full-width colon": ("---\ntitle：日本\n---\nHELD\n", "2:6: error[yaml]"),
    "a colon in a title": (post("title: a: b\n"), "2:9: error[yaml]"),
    "a colon after brackets": (post("title: 【速報】: x\n"), "2:12: error[yaml]"),
    "an at sign first": (post("title: @x\n"), "2:8: error[yaml]"),
    "a per cent sign first": (post("title: %x\n"), "2:8: error[yaml]"),
    "a star first": (post("title: *強調*\n"), "2:8: error[yaml]"),
    "an open bracket": (post("title: [x\n"), "2:8: error[yaml]"),
    "text after brackets": (post("title: [速報] x\n"), "2:13: error[yaml]"),
    "a tab for indentation": (post("title: x\ntags:\n\t- a\n"), "4:1: error[yaml]"),
    "an open quotation": (post('title: "x\n'), "2:8: error[yaml]"),
    "text after a quotation": (post('title: "x" y\n'), "2:12: error[yaml]"),
    "a backslash in quotes": (post('title: "C:\\dir"\n'), "2:11: error[yaml]"),
    "no space after a colon": (post("title:x\n"), "2:6: error[yaml]"),
    "a key twice": (post("title: x\ntitle: y\n"), "3:1: error[duplicate-key]"),
    "two keys for one field": (post("title: x\nlastmod: 2026-05-01\nupdated: 2026-05-02\n"), "4:10: error[duplicate-key]"),
    "a list for a key": (post("[a]: b\ntitle: x\n"), "2:1: error[yaml]"),
    "an anchor and its alias": (post("title: &a x\nslug: *a\n"), "2:8: error[yaml] 3:7: error[yaml]"),
    "a bomb of aliases": (
        post("title: x\na: &a [x,x,x]\nb: &b [*a,*a,*a]\nc: [*b,*b,*b]\n"),
        "3:4: error[yaml] 4:4: error[yaml] 5:5: error[yaml]",
    ),
    "an alias to itself": (post("title: x\na: &x [*x]\n"), "3:4: error[yaml]"),
    "a Python object": (post("title: x\na: !!python/object/apply:os.system [ls]\n"), "3:4: error[yaml]"),
    "a merge key": (post("title: x\n<<: {a: b}\n"), "3:1: error[yaml]"),
    "thirty thousand brackets": (post(f"title: x\na: {'[' * 30_000}\n"), "3:54: error[yaml]"),
    "front matter without end": (post(f"title: x\na: {'x' * 70_000}\n"), "2: error[yaml]"),
    # values of the wrong kind
    "a list for a title": (post("title: [a, b]\n"), "2:1: error[type]"),
    "draft in quotes": (post('title: x\ndraft: "false"\n'), "3:8: error[type]"),
    "draft by another word": (post("title: x\ndraft: yes\n"), "3:8: error[type]"),
    "draft without a word": (post("title: x\ndraft:\n"), "3:1: error[type]"),
    "published with a date": (post("title: x\npublished: 2026-04-02\n"), "3:12: error[type]"),
    "a reading time in words": (post("title: x\nreading_time: eight\n"), "3:15: error[type]"),
    "a layout that climbs": (post("title: x\nlayout: ../../etc/passwd\n"), "3:9: error[type]"),
    "an image without a path": (post("title: x\nimage: {alt: a}\n"), "3:1: error[type]"),
    "a language by its name": (post("title: x\nlang: 日本語\n"), "3:7: error[lang]"),
    "a language by its country": (post("title: x\nlang: jp\n"), "3:7: error[lang]"),
    "a locale for a language": (post("title: x\nlang: ja_JP\n"), "3:7: error[lang]"),
    "a null for a tag": (post("title: x\ntags: [a, ~]\n"), "3:11: error[term]"),
    "a mapping for a tag": (post("title: x\ntags: [a: b]\n"), "3:8: error[term]"),
    "signs for a tag": (post("title: x\ntags: ['！！']\n"), "3:7: error[term]"),
    # misspelt keys
    "draf": (post("title: x\ndraf: true\n"), "3:1: error[near-miss]"),
    "Draft": (post("title: x\nDraft: true\n"), "3:1: error[near-miss]"),
    "isDraft": (post("title: x\nisDraft: true\n"), "3:1: error[near-miss]"),
    "status draft": (post("title: x\nstatus: draft\n"), "3:1: error[near-miss]"),
    "expire": (post("title: x\nexpire: 2026-01-01\n"), "3:1: error[near-miss]"),
    # dates
    "a date in words": ("---\ntitle: x\ndate: tomorrow\n---\nHELD\n", "3:7: error[date]"),
    "a day that is none": ("---\ntitle: x\ndate: 2026-02-30\n---\nHELD\n", "3:7: error[date]"),
    "a thirteenth month": ("---\ntitle: x\ndate: 2025-13-45\n---\nHELD\n", "3:7: error[date]"),
    "an hour that is none": ("---\ntitle: x\ndate: 2026-04-02 25:00\n---\nHELD\n", "3:7: error[date]"),
    "a zone in letters": ("---\ntitle: x\ndate: 2026-04-02 10:00 JST\n---\nHELD\n", "3:7: error[date]"),
    "an American date": ("---\ntitle: x\ndate: 04/02/2026\n---\nHELD\n", "3:7: error[date]"),
    "a list for a date": ("---\ntitle: x\ndate: [2026, 4, 2]\n---\nHELD\n", "3:1: error[date]"),
    "a bad date after blank lines": ("\n\n---\ntitle: x\ndate: 2026-02-30\n---\nHELD\n", "5:7: error[date]"),
    "an update in words": (post("title: x\nupdated: later\n"), "3:10: error[date]"),
    "an end in words": (post("title: x\nexpires: never\n"), "3:10: error[date]"),
    # bytes
    "Shift_JIS": (post("title: 日本語\n").encode("cp932"), "2:8: error[encoding]"),
    "EUC-JP": (post("title: 日本語\n").encode("euc_jp"), "2:8: error[encoding]"),
    "UTF-16": (post("title: 日本語\n").encode("utf-16"), "1:1: error[encoding]"),
    "half a character": (post().encode()[:-2], "5:8: error[encoding]"),
    "a NUL in the text": (post(body="一行目\n二\0行目\n"), "6:2: error[nul]"),
    "a NUL in a title": (post("title: a\0b\n"), "2:9: error[nul]"),
    "a NUL in escapes": (post('title: "a\\0b"\n'), "2:8: error[nul]"),
    # paths
    "a slug that climbs": (post("title: x\nslug: ../../etc/passwd\n"), "3:7: error[slug]"),
    "a slug that climbs in escapes": (post("title: x\nslug: '%2e%2e%2fetc'\n"), "3:7: error[slug]"),
    "a slug that climbs in escapes of escapes": (post("title: x\nslug: '%252e%252e%252fetc'\n"), "3:7: error[slug]"),
    "an absolute slug": (post("title: x\nslug: /etc/passwd\n"), "3:7: error[slug]"),
    "a slug with a backslash": (post("title: x\nslug: '..\\x'\n"), "3:7: error[slug]"),
    "a slug with a drive": (post("title: x\nslug: 'c:x'\n"), "3:7: error[slug]"),
    "a slug with a device": (post("title: x\nslug: aux\n"), "3:7: error[slug]"),
    "a slug with a dot behind": (post("title: x\nslug: 'x.'\n"), "3:7: error[slug]"),
    "a slug of dots": (post("title: x\nslug: '..'\n"), "3:7: error[slug]"),
    "a slug of 300 bytes": (post(f"title: x\nslug: {'瓦' * 100}\n"), "3:7: error[slug]"),
    "a slug with a NUL in escapes": (post("title: x\nslug: 'a%00b'\n"), "3:7: error[slug]"),
    "a permalink that climbs": (post("title: x\npermalink: /../../etc/:slug/\n"), "3:12: error[slug]"),
    "a permalink that climbs in escapes": (post("title: x\npermalink: '/%2e%2e/x/'\n"), "3:12: error[slug]"),
    "a permalink with a backslash": (post("title: x\npermalink: '/a\\..\\b/'\n"), "3:12: error[slug]"),
    "a permalink with a device": (post("title: x\npermalink: /x/aux.html\n"), "3:12: error[slug]"),
    "a permalink with a dot behind": (post("title: x\npermalink: /a./b/\n"), "3:12: error[slug]"),
    "a permalink to elsewhere": (post("title: x\npermalink: https://example.com/x/\n"), "3:12: error[slug]"),
    "a permalink of 300 bytes": (post(f"title: x\npermalink: /{'x' * 300}/\n"), "3:12: error[slug]"),
    "a permalink with a placeholder that is none": (post("title: x\npermalink: /:yaer/:slug/\n"), "3:12: error[slug]"),
    "an alias that climbs": (post("title: x\naliases: [/ok-1/, ../../x]\n"), "3:19: error[slug]"),
    "an alias that climbs in escapes": (post("title: x\naliases:\n  - /%2e%2e/x/\n"), "4:5: error[slug]"),
    "an alias with a backslash": (post("title: x\naliases: ['/a\\b/']\n"), "3:11: error[slug]"),
    "an alias with a device": (post("title: x\naliases: [/nul/]\n"), "3:11: error[slug]"),
    "an alias to elsewhere": (post("title: x\naliases: [https://example.com/x/]\n"), "3:11: error[slug]"),
    "an alias with a query": (post("title: x\naliases: ['/?p=12']\n"), "3:10: error[slug]"),
    "an alias for the home page": (post("title: x\naliases: [/]\n"), "3:10: error[slug]"),
}  # fmt: skip
"""Posts that stop publication: what is written, and everything that is told of it."""


def name_of(row: str) -> str:
    """The file of a row."""
    return f"content/posts/{row.replace(' ', '-')}.md"


def placed(row: str, faults: str) -> list[str]:
    """What is told of a row, with the path of its file; `3:7: error[date] …` has two words for each fault."""
    words = faults.split()
    return [f"{name_of(row)}:{where} {what}" for where, what in zip(words[::2], words[1::2], strict=True)]


def site_of(rows: Iterable[tuple[str, str | bytes]]) -> dict[str, str | bytes]:
    """A site with the posts of several rows."""
    return {name_of(row): text for row, text in rows}


FAULTY = site_of((row, text) for row, (text, _) in POSTS.items())
ALL_FAULTS = sorted(line for row, (_, faults) in POSTS.items() for line in placed(row, faults))


@pytest.fixture(scope="module")
def faulty(tmp_path_factory: pytest.TempPathFactory) -> Report:
    """A build of all faulty posts at once."""
    return lone(lay(tmp_path_factory.mktemp("faulty"), FAULTY))


@pytest.mark.parametrize("row", POSTS)
def test_a_fault_in_a_post_is_told_at_its_place_and_stops_publication(row: str, faulty: Report) -> None:
    """That fault and nothing else, and it is one that blocks."""
    problems = [p for p in faulty.problems if p.path == name_of(row)]

    assert told(replace(faulty, problems=tuple(problems))) == placed(row, POSTS[row][1])
    assert all(map(is_blocking, problems))


def test_all_faults_of_all_posts_come_in_one_run_and_the_last_good_site_stands(tmp_path: Path) -> None:
    """Every row of the table laid into one site: everything is told at once, and not a byte of the old site moves."""
    made(lay(tmp_path, {"content/posts/good.md": post("title: Good\n")}))
    before = tree(tmp_path / "_site")

    report = made(lay(tmp_path, FAULTY))

    assert sorted(told(report)) == ALL_FAULTS
    assert not report.complete
    assert exit_status(report.problems) == 1
    assert tree(tmp_path / "_site") == before


def test_keep_going_publishes_the_rest(tmp_path: Path) -> None:
    """The posts at fault are left out of everything and named, one keeps its old page, and the good one is published."""
    lay(tmp_path, {name_of("draf"): post("title: Before\n")})
    made(tmp_path)

    report = made(lay(tmp_path, {**FAULTY, "content/posts/good.md": post()}), keep_going=True)

    assert sorted(told(report)) == ALL_FAULTS
    assert {one.path for one in report.left} == {name_of(row) for row in POSTS}
    assert report.complete
    assert report.published == 1
    assert "<title>Before" in page(tmp_path, "posts/draf/index.html")
    assert "<title>x" in page(tmp_path, "posts/good/index.html")
    assert "HELD" not in "".join(file.read_text("utf-8") for file in (tmp_path / "_site").rglob("*") if file.is_file())


class Sound(NamedTuple):
    """A post that is published, what its page holds, and what is told of it all the same."""

    text: str
    holds: str
    faults: str = ""


SOUND: Mapping[str, Sound] = {
    "a byte order mark": Sound("\ufeff" + post("title: Marked\n"), "<title>Marked"),
    "CRLF": Sound(post("title: Lines\n").replace("\n", "\r\n"), "<title>Lines"),
    "lone CR": Sound(post("title: Lines\n").replace("\n", "\r"), "<title>Lines"),
    "dots close": Sound("---\ntitle: Dots\ndate: 2026-04-02\n...\n" + BODY, "<title>Dots"),
    "dashes in a title": Sound(post("title: a --- b\n"), "a --- b"),
    "END in the text": Sound(post(body="いろは\n\n---END---\n"), "---END---", faults="7:1:warning[leftover]"),
    "TOML": Sound(f"+++\ntitle = 'Tom'\ndate = 2026-04-02\n+++\n{BODY}", "<title>Tom"),
    "a time for a title": Sound(post("title: 12:30\n"), "<title>12:30"),
    "no for a title": Sound(post("title: no\n"), "<title>no"),
    "a date for a title": Sound(post("title: 2024-05-01\n"), "<title>2024-05-01"),
    "a number of a version for a title": Sound(post("title: 1.10\n"), "<title>1.10"),
    "tags as they are written": Sound(post("title: x\ntags: [no, on, 2024, 1.10, ~x]\n"), 'href="/tags/1-10/"'),
    "tags in one text": Sound(post("title: x\ntags: caniemail, 日本、東京\n"), 'href="/tags/%E6%9D%B1%E4%BA%AC/"'),
    "a title of signs": Sound(post("title: ！！\n"), "<title>！！"),
    "braces in the text": Sound(post(body="これは {{ site.title }} と {% raw %} です。\n"), "{{ site.title }}"),
    "the date of Jekyll": Sound("---\ntitle: x\ndate: 2024-05-01 09:00:00 +0900\n---\n", "2024-05-01T09:00:00+09:00"),
    "the date of Japan": Sound("---\ntitle: x\ndate: 2024年5月1日\n---\n", "2024-05-01"),
    "a date with slashes": Sound("---\ntitle: x\ndate: 2024/5/1\n---\n", "2024-05-01"),
    "a date without seconds": Sound("---\ntitle: x\ndate: 2024-05-01 09:00\n---\n", "2024-05-01"),
    "a field of their own": Sound(post("title: x\nmood: good\n"), "<title>x"),
    "no front matter": Sound("# 見出し\n\nこれは本文です。\n", "<title>見出し", "note[title] warning[undated]"),
    "empty front matter": Sound("---\n---\nこれは本文です。\n", "これは本文です。", "note[title] warning[undated]"),
    "no date": Sound("---\ntitle: x\n---\n", "<title>x", "warning[undated]"),
    "tilte": Sound(post("tilte: x\n"), "<title>tilte", "note[title] 2:1:warning[key]"),
    "tgas": Sound(post("title: x\ntgas: [a]\n"), "<title>x", "3:1:warning[key]"),
    "a hash in a title": Sound(post("title: Issue #12\n"), "<title>Issue", "2:8:warning[comment]"),
    "an unknown layout": Sound(post("title: x\nlayout: psot\n"), "<title>x", "3:9:warning[layout]"),
    "a control character in the text": Sound(post(body="いろ\x08は\n"), "いろは", "5:3:warning[control]"),
    "a control character in a title": Sound(post("title: a\x1bb\n"), "<title>ab", "2:9:warning[control]"),
    "a control character in escapes": Sound(post('title: "a\\eb"\n'), "<title>ab", "2:8:warning[control]"),
    "a link to nowhere": Sound(post(body="いろ\n\n[は](nowhere.md)\n"), "いろ", "7:5:error[link]"),
    "a link out of the project": Sound(post(body="[は](../../../../etc/passwd)\n"), "は", "5:5:error[link]"),
}


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Report]:
    """A build of all sound posts at once."""
    folder = lay(tmp_path_factory.mktemp("sound"), site_of((row, each.text) for row, each in SOUND.items()))
    return folder, lone(folder)


@pytest.mark.parametrize("row", SOUND)
def test_what_is_no_fault_or_a_small_one_is_published(row: str, sound: tuple[Path, Report]) -> None:
    """As it was meant, with what may be said of it."""
    (folder, report), path = sound, name_of(row)

    said = [
        ":".join([path, *fault.split(":")[:-1]]) + f": {fault.split(':')[-1]}" for fault in SOUND[row].faults.split()
    ]
    assert told(replace(report, problems=tuple(p for p in report.problems if p.path == path))) == said
    assert SOUND[row].holds in page(folder, f"posts/{row.replace(' ', '-').lower()}/index.html")


def test_what_does_not_block_is_told_and_published(sound: tuple[Path, Report]) -> None:
    """Every post is out; the links to nowhere make the status 1 all the same."""
    _, report = sound

    assert report.published == len(SOUND)
    assert report.complete
    assert exit_status(report.problems) == 1
    assert {p.path for p in report.problems} <= {name_of(row) for row, each in SOUND.items() if each.faults}


# --- several files -----------------------------------------------------------------------------------------------------

A, B = "content/posts/a.md", "content/posts/b.md"
TEMPLATE = "templates/post.html"
NFD = unicodedata.normalize("NFD", "が")
Check = Callable[[Path], bool]


def nothing(_folder: Path) -> bool:
    """Nothing more is claimed."""
    return True


def holds(name: str, text: str) -> Check:
    """A claim that a file of the site holds a text."""
    return lambda folder: text in page(folder, name)


class Case(NamedTuple):
    """A site, everything that is told of it, the exit status, and what else is true of what was built."""

    files: Mapping[str, str | bytes]
    told: tuple[str, ...] = ()
    status: int = 1
    options: Mapping[str, Any] = {}
    claim: Check = nothing


SITES: Mapping[str, Case] = {
    # templates
    "a field misspelt": Case({A: post(), TEMPLATE: "<p>\n{{ post.titel }}"}, (f"{TEMPLATE}:2:9: error[template]",)),
    "a name misspelt": Case({A: post(), TEMPLATE: "{{ pst.title }}"}, (f"{TEMPLATE}:1:4: error[template]",)),
    "a name misspelt for ten posts": Case(
        {TEMPLATE: "{{ pst }}"} | {f"content/posts/{n}.md": post() for n in range(10)}, (f"{TEMPLATE}:1:4: error[template]",)
    ),
    "a field that the post lacks": Case(
        {A: post(), TEMPLATE: "{% if post.extra.mood %}{% endif %}\n{{ post.extra.mood }}"},
        (f"{TEMPLATE}:2:15: error[template]",),
    ),
    "a tag left open": Case({A: post(), TEMPLATE: "<p>\n{% if post %}\n<p>"}, (f"{TEMPLATE}:3: error[template]",)),
    "a tag that is none": Case({A: post(), TEMPLATE: "{% fro x in y %}"}, (f"{TEMPLATE}:1: error[template]",)),
    "a missing include": Case(
        {A: post(), TEMPLATE: "<p>\n{% include '_itms.html' %}"}, (f"{TEMPLATE}:2:13: error[template]",)
    ),
    "a missing parent": Case({A: post(), TEMPLATE: "{% extends 'bse.html' %}"}, (f"{TEMPLATE}:1:13: error[template]",)),
    "a template of itself": Case({A: post(), TEMPLATE: "{% extends 'post.html' %}"}, (f"{TEMPLATE}:1: error[template]",)),
    "an unknown filter": Case({A: post(), TEMPLATE: "{{ post.title | uper }}"}, (f"{TEMPLATE}:1:17: error[template]",)),
    "a filter that fails": Case({A: post(), TEMPLATE: "{{ post.title | date }}"}, (f"{TEMPLATE}:1: error[template]",)),
    "a sum that fails": Case({A: post(), TEMPLATE: "\n{{ 1 / 0 }}"}, (f"{TEMPLATE}:2: error[template]",)),
    "a template in Shift_JIS": Case({A: post(), TEMPLATE: "瓦版".encode("cp932")}, (f"{TEMPLATE}: error[template]",)),
    "a template that climbs": Case(
        {A: post(), TEMPLATE: "{% include '../content/posts/a.md' %}"}, (f"{TEMPLATE}:1:13: error[template]",)
    ),
    "words that are no YAML": Case(
        {A: post(), "templates/strings/ja.yaml": "a: b: c\n"}, ("templates/strings/ja.yaml:1:5: error[yaml]",)
    ),
    # collisions
    "one slug twice": Case(
        {A: post("title: x\nslug: c\n"), B: post("title: y\nslug: c\n")}, (f"{B}:3:7: error[collision]",)
    ),
    "one name with two dates": Case(
        {f"content/posts/2026-0{n}-01-a.md": "---\ntitle: x\n---\n" for n in (1, 2)},
        ("content/posts/2026-02-01-a.md: error[collision]",),
    ),
    "slugs that differ in case": Case(
        {A: post("title: x\npermalink: /C/\n"), B: post("title: y\npermalink: /c/\n")}, (f"{B}:3:12: error[collision]",)
    ),
    "slugs that differ when folded": Case(
        {A: post("title: x\nslug: straße\n"), B: post("title: y\nslug: STRASSE\n")}, (f"{B}:3:7: error[collision]",)
    ),
    "slugs that differ in form": Case(
        {A: post(f"title: x\nslug: {NFD}\n"), B: post("title: y\nslug: が\n")}, (f"{B}:3:7: error[collision]",)
    ),
    "names that differ in form": Case(
        {f"content/posts/{NFD}.md": post(), "content/posts/が.md": post()}, ("content/posts/が.md: error[name]",)
    ),
    "an alias on a page": Case(
        {A: post("title: x\naliases: [/about/]\n"), "content/about.md": "---\ntitle: About us\n---\n"},
        (f"{A}:3:10: error[collision]",),
    ),
    "an alias on a page of the site's own": Case(
        {A: post("title: x\naliases: [/archive/]\n")}, (f"{A}:3:10: error[collision]",)
    ),
    "an alias on an alias": Case(
        {A: post("title: x\naliases: [/old/]\n"), B: post("title: y\naliases: [/Old/]\n")}, (f"{B}:3:10: error[collision]",)
    ),
    "an alias on itself": Case({A: post("title: x\naliases: [/posts/a/]\n")}, (f"{A}:3:10: error[collision]",)),
    "a file for a folder": Case(
        {A: post("title: x\npermalink: /a.html\n"), B: post("title: y\npermalink: /a.html/b/\n")},
        (f"{B}:3:12: error[collision]",),
    ),
    "a static file on a post": Case({A: post(), "static/posts/a/index.html": "x"}, (f"{A}: error[collision]",)),
    "a static file on another": Case(
        {A: post(), "content/x.txt": "x", "static/x.txt": "y"}, ("static/x.txt: error[collision]",)
    ),
    "a page beside the site's own but for case": Case(
        {A: post(), "content/b.md": "---\ntitle: Mine\npermalink: /Archive/\n---\n"}, ("content/b.md:3:12: error[collision]",)
    ),
    "two tags for one address": Case({A: post("title: x\ntags: ['a b', 'a-b']\n")}, (f"{A}:3:7: error[collision]",)),
    "one part twice": Case(
        {A: post("title: x\nseries: S\npart: 1\n"), B: post("title: y\nseries: S\npart: 1\n")}, (f"{B}:4:7: error[series]",)
    ),
    "a page over the site's own": Case(
        {A: post(), "content/archive.md": "---\ntitle: My archive\n---\n", "static/robots.txt": "mine\n"},
        status=0,
        claim=lambda folder: holds("archive/index.html", "My archive")(folder) and holds("robots.txt", "mine")(folder),
    ),
    "a file over the theme's": Case({A: post(), "static/style.css": "mine"}, status=0, claim=holds("style.css", "mine")),
    "one tag in three spellings": Case(
        {A: post("title: x\ntags: [AI]\n"), B: post("title: y\ntags: [ai, ＡＩ]\n")}, (f"{B}:3:7: warning[spelling]",),
        status=0, claim=lambda folder: page(folder, "tags/ai/index.html").count('<a href="/posts/') >= 2,
    ),
    # names
    "a file that Windows cannot have": Case({A: post(), "static/aux.txt": "x"}, ("static/aux.txt: error[slug]",)),
    "a file with a dot behind": Case({A: post(), "static/b.": "x"}, ("static/b.: error[slug]",)),
    "a name too long for a slug": Case(
        {f"content/posts/{'瓦' * 80}.md": post()}, (f"content/posts/{'瓦' * 80}.md: error[slug]",)
    ),
    "a name of signs": Case({"content/posts/！！.md": post()}, ("content/posts/！！.md: error[slug]",)),
    "a permalink that wants a date": Case(
        {A: "---\ntitle: x\npermalink: /:year/:slug/\n---\n"}, (f"{A}: warning[undated]", f"{A}:3:12: error[slug]")
    ),
    "a name with another date": Case(
        {"content/posts/2026-04-01-a.md": post()}, ("content/posts/2026-04-01-a.md:3:7: warning[name-date]",), status=0
    ),
    # symlinks
    "a post from outside": Case({A: post(), f"{B}->": "/etc/hostname"}, (f"{B}: error[outside]",)),
    "a folder from outside": Case({A: post(), "static/etc->": "/etc"}, ("static/etc: error[outside]",)),
    "a template from outside": Case({A: post(), f"{TEMPLATE}->": "/etc/hostname"}, (f"{TEMPLATE}: error[outside]",)),
    "templates from outside": Case({A: post(), "templates->": "/etc"}, ("templates: error[outside]",)),
    "content from outside": Case({"content->": "/etc"}, ("content: error[outside]",)),
    "a folder in itself": Case({A: post(), "content/posts/c->": ".."}, ("content/posts/c: warning[read]",), status=0),
    "a link to itself": Case({A: post(), f"{B}->": "b.md"}, (f"{B}: error[read]",)),
    "a link to nothing": Case({A: post(), "static/x->": "nothing"}, ("static/x: error[read]",)),
    "a link within the project": Case(
        {A: post(), f"{B}->": "a.md"}, status=0, claim=holds("posts/b/index.html", "これは本文です。")
    ),
    # the site as a whole
    "nothing at all": Case({}, ("warning[empty]",), status=0),
    "nothing but a draft": Case({A: post("title: x\ndraft: true\n")}, ("warning[empty]",), status=0),
    "no address": Case({"kawara.yml": "", A: post()}, ("kawara.yml: note[url]",), status=0),
    "a link to a draft": Case(
        {A: post(body="いろは[に](b.md)\n"), B: post("title: x\ndraft: true\n")}, (f"{A}:5:8: warning[unpublished]",), status=0
    ),
    "a severity of their own": Case(
        {"kawara.yml": "url: https://example.org/\ncheck:\n  severity:\n    undated: error\n", A: "---\ntitle: x\n---\n"},
        (f"{A}: error[undated]",),
    ),
    "wrong settings": Case(
        {"kawara.yml": "titel: x\nurl: example.org\npagination:\n  per_page: many\ntimezone: Tokyo\nlanguage: ja_JP\n", A: post()},
        tuple(f"kawara.yml:{at}: error[config]" for at in ("1:1", "2:6", "4:13", "5:11", "6:11")), status=2,
    ),
    "settings that are no YAML": Case({"kawara.yml": "title: a: b\n", A: post()}, ("kawara.yml:1:9: error[config]",), status=2),
    "settings that are a list": Case({"kawara.yml": "- a\n", A: post()}, ("kawara.yml:1:1: error[config]",), status=2),
    "settings in Shift_JIS": Case({"kawara.yml": "title: 瓦版".encode("cp932")}, ("kawara.yml: error[config]",), status=2),
    "a mount that is not there": Case(
        {"kawara.yml": "url: https://a.example/\nmounts:\n  nodocs: docs\n", A: post()}, ("kawara.yml:3:3: error[config]",), status=2
    ),
    "a mount that climbs": Case(
        {"kawara.yml": "mounts:\n  ../x: docs\n", A: post()}, ("kawara.yml:2:3: error[config]",), status=2
    ),
    "a base URL that is none": Case({A: post()}, ("error[usage]",), status=2, options={"base_url": "example.org"}),
}  # fmt: skip


@pytest.mark.parametrize("row", SITES)
def test_what_is_wrong_among_files_is_told(row: str, tmp_path: Path) -> None:
    """Exactly that, with the status; what blocks leaves nothing behind, and what does not is built as claimed."""
    case = SITES[row]

    report = lone(lay(tmp_path, case.files), **case.options)

    assert tuple(told(report)) == case.told
    assert exit_status(report.problems) == case.status
    assert case.claim(tmp_path)
    assert (tmp_path / "_site").exists() is not any(map(is_blocking, report.problems))


def test_a_template_fault_names_the_template_the_line_the_post_and_what_was_meant(tmp_path: Path) -> None:
    """All an author needs; a fault in ten posts is one."""
    (problem,) = lone(lay(tmp_path, SITES["a name misspelt for ten posts"].files)).problems

    assert problem.text == "'pst' is not known here, while rendering content/posts/0.md and 9 more"
    assert problem.hint == "did you mean 'post'?"
    assert problem.source == "{{ pst }}"


@pytest.mark.parametrize(
    ("call", "fault"),
    [
        ("has_asset(post.extra.hero)", ""),
        ("asset(post.extra.hero)", "'hero' is not a field of a mapping"),
        ("has_asset(post)", "a file is named by a text, and this is a post"),
        ("integrity(post.tags[0])", "a file is named by a text, and this is a term"),
        ("has_asset(hero)", "'hero' is not known here"),
    ],
)
def test_a_template_may_ask_for_a_file_by_anything(call: str, fault: str, tmp_path: Path) -> None:
    """A field that the author has not written names none; what can be no name is a fault with its place."""
    lay(
        tmp_path, {"content/posts/a.md": post("title: x\ntags: [t]\n"), "templates/post.html": f"<p>\n{{{{ {call} }}}}"}
    )
    for _ in range(2):
        report = made(tmp_path)
        found = [(one.code, one.path, one.line) for one in report.problems]
        assert found == ([("template", "templates/post.html", 2)] if fault else [])
        assert not fault or fault in report.problems[0].text
    assert fault or "False" in page(tmp_path, "posts/a/index.html")


def test_a_collision_names_both_files(tmp_path: Path) -> None:
    """The one at whose line it is told, and the other."""
    (problem,) = lone(lay(tmp_path, SITES["one slug twice"].files)).problems

    assert A in problem.text
    assert problem.path == B


# --- where the site goes -----------------------------------------------------------------------------------------------


class Ground(NamedTuple):
    """What lies where the output is to go, what is told, and whether a build was allowed."""

    output: str
    told: tuple[str, ...] = ()
    files: Mapping[str, str | bytes] = {}
    options: Mapping[str, Any] = {}


GROUNDS: Mapping[str, Ground] = {
    "the root": Ground("/", ("/: error[output]",)),
    "the home folder": Ground("../home", ("HOME/: error[output]",)),
    "above the home folder": Ground("..", ("UP/: error[output]",)),
    "the project": Ground(".", ("./: error[output]",)),
    "content": Ground("content", ("content/: error[output]",)),
    "within content": Ground("content/site", ("content/site/: error[output]",)),
    "within static": Ground("static/site", ("static/site/: error[output]",)),
    "the repository": Ground(".git", (".git/: error[output]",)),
    "a file": Ground("out", ("out/: error[output]",), {"out": "x"}),
    "a symlink": Ground("out", ("out/: error[output]",), {"real/x": "x", "out->": "real"}),
    "a folder through a symlink": Ground("away/site", ("away/site/: error[output]",), {"away->": ".."}),
    "a folder of others": Ground("out", ("out/: error[output]",), {"out/mine.txt": "x", "out/b/c.txt": "y"}),
    "a page of others": Ground("out", ("out/: error[output]", "out/index.html: error[output]"), {"out/index.html": "x"}),
    "a folder of others, adopted": Ground("out", (), {"out/mine.txt": "x"}, {"adopt": True}),
    "a page of others, adopted": Ground("out", (), {"out/index.html": "x"}, {"adopt": True}),
    "a repository's empty folder": Ground("out", (), {"out/CNAME": "x", "out/.git/config": "x"}),
    "an empty folder": Ground("out", (), {"out/": ""}),
    "a folder that is not there": Ground("a/b/out"),
    "a folder beside the project": Ground("../beside"),
}  # fmt: skip


@pytest.mark.parametrize("row", GROUNDS)
def test_where_a_site_may_go(row: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No output folder costs anybody a file: it is refused with status 2, or what lay in it stays."""
    ground = GROUNDS[row]
    folder, home = tmp_path / "project", tmp_path / "home"
    lay(folder, {A: post(), **ground.files})
    (home / "letters").mkdir(parents=True)
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("USERPROFILE", str(home))
    before = tree(tmp_path)

    report = lone(folder, output=folder / ground.output, **ground.options)

    said = (line.replace(f"{home}/:", "HOME/:").replace(f"{tmp_path}/:", "UP/:") for line in told(report))
    assert tuple(said) == ground.told
    assert exit_status(report.problems) == (2 if ground.told else 0)
    after = tree(tmp_path)
    kept = before if ground.told or "page" not in row else {k: v for k, v in before.items() if "index.html" not in k}
    assert {path: after.get(path) for path in kept} == kept
    assert (after == before) is bool(ground.told)
