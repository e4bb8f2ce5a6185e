"""What our rules of Markdown cost: the parser of posts against the library's own, on the same bodies, in alternation.

Both parse and render in one process; nothing is highlighted. A ratio is taken within a round, and the median is printed with
the least and the greatest.

    python benchmarks/markup.py --posts 2000 --runs 5
"""

from __future__ import annotations

import argparse
import gc
import time
from collections.abc import Callable, Sequence
from statistics import median

from corpus import post
from markdown_it import MarkdownIt

from kawara.loader.markdown import PRESETS, parser
from kawara.loader.rules.document import KEY, Document

MOST = 1.35
"""The aim: so many times the library's own time, at most."""


def plain() -> Callable[[str], object]:
    """The library with its preset for GitHub's dialect."""
    return MarkdownIt("gfm-like2", {"linkify": False}).disable("linkify").render


def ours() -> Callable[[str], object]:
    """All that posts are rendered with, but the colouring of code."""
    base, rules = PRESETS["blog"]
    md = parser(base, rules - {"highlight"})
    return lambda text: md.render(text, {KEY: Document(lines=text.split("\n"))})


def seconds(render: Callable[[str], object], texts: Sequence[str]) -> float:
    """Processor time of one pass over all texts."""
    gc.collect()
    start = time.process_time()
    for text in texts:
        render(text)
    return time.process_time() - start


def rounds(texts: Sequence[str], runs: int) -> list[tuple[float, float]]:
    """Seconds of the library and of ours, one pair for each round; a round before them is not counted."""
    first, second = plain(), ours()
    return [(seconds(first, texts), seconds(second, texts)) for _ in range(runs + 1)][1:]


def main() -> None:
    """Measure from the command line."""
    given = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    given.add_argument("--posts", type=int, default=2000)
    given.add_argument("--runs", type=int, default=5)
    wanted = given.parse_args()
    texts = [post(number, wanted.posts, 1).body for number in range(wanted.posts)]
    pairs = rounds(texts, wanted.runs)
    ratios = [mine / theirs for theirs, mine in pairs]
    theirs, mine = (median(column) * 1000 / len(texts) for column in zip(*pairs, strict=True))
    print(f"markdown-it-py {theirs:.2f} ms a post, kawara's rules {mine:.2f} ms")
    print(f"ratio {median(ratios):.2f} ({min(ratios):.2f}-{max(ratios):.2f}), at most {MOST}")


if __name__ == "__main__":
    main()
