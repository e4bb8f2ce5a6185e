"""Images: as large as their file says, loaded when they come near, and as their author wishes where they say."""

from __future__ import annotations

import json
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from edits import change, check_like_clean, remove
from kawara.base.problems import Problem
from kawara.build import versions, work
from kawara.config import Images
from kawara.loader.pictures import size
from kawara.site import variants
from sites import lay, made, page, tree, write

HEAD = "---\ntitle: Reading\ndate: 2026-02-01\n---\n"
SITE = """
-- kawara.yml --
url: https://example.org/blog/
language: en
-- content/posts/other.md --
---
title: Other
date: 2026-01-01
---
Without a picture.
"""


def png(width: int, height: int) -> bytes:
    """The head of a picture."""
    return b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + width.to_bytes(4) + height.to_bytes(4) + b"\x08\x02\0\0\0"


def site(folder: Path, text: str, **files: bytes) -> Path:
    """A site with one post of that text beside others, and pictures."""
    write(lay(folder, SITE), "content/posts/reading/index.md", f"{HEAD}{text}\n")
    write(folder, "content/posts/reading/a.png", png(640, 480))
    write(folder, "content/posts/reading/b.png", png(30, 20))
    write(folder, "static/images/c.png", png(8, 9))
    for name, data in files.items():
        write(folder, f"content/posts/reading/{name.replace('_', '.')}", data)
    return folder


def shown(folder: Path, text: str, **files: bytes) -> tuple[str, list[Problem]]:
    """The page of that post, and what is wrong with it."""
    report = made(site(folder, text, **files))
    return page(folder, "posts/reading/index.html"), list(report.problems)


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("![A](a.png)", '<img src="/blog/posts/reading/a.png" alt="A" width="640" height="480" decoding="async">'),
        ('![](a.png "T & t")', '<img src="/blog/posts/reading/a.png" alt="" title="T &amp; t" width="640" height="480" decoding="async">'),
        ("![](/images/c.png)", '<img src="/blog/images/c.png" alt="" width="8" height="9" decoding="async">'),
        ("![](https://e.org/x.png)", '<img src="https://e.org/x.png" alt="" decoding="async">'),
        ("![](data:image/png;base64,AA)", '<img src="data:image/png;base64,AA" alt="" decoding="async">'),
        ("[![A *b*](b.png)](a.png)", '<a href="/blog/posts/reading/a.png"><img src="/blog/posts/reading/b.png" alt="A b" width="30" height="20" decoding="async"></a>'),
        (
            "![A](a.png)\n\n![B](b.png)",
            '<img src="/blog/posts/reading/b.png" alt="B" width="30" height="20" decoding="async" loading="lazy">',
        ),
    ],
)  # fmt: skip
def test_an_image_on_its_page(tmp_path: Path, text: str, html: str) -> None:
    """With its size, and from the second on loaded when it comes near."""
    text, problems = shown(tmp_path, text)

    assert html.replace(' decoding="async" loading="lazy"', "").rstrip(">") in text.replace(
        ' loading="lazy" decoding="async"', ""
    )
    assert text.count('loading="lazy"') == html.count('loading="lazy"')
    assert problems == []


def test_an_image_in_a_feed(tmp_path: Path) -> None:
    """Has a whole URL and its size, and nothing about how a page loads it."""
    made(site(tmp_path, "![A](a.png) ![B](b.png)"))
    items = json.loads(page(tmp_path, "feed.json"))["items"]

    assert items[0]["content_html"] == (
        '<p><img src="https://example.org/blog/posts/reading/a.png" alt="A" width="640" height="480">'
        ' <img src="https://example.org/blog/posts/reading/b.png" alt="B" width="30" height="20"></p>\n'
    )


def test_what_is_no_image_is_a_warning(tmp_path: Path) -> None:
    """At its place; the page is made without the size."""
    text, (problem,) = shown(tmp_path, "one\ntwo ![A](x.png)", x_png=b"none")

    assert (problem.code, problem.severity, problem.line, problem.column) == ("image", "warning", 6, 10)
    assert problem.text == "the size of content/posts/reading/x.png cannot be told"
    assert '<img src="/blog/posts/reading/x.png" alt="A" decoding="async">' in text


def test_a_drawing_need_not_have_a_size(tmp_path: Path) -> None:
    """SVG fits any."""
    text, problems = shown(tmp_path, "![A](x.svg)", x_svg=b'<svg viewBox="0 0 1 1"/>')

    assert problems == []
    assert '<img src="/blog/posts/reading/x.svg" alt="A" decoding="async">' in text


