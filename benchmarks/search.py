"""What a search index costs: the made-up blog built with `search: true` and without, and after an edit of one text.

A round builds a fresh folder each way, once for the time and once for the memory of the whole process tree. The seconds of the index itself are
those that kawara tells on its line of the summary. A large blog is measured in one round, since its index takes a minute or two each time.

    python benchmarks/search.py --posts 1000 10000 --runs 3
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

import corpus
import setup
from measure import Run, timed, weighed
from run import working_folder
from tools import TOOLS, kawara_program, lay
from works import Bench, edit_body

ON = "\nsearch: true\n"
INDEXED = re.compile(r"search: ([\d,]+) pages? indexed \(([\d.]+) s\)")
STANDS = re.compile(r"search: the index of ([\d,]+) pages? stands")
LARGE = 5000
"""So many posts are a large blog."""
WORKS = ("cold build", "cold build, searched", "one body edit, searched", "nothing changed, searched")


@dataclass(slots=True)
class Cost:
    """The samples of one work."""

    wall: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)
    index: list[float] = field(default_factory=list)
    peak: list[int] = field(default_factory=list)

    def add(self, run: Run, said: str, peak: int) -> None:
        """One run more, and what it said."""
        found = INDEXED.search(said)
        self.wall.append(run.wall)
        self.cpu.append(run.cpu)
        self.index += [float(found[2])] if found else []
        self.peak += [peak] if peak else []


def rounds(posts: int, runs: int, program: Path, folder: Path) -> dict[str, Cost]:
    """The cost of each work on a blog of so many posts."""
    costs = {work: Cost() for work in WORKS}
    corpus.write(folder / "posts", posts, 1, TOOLS["kawara"].layout)
    for number in range(runs):
        for work, run, said, peak in one_round(posts, program, folder, f"{posts}-{number}"):
            costs[work].add(run, said, peak)
    return costs


def one_round(posts: int, program: Path, folder: Path, name: str) -> Iterator[tuple[str, Run, str, int]]:
    """Work, its run, what kawara said and the memory it took, of each work."""
    for work, site in ((WORKS[0], fresh(folder, f"{name}-bare")), (WORKS[1], searched(fresh(folder, f"{name}-found")))):
        heavy = fresh(folder, f"{site.name}-weighed")
        (heavy / "kawara.yml").write_bytes((site / "kawara.yml").read_bytes())
        run, said = built(program, site)
        yield work, run, said, weighed(command(program, heavy), heavy, {}, log(heavy)).peak
    edit_body(Bench(TOOLS["kawara"], site, posts, 1))
    for work in WORKS[2:]:
        yield work, *built(program, site), 0


def fresh(folder: Path, name: str) -> Path:
    """A blog that was never built."""
    lay(TOOLS["kawara"], folder / name, folder / "posts", folder)
    return folder / name


def searched(site: Path) -> Path:
    """The same with an index."""
    settings = site / "kawara.yml"
    settings.write_text(settings.read_text("utf-8") + ON, "utf-8")
    return site


def built(program: Path, site: Path) -> tuple[Run, str]:
    """A build, and what it said."""
    return timed(command(program, site), site, {}, log(site)), log(site).read_text("utf-8")


def command(program: Path, site: Path) -> Sequence[str | Path]:
    """A build."""
    return [program, "-C", site, "build"]


def log(site: Path) -> Path:
    """Where a build says what it says: beside its site."""
    return site.with_suffix(".log")


def table(posts: int, costs: dict[str, Cost]) -> Iterator[str]:
    """The medians, as Markdown."""
    yield f"\n{posts:,} posts\n"
    yield "| work | wall | processor | index alone | peak memory |"
    yield "| --- | ---: | ---: | ---: | ---: |"
    for work, cost in costs.items():
        index = f"{median(cost.index):.2f} s" if cost.index else ""
        peak = f"{median(cost.peak) / 1e6:.0f} MB" if cost.peak else ""
        yield f"| {work} | {median(cost.wall):.2f} s | {median(cost.cpu):.2f} s | {index} | {peak} |"


def main() -> int:
    """Measure from the command line."""
    given = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    given.add_argument("--posts", type=int, nargs="+", default=[1000, 10_000])
    given.add_argument("--runs", type=int, default=3, help="rounds of a blog that is not large (3)")
    given.add_argument("--folder", type=Path, help="where the sites are put while they are measured")
    wanted = given.parse_args()
    program = kawara_program(setup.PEERS)
    if program is None:
        print("kawara is not installed: make site", file=sys.stderr)
        return 1
    for posts in wanted.posts:
        with working_folder(wanted.folder, keep=False) as folder:
            runs = wanted.runs if posts < LARGE else 1
            print("\n".join(table(posts, rounds(posts, runs, program, folder))), flush=True)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
