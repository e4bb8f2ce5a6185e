"""Results → Markdown: one table for each size of the blog, medians with the least and the greatest value.

python benchmarks/table.py RESULTS.json
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from itertools import chain
from pathlib import Path
from statistics import median

from results import Results, Size, load, over, spread
from works import WORKS

MARK = "kawara"

TARGETS = {"cold": 1.0, "noop": 0.015, "body": 0.05, "title": 0.08, "post": 0.08, "ci": 0.04}
"""Work → the ratio to Hugo's cold build that kawara is to stay under, at 10,000 posts."""
TARGET_POSTS = 10_000
SERVED = {"body": "150 ms", "title": "300 ms", "template": "Hugo's"}
"""Edit → the median that the preview is to stay under, at 10,000 posts."""
SERVED_MEMORY = "250 MB"
SERVERS = {MARK: "kawara serve", "hugo": "hugo server"}
FLOOR_TARGET = 1.8
MEMORY_TARGET = 0.2
GROWTH_TARGET = 1.15
GROWTH_MEMORY = 1.5e9

Form = Callable[[float], str]


def document(results: Results) -> str:
    """The whole text."""
    return "\n".join((*heading(results), *chain.from_iterable(map(sections, results.sizes)), *grown(results)))


def heading(results: Results) -> Iterator[str]:
    """The machine and the versions."""
    machine = results.machine
    yield (
        f"{machine['cores']} cores ({machine['processor']}), {machine['memory'] / 2**30:.0f} GiB, {machine['system']}, "
        f"CPython {machine['python']}; {results.jobs} processes. "
        + ", ".join(f"{tool} {version}" for tool, version in results.versions.items())
        + "."
    )


def sections(size: Size) -> Iterator[str]:
    """All that was measured with a blog of one size."""
    if size.samples:
        yield from section(size)
    if size.served:
        yield from served_section(size)


def section(size: Size) -> Iterator[str]:
    """One table: a row for each work, a column for each tool, and kawara's ratios to Hugo."""
    peers = [tool for tool in size.samples if tool != MARK]
    yield from ("", f"### {size.posts:,} posts", "")
    yield from table_head(peers)
    yield from (work_row(size, work, peers) for work in WORKS if any(size.walls(tool, work) for tool in size.samples))
    yield from memory_rows(size, peers)
    yield from floor_rows(size, peers)
    yield files_row(size, peers)


def table_head(peers: list[str]) -> Iterator[str]:
    """Names of the columns."""
    names = ["work", MARK, "÷ Hugo cold", "at most", "rendered", "written", *peers]
    yield row(names)
    yield row(["---", *["---:"] * (len(names) - 1)])


def work_row(size: Size, work: str, peers: list[str]) -> str:
    """Wall times of one work."""
    target = TARGETS.get(work) if size.posts == TARGET_POSTS else None
    counts = [count(size, work, name) for name in ("rendered", "written")]
    times = [beside(size, tool, work) for tool in peers]
    mine = shown(size.walls(MARK, work), seconds, " s")
    return row([WORKS[work][0], mine, shown(size.ratios(MARK, work), plain), limit(target), *counts, *times])


def beside(size: Size, tool: str, work: str) -> str:
    """A peer's time, and after a cross its own ratio to Hugo's cold build."""
    ratios = size.ratios(tool, work)
    time = shown(size.walls(tool, work), seconds, " s")
    return f"{time} ×{plain(median(ratios))}" if ratios else time


def count(size: Size, work: str, name: str) -> str:
    """One of kawara's own counts, of the last round."""
    samples = size.samples.get(MARK, {}).get(work, [])
    return f"{int(samples[-1][name]):,}" if samples and name in samples[-1] else ""


def memory_rows(size: Size, peers: list[str]) -> Iterator[str]:
    """Peak memory of the process tree, where it was weighed."""
    if not size.memory:
        return
    ratio = shown(over(size.peaks(MARK), size.peaks("hugo")), plain)
    target = limit(MEMORY_TARGET if size.posts == TARGET_POSTS else None)
    theirs = [shown(size.peaks(tool), megabytes, " MB") for tool in peers]
    yield row(["peak memory, cold", shown(size.peaks(MARK), megabytes, " MB"), ratio, target, "", "", *theirs])


