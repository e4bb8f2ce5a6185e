"""Pictures of the theme for the manual: `make screenshots` takes them of this repository's own site, in Debian's Chromium."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple

from conftest import REPOSITORY, require_tool, served
from sites import made

if TYPE_CHECKING:
    from playwright.sync_api import Browser

FOLDER = REPOSITORY / "docs/images"
QUALITY = 82
MOST_BYTES = 150_000
"""So much may a picture take."""
PHONE, TABLET, WIDE = (390, 780), (820, 1000), (1440, 900)


class Shot(NamedTuple):
    """One picture."""

    name: str
    path: str
    size: tuple[int, int]
    scheme: Literal["light", "dark"] = "light"
    scale: int = 1
    """Pixels of the picture for one of the page."""


SHOTS = (
    Shot("theme-home", "/", WIDE),
    Shot("theme-post-dark", "/posts/incremental-1/", WIDE, "dark"),
    Shot("theme-post-en", "/en/posts/whose-midnight/", TABLET),
    Shot("theme-tags-dark", "/tags/", TABLET, "dark"),
    Shot("theme-post-phone", "/posts/typesetting/", PHONE, scale=2),
    Shot("theme-search-phone", "/search/?q=検索", PHONE, "dark", scale=2),
)
"""All of them: every width, both schemes, both languages."""


def take(browser: Browser, origin: str, shots: Iterable[Shot], folder: Path) -> list[Path]:
    """The pictures, as WebP."""
    return [taken(browser, origin, shot, folder / f"{shot.name}.webp") for shot in shots]


def taken(browser: Browser, origin: str, shot: Shot, file: Path) -> Path:
    """What a reader sees first on a page, once it is all there."""
    from PIL import Image

    width, height = shot.size
    with browser.new_context(
        viewport={"width": width, "height": height},
        color_scheme=shot.scheme,
        device_scale_factor=shot.scale,
        reduced_motion="reduce",
    ) as context:
        page = context.new_page()
        page.goto(origin + shot.path, wait_until="networkidle")
        if "?q=" in shot.path:
            page.locator("#found mark").first.wait_for(timeout=20_000)
        picture = Image.open(io.BytesIO(page.screenshot()))
    picture.convert("RGB").save(file, "WEBP", quality=QUALITY, method=6)
    return file


def main() -> None:
    """Take all of them anew."""
    from playwright.sync_api import sync_playwright

    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        made(REPOSITORY, output=Path(folder) / "site", cache=False)
        browser = playwright.chromium.launch(executable_path=require_tool("chromium"), args=["--no-sandbox"])
        with served(Path(folder) / "site") as host:
            for file in take(browser, f"http://{host}", SHOTS, FOLDER):
                print(f"{file.relative_to(REPOSITORY)}: {file.stat().st_size / 1000:.0f} KB")  # noqa: T201  what was made
        browser.close()


if __name__ == "__main__":
    main()
