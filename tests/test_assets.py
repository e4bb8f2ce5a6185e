"""Assets under names with their digest: what points to them, what stays as it is, and what an edit of one makes anew."""

from __future__ import annotations

import base64
import hashlib
import re
from pathlib import Path
from typing import Any

import pytest

from kawara.build.options import Options
from kawara.preview.builder import Builder
from kawara.site.hashing import Asset, hashed, renamed
from sites import NOW, lay, made, page, told, tree, write

POST = "-- content/posts/a.md --\n---\ntitle: A\ndate: 2026-01-01\n---\nText.\n-- content/posts/b.md --\n---\ntitle: B\ndate: 2026-01-02\n---\nText.\n"
SETTINGS = "-- kawara.yml --\nurl: https://cat.test/blog/\nlanguage: en\nbuild: {%s}\n"
STYLED = re.compile(r'<link rel="stylesheet" href="/blog/(style\.[0-9a-f]{8}\.css)">')


def site(folder: Path, build: str = "hashed: true", more: str = "") -> Path:
    """Two posts, built with these settings of `build`."""
    assert told(made(lay(folder, SETTINGS % build + POST + more))) == []
    return folder


def names(folder: Path, pattern: str) -> list[str]:
    """Of the outputs, those of a pattern, as paths."""
    return sorted(path.relative_to(folder / "_site").as_posix() for path in (folder / "_site").rglob(pattern))


def test_a_page_points_to_a_name_with_the_digest(tmp_path: Path) -> None:
    """The copy holds what the file holds, and the file is there under its own name too."""
    folder = site(tmp_path)
    [name] = STYLED.findall(page(folder, "posts/a/index.html"))
    assert page(folder, name) == page(folder, "style.css")
    assert re.search(r'src="/blog/theme\.[0-9a-f]{8}\.js"', page(folder, "posts/a/index.html"))


@pytest.mark.parametrize(
    ("build", "expected"),
    [
        ("", False),
        ("host: github", False),
        ("host: netlify", True),
        ("host: cloudflare", True),
        ("host: netlify, hashed: false", False),
        ("host: github, hashed: true", True),
    ],
)
def test_by_itself_only_where_the_host_can_be_told(tmp_path: Path, build: str, *, expected: bool) -> None:
    """A page kept by a browser must not ask for a name that is gone."""
    folder = site(tmp_path, build)
    assert bool(STYLED.findall(page(folder, "posts/a/index.html"))) == expected
    assert bool(names(folder, "style.*.css")) == expected


def test_names_with_a_digest_may_be_kept_for_ever(tmp_path: Path) -> None:
    """And nothing else may: what is told of them names each, and what weighs most comes first."""
    folder = site(tmp_path, "host: cloudflare", "-- static/photo.jpg --\nx\n")
    lines = page(folder, "_headers").splitlines()
    kept = [lines[at - 1] for at, line in enumerate(lines) if line.endswith("immutable")]
    assert sorted(kept) == sorted(
        f"/blog/{name}" for name in names(folder, "*.*.*") if re.search(r"\.[0-9a-f]{8}\.", name)
    )
    assert re.fullmatch(r"/blog/\w+\.[0-9a-f]{8}\.css", kept[0])
    assert "max-age" not in lines[lines.index("/blog/*") + 1]


def test_no_more_headers_than_cloudflare_reads(tmp_path: Path) -> None:
    """A hundred rules, of which one is for every page."""
    many = "".join(f"-- static/icons/{number}.svg --\n<svg id='{number}'/>\n" for number in range(120))
    text = page(site(tmp_path, "host: cloudflare", many), "_headers")
    rules = [line for line in text.splitlines() if line.startswith("/")]
    assert len(rules) == 100
    assert any(".css" in rule for rule in rules)


# --- styles ------------------------------------------------------------------------------------------------------------

CSS = '@import "more.css";\nbody { background: url(img/a%20b.png); }\n@font-face { src: url("../fonts/x.woff2?v=1#y"), url(data:,x), url(/y.woff2), url(https://cat.test/z.woff2); }\n/* url(img/a%20b.png) */\n'


