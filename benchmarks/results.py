"""What a run of the benchmark yields, as plain values for JSON, and the few sums that tables and plots need."""

from __future__ import annotations

import json
import os
import platform
import subprocess
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Any

AGAINST = ("hugo", "cold")
"""The tool and the work that ratios are taken against."""

Sample = dict[str, float]
"""One measured run: wall and cpu in seconds, largest and peak in bytes, and kawara's own counts."""


@dataclass(slots=True)
class Size:
    """All that was measured with a blog of one size."""

    posts: int
    samples: dict[str, dict[str, list[Sample]]] = field(default_factory=dict)
    """Tool → work → one sample for each round."""
    memory: dict[str, list[Sample]] = field(default_factory=dict)
    """Tool → samples of cold builds that were weighed; their times count for nothing."""
    floor: list[float] = field(default_factory=list)
    """Seconds of markdown-it-py alone, one for each round."""
    files: dict[str, int] = field(default_factory=dict)
    """Tool → how many files its cold build wrote."""
    bytes: dict[str, int] = field(default_factory=dict)
    """Tool → how many bytes."""
    served: dict[str, dict[str, list[float]]] = field(default_factory=dict)
    """Tool → work → seconds from a save to the new bytes being served; under `memory` the bytes after the first and the last edit."""

    def walls(self, tool: str, work: str) -> list[float]:
        """Wall times, one for each round."""
        return [sample["wall"] for sample in self.samples.get(tool, {}).get(work, [])]

    def ratios(self, tool: str, work: str) -> list[float]:
        """Wall time over that of AGAINST in the same round."""
        return over(self.walls(tool, work), self.walls(*AGAINST))

    def peaks(self, tool: str) -> list[float]:
        """Peak bytes of the process tree in cold builds."""
        return [sample["peak"] for sample in self.memory.get(tool, [])]

    def add(self, tool: str, work: str, sample: Sample) -> None:
        """Keep one sample."""
        self.samples.setdefault(tool, {}).setdefault(work, []).append(sample)


@dataclass(slots=True)
class Results:
    """A whole run."""

    machine: dict[str, Any]
    versions: dict[str, str]
    jobs: int
    sizes: list[Size] = field(default_factory=list)
    growth: list[Size] = field(default_factory=list)
    """kawara alone: a blog, and one ten times as large."""


def over(above: list[float], below: list[float]) -> list[float]:
    """Quotients of the samples of the same round."""
    return [one / other for one, other in zip(above, below, strict=False)]


def spread(values: list[float]) -> tuple[float, float, float]:
    """Median, least, greatest."""
    return median(values), min(values), max(values)


def cores() -> int:
    """Processors that this process may use."""
    return len(os.sched_getaffinity(0))


def machine(python: Path) -> dict[str, Any]:
    """What a reader must know to compare: no name, no path. `python`: the interpreter of the tools in Python."""
    model = [line.split(":", 1)[1].strip() for line in lines("/proc/cpuinfo") if line.startswith("model name")]
    memory = [int(line.split()[1]) for line in lines("/proc/meminfo") if line.startswith("MemTotal")]
    return {
        "processor": model[0] if model else platform.machine(),
        "cores": cores(),
        "memory": memory[0] * 1024 if memory else 0,
        "system": f"{platform.system()} {platform.release().split('-')[0]}",
        "python": python_version(python),
    }


def python_version(python: Path) -> str:
    """The version of an interpreter."""
    ask: list[str | Path] = [python, "-c", "import platform; print(platform.python_version())"]
    return subprocess.run(ask, capture_output=True, text=True, check=True).stdout.strip()


def lines(path: str) -> list[str]:
    """The lines of a file of the kernel's, none where there is no such file."""
    try:
        return Path(path).read_text(encoding="utf-8").splitlines()
    except OSError:
        return []


def as_values(results: Results) -> dict[str, Any]:
    """For JSON."""
    return {
        "machine": results.machine,
        "versions": results.versions,
        "jobs": results.jobs,
        "sizes": [size_values(size) for size in results.sizes],
        "growth": [size_values(size) for size in results.growth],
    }


def size_values(size: Size) -> dict[str, Any]:
    """The fields of one size."""
    return {name: getattr(size, name) for name in ("posts", "samples", "memory", "floor", "files", "bytes", "served")}


def save(results: Results, path: Path) -> None:
    """Write the JSON file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(as_values(results), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def load(path: Path) -> Results:
    """Read the JSON file."""
    data = json.loads(path.read_text(encoding="utf-8"))
    sizes, growth = ([Size(**size) for size in data.pop(key)] for key in ("sizes", "growth"))
    return Results(**data, sizes=sizes, growth=growth)
