"""Measure kawara beside its peers: the same blog, whole processes, in alternation, each cold run in a fresh folder.

    python benchmarks/setup.py
    python benchmarks/run.py --posts 1000 10000 --runs 5 --out benchmarks/results.json --plots docs/images

In each round every tool does its works in turn (A B C, A B C, …), so that what else goes on at the machine falls on all
alike; a ratio is taken within its round. The works of one tool follow one another in the same folder: cold, nothing
changed, the edits, and at last a copy of it all, as a CI restores it. No other tool comes between them: after minutes of
its work the system may have dropped the files from memory, and the figures of one tool would hang on which others there are.
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import plot
import setup
import table
from measure import RunFailedError, timed
from results import Results, Size, cores, machine, save
from rounds import Plan, build, counted, laid, measure_size, play_round, tell, weigh_round
from tools import OUTPUT, TOOLS, python_of, version
from works import WORKS

PEER_WORKS = ("cold", "noop", "body")
"""What the peers do unless told otherwise: they keep little between two processes, so that all edits cost the same."""
REHEARSAL = 30
"""Posts of the blog that every tool builds once before anything is measured."""


def main() -> int:
    """Measure, tell, and write what was asked for."""
    given = arguments()
    try:
        results = measured(given)
    except RunFailedError as failure:
        tell(str(failure))
        return 1
    if given.plots:
        plot.write(results, given.plots)
    print(table.document(results))
    return 0


def measured(given: argparse.Namespace) -> Results:
    """The results of everything that was asked for."""
    with working_folder(given.folder, keep=given.keep) as folder:
        plan = planned(given, folder)
        results = Results(machine(python_of(plan.programs.get("kawara"))), rehearse(plan), plan.jobs)
        measure(plan, given, results)
    return results


def arguments() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--posts", type=int, nargs="*", default=[1000], help="sizes of the blog (1000)")
    parser.add_argument("--runs", type=int, default=5, help="rounds for each size (5)")
    parser.add_argument("--tools", nargs="+", choices=TOOLS, default=list(TOOLS), help="all that are installed")
    parser.add_argument("--works", nargs="+", choices=WORKS, default=list(WORKS), help="kawara's works (all)")
    parser.add_argument("--peer-works", nargs="+", choices=WORKS, default=PEER_WORKS, help="the peers' works")
    parser.add_argument("--memory-runs", type=int, default=1, help="further cold runs that look at memory (1)")
    parser.add_argument("--growth", type=int, default=0, help="posts of a blog for kawara alone, and a tenth of them")
    parser.add_argument("--growth-runs", type=int, default=1, help="rounds for that (1)")
    parser.add_argument("--jobs", type=int, default=cores(), help="processes of markdown-it-py alone (one per core)")
    parser.add_argument("--patience", type=float, default=120.0, help="seconds after which a tool is run only once")
    parser.add_argument("--seed", type=int, default=1, help="of the made-up blog")
    parser.add_argument("--peers", type=Path, default=setup.PEERS, help="where setup.py installed the peers")
    parser.add_argument("--kawara", type=Path, help="another kawara than this checkout's")
    parser.add_argument("--folder", type=Path, help="where the sites are laid out (a temporary folder)")
    parser.add_argument("--keep", action="store_true", help="leave the sites there")
    parser.add_argument("--out", type=Path, help="write the results as JSON")
    parser.add_argument("--plots", type=Path, help="write the plots into this folder")
    return parser.parse_args()


@contextmanager
def working_folder(place: Path | None, *, keep: bool) -> Iterator[Path]:
    """A new folder for the sites. Nothing in it is deleted before the end.

    On ext4 writing is slower for a while after many files were deleted, and the next tool would pay for it.
    """
    if place:
        place.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix="bench-", dir=place))
    try:
        yield folder
    finally:
        if keep:
            tell(f"the sites are in {folder}")
        else:
            shutil.rmtree(folder, ignore_errors=True)


def planned(given: argparse.Namespace, folder: Path) -> Plan:
    """The plan, with the tools that are there; those that are not are named."""
    peers = given.peers.resolve()
    found = {name: TOOLS[name].program(peers) for name in given.tools}
    if given.kawara and "kawara" in found:
        found["kawara"] = given.kawara.resolve()
    for name in (name for name, program in found.items() if program is None):
        tell(f"{name} is not installed: left out")
    return Plan(
        programs={name: program for name, program in found.items() if program},
        works=given.works,
        peer_works=given.peer_works,
        runs=given.runs,
        memory_runs=given.memory_runs,
        seed=given.seed,
        jobs=given.jobs,
        patience=given.patience,
        folder=folder,
        peers=peers,
    )


def rehearse(plan: Plan) -> dict[str, str]:
    """Let every tool build a small blog, unmeasured: a tool that cannot is no peer. Returns the tools' versions.

    Raises RunFailedError where it fails, or makes fewer pages than there are posts.
    """
    versions = {}
    for name, program in plan.programs.items():
        bench = laid(plan, name, REHEARSAL, "rehearsal")
        versions[name] = version(bench.tool, program, bench.site)
        build(plan, bench, timed)
        files, _ = counted(bench.site / OUTPUT)
        if files <= REHEARSAL:
            raise RunFailedError(f"{name} made {files} files from {REHEARSAL} posts")
    return versions


def measure(plan: Plan, given: argparse.Namespace, results: Results) -> None:
    """Every size, then the growth; the results are saved after each, so that a long run is never lost whole."""
    for posts in given.posts:
        results.sizes.append(measure_size(plan, posts))
        keep(results, given.out)
    if given.growth and "kawara" in plan.programs:
        results.growth += grow(plan, given.growth, given.growth_runs)
        keep(results, given.out)


def grow(plan: Plan, posts: int, runs: int) -> list[Size]:
    """Cold builds of kawara alone, with a tenth of the posts and with all, in alternation."""
    alone = replace(
        plan, programs={"kawara": plan.programs["kawara"]}, works=("cold",), patience=float("inf"), tired=set()
    )
    sizes = [Size(posts // 10), Size(posts)]
    for number in range(runs):
        for size in sizes:
            play_round(alone, size, f"growth{number}")
    weigh_round(alone, sizes[-1], "growth")
    return sizes


def keep(results: Results, path: Path | None) -> None:
    """Save, if asked to."""
    if path:
        save(results, path)


if __name__ == "__main__":
    raise SystemExit(main())
