"""Pictures in several widths and formats: which there are to be, beside each copy of a picture.

None is wider than the picture itself. One that is narrower than the widest wanted gets a version in its own width too, since a modern
format saves bytes at any size.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from posixpath import splitext

from kawara.base.urls import unsafe
from kawara.config import Config, Images
from kawara.model import Page
from kawara.site.claims import GENERATED, Claim
from kawara.site.permalinks import href

SUFFIXES = frozenset({".jpg", ".jpeg", ".png"})
"""Of the pictures that get variants: formats that hold one still picture."""
KIND = "variant"
"""Of such a page; its `target` says width and format."""


def is_picture(path: str) -> bool:
    """Whether a file of that name may get variants."""
    return splitext(path)[1].lower() in SUFFIXES


def variants(copies: Iterable[Claim], config: Config, widths: Mapping[str, int]) -> Iterator[Claim]:
    """A claim for each version of each copied picture. `widths`: path of a source → its width, of those whose width is known."""
    for page in (claim.page for claim in copies):
        for width in versions(widths.get(page.owner, 0), config.images):
            for form in config.images.formats:
                output = f"{splitext(page.output)[0]}.{width}.{form}"
                if not unsafe(output):
                    yield Claim(GENERATED, _page(page, output, f"{width} {form}", config))


def versions(width: int, images: Images) -> list[int]:
    """The widths in which a picture of that width is made."""
    narrower = [wanted for wanted in sorted(images.widths) if wanted < width]
    return [*narrower, width] if len(narrower) < len(images.widths) and width else narrower


def _page(copy: Page, output: str, target: str, config: Config) -> Page:
    return Page(KIND, output, href(config.base, f"/{output}"), owner=copy.owner, edition=copy.edition, target=target)
