"""The benchmark's made-up blog, its edits and its sums: what a comparison rests on."""

from __future__ import annotations

import platform
import re
import sys
from pathlib import Path
from types import ModuleType

import pytest

from conftest import REPOSITORY


def benchmark(monkeypatch: pytest.MonkeyPatch, name: str) -> ModuleType:
    """A module of benchmarks/, which is a folder of scripts."""
    monkeypatch.syspath_prepend(REPOSITORY / "benchmarks")
    __import__(name)
    return sys.modules[name]


@pytest.mark.parametrize("layout", ["flat", "jekyll", "iso", "pelican"])
def test_the_same_seed_writes_the_same_blog(layout: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two blogs of one seed are equal in every byte; another seed writes another blog."""
    corpus = benchmark(monkeypatch, "corpus")
    for name, seed in (("one", 1), ("again", 1), ("other", 2)):
        corpus.write(tmp_path / name, 12, seed, layout)
    one, again, other = (contents(tmp_path / name) for name in ("one", "again", "other"))
    assert one == again
    assert len(one) == 12
    assert one != other


def test_no_two_posts_share_a_code_block(monkeypatch: pytest.MonkeyPatch) -> None:
    """A cache of highlighted code would gain nothing."""
    corpus = benchmark(monkeypatch, "corpus")
    blocks = [block for n in range(300) for block in corpus.post(n, 300, 1).body.split("```")[1::2]]
    assert len(blocks) > 200
    assert len(set(blocks)) == len(blocks)


def test_titles_and_slugs_are_unique(monkeypatch: pytest.MonkeyPatch) -> None:
    """A tool that made addresses of titles would meet no collision either."""
    corpus = benchmark(monkeypatch, "corpus")
    posts = [corpus.post(n, 300, 1) for n in range(300)]
    assert len({post.title for post in posts}) == len({post.slug for post in posts}) == 300
    assert [post.date for post in posts] == sorted(post.date for post in posts)


def test_the_cost_of_our_rules_is_measured_in_pairs(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each round has a time of both parsers, and both have rendered every text."""
    markup = benchmark(monkeypatch, "markup")
    pairs = markup.rounds(["# *a*\n", "これは**「b」**です。\n"], 3)
    assert len(pairs) == 3
    assert all(mine > 0 and theirs > 0 for theirs, mine in pairs)
    assert markup.plain()("*a*") == markup.ours()("*a*") == "<p><em>a</em></p>\n"


@pytest.mark.parametrize("tool", ["kawara", "hugo", "pelican", "eleventy", "jekyll"])
@pytest.mark.parametrize("work", ["body", "title", "post", "template"])
def test_an_edit_changes_one_file(tool: str, work: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each work on each tool's site touches exactly one file: otherwise it would measure nothing, or too much."""
    corpus, tools, works = (benchmark(monkeypatch, name) for name in ("corpus", "tools", "works"))
    row = tools.TOOLS[tool]
    corpus.write(tmp_path / "posts", 3, 1, row.layout)
    tools.lay(row, tmp_path / "site", tmp_path / "posts", tmp_path / "peers")
    before = contents(tmp_path / "site")
    works.WORKS[work][1](works.Bench(row, tmp_path / "site", 3, 1))
    after = contents(tmp_path / "site")
    assert len(set(before.items()) ^ set(after.items())) == (1 if work == "post" else 2)


def test_ratios_are_taken_within_a_round(monkeypatch: pytest.MonkeyPatch) -> None:
    """A slow round slows both: the ratio stays, though the times do not."""
    results = benchmark(monkeypatch, "results")
    size = results.Size(10)
    for slowness in (1.0, 3.0):
        size.add("kawara", "cold", {"wall": 2.0 * slowness})
        size.add("hugo", "cold", {"wall": 4.0 * slowness})
    assert size.ratios("kawara", "cold") == [0.5, 0.5]


def test_results_survive_their_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Tables and plots made from the file are those of the run."""
    results, table, plot = (benchmark(monkeypatch, name) for name in ("results", "table", "plot"))
    size = results.Size(10_000, files={"kawara": 3}, bytes={"kawara": 9_000_000})
    size.add("kawara", "cold", {"wall": 9.0, "rendered": 15_019, "written": 15_019})
    size.add("hugo", "cold", {"wall": 12.0})
    whole = results.Results(results.machine(Path(sys.executable)), {"kawara": "1", "hugo": "2"}, 2, [size])
    results.save(whole, tmp_path / "results.json")
    loaded = results.load(tmp_path / "results.json")
    assert table.document(loaded) == table.document(whole)
    assert "| cold build | 9.00 s | 0.75 | 1 | 15,019 | 15,019 | 12.0 s ×1.00 |" in table.document(whole)
    plot.write(loaded, tmp_path)
    assert "kawara: cold build" in (tmp_path / "bench-time.svg").read_text(encoding="utf-8")


@pytest.mark.skipif(not Path("/proc/self/smaps_rollup").exists(), reason="memory is measured on Linux alone")
def test_a_process_tree_is_weighed_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Memory that a child takes is counted, though the parent sleeps."""
    measure = benchmark(monkeypatch, "measure")
    child = "import time; held = bytearray(80_000_000); time.sleep(0.4)"
    parent = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {child!r}], check=True)"
    run = measure.weighed([sys.executable, "-c", parent], tmp_path, {}, tmp_path / "log")
    assert run.peak > 80_000_000
    assert run.wall > 0.4


