"""Results → two SVG bar charts for the manual: times on a logarithmic scale, memory on a linear one.

python benchmarks/plot.py RESULTS.json FOLDER
"""

from __future__ import annotations

import math
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from xml.sax.saxutils import escape

from results import Results, Size, load
from table import megabytes, seconds
from works import WORKS

LABELS, BARS, VALUES = 290, 360, 90
"""Widths of the three columns, in pixels."""
LINE, TOP, BOTTOM = 26, 44, 12

STYLE = """
text { font: 13px system-ui, sans-serif; fill: #22201c; }
.title { font-weight: 600; font-size: 15px; }
.bar { fill: #a59d8e; }
.mine { fill: #7a2e1d; }
.grid { stroke: #d9d3c7; }
@media (prefers-color-scheme: dark) {
  text { fill: #ece7dd; }
  .bar { fill: #6f685c; }
  .mine { fill: #d98b74; }
  .grid { stroke: #47433b; }
}
"""


@dataclass(frozen=True, slots=True)
class Bar:
    """One row of a chart."""

    label: str
    value: float
    shown: str
    mine: bool


Scale = Callable[[float], float]
"""Value → share of the width, from 0 to 1."""


def write(results: Results, folder: Path) -> None:
    """Write the charts of the largest blog that was measured."""
    if not results.sizes:
        return
    folder.mkdir(parents=True, exist_ok=True)
    size = max(results.sizes, key=lambda one: one.posts)
    for name, chart in (("bench-time.svg", times(size)), ("bench-memory.svg", memory(size))):
        if chart:
            (folder / name).write_text(chart, encoding="utf-8", newline="\n")


def times(size: Size) -> str:
    """Every work of kawara's and every peer's cold build, quickest first."""
    pairs = [(tool, work) for tool in size.samples for work in WORKS if work == "cold" or tool == "kawara"]
    bars = [time_bar(size, tool, work) for tool, work in pairs if size.walls(tool, work)]
    title = f"{size.posts:,} posts: seconds, each gridline ten times the one before"
    return chart(title, bars, logarithmic([bar.value for bar in bars]))


def time_bar(size: Size, tool: str, work: str) -> Bar:
    """The median wall time of one work."""
    value = median(size.walls(tool, work))
    return Bar(f"{shown_name(tool)}: {WORKS[work][0]}", value, f"{seconds(value)} s", tool == "kawara")


def memory(size: Size) -> str:
    """The peak of every tool's process tree."""
    peaks = {tool: median(size.peaks(tool)) for tool in size.memory}
    bars = [Bar(shown_name(tool), peak, f"{megabytes(peak)} MB", tool == "kawara") for tool, peak in peaks.items()]
    return chart(f"{size.posts:,} posts: peak memory of a cold build", bars, linear(list(peaks.values())))


def shown_name(tool: str) -> str:
    """Names of the peers have capitals, kawara's has none."""
    return tool if tool == "kawara" else tool.capitalize()


def logarithmic(values: Sequence[float]) -> tuple[Scale, list[float]]:
    """A scale from the power of ten below the least value to the greatest, and gridlines at the powers of ten."""
    first = math.floor(math.log10(min(values, default=1)))
    last = math.log10(max(values, default=1))
    width = max(last - first, 1)
    powers = [10.0**power for power in range(first, math.floor(last) + 1)]
    return lambda value: (math.log10(value) - first) / width, powers


def linear(values: Sequence[float]) -> tuple[Scale, list[float]]:
    """A scale from nothing to the greatest value."""
    most = max(values, default=1)
    return lambda value: value / most, []


def chart(title: str, bars: Sequence[Bar], scale: tuple[Scale, list[float]]) -> str:
    """The whole picture; nothing where there are no bars."""
    if not bars:
        return ""
    share, gridlines = scale
    ordered = sorted(bars, key=lambda bar: (bar.value, bar.label))
    height = TOP + LINE * len(ordered) + BOTTOM
    width = LABELS + BARS + VALUES
    parts = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img" aria-label="{escape(title)}">',
        f"<style>{STYLE}</style>",
        f'<text class="title" x="8" y="24">{escape(title)}</text>',
        *(gridline(share(value), height) for value in gridlines),
        *(drawn(bar, share(bar.value), TOP + LINE * row) for row, bar in enumerate(ordered)),
        "</svg>\n",
    )
    return "\n".join(parts)


def gridline(share: float, height: int) -> str:
    """One upright line."""
    x = LABELS + share * BARS
    return f'<line class="grid" x1="{x:.1f}" x2="{x:.1f}" y1="{TOP - 8}" y2="{height - BOTTOM}"/>'


def drawn(bar: Bar, share: float, top: int) -> str:
    """Label, bar, value."""
    length = max(share * BARS, 1)
    base = top + 14
    return (
        f'<text x="{LABELS - 8}" y="{base}" text-anchor="end">{escape(bar.label)}</text>'
        f'<rect class="bar{" mine" if bar.mine else ""}" x="{LABELS}" y="{top}" width="{length:.1f}" height="18" rx="2"/>'
        f'<text x="{LABELS + length + 6:.1f}" y="{base}">{escape(bar.shown)}</text>'
    )


if __name__ == "__main__":
    write(load(Path(sys.argv[1])), Path(sys.argv[2]))