def test_an_image_that_is_not_there(tmp_path: Path) -> None:
    """Is told as a link is, once."""
    text, (problem,) = shown(tmp_path, "![A](A.PNG)")

    assert (problem.code, problem.hint) == ("link", "did you mean 'a.png'?")
    assert '<img src="A.PNG" alt="A"' in text


def test_a_changed_image_changes_its_pages_alone(tmp_path: Path) -> None:
    """Its page and the feeds that show it; not a page that shows another, and none when nothing changed."""
    root = site(tmp_path / "site", "![A](a.png)")
    write(root, "content/posts/third/index.md", "---\ntitle: Third\ndate: 2026-01-03\n---\n![B](../reading/b.png)\n")
    made(root)
    write(root, "content/posts/reading/a.png", png(100, 50))

    report = made(root)

    assert set(report.made) == {"posts/reading/index.html", "feed.xml", "feed.json"}
    assert 'width="100" height="50"' in page(root, "posts/reading/index.html")
    check_like_clean(root, report, tmp_path / "clean")
    assert made(root).rendered == 0


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (png(3, 4), (3, 4)),
        (b'<svg width="3" height="4"/>', (3, 4)),
        (b'<svg width="nan" height="1e999"/>', None),
        (png(0, 4), None),
        (b"", None),
        (b"text", None),
    ],
)
def test_the_size_of_a_file(tmp_path: Path, data: bytes, found: tuple[int, int] | None) -> None:
    """None when it cannot be told, also where there is no file."""
    (tmp_path / "a").write_bytes(data)

    assert size(str(tmp_path / "a")) == found
    assert size(str(tmp_path / "none")) is None


# --- versions ----------------------------------------------------------------------------------------------------------

VERSIONS = "images: {widths: [40, 80, 160], formats: [avif, webp], sizes: 46rem}\n"


