"""The files of `static/` by name, and those among them that are published under a name with their digest too."""

from __future__ import annotations

import base64
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from hashlib import sha384
from pathlib import Path

from kawara.config import Config
from kawara.model import Page, Source
from kawara.renderer.renderer import as_bytes, plain_text
from kawara.site.appearance import NAME, stylesheet
from kawara.site.hashing import Asset, Copy, hashed

ROOTS = ("theme:static/", "static/")
"""The theme's files and, before those of the same name, the site's own."""


def copies_of(sources: Sequence[Source], config: Config) -> dict[str, Copy]:
    """Name of an asset → its copy with a digest in its name; none where the site wants none."""
    if not config.wants_hashed:
        return {}
    paths = {source.path: source.file for source in sources if source.root in ("theme", "static")}
    style = stylesheet(config)
    made = {NAME: Asset(style.encode)} if style else {}
    return hashed(made | {name: Asset(Path(paths[path]).read_bytes, path) for name, path in named(paths).items()})


def named(paths: Mapping[str, object]) -> dict[str, str]:
    """Path below `static/` → path of the source that stands there."""
    return {path.removeprefix(root): path for root in ROOTS for path in paths if path.startswith(root)}


def integrities(
    assets: Mapping[str, str], files: Mapping[str, str], pages: Callable[[], Sequence[Page]]
) -> Callable[[str], str]:
    """Name of an asset → what a browser may hold it to (https://www.w3.org/TR/SRI/). Raises ValueError for one that is not there, or cannot be read."""

    @cache
    def made() -> Mapping[str, str]:
        return {page.url: page.target for page in pages() if page.kind == "plain"}

    def integrity(name: str) -> str:
        if name not in assets:
            raise ValueError(f"there is no asset '{name}'")
        path = next((root + name for root in reversed(ROOTS) if root + name in files), "")
        text = made().get(assets[name])
        data = as_bytes(plain_text(text)) if text is not None else read(name, files[path])
        return f"sha384-{base64.b64encode(sha384(data).digest()).decode()}"

    return integrity


def read(name: str, file: str) -> bytes:
    """The bytes of an asset. Raises ValueError where they cannot be read, which names no place of this machine."""
    try:
        return Path(file).read_bytes()
    except OSError as error:
        raise ValueError(f"the asset '{name}' cannot be read: {error.strerror}") from error
