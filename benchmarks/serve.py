"""Measure `kawara serve` beside `hugo server`: from the end of a save to the new bytes being served.

    python benchmarks/serve.py benchmarks/results.json --posts 10000
    python benchmarks/serve.py /tmp/results.json --quick

Both servers run at the same time with the same blog, and each edit is made for one and then for the other. A save ends
when the file is closed; from then on the page is asked for over one open connection, again and again, until the answer
holds the new words. After an edit of the template three posts must hold them: the newest, the middle one and the oldest.
"""

from __future__ import annotations

import argparse
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from pathlib import Path

import corpus
import setup
import table
from measure import proportional, settle, tree
from results import Results, Size, cores, load, machine, save
from rounds import Plan, laid, tell
from run import working_folder
from tools import OUTPUT, TOOLS, Command, python_of, version
from works import Bench

START = 600.0
"""Seconds that a server may take for its first build."""
PATIENCE = 120.0
"""Seconds after which an edit counts as lost."""
PAUSE = 0.01
"""Seconds between two questions: asking without a pause would take a core from who is to answer."""
REST = 0.7
"""Seconds between two edits, as of an author who saves often: what one leaves to do is done when the next comes."""
QUICK = {"posts": 200, "runs": 3, "templates": 2, "edits": 20}
TOLD = "told"
"""Class of the paragraph that edits add."""


def kawara_command(program: Path, site: Path, port: int) -> Command:
    """As its author would start it."""
    return [program, "-C", site, "serve", "--port", str(port)]


def hugo_command(program: Path, site: Path, port: int) -> Command:
    """With the whole site made again after a change, which is what the others do, and a cache folder of its own."""
    build: Command = [program, "server", "--source", site, "--destination", site / OUTPUT]
    return [*build, "--cacheDir", site / ".hugo_cache", "--disableFastRender", "--port", str(port), "--quiet"]


SERVERS: dict[str, Callable[[Path, Path, int], Command]] = {"kawara": kawara_command, "hugo": hugo_command}
"""Tool → the command of its server."""


class LostError(Exception):
    """A server did not show in time what was saved."""