def test_a_style_asks_for_names_with_digests() -> None:
    """By `url()` and `@import`, relative to itself; not in comments, not elsewhere, and not for what is not there."""
    given = {
        "css/main.css": CSS,
        "css/more.css": "i { background: url(none.png) }",
        "css/img/a b.png": "png",
        "fonts/x.woff2": "font",
        "photo.jpg": "not asked for",
    }
    found = hashed({name: Asset(text.encode, f"static/{name}") for name, text in given.items()})
    assert sorted(found) == ["css/img/a b.png", "css/main.css", "css/more.css", "fonts/x.woff2"]
    text = found["css/main.css"].text or ""
    picture = found["css/img/a b.png"].name.removeprefix("css/").replace(" ", "%20")
    assert re.fullmatch(r"img/a%20b\.[0-9a-f]{8}\.png", picture)
    assert text == CSS.replace('"more.css"', f'"{found["css/more.css"].name[4:]}"').replace(
        "url(img/a%20b.png); }", f'url("{picture}"); }}'
    ).replace('"../fonts/x.woff2?v=1#y"', f'"../{found["fonts/x.woff2"].name}?v=1#y"')
    assert found["css/more.css"].text is None


def test_what_is_behind_a_name_never_changes() -> None:
    """Another picture is another style, under another name; the rest keep theirs."""

    def named(picture: str) -> dict[str, str]:
        texts = {"a.css": "i { background: url(p.png) }", "b.css": "b {}", "p.png": picture}
        return {name: one.name for name, one in hashed({n: Asset(t.encode, n) for n, t in texts.items()}).items()}

    one, other = named("1"), named("2")
    assert {name for name in one if one[name] != other[name]} == {"a.css", "p.png"}


def test_styles_that_import_each_other() -> None:
    """Come to an end: one of the names stays as it is."""
    texts = {"a.css": '@import "b.css";', "b.css": '@import "a.css";'}
    found = hashed({name: Asset(text.encode, name) for name, text in texts.items()})
    assert found["b.css"].text is None
    assert found["a.css"].text == f'@import "{found["b.css"].name}";'


def test_a_style_that_is_no_text() -> None:
    """Is copied as it is."""
    assert hashed({"a.css": Asset(lambda: b"\xff url(a.css)", "a.css")})["a.css"].text is None
    assert renamed("", "a.css", lambda _name: None) == ""


# --- integrity ---------------------------------------------------------------------------------------------------------

WITH_INTEGRITY = (
    '-- templates/base.html --\n{% extends "theme:base.html" %}{% block extra_head %}'
    '<link rel="preload" as="style" href="{{ asset("own.css") }}" integrity="{{ integrity("own.css") }}">{% endblock %}\n'
    "-- static/own.css --\nbody { background: url(p.svg) }\n-- static/p.svg --\n<svg/>\n"
)


@pytest.mark.parametrize("build", ["hashed: true", "hashed: false"])
def test_integrity_is_that_of_the_file_that_is_asked_for(tmp_path: Path, build: str) -> None:
    """As it stands in the output, after each edit of it and of what it asks for, in every page."""
    folder = site(tmp_path, build, WITH_INTEGRITY)
    for name, text in (
        ("static/own.css", "i { background: url(p.svg) }\n"),
        ("static/p.svg", "<svg />\n"),
        ("content/posts/a.md", "---\ntitle: A\ndate: 2026-01-01\n---\nMore.\n"),
    ):
        write(folder, name, text)
        made(folder)
        for output in ("posts/a/index.html", "posts/b/index.html"):
            [(url, told_of)] = re.findall(r'as="style" href="/blog/([^"]+)" integrity="([^"]+)"', page(folder, output))
            data = (folder / "_site" / url).read_bytes()
            assert told_of == f"sha384-{base64.b64encode(hashlib.sha384(data).digest()).decode()}"