def floor_rows(size: Size, peers: list[str]) -> Iterator[str]:
    """markdown-it-py alone, and kawara's cold build over it."""
    if not size.floor:
        return
    blank = [""] * len(peers)
    yield row(["markdown-it-py alone", shown(size.floor, seconds, " s"), "", "", "", "", *blank])
    target = limit(FLOOR_TARGET if size.posts == TARGET_POSTS else None)
    ratio = shown(over(size.walls(MARK, "cold"), size.floor), plain)
    yield row(["cold ÷ markdown-it-py alone", ratio, "", target, "", "", *blank])


def files_row(size: Size, peers: list[str]) -> str:
    """That all tools made the same pages."""
    files = {tool: f"{size.files[tool]:,} files, {size.bytes[tool] / 1e6:.0f} MB" for tool in size.files}
    return row(["output", files.get(MARK, ""), "", "", "", "", *(files.get(tool, "") for tool in peers)])


def served_section(size: Size) -> Iterator[str]:
    """From a save to the new bytes being served: a row for each edit, a column for each server."""
    tools = list(size.served)
    yield from ("", f"### {size.posts:,} posts, from a save to the page", "")
    yield row(["edit", *(SERVERS[tool] for tool in tools), "at most"])
    yield row(["---", *["---:"] * (len(tools) + 1)])
    for work in (work for work in SERVED if any(size.served[tool].get(work) for tool in tools)):
        cells = [shown(size.served[tool].get(work, []), milliseconds, " ms") for tool in tools]
        yield row([WORKS[work][0], *cells, SERVED[work] if size.posts == TARGET_POSTS else ""])
    if any(size.served[tool].get("memory") for tool in tools):
        cells = [" → ".join(megabytes(weight) for weight in size.served[tool].get("memory", [])) for tool in tools]
        yield row(["memory, first edit → last", *(f"{cell} MB" if cell else "" for cell in cells), SERVED_MEMORY])


def grown(results: Results) -> Iterator[str]:
    """How kawara alone grows: ten times the posts against ten times the time."""
    if len(results.growth) != 2:
        return
    small, large = results.growth
    ratios = [ratio / 10 for ratio in over(large.walls(MARK, "cold"), small.walls(MARK, "cold"))]
    yield from ("", f"### {large.posts:,} posts, kawara alone", "")
    yield from (row(["", MARK, "at most"]), row(["---", "---:", "---:"]))
    for size in results.growth:
        yield row([f"cold build, {size.posts:,} posts", shown(size.walls(MARK, "cold"), seconds, " s"), ""])
    yield row([f"cold, {large.posts:,} ÷ (10 × {small.posts:,})", shown(ratios, plain), f"{GROWTH_TARGET}"])
    yield row(["peak memory, cold", shown(large.peaks(MARK), megabytes, " MB"), f"{megabytes(GROWTH_MEMORY)} MB"])


def row(cells: list[str]) -> str:
    """One line of a table."""
    return "| " + " | ".join(cells) + " |"


def limit(target: float | None) -> str:
    """The ratio promised, if one is."""
    return "" if target is None else f"{target:g}"


def shown(values: list[float], form: Form, unit: str = "") -> str:
    """Median, and the range where there is one."""
    if not values:
        return ""
    middle, least, most = map(form, spread(values))
    return f"{middle}{unit}" if least == most else f"{middle}{unit} ({least}–{most})"


def seconds(value: float) -> str:
    """Three digits, as far as they mean anything."""
    return f"{value:.2f}" if value < 10 else f"{value:.1f}"


def milliseconds(value: float) -> str:
    """Whole ones."""
    return f"{value * 1000:,.0f}"


def plain(value: float) -> str:
    """A ratio: small ones need a third digit."""
    return f"{value:.3f}" if value < 0.1 else f"{value:.2f}"


def megabytes(value: float) -> str:
    """Decimal megabytes."""
    return f"{value / 1e6:,.0f}"


if __name__ == "__main__":
    print(document(load(Path(sys.argv[1]))))
