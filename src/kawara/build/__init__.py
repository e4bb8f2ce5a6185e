"""The pipeline, top to bottom: content/ → sources → posts → site → pages → outputs → a directory.

Every stage is a function from values to values and knows nothing of the next; this room alone knows their order, and alone
knows both the stages and the memory.
"""

from __future__ import annotations

from pathlib import Path

from kawara.base.calm import calm
from kawara.build.fresh import unchanged
from kawara.build.options import Options, Report, Tell, silent


def build(root: Path, options: Options, tell: Tell = silent) -> Report:
    """Build the site of a folder, or say again what the last build said where there is nothing to do.

    Raises KawaraError where nothing can be said about the site at all.
    """
    root = root.absolute()
    with calm():
        seen = unchanged(root, options) if options.cache else None
        if isinstance(seen, Report):
            return seen
        from kawara.build import pipeline

        return pipeline.build(root, options, tell, seen)
