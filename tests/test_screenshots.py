"""The manual's pictures of the theme: taken by a script, all of them shown, and light."""

from __future__ import annotations

import re
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser

from conftest import REPOSITORY, served
from sites import lay, made
from take_screenshots import FOLDER, MOST_BYTES, SHOTS, Shot, take

SHOWN = re.compile(r"^!\[([^\]]+)\]\(images/(theme-[\w-]+)\.webp\)$", re.MULTILINE)


def test_every_picture_is_shown_and_none_is_missing() -> None:
    """With words for those who do not see it; and no old one lies about."""
    shown = {name: words for words, name in SHOWN.findall((REPOSITORY / "docs/theme.md").read_text("utf-8"))}
    assert set(shown) == {shot.name for shot in SHOTS} == {file.stem for file in FOLDER.glob("theme-*")}
    assert all(len(words) > 15 for words in shown.values())


def test_pictures_are_light_and_as_large_as_they_are_said_to_be() -> None:
    """At most 150 KB each."""
    for shot in SHOTS:
        file = FOLDER / f"{shot.name}.webp"
        assert file.stat().st_size <= MOST_BYTES, shot.name
        with Image.open(file) as picture:
            assert picture.size == (shot.size[0] * shot.scale, shot.size[1] * shot.scale)


def test_every_width_scheme_and_language_is_there() -> None:
    """Phone, tablet and wide; light and dark; Japanese and English."""
    assert {shot.size[0] for shot in SHOTS} == {390, 820, 1440}
    assert {shot.scheme for shot in SHOTS} == {"light", "dark"}
    assert {shot.path.startswith("/en/") for shot in SHOTS} == {True, False}


def test_a_picture_is_taken(tmp_path: Path, browser: Browser) -> None:
    """In the scheme and size that are asked for."""
    made(lay(tmp_path / "blog", "-- content/a.md --\n---\ntitle: A\n---\nText.\n"))
    with served(tmp_path / "blog/_site") as host:
        (file,) = take(browser, f"http://{host}", [Shot("dark", "/a/", (320, 200), "dark", 2)], tmp_path)
    with Image.open(file) as picture:
        corner = picture.convert("RGB").getpixel((2, 2))
        assert picture.size == (640, 400)
    assert isinstance(corner, tuple)
    assert sum(corner) < 200
