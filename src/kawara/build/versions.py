"""The pictures that are to be made in several widths."""

from __future__ import annotations

from importlib.util import find_spec

from kawara.base.problems import Problem, problem
from kawara.config import FILE, Config
from kawara.loader.pictures import size
from kawara.loader.scan import Scan
from kawara.site.variants import is_picture


def widths_of(scanned: Scan, config: Config) -> tuple[dict[str, int], list[Problem]]:
    """Path → width of every picture that is to be made in several widths; none, and a note, without what makes them."""
    if not config.images.widths:
        return {}, []
    if find_spec("PIL") is None:
        text = "`images` needs Pillow, which is not installed, so pictures are published as they are"
        return {}, [problem("image", FILE, text, hint="pip install 'kawara[images]'", severity="note")]
    pictures = (source for source in scanned.sources if source.root != "theme" and is_picture(source.path))
    sizes = ((source.path, size(source.file)) for source in pictures)
    return {path: found[0] for path, found in sizes if found}, []