def test_a_tool_that_fails_is_no_result(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A failed run raises with what the tool said, and is not taken for a quick one."""
    measure = benchmark(monkeypatch, "measure")
    with pytest.raises(measure.RunFailedError, match="no such theme"):
        measure.timed([sys.executable, "-c", "raise SystemExit('no such theme')"], tmp_path, {}, tmp_path / "log")


def test_a_save_lasts_until_its_words_are_served(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The clock of an edit runs from the save to the first answer that holds the new words, on every page that must."""
    serve, works, tools, corpus = (benchmark(monkeypatch, name) for name in ("serve", "works", "tools", "corpus"))
    tool = tools.TOOLS["kawara"]
    corpus.write(tmp_path / tool.posts, 3, 1, tool.layout)
    (tmp_path / tool.template).parent.mkdir()
    (tmp_path / tool.template).write_text("<h1>A</h1>", encoding="utf-8")
    server = serve.Running(works.Bench(tool, tmp_path, 3, 1), 0, None)
    asked: list[str] = []

    def get(path: str) -> bytes:
        asked.append(path)
        file = tmp_path / tool.template if len(asked) > 3 else tmp_path / "none"
        return file.read_bytes() if file.exists() else b""

    monkeypatch.setattr(serve.Running, "get", lambda _server, path: get(path))
    assert 3 * serve.PAUSE <= serve.latency(server, "template", "new words") < 5
    assert asked == [*["/posts/entry-000002/"] * 4, "/posts/entry-000001/", "/posts/entry-000000/"]
    monkeypatch.setattr(serve, "PATIENCE", 0.05)
    with pytest.raises(serve.LostError, match="did not show a body edit"):
        serve.latency(server, "body", "words that nobody serves")


@pytest.mark.parametrize("tool", ["kawara", "hugo"])
def test_edits_beside_a_server_do_not_add_up(tool: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each edit holds its own words and none of the one before, so that no page grows and no old words count as new."""
    serve, works, tools, corpus = (benchmark(monkeypatch, name) for name in ("serve", "works", "tools", "corpus"))
    row = tools.TOOLS[tool]
    tools.lay(row, tmp_path / "site", written(tmp_path / "posts", corpus, row.layout), tmp_path)
    server = serve.Running(works.Bench(row, tmp_path / "site", 4, 1), 0, None)
    for work, edit in serve.EDITS.items():
        first, second = edit(server, "Firstwords"), edit(server, "Secondwords")
        assert "Firstwords" in first, work
        assert second == first.replace("Firstwords", "Secondwords"), work
    assert re.search(r'(?m)^title: "?Firstwords ', edit_of(serve, server))


def written(folder: Path, corpus: ModuleType, layout: str) -> Path:
    """Four posts in a folder."""
    corpus.write(folder, 4, 1, layout)
    return folder


def edit_of(serve: ModuleType, server: object) -> str:
    """A post with another title."""
    return str(serve.edit_title(server, "Firstwords"))


def test_what_was_served_stands_beside_what_was_built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A measurement of servers is added to results of builds, survives saving, and has a table of its own."""
    serve, results, table = (benchmark(monkeypatch, name) for name in ("serve", "results", "table"))
    found = results.Results(
        {"cores": 2, "processor": "p", "memory": 2**30, "system": "s", "python": "3"}, {"hugo": "0"}, 2
    )
    found.sizes.append(results.Size(10_000, {"hugo": {"cold": [{"wall": 1.0}]}}))
    served = {"kawara": {"body": [0.1, 0.3, 0.2], "memory": [1e8, 2e8]}, "hugo": {"body": [0.5, 0.5, 0.5]}}
    serve.put(found, 10_000, served)
    serve.put(found, 200, served)
    results.save(found, tmp_path / "results.json")
    again = results.load(tmp_path / "results.json")
    assert [(size.posts, size.served) for size in again.sizes] == [(10_000, served), (200, served)]
    lines = table.document(again).splitlines()
    assert "| one body edit | 200 ms (100–300) | 500 ms | 150 ms |" in lines
    assert "| one body edit | 200 ms (100–300) | 500 ms |  |" in lines
    assert "| memory, first edit → last | 100 → 200 MB |  | 250 MB |" in lines


@pytest.mark.skipif(not Path("/proc/self/smaps_rollup").exists(), reason="memory is measured on Linux alone")
def test_the_cost_of_search_is_told_apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The index has its own seconds where it is made, and none where it stands; memory is that of the whole tree."""
    search, tools = benchmark(monkeypatch, "search"), benchmark(monkeypatch, "tools")
    program = tools.kawara_program(REPOSITORY) or Path(sys.executable).with_name("kawara")
    costs = search.rounds(6, 1, program, tmp_path)
    made = {work: len(cost.index) for work, cost in costs.items()}
    assert made == dict(zip(search.WORKS, (0, 1, 1, 0), strict=True))
    assert search.INDEXED.search((tmp_path / "6-0-found.log").read_text("utf-8")) is None
    found = search.STANDS.search((tmp_path / "6-0-found.log").read_text("utf-8"))
    assert found is not None
    assert found[1] == "6"
    assert all(cost.wall[0] > 0 and cost.cpu[0] > 0 for cost in costs.values())
    assert all(costs[work].peak[0] > 10_000_000 for work in search.WORKS[:2])
    lines = [*search.table(6, costs)]
    assert len(lines) == 7
    assert lines[3].startswith("| cold build | ")


def contents(folder: Path) -> dict[str, bytes]:
    """Path → bytes of every file in a folder."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }


def test_tools_in_python_run_on_one_interpreter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The system's where it will do, and this one elsewhere; kawara's environment tells which it is."""
    setup, tools, results = (benchmark(monkeypatch, name) for name in ("setup", "tools", "results"))
    assert setup.interpreter() in {setup.SYSTEMS_PYTHON, sys.executable}
    monkeypatch.setattr(setup, "SYSTEMS_PYTHON", str(tmp_path / "none"))
    assert setup.interpreter() == sys.executable
    monkeypatch.setattr(setup, "SYSTEMS_PYTHON", "/bin/false")
    assert setup.interpreter() == sys.executable

    assert tools.python_of(tmp_path / "bin/kawara") == tmp_path / "bin/python"
    assert results.machine(tools.python_of(None))["python"] == platform.python_version()