@dataclass(slots=True)
class Running:
    """One server at work."""

    bench: Bench
    port: int
    process: subprocess.Popen[bytes]
    connection: HTTPConnection | None = None
    template: str = field(init=False)
    post: str = field(init=False)

    def __post_init__(self) -> None:
        self.template = self.template_file.read_text(encoding="utf-8")
        self.post = self.bench.middle.read_text(encoding="utf-8")

    @property
    def template_file(self) -> Path:
        """The template of posts."""
        return self.bench.site / self.bench.tool.template

    def page(self, number: int) -> str:
        """The address of a post."""
        return f"/posts/{corpus.post(number, self.bench.total, self.bench.seed).slug}/"

    def pages(self, *, every: bool) -> list[str]:
        """The addresses that must show an edit."""
        total = self.bench.total
        return [self.page(number) for number in ((total - 1, total // 2, 0) if every else (total // 2,))]

    def get(self, path: str) -> bytes:
        """What is served there now; nothing where nobody answers."""
        try:
            self.connection = self.connection or HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
            self.connection.request("GET", path)
            return self.connection.getresponse().read()
        except (OSError, HTTPException):
            self.connection = None
            return b""

    def memory(self) -> int:
        """Bytes of the process and all below it, what they share counted once."""
        return sum(map(proportional, tree(self.process.pid)))


def edit_body(server: Running, words: str) -> str:
    """A last paragraph with these words."""
    return write(server.bench.middle, f"{server.post}\n{words}\n")


def edit_title(server: Running, words: str) -> str:
    """A title that begins with them."""
    return write(server.bench.middle, titled(server.post, words))


def edit_template(server: Running, words: str) -> str:
    """A paragraph below the heading of every post."""
    mark = server.bench.tool.mark
    return write(server.template_file, server.template.replace(mark, f'{mark}<p class="{TOLD}">{words}</p>', 1))


def titled(text: str, words: str) -> str:
    """A post with a title that begins with these words."""
    before, mark, after = text.partition("title: ")
    quote = '"' if after.startswith('"') else ""
    return f"{before}{mark}{quote}{words} {after.removeprefix(quote)}"


def write(path: Path, text: str) -> str:
    """Save a file; returns its text."""
    path.write_text(text, encoding="utf-8", newline="\n")
    return text


FEW = 20
"""So many edits show what a server weighs that makes its whole site again after each, which takes it seconds."""
EDITS: dict[str, Callable[[Running, str], str]] = {"body": edit_body, "title": edit_title, "template": edit_template}


def latency(server: Running, work: str, words: str) -> float:
    """Seconds from the end of the save to the new bytes. Raises LostError."""
    wanted, pages = words.encode(), server.pages(every=work == "template")
    EDITS[work](server, words)
    start = time.perf_counter()
    for page in pages:
        while wanted not in server.get(page):
            if time.perf_counter() - start > PATIENCE:
                raise LostError(f"{server.bench.tool.name} did not show a {work} edit within {PATIENCE:.0f} s")
            time.sleep(PAUSE)
    return time.perf_counter() - start


def measured(servers: Sequence[Running], given: argparse.Namespace) -> dict[str, dict[str, list[float]]]:
    """Tool → work → seconds, and under `memory` the bytes after the first edit and after the last."""
    found: dict[str, dict[str, list[float]]] = {server.bench.tool.name: {} for server in servers}
    for work in EDITS:
        for number in range(given.templates if work == "template" else given.runs):
            for server in servers:
                time.sleep(REST)
                taken = latency(server, work, f"Edit{work}{number}end")
                found[server.bench.tool.name].setdefault(work, []).append(taken)
                tell(f"{server.bench.total:>7} posts  {server.bench.tool.name:<9} serve {work:<9} {taken:8.3f} s")
    for server in servers:
        name = server.bench.tool.name
        found[name]["memory"] = weighed(server, given.edits if name == "kawara" else min(given.edits, FEW))
    return found


def weighed(server: Running, edits: int) -> list[float]:
    """Bytes after the first and after the last of so many further edits, every second one of a title."""
    weights = []
    for number in range(edits):
        latency(server, ("body", "title")[number % 2], f"Weigh{number}end")
        if number in (0, edits - 1):
            time.sleep(REST)
            weights.append(float(server.memory()))
    tell(f"{server.bench.total:>7} posts  {server.bench.tool.name:<9} memory {weights[-1] / 1e6:6.0f} MB")
    return weights


@contextmanager
def started(bench: Bench, program: Path) -> Iterator[Running]:
    """A server that answers, ended afterwards. Raises LostError."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [str(part) for part in SERVERS[bench.tool.name](program, bench.site, port)]
    with (bench.site.parent / f"{bench.site.name}.log").open("wb") as log:
        process = subprocess.Popen(command, cwd=bench.site, stdin=subprocess.DEVNULL, stdout=log, stderr=log)
    try:
        server = Running(bench, port, process)
        end = time.monotonic() + START
        while b"</html>" not in server.get(server.page(0)):
            if process.poll() is not None or time.monotonic() > end:
                raise LostError(f"{bench.tool.name} did not begin to serve: see {log.name}")
            time.sleep(0.1)
        yield server
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(30)


def measure(given: argparse.Namespace, programs: dict[str, Path], folder: Path) -> dict[str, dict[str, list[float]]]:
    """Lay out the sites, start the servers, edit. Raises LostError."""
    plan = Plan(programs, (), (), 1, 0, given.seed, cores(), PATIENCE, folder, given.peers.resolve())
    benches = {name: laid(plan, name, given.posts, "serve") for name in programs}
    settle()
    with ExitStack() as stack:
        return measured([stack.enter_context(started(bench, programs[name])) for name, bench in benches.items()], given)


def put(results: Results, posts: int, served: dict[str, dict[str, list[float]]]) -> None:
    """Keep what was measured beside what was measured of builds with a blog of the same size."""
    size = next((one for one in results.sizes if one.posts == posts), None)
    if size is None:
        size = Size(posts)
        results.sizes.append(size)
    size.served = served


def arguments() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "results", type=Path, help="the JSON file to which the results are added; made where there is none"
    )
    parser.add_argument("--posts", type=int, default=10_000, help="size of the blog (10000)")
    parser.add_argument("--runs", type=int, default=20, help="edits of a body, and of a title (20)")
    parser.add_argument("--templates", type=int, default=5, help="edits of the template of posts (5)")
    parser.add_argument("--edits", type=int, default=200, help="further edits, after which memory is looked at (200)")
    parser.add_argument("--tools", nargs="+", choices=SERVERS, default=list(SERVERS), help="all that are installed")
    parser.add_argument("--quick", action="store_true", help="a small blog and few edits: does it run?")
    parser.add_argument("--seed", type=int, default=1, help="of the made-up blog")
    parser.add_argument("--peers", type=Path, default=setup.PEERS, help="where setup.py installed the peers")
    parser.add_argument("--kawara", type=Path, help="another kawara than this checkout's")
    parser.add_argument("--folder", type=Path, help="where the sites are laid out (a temporary folder)")
    parser.add_argument("--keep", action="store_true", help="leave the sites there")
    given = parser.parse_args()
    if given.quick:
        vars(given).update(QUICK)
    return given


def main() -> int:
    """Measure, add to the results, and tell."""
    given = arguments()
    found = {name: TOOLS[name].program(given.peers.resolve()) for name in given.tools}
    if given.kawara and "kawara" in found:
        found["kawara"] = given.kawara.resolve()
    programs = {name: program for name, program in found.items() if program}
    for name in found.keys() - programs.keys():
        tell(f"{name} is not installed: left out")
    known = given.results.exists()
    results = load(given.results) if known else Results(machine(python_of(programs.get("kawara"))), {}, cores())
    with working_folder(given.folder, keep=given.keep) as folder:
        results.versions |= {name: version(TOOLS[name], program, folder) for name, program in programs.items()}
        try:
            put(results, given.posts, measure(given, programs, folder))
        except LostError as error:
            tell(str(error))
            return 1
    save(results, given.results)
    print("\n".join(table.served_section(next(size for size in results.sizes if size.posts == given.posts))))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
