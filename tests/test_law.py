"""Edits that a short way once told from a clean build: each had a cause of its own."""

from __future__ import annotations

import shutil
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from edits import blog, change, check_like_clean
from kawara.base.problems import problem
from kawara.base.theme import theme_folder
from kawara.build import edited, pipeline, recall, whole, work
from kawara.build.drafting import Draft, drafted
from kawara.build.pressing import pressed
from kawara.build.sight import Glimpse, glimpse
from kawara.build.work import Made
from kawara.loader.scan import Scan, scan
from kawara.memory.cache import existing_cache
from kawara.memory.trace import Asked
from kawara.model import Loaded, Source
from kawara.writer.lock import lock
from sites import NOW, made, page, told, write

Edit = Callable[[Path], object]


def text(title: str, date: str, body: str = "Text.", **more: str) -> str:
    """A post."""
    fields = "".join(f"{key}: {value}\n" for key, value in more.items())
    return f"---\ntitle: {title}\ndate: {date}\n{fields}---\n\n{body}\n"


def picture(width: int, form: str = "PNG") -> bytes:
    """A picture so wide."""
    file = BytesIO()
    Image.new("RGB", (width, 20), (200, 10, 10)).save(file, form)
    return file.getvalue()


def file(name: str, data: str | bytes) -> Edit:
    """Write it."""
    return partial(write, name=name, content=data)


@dataclass(frozen=True, slots=True)
class Case:
    """Files, and edits with a build after each."""

    files: dict[str, str | bytes]
    edits: tuple[Edit, ...]
    settings: str = ""


DECOMPOSED, COMPOSED = (f"content/posts/a/{unicodedata.normalize(form, 'é')}.png" for form in ("NFD", "NFC"))
VERSIONS = "images: {widths: [10], formats: [webp]}\n"
FILLERS: dict[str, str | bytes] = {
    f"content/posts/{n}.md": text(n, f"2026-01-0{at}") for at, n in enumerate("bcdefgh", 1)
}
MANY_TAGS = {"tags": "[r1, r2, r3, r4, t]"}
RELATED: dict[str, str | bytes] = {
    "content/posts/p.md": text("Harvesting olives slowly", "2026-01-01", tags="[t]"),
    "content/posts/s.md": text("Something unlike", "2026-03-01", "Blah.", tags="[t]"),
    "content/posts/q.md": text("Quite different", "2026-03-02", "Foo.", **MANY_TAGS),
    **{f"content/posts/r{at}.md": text(f"Rare {at}", f"2026-04-0{at}", tags=f"[r{at}]") for at in range(1, 5)},
    **{f"content/posts/f{at}.md": text(f"Filler {at}", f"2026-02-{at:02}", tags="[fill]") for at in range(1, 21)},
}
LISTED: dict[str, str | bytes] = {
    f"content/posts/p{at}.md": text("P", f"2026-01-0{at}", tags="[foo]") for at in range(1, 5)
}

