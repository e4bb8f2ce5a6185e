"""Many addresses: several hosts side by side, the addresses of one in their order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed

from kawara.external.asking import verdict_of
from kawara.external.faults import UnansweredError
from kawara.external.gates import Gates
from kawara.external.request import Line, host_of
from kawara.external.verdict import Verdict

AT_ONCE = 8
"""Hosts that are asked side by side."""
PAUSE = 1.0
"""Seconds between two requests to one host."""


def ask_all(addresses: Iterable[str], line: Line, pause: float = PAUSE) -> Iterator[dict[str, Verdict]]:
    """What each address comes to, host by host as they are done."""
    gates = Gates(pause)
    with ThreadPoolExecutor(AT_ONCE, "external") as pool:
        jobs = [pool.submit(ask_host, group, line, gates) for group in by_host(addresses)]
        try:
            for job in as_completed(jobs):
                yield job.result()
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


def ask_host(addresses: Iterable[str], line: Line, gates: Gates) -> dict[str, Verdict]:
    """What the addresses of one host come to."""
    return {address: verdict_of(address, line, gates) for address in addresses}


def by_host(addresses: Iterable[str]) -> list[list[str]]:
    """The addresses in groups of one host each, the largest first, for it takes longest."""
    groups: dict[str, list[str]] = {}
    for address in addresses:
        try:
            groups.setdefault(host_of(address), []).append(address)
        except UnansweredError:
            groups.setdefault("", []).append(address)
    return sorted(groups.values(), key=len, reverse=True)
