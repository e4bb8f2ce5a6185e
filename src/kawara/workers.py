"""One map over processes.

The work is a function of what all workers share and of a chunk of items. Results come back in the order of the chunks, so
that nothing depends on who was faster. The executor may be injected: anything with the interface of `concurrent.futures`
fits, a cluster's as well as a thread pool. By default processes are forked where that is safe and cheap (7 ms against 105
for a fork server, measured), which also hands the shared value over without copying.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from kawara.base.machine import may_fork

if TYPE_CHECKING:
    from concurrent.futures import Executor, Future, ProcessPoolExecutor

Shared = TypeVar("Shared")
Item = TypeVar("Item")
Result = TypeVar("Result")

FEW = 100
"""Below so many items a pool does not pay for its start."""

SHARES = 6
"""The next chunk is this part of what a worker has still to do: large ones at first, as handing over costs time …"""
LAST = 60
"""… and none smaller than this part of what it has to do in all: no worker waits longer for the last one."""

MOST = 1000
"""Of our own processes, none gets a chunk of more items, nor gives a larger result at a time."""

ROUND = 32_000
"""After so many items the processes make way for new ones. Python counts references within the objects themselves, so a forked
process comes to own a copy of all it has looked at: of a large site, each would end with the whole."""

SELDOM = (100_000, 50, 100)
"""Thresholds of the garbage collector in a forked worker."""

_shared: Any = None
"""What forked workers inherit: set in the parent before the pool is made."""


class WorkerDiedError(Exception):
    """A worker process ended without an answer: killed, out of memory, or crashed in native code."""

    def __init__(self, item: object) -> None:
        super().__init__(f"a worker died on {item}")
        self.item = item


@dataclass(frozen=True, slots=True)
class Workers:
    """How work is spread."""

    jobs: int = 1
    """Processes; 1 is this one alone."""
    executor: Executor | None = None
    """Used instead of processes of our own; it stays open."""
    method: str = ""
    """Start method of our own processes; empty for the best that is safe here."""


def start_method() -> str:
    """`fork` where nothing can go wrong with it: on Linux, while there is one thread. Else `forkserver`, else `spawn`."""
    if may_fork():
        return "fork"
    import multiprocessing  # noqa: PLC0415  a build after an edit needs no processes, and this costs it as much as ten pages

    return "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"


def in_chunks(items: Sequence[Item], jobs: int, most: int = sys.maxsize) -> list[Sequence[Item]]:
    """The items in order, cut into chunks that become smaller towards the end, none of more than `most` items."""
    chunks, start, least = [], 0, -(-len(items) // (jobs * LAST))
    while start < len(items):
        size = min(most, max(least, -(-(len(items) - start) // (jobs * SHARES))))
        chunks.append(items[start : start + size])
        start += size
    return chunks


def spread(
    work: Callable[[Shared, Sequence[Item]], Result], shared: Shared, items: Sequence[Item], workers: Workers
) -> Iterator[Result]:
    """`work(shared, chunk)` for chunks that together are `items`, in order.

    `work` must be a module-level function. Raises WorkerDiedError with the item on which a worker died.
    """
    if workers.executor is not None:
        yield from through(workers.executor, work, shared, in_chunks(items, workers.jobs))
    elif workers.jobs == 1 or len(items) < FEW:
        yield from (work(shared, chunk) for chunk in in_chunks(items, 1))
    else:
        yield from over_processes(work, shared, items, workers)


def through(
    executor: Executor,
    work: Callable[[Shared, Sequence[Item]], Result],
    shared: Shared,
    chunks: Sequence[Sequence[Item]],
) -> Iterator[Result]:
    """The map over somebody's executor, which gets the shared value with every chunk."""
    futures = [executor.submit(work, shared, chunk) for chunk in chunks]
    yield from in_order(futures, chunks, lambda chunk: alone(work, shared, chunk, start_method()))


def over_processes(
    work: Callable[[Shared, Sequence[Item]], Result], shared: Shared, items: Sequence[Item], workers: Workers
) -> Iterator[Result]:
    """The map over processes of our own, which get the shared value once."""
    method = workers.method or start_method()
    for start in range(0, len(items), ROUND):
        chunks = in_chunks(items[start : start + ROUND], workers.jobs, MOST)
        with pool(workers.jobs, shared, method) as executor:
            futures = [executor.submit(_call, work, chunk) for chunk in chunks]
            yield from in_order(futures, chunks, lambda chunk: alone(work, shared, chunk, method))
    _hold(None)  # a process that stays must not hold a whole site for nobody


def in_order(
    futures: Sequence[Future[Result]], chunks: Sequence[Sequence[Item]], again: Callable[[Sequence[Item]], Result]
) -> Iterator[Result]:
    """The results in the order of the chunks. Whatever was lost with a dead worker is done again, so that the culprit shows."""
    from concurrent.futures import BrokenExecutor  # noqa: PLC0415  a build of few pages pays 5 ms for it, and needs no pool

    try:
        for future, chunk in zip(futures, chunks, strict=True):
            try:
                yield future.result()
            except BrokenExecutor:
                yield again(chunk)
    finally:
        for future in futures:
            future.cancel()


def alone(
    work: Callable[[Shared, Sequence[Item]], Result], shared: Shared, chunk: Sequence[Item], method: str
) -> Result:
    """The result of a chunk in a process of its own. When that dies too, its items go one by one, until one is the culprit."""
    from concurrent.futures import BrokenExecutor  # noqa: PLC0415  as above

    try:
        with pool(1, shared, method) as single:
            return single.submit(_call, work, chunk).result()
    except BrokenExecutor:
        for item in chunk if len(chunk) > 1 else ():
            alone(work, shared, [item], method)
        raise WorkerDiedError(chunk[0] if len(chunk) == 1 else f"one of {len(chunk)} items") from None


def pool(jobs: int, shared: object, method: str) -> ProcessPoolExecutor:
    """Processes that hold the shared value: by inheritance when forked, else by one copy each."""
    import multiprocessing  # noqa: PLC0415  as above
    from concurrent.futures import ProcessPoolExecutor  # noqa: PLC0415  as above

    context = multiprocessing.get_context(method)
    if method == "fork":
        _hold(shared)
        return ProcessPoolExecutor(jobs, mp_context=context, initializer=_tidy)
    return ProcessPoolExecutor(jobs, mp_context=context, initializer=_hold, initargs=(shared,))


def abandon() -> bool:
    """End the processes that work for this one, whatever they are at; whether there were any."""
    found = sys.modules.get("multiprocessing")
    children = found.active_children() if found else []
    for child in children:
        child.terminate()
    return bool(children)


def _tidy() -> None:
    """Look for cyclic garbage again, but seldom: a worker lives long enough for it to add up."""
    gc.freeze()
    gc.set_threshold(*SELDOM)
    gc.enable()


def _hold(shared: object) -> None:
    global _shared  # noqa: PLW0603  # the only way into a forked or spawned process
    _shared = shared


def _call(work: Callable[[Any, Sequence[Item]], Result], chunk: Sequence[Item]) -> Result:
    return work(_shared, chunk)