CASES = {
    "a post is looked at by one of its commoner terms": Case(
        RELATED,
        (file("content/posts/q.md", text("Harvesting olives slowly", "2026-03-02", "Foo.", **MANY_TAGS)),),
        "related: 1\n",
    ),
    "one moment in another zone": Case(
        FILLERS | {"content/posts/y.md": text("Y", "2026-01-01T00:30:00+09:00")},
        (file("content/posts/y.md", text("Y", "2025-12-31T15:30:00+00:00")),),
        "permalink: /:year/:slug/\n",
    ),
    "a value that is equal and not the same": Case(
        FILLERS | {"content/posts/y.md": text("Y", "2026-01-01", noindex="1")},
        (file("content/posts/y.md", text("Y", "2026-01-01", noindex="true")),),
    ),
    "a slug that says what the name says": Case(
        FILLERS
        | {
            "content/About Us/index.md": "---\ntitle: About\n---\nHello.\n",
            "content/posts/a.md": text("A", "2026-01-01", "See [about](<../About Us/index.md>)."),
        },
        (file("content/About Us/index.md", "---\ntitle: About\nslug: about-us\n---\nHello.\n"),),
    ),
    "a picture whose name is normalised": Case(
        FILLERS | {"content/posts/a/index.md": text("A", "2026-01-01", "![alt](é.png)"), DECOMPOSED: picture(3)},
        (
            lambda folder: (folder / DECOMPOSED).rename(folder / COMPOSED),
            file("content/posts/a/index.md", text("A", "2026-01-01", "![alt](é.png) More.")),
        ),
    ),
    "a picture behind a linked folder": Case(
        FILLERS | {"content/posts/a.md": text("A", "2026-01-01", "![alt](/img/p.png)"), "pics/p.png": picture(30)},
        (
            lambda folder: (folder / "static/img").symlink_to("../pics"),
            file("content/posts/a.md", text("A", "2026-01-01", "![alt](/img/p.png) x")),
            file("pics/p.png", picture(90)),
        ),
        VERSIONS,
    ),
    "two pictures of one name": Case(
        {
            "content/posts/a.md": text("A", "2026-01-01", "![alt](/p.png)"),
            "static/p.png": picture(30),
            "static/p.jpg": "no picture",
        },
        (file("static/p.jpg", picture(30, "JPEG")),),
        VERSIONS,
    ),
    **{
        f"a title of a post with an alias: {aliases}": Case(
            {"content/posts/a.md": text("A", "2026-01-01", tags="[js]"), **FILLERS},
            (file("content/posts/a.md", text("Another", "2026-01-01", tags="[js]")),),
            f"taxonomies: {{tags: {{aliases: {aliases}}}}}\n",
        )
        for aliases in ("{js: JavaScript}", "{js: JavaScript, JavaScript: ECMAScript}", "{js: es, es: js}")
    },
    "a theme's template is copied, and the copy removed": Case(
        {"content/posts/a.md": text("A", "2026-01-01"), "templates/base.html": "{{ page.title }}"},
        (
            file("templates/post.html", (theme_folder() / "templates/post.html").read_bytes()),
            lambda folder: (folder / "templates/post.html").unlink(),
        ),
    ),
    **{
        f"a new post at the place of {place}": Case(
            LISTED,
            (file("content/posts/new.md", text("New", "2026-03-01", tags="[foo]", permalink=place)),),
            "pagination: {per_page: 2}\n",
        )
        for place in ("/tags/foo/", "/tags/foo/page/1/", "/tags/foo/page/2/", "/tags/foo/index.html", "/")
    },
    "one moment printed in two zones": Case(
        {
            "templates/post.html": '{{ post.date|date("yyyy-MM-dd HH:mm") }} {% set d = post.date %}{% once d %}{{ d|isodate }}{% endonce %}',
            "content/posts/a.md": text("A", "2026-01-01T00:30:00+09:00"),
            "content/posts/b.md": text("B", "2025-12-31T15:30:00+00:00"),
        },
        (lambda folder: (folder / "_site/posts/b/index.html").unlink(),),
    ),
}


@pytest.mark.parametrize("case", CASES.values(), ids=list(CASES))
def test_what_is_built_after_an_edit_is_what_a_clean_build_makes(case: Case, tmp_path: Path) -> None:
    """To the last byte and the last problem, after each of the edits."""
    folder = tmp_path / "site"
    write(folder, "kawara.yml", f"url: https://e.org/\ntitle: T\nlanguage: en\n{case.settings}")
    write(folder, "static/x.txt", "x")
    for name, data in case.files.items():
        write(folder, name, data)
    made(folder)
    for number, edit in enumerate(case.edits):
        edit(folder)
        check_like_clean(folder, made(folder), tmp_path / f"clean{number}")