def photo(width: int, height: int, orientation: int = 1) -> bytes:
    """A JPEG with all that a camera notes; its left half is red."""
    picture = Image.new("RGB", (width, height), "blue")
    picture.paste("red", (0, 0, width // 2, height))
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = orientation, "Camera"
    exif.get_ifd(0x8825)[1] = "N"
    made_of = BytesIO()
    picture.save(made_of, "JPEG", exif=exif, quality=90)
    return made_of.getvalue()


def album(folder: Path) -> Path:
    """A site with a photo of 100 by 50, and one of 50 by 100 that lies on its side."""
    site(folder, "![A](p.jpg) ![B](/q.jpg)")
    for name in ("content/posts/reading/a.png", "content/posts/reading/b.png", "static/images/c.png"):
        remove(folder, name)
    write(folder, "kawara.yml", f"url: https://example.org/blog/\nlanguage: en\n{VERSIONS}")
    write(folder, "content/posts/reading/p.jpg", photo(100, 50))
    write(folder, "static/q.jpg", photo(100, 50, orientation=6))
    return folder


def opened(folder: Path, name: str) -> Image.Image:
    """A published picture."""
    return Image.open(BytesIO((folder / "_site" / name).read_bytes()))


def test_a_picture_in_several_widths_and_formats(tmp_path: Path) -> None:
    """None wider than it is; the original stays, and a feed shows that alone."""
    report = made(album(tmp_path))
    text = page(tmp_path, "posts/reading/index.html")
    at = "/blog/posts/reading/p"

    assert report.problems == ()
    assert (
        f'<picture><source type="image/avif" srcset="{at}.40.avif 40w, {at}.80.avif 80w, {at}.100.avif 100w" sizes="46rem">'
        f'<source type="image/webp" srcset="{at}.40.webp 40w, {at}.80.webp 80w, {at}.100.webp 100w" sizes="46rem">'
        f'<img src="{at}.jpg" alt="A" width="100" height="50" decoding="async"></picture>'
    ) in text
    assert "<picture>" not in page(tmp_path, "feed.xml")
    assert (tmp_path / "_site/posts/reading/p.jpg").read_bytes() == photo(100, 50)
    sizes = {name: opened(tmp_path, f"posts/reading/p.{name}").size for name in ("40.avif", "80.webp", "100.webp")}
    assert sizes == {"40.avif": (40, 20), "80.webp": (80, 40), "100.webp": (100, 50)}


def test_a_picture_that_lies_on_its_side_is_turned(tmp_path: Path) -> None:
    """And nothing that the camera noted is left in it."""
    made(album(tmp_path))

    for form in ("avif", "webp"):
        turned = opened(tmp_path, f"q.40.{form}")
        assert turned.size == (40, 80)
        red, _, blue = turned.convert("RGB").getpixel((20, 5))  # type: ignore[misc]
        assert (red > 200, blue < 60) == (True, True)
        assert dict(turned.getexif()) == {}
        assert not {"exif", "xmp", "comment"} & turned.info.keys()
    assert 'width="50" height="100"' in page(tmp_path, "posts/reading/index.html")


def test_versions_are_made_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """They are kept by content; what is not wanted any more goes, and building on is as good as building anew."""
    root = album(tmp_path / "site")
    made(root)
    assert made(root).rendered == 0
    check_like_clean(root, made(root), tmp_path / "clean")
    monkeypatch.setattr(work, "scaled", None)
    made(root, output=tmp_path / "other")
    assert (tmp_path / "other/q.40.avif").is_file()
    change(root, "kawara.yml", "[40, 80, 160]", "[40]")

    report = made(root)

    assert not (root / "_site/q.50.webp").exists()
    assert (root / "_site/q.40.webp").exists()
    assert report.removed == 6
    monkeypatch.undo()
    check_like_clean(root, report, tmp_path / "clean")


def test_a_version_that_is_not_as_it_was_kept_is_made_again(tmp_path: Path) -> None:
    """A single bit is seen, wherever it is."""
    root = album(tmp_path / "site")
    made(root)
    before = tree(root / "_site")
    for file in (root / ".kawara/images").iterdir():
        data = bytearray(file.read_bytes())
        data[len(data) // 2] ^= 1
        file.write_bytes(data)
    for file in (root / "_site").rglob("*.webp"):
        file.unlink()
    made(root)

    assert tree(root / "_site") == before


def test_a_version_that_cannot_be_kept_is_published(tmp_path: Path) -> None:
    """It is made again next time; nothing is wrong with the picture."""
    root = album(tmp_path / "site")
    write(root, ".kawara/images", "no folder")
    report = made(root)

    assert report.problems == ()
    assert opened(root, "q.40.webp").size == (40, 80)
    check_like_clean(root, report, tmp_path / "clean")


def test_a_changed_picture_changes_its_versions(tmp_path: Path) -> None:
    """And no others; its page only when its size is another."""
    root = album(tmp_path / "site")
    made(root)
    write(root, "static/q.jpg", photo(100, 50))

    report = made(root)

    assert {name for name in report.made if "q." not in name} == {"posts/reading/index.html", "feed.xml", "feed.json"}
    assert "q.40.webp" in report.made
    check_like_clean(root, report, tmp_path / "clean")


def test_an_authors_own_file_wins(tmp_path: Path) -> None:
    """Where a version would stand."""
    root = album(tmp_path)
    write(root, "static/q.40.webp", "mine")

    assert made(root).problems == ()
    assert page(root, "q.40.webp") == "mine"
    assert "/q.40.webp" not in page(root, "posts/reading/index.html")


def test_a_picture_that_cannot_be_decoded_is_published_as_it_is(tmp_path: Path) -> None:
    """With a warning."""
    root = album(tmp_path)
    write(root, "static/q.jpg", photo(100, 50)[:400])

    problems = made(root).problems

    assert {(one.code, one.severity, one.path) for one in problems} == {("image", "warning", "static/q.jpg")}
    assert (root / "_site/q.40.webp").read_bytes() == (root / "static/q.jpg").read_bytes()


def test_without_the_extra_pictures_stay_as_they_are(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One note tells."""
    monkeypatch.setattr(versions, "find_spec", lambda _name: None)

    report = made(album(tmp_path))

    assert [(one.code, one.severity, one.hint) for one in report.problems] == [
        ("image", "note", "pip install 'kawara[images]'")
    ]
    assert "<picture>" not in page(tmp_path, "posts/reading/index.html")
    assert report.complete


@pytest.mark.parametrize(
    ("width", "wanted"), [(0, []), (30, [30]), (40, [40]), (100, [40, 80, 100]), (160, [40, 80, 160]), (500, [40, 80, 160])]
)  # fmt: skip
def test_no_version_is_wider_than_the_picture(width: int, wanted: list[int]) -> None:
    """And one that is not wide has a version in its own width."""
    assert variants.versions(width, Images((40, 80, 160))) == wanted
