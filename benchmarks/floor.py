"""markdown-it-py alone: the time it takes to render the bodies of a blog, spread over some processes.

No front matter is read, no code is highlighted, nothing is written: no generator that renders with this parser can be
faster. Files are read before the clock starts. Prints the seconds.

    python benchmarks/floor.py FOLDER --jobs 2
"""

from __future__ import annotations

import argparse
import multiprocessing
import time
from collections.abc import Sequence
from pathlib import Path

from markdown_it import MarkdownIt


def bodies(folder: Path) -> list[str]:
    """The posts of a folder of the `flat` layout, less their front matter."""
    return [path.read_text(encoding="utf-8").split("\n---\n", 1)[1] for path in sorted(folder.glob("*.md"))]


def render(texts: Sequence[str]) -> None:
    """Render all with the parser kawara uses; `linkify` off, as there."""
    parser = MarkdownIt("gfm-like2", {"linkify": False}).disable("linkify")
    for text in texts:
        parser.render(text)


def seconds(texts: Sequence[str], jobs: int) -> float:
    """From the first process started to the last one ended; each renders every `jobs`-th body."""
    context = multiprocessing.get_context("fork")
    processes = [context.Process(target=render, args=(texts[first::jobs],)) for first in range(jobs)]
    start = time.perf_counter()
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    return time.perf_counter() - start


def main() -> None:
    """Measure from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--jobs", type=int, default=1)
    given = parser.parse_args()
    print(seconds(bodies(given.folder), given.jobs))


if __name__ == "__main__":
    main()