def test_one_moment_is_printed_in_each_zone(tmp_path: Path) -> None:
    """Whoever is rendered first: what is held of an equal value is not held of this one."""
    for name, data in CASES["one moment printed in two zones"].files.items():
        write(tmp_path, name, data)
    made(tmp_path)

    assert [(tmp_path / f"_site/posts/{name}/index.html").read_text().strip() for name in "ab"] == [
        "2026-01-01 00:30 2026-01-01T00:30:00+09:00",
        "2025-12-31 15:30 2025-12-31T15:30:00Z",
    ]


def test_a_text_that_comes_between_two_looks_is_published_by_the_next_build(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is new then, for no build has known it."""
    write(tmp_path, "content/posts/a.md", text("A", "2026-01-01"))

    def scan_before(*given: object) -> Scan:
        found = scan(*given)  # type: ignore[arg-type]  # as it was called
        write(tmp_path, "content/posts/b.md", text("B", "2026-01-02"))
        return found

    def glimpse_before(*given: object) -> Glimpse:
        found = glimpse(*given)  # type: ignore[arg-type]  # as it was called
        write(tmp_path, "content/posts/c.md", text("C", "2026-01-03"))
        return found

    with monkeypatch.context() as patch:
        patch.setattr(whole, "scan", scan_before)
        patch.setattr(whole, "glimpse", glimpse_before)
        made(tmp_path)
    made(tmp_path, now=NOW + timedelta(seconds=5))

    assert all((tmp_path / f"_site/posts/{name}/index.html").exists() for name in "abc")


def test_settings_that_are_edited_while_a_build_waits_are_those_it_builds_with(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another build may hold the output for minutes, and by then the file is old enough to be trusted."""
    write(tmp_path, "kawara.yml", "title: Before\n")
    write(tmp_path, "content/posts/a.md", text("A", "2026-01-01"))

    def waited(*given: object, **more: object) -> object:
        if "Before" in (tmp_path / "kawara.yml").read_text():
            change(tmp_path, "kawara.yml", "Before", "After!")
        return lock(*given, **more)  # type: ignore[arg-type]  # as it was called

    monkeypatch.setattr(pipeline, "lock", waited)
    made(tmp_path)

    assert "After!" in (tmp_path / "_site/index.html").read_text()


def test_settings_that_are_edited_after_the_glance_reach_every_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also those that show none of the texts for which the build was called."""
    folder = blog(tmp_path / "site")
    made(folder)
    change(folder, "content/posts/one.md", "goes on.", "goes on and on.")

    def waited(*given: object, **more: object) -> object:
        if "author" not in (folder / "kawara.yml").read_text():
            change(folder, "kawara.yml", "language: en", "language: en\nauthor: Newcomer")
        return lock(*given, **more)  # type: ignore[arg-type]  # as it was called

    with monkeypatch.context() as patch:
        patch.setattr(pipeline, "lock", waited)
        check_like_clean(folder, made(folder), tmp_path / "clean")

    check_like_clean(folder, made(folder), tmp_path / "later")
    assert "Newcomer" in page(folder, "posts/two/index.html")


def test_a_picture_that_is_replaced_while_an_edit_is_built_reaches_every_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its size is asked of the file as it is then, and no page may know another one than the next build compares with."""
    folder, name = blog(tmp_path / "site"), "content/posts/three/pic.png"
    change(folder, "content/posts/one.md", "goes on.", "goes on. ![A picture](three/pic.png)")
    write(folder, name, picture(16))
    made(folder)
    change(folder, "content/posts/one.md", "goes on.", "goes on and on.")

    def replaced(*given: object) -> tuple[list[Made], Asked]:
        write(folder, name, picture(90))
        return pressed(*given)  # type: ignore[arg-type]  # as it was called

    with monkeypatch.context() as patch:
        patch.setattr(edited, "pressed", replaced)
        made(folder)

    check_like_clean(folder, made(folder), tmp_path / "clean")
    assert 'width="90"' in page(folder, "posts/three/index.html")


def test_a_text_that_cannot_be_read_is_left_out_and_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is published without it is remembered as well as any other build."""
    folder, name, read = blog(tmp_path / "site"), "content/posts/five.md", work.read

    def unread(source: Source) -> tuple[bytes, Loaded | None]:
        fault = problem("read", source.path, "cannot be read")
        return (b"", Loaded(None, problems=(fault,))) if source.path == name else read(source)

    with monkeypatch.context() as patch:
        patch.setattr(work, "read", unread)
        report = made(folder, keep_going=True)
        again = made(folder, keep_going=True)

    assert (told(report), report.complete) == ([f"{name}: error[read]"], True)
    assert (told(again), again.rendered) == (told(report), 0)
    check_like_clean(folder, made(folder), tmp_path / "clean")
    assert made(folder).rendered == 0


def test_a_text_that_goes_before_it_is_read_is_left_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As one that cannot be read; the next build knows that it is gone."""
    folder = blog(tmp_path / "site")

    def scan_before(*given: object) -> Scan:
        found = scan(*given)  # type: ignore[arg-type]  # as it was called
        (folder / "content/posts/five.md").unlink()
        return found

    with monkeypatch.context() as patch:
        patch.setattr(whole, "scan", scan_before)
        report = made(folder, keep_going=True)

    assert (told(report), report.complete) == (["content/posts/five.md: error[read]"], True)
    check_like_clean(folder, made(folder), tmp_path / "clean")


def test_a_memory_that_goes_during_a_build_is_made_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One line tells of it: the site is built all the same, and the next build knows this one."""
    folder, going = blog(tmp_path / "site"), iter((True,))
    made(folder)
    change(folder, "content/posts/one.md", "[ink]", "[ink, paper]")

    def forgotten(*given: object) -> Draft:
        if next(going, False):
            shutil.rmtree(folder / ".kawara")
        return drafted(*given)  # type: ignore[arg-type]  # as it was called

    monkeypatch.setattr(whole, "drafted", forgotten)
    report = made(folder)

    assert told(report) == [".kawara/cache.sqlite3: note[cache]"]
    check_like_clean(folder, report, tmp_path / "clean")
    assert made(folder).rendered == 0


def test_a_new_text_in_a_folder_that_is_another_as_it_is_normalised_is_told(tmp_path: Path) -> None:
    """As by a clean build: two folders that look alike are one to every key and message."""
    write(tmp_path, "kawara.yml", "url: https://e.org/\nlanguage: en\n")
    write(tmp_path, "content/posts/e\u0301/a.md", text("A", "2026-01-01"))
    made(tmp_path)
    write(tmp_path, "content/posts/\u00e9/b.md", text("B", "2026-01-02"))
    if len(list((tmp_path / "content/posts").iterdir())) == 1:
        pytest.skip("this file system takes both names for one")
    report = made(tmp_path)

    assert ([fault.code for fault in report.problems], report.complete) == (["name"], False)


def test_the_memory_does_not_grow_for_ever(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Memos of texts that no build has any more are dropped, once they are many; those of another output are not."""
    monkeypatch.setattr(recall, "SPARE", 0)
    monkeypatch.setattr(recall, "TIMES", 1)
    write(tmp_path, "content/posts/a.md", text("A", "2026-01-01"))
    write(tmp_path, "content/posts/draft.md", text("D", "2026-01-01", draft="true"))
    made(tmp_path, drafts=True, output=tmp_path / "preview")
    for number in range(60):
        write(tmp_path, "content/posts/a.md", text(f"A {number}", f"2026-01-{1 + number % 20:02}"))
        made(tmp_path)
    cache = existing_cache(tmp_path / recall.CACHE)

    assert cache is not None
    assert cache.count() < 60
    cache.close()
    write(tmp_path, "content/posts/a.md", text("A", "2026-01-01"))
    assert made(tmp_path, drafts=True, output=tmp_path / "preview").loaded == 0