def test_an_asset_that_is_not_there_has_no_integrity(tmp_path: Path) -> None:
    """It is a fault of the template, as for its address."""
    more = '-- templates/base.html --\n{% extends "theme:base.html" %}{% block extra_head %}{{ integrity("x.css") }}{% endblock %}\n'
    report = made(lay(tmp_path, SETTINGS % "" + POST + more))
    assert [problem.code for problem in report.problems] == ["template"]


def test_an_asset_that_cannot_be_read_is_told_with_the_template(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By a build after another as by a clean one: that a page has asked before stops neither."""
    folder = site(tmp_path, "hashed: false", WITH_INTEGRITY)
    made(folder)
    whole = Path.read_bytes

    def closed(file: Path) -> bytes:
        if file.name == "own.css":
            raise PermissionError(13, "Permission denied", str(file))
        return whole(file)

    monkeypatch.setattr(Path, "read_bytes", closed)
    for name, text in (("content/posts/a.md", "---\ntitle: A\ndate: 2026-01-01\n---\nOther.\n"), ("static/n.txt", "")):
        write(folder, name, text)
        clean, built_on = made(folder, cache=False, output=tmp_path / "clean"), made(folder)
        assert {(one.code, one.path) for one in clean.problems} == {("template", "templates/base.html")}
        assert "the asset 'own.css' cannot be read: Permission denied" in clean.problems[0].text
        assert {one.code for one in built_on.problems} == {"template"}


# --- edits -------------------------------------------------------------------------------------------------------------


def built(folder: Path, edits: dict[str, str | None], **options: Any) -> set[str]:
    """What a build after these edits renders; and its output is that of a clean one."""
    for name, text in edits.items():
        if text is None:
            (folder / name).unlink()
        else:
            write(folder, name, text)
    report = made(folder, **options)
    made(folder, cache=False, output=folder / "clean")
    assert tree(folder / "_site") == tree(folder / "clean")
    return set(report.made)


def test_an_edit_makes_the_pages_that_point_to_it(tmp_path: Path) -> None:
    """A style every page, a picture in no page none but the style that asks for it, a file nobody points to nothing."""
    folder = site(
        tmp_path, "hashed: true", "-- static/own.css --\ni { background: url(p.svg) }\n-- static/p.svg --\n<svg/>\n"
    )
    assert built(folder, {"static/note.txt": "x\n"}) == set()
    [before] = names(folder, "own.*.css")
    asking = built(folder, {"static/p.svg": "<svg />\n"})
    assert names(folder, "own.*.css") != [before]
    assert asking == set(names(folder, "own.*.css"))
    everything = built(folder, {"static/style.css": "body {}\n"})
    assert {"posts/a/index.html", "posts/b/index.html", "index.html", "404.html"} <= everything
    assert built(folder, {"static/style.css": None}) == everything
    assert built(folder, {"content/posts/a.md": "---\ntitle: A\ndate: 2026-01-01\n---\nOther text.\n"}) >= {
        "posts/a/index.html"
    }


def test_without_such_names_a_style_is_no_more_than_copied(tmp_path: Path) -> None:
    """The preview exchanges it in the open page, and a page that has not changed is not loaded again."""
    folder = site(tmp_path, "hashed: true")
    made(folder, hashed=False)
    write(folder, "static/style.css", "body {}\n")
    assert made(folder, hashed=False).made == ()
    assert names(folder, "style.*.css") == []


def test_switching_it_on_and_off(tmp_path: Path) -> None:
    """Leaves nothing behind."""
    folder = site(tmp_path, "hashed: false")
    before = tree(folder / "_site")
    lay(folder, SETTINGS % "hashed: true")
    made(folder)
    lay(folder, SETTINGS % "hashed: false")
    made(folder)
    assert tree(folder / "_site") == before


def test_the_preview_keeps_plain_names(tmp_path: Path) -> None:
    """So that it can exchange a style in an open page: what a site wants for its readers is not asked of its author."""
    folder = lay(tmp_path, SETTINGS % "host: netlify" + POST)
    builder = Builder(folder, lambda: Options(now=NOW, jobs=1))
    try:
        builder.open()
    finally:
        builder.close()
    assert 'href="/blog/style.css"' in (folder / ".kawara/preview/posts/a/index.html").read_text("utf-8")
