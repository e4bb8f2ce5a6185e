"""The order of a measurement: rounds, tools in turn, works. What is measured is decided in run.py."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

import corpus
from measure import Run, timed, weighed
from results import Sample, Size
from tools import HERE, OUTPUT, TOOLS, lay, python_of, report_path
from works import WORKS, Bench

AN_HOUR = 3600.0

Measured = Callable[[Sequence[str | Path], Path, Mapping[str, str], Path], Run]


@dataclass(frozen=True, slots=True)
class Plan:
    """What is measured, and how."""

    programs: Mapping[str, Path]
    """The tools that are there, in the order of their turns → what to start."""
    works: Sequence[str]
    peer_works: Sequence[str]
    runs: int
    memory_runs: int
    seed: int
    jobs: int
    patience: float
    """A tool that took longer than so many seconds for one run is not run again with that blog."""
    folder: Path
    peers: Path
    tired: set[tuple[str, int]] = field(default_factory=set)
    """Tools whose patience ran out, and with how many posts."""

    def wants(self, tool: str, work: str, posts: int) -> bool:
        """Whether a tool does this work."""
        return work in (self.works if tool == "kawara" else self.peer_works) and (tool, posts) not in self.tired


def tell(text: str) -> None:
    """Say on stderr how far we are."""
    print(text, file=sys.stderr, flush=True)


def measure_size(plan: Plan, posts: int) -> Size:
    """All rounds with a blog of one size, then the runs in which memory is looked at."""
    size = Size(posts)
    for number in range(plan.runs):
        play_round(plan, size, str(number))
    for number in range(plan.memory_runs):
        weigh_round(plan, size, str(number))
    return size


def play_round(plan: Plan, size: Size, name: str) -> None:
    """Every tool in turn, with all its works; then the parser alone."""
    for tool in (tool for tool in plan.programs if alive(plan, tool, size)):
        bench = laid(plan, tool, size.posts, name)
        for work in (work for work in WORKS if plan.wants(tool, work, size.posts)):
            bench = play(plan, size, work, bench)
    if "kawara" in plan.programs:
        size.floor.append(parser_alone(plan, size.posts))


def alive(plan: Plan, tool: str, size: Size) -> bool:
    """Whether the tool's patience has not run out."""
    return (tool, size.posts) not in plan.tired


def play(plan: Plan, size: Size, work: str, bench: Bench) -> Bench:
    """Do one work with one tool and keep the sample."""
    tool = bench.tool.name
    bench = WORKS[work][1](bench)
    run = build(plan, bench, timed)
    size.add(tool, work, sample(run, bench))
    if tool not in size.files:
        size.files[tool], size.bytes[tool] = counted(bench.site / OUTPUT)
    tell(f"{size.posts:>7} posts  {tool:<9} {work:<9} {run.wall:8.2f} s")
    if run.wall > plan.patience:
        plan.tired.add((tool, size.posts))
        tell(f"{tool} took longer than {plan.patience:.0f} s: it is not run again with {size.posts} posts")
    return bench


def weigh_round(plan: Plan, size: Size, name: str) -> None:
    """A cold build of every tool in turn, with its memory."""
    for tool in (tool for tool in plan.programs if alive(plan, tool, size)):
        bench = laid(plan, tool, size.posts, f"{name}-memory")
        run = build(plan, bench, weighed)
        size.memory.setdefault(tool, []).append(sample(run, bench))
        tell(f"{size.posts:>7} posts  {tool:<9} memory    {run.peak / 1e6:8.0f} MB")


def build(plan: Plan, bench: Bench, measured: Measured) -> Run:
    """One whole process of the tool. What it prints goes beside the site."""
    tool = bench.tool
    command = tool.command(plan.programs[tool.name], bench.site)
    return measured(command, bench.site, tool.environment, bench.site.parent / f"{bench.site.name}.log")


def sample(run: Run, bench: Bench) -> Sample:
    """What the process cost, and kawara's own counts and stages where it made a report."""
    values: Sample = {name: value for name, value in asdict(run).items() if value}
    path = report_path(bench.site)
    if path.exists():
        report = json.loads(path.read_text(encoding="utf-8"))
        values |= {name: value for name, value in report.items() if isinstance(value, int)}
        values |= {f"seconds.{stage}": value for stage, value in report["seconds"].items()}
        path.unlink()
    return values


def counted(folder: Path) -> tuple[int, int]:
    """How many files a folder holds, and how many bytes are in them."""
    sizes = [path.stat().st_size for path in folder.rglob("*") if path.is_file()]
    return len(sizes), sum(sizes)


def laid(plan: Plan, name: str, posts: int, round_name: str) -> Bench:
    """A tool's site in a folder of its own."""
    tool = TOOLS[name]
    site = plan.folder / f"{posts}-{round_name}-{name}"
    lay(tool, site, blog(plan, posts, tool.layout), plan.peers)
    return Bench(tool, site, posts, plan.seed)


def blog(plan: Plan, posts: int, layout: str) -> Path:
    """The posts in one layout, written once. They are an hour old, as posts are that nobody is editing."""
    folder = plan.folder / f"{posts}-{layout}"
    if not folder.exists():
        corpus.write(folder, posts, plan.seed, layout)
        for path in folder.iterdir():
            written = path.stat().st_mtime - AN_HOUR
            os.utime(path, (written, written))
    return folder


def parser_alone(plan: Plan, posts: int) -> float:
    """Seconds of markdown-it-py with the same bodies, over as many processes as kawara has, on the same Python."""
    python = python_of(plan.programs.get("kawara"))
    command: list[str | Path] = [python, HERE / "floor.py", blog(plan, posts, "flat"), "--jobs", str(plan.jobs)]
    return float(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
